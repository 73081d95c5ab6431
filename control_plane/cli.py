"""The control plane's commands for operators and for the one-machine stack."""

import json
import os
from pathlib import Path

import click

from control_plane.core.logs import configure_logs
from control_plane.settings import Settings, SettingsWrong


@click.group()
def main() -> None:
    """The control plane. Settings come from the environment."""
    os.environ.setdefault("TZ", "UTC")
    configure_logs()


def _settings() -> Settings:
    try:
        return Settings.load()
    except SettingsWrong as wrong:
        raise click.ClickException(str(wrong)) from None


@main.command("config-check")
def config_check() -> None:
    """Say in a sentence what is wrong with the settings."""
    from control_plane.core.config_check import faults  # noqa: PLC0415 (imports drivers)

    if found := faults(_settings()):
        raise click.ClickException("\n".join(found))
    click.echo("The control plane's settings are good.")


@main.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    from control_plane.core.migrate import upgrade  # noqa: PLC0415 (imports Alembic)
    from control_plane.core.tenancy.protection import RolesMixed  # noqa: PLC0415 (imports SQLAlchemy)
    from control_plane.core.tenancy.tables import Unprotected  # noqa: PLC0415

    try:
        click.echo(f"The database is at revision {upgrade(_settings())}.")
    except (RolesMixed, Unprotected) as wrong:
        raise click.ClickException(str(wrong)) from None


@main.command()
def publisher() -> None:
    """Send changes to the nodes, until stopped."""
    from control_plane.features.versions.publisher import main as run  # noqa: PLC0415 (its own process)

    run()


@main.command()
def chores() -> None:
    """Send mails, erase what was deleted, retire old recordings, until stopped."""
    from control_plane.features.transfers.jobs import main as run  # noqa: PLC0415 (its own process)

    run()


@main.command()
def events() -> None:
    """Put events that listeners and webhooks have to be told of on the queue, until stopped."""
    from control_plane.features.events.dispatcher import main as run  # noqa: PLC0415 (its own process)

    run()


@main.command()
def listeners() -> None:
    """Tell listeners and webhooks of events, until stopped."""
    # RQ reads its key prefix when it is imported.
    os.environ["RQ_KEY_PREFIX"] = "rqc:events"
    from control_plane.features.events.jobs import main as run  # noqa: PLC0415 (its own process)

    run()


@main.command("event-docs")
@click.argument("file", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def event_docs(file: tuple[Path, ...]) -> None:
    """Make the list of topics in docs/events.md and docs/events.ru.md anew."""
    from tenants.extend.events.listing import with_listing  # noqa: PLC0415 (the other commands do not need it)

    for each in file:
        language = "ru" if ".ru" in each.suffixes else "en"
        each.write_text(with_listing(each.read_text(encoding="utf-8"), language), encoding="utf-8")


@main.command("access-docs")
@click.argument("file", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def access_docs(file: tuple[Path, ...]) -> None:
    """Make the tables in docs/access.md and docs/access.ru.md anew."""
    from control_plane.core.access_docs import with_table  # noqa: PLC0415 (the other commands do not need it)

    for each in file:
        language = "ru" if ".ru" in each.suffixes else "en"
        each.write_text(with_table(each.read_text(encoding="utf-8"), language), encoding="utf-8")


@main.command("add-node")
@click.argument("name")
@click.argument("public_key")
@click.argument("sip_address")
def add_node(name: str, public_key: str, sip_address: str) -> None:
    """Enrol a telephony node: its name, its Ed25519 public key (base64) and HOST:PORT for phones."""
    from control_plane.core.scripts import transaction  # noqa: PLC0415
    from control_plane.features.nodes.service import enrol  # noqa: PLC0415

    with transaction(_settings()) as ctx:
        enrol(ctx, name, public_key, sip_address)
    click.echo(f"Node {name} is enrolled.")


@main.command("rebuild-journeys")
@click.argument("company")
def rebuild_journeys(company: str) -> None:
    """Throw a company's journeys away and fold them anew from the facts."""
    from control_plane.core.scripts import transaction  # noqa: PLC0415
    from control_plane.features.journeys.service import rebuild  # noqa: PLC0415

    with transaction(_settings()) as ctx:
        click.echo(f"{rebuild(ctx.session, company)} journeys rebuilt.")


@main.command("audit-verify")
@click.argument("company", nargs=-1)
@click.option("--known", metavar="NUMBER:HASH", multiple=True, help="A record whose hash you have noted elsewhere.")
def audit_verify(company: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Follow the audit trail of these companies, or of all; name the first bad record, if there is one."""
    from control_plane.features.audit.verifier import verify_all  # noqa: PLC0415

    bad = 0
    for line in verify_all(_settings(), company, known):
        click.echo(line.text)
        bad += line.bad
    if bad:
        raise click.ClickException(f"{bad} audit trails are not whole.")


@main.command("seed-demo")
@click.option("--json", "as_json", is_flag=True, help="One JSON object with logins and passwords.")
def seed_demo(as_json: bool) -> None:
    """Create the demo company, its people and the local node; harmless when they are there."""
    from control_plane.core.scripts import transaction  # noqa: PLC0415
    from control_plane.features.demo.service import seed  # noqa: PLC0415

    with transaction(_settings()) as ctx:
        made = seed(ctx)
    click.echo(json.dumps(made, ensure_ascii=False) if as_json else f"The demo company {made['company']} is there.")


@main.command("operator-token")
def operator_token() -> None:
    """Print a new API token of this installation's first operator, for commands on this machine."""
    from control_plane.core.scripts import transaction  # noqa: PLC0415
    from control_plane.features.access.service import operator_token as made  # noqa: PLC0415

    with transaction(_settings()) as ctx:
        token = made(ctx.session, now=ctx.clock())
    if token is None:
        raise click.ClickException("There is no operator yet; run `./carillon up` first.")
    click.echo(token)
