"""The command line of the node. Each process imports only what it runs."""

import gc
import importlib
import os

import click

from node_agent.calls.reload.handover import LISTENING
from node_agent.settings import BadSettings, Settings


def _settings() -> Settings:
    try:
        return Settings.read()
    except BadSettings as error:
        raise click.ClickException(str(error)) from None


def _run(module: str, function: str = "main") -> None:
    settings = _settings()
    # RQ reads its key prefix when it is imported, so this must stand before any import of a process's module.
    os.environ["RQ_KEY_PREFIX"] = f"rqn:{settings.node}"
    getattr(importlib.import_module(module), function)(settings)


@click.group()
def main() -> None:
    """The processes of a telephony node."""


@main.command()
def jobs() -> None:
    """Take signed changes from the control plane and put them in force."""
    _run("node_agent.worker")


@main.command()
def calls() -> None:
    """Decide where calls go."""
    # Until the process takes calls it only makes what stays; node_agent/calls/late.py has the collector look again.
    gc.disable()
    reloads = _settings().reload_call_logic and LISTENING not in os.environ
    _run("node_agent.calls.reload.generations" if reloads else "node_agent.calls.process")


@main.command()
def facts() -> None:
    """Keep what happened in calls and upload it."""
    _run("node_agent.spool.process")


@main.command()
def asterisk() -> None:
    """Start the telephony engine and keep it running; it survives a restart of this command."""
    _run("node_agent.asterisk.process")


@main.command("asterisk-stop")
def asterisk_stop() -> None:
    """End the telephony engine after the calls in progress."""
    _run("node_agent.asterisk.process", "stop")


@main.command("config-check")
def config_check() -> None:
    """Say in sentences what is wrong with the settings."""
    settings = _settings()
    click.echo(f"The settings of node {settings.node} are complete.")
