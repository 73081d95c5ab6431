"""Use cases around provider lines."""

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import Invalid
from control_plane.core.secrets_box import SecretsBox
from control_plane.core.wishes import outside_number
from control_plane.features.lines.models import Line
from control_plane.features.lines.queries import get_line
from control_plane.features.lines.schemas import LineChange, NewLine
from control_plane.features.versions.service import Change, NothingChanged, lock_company, record_change
from control_plane.settings import Settings
from tenants import model
from tenants.model import LineAuthentication


def add_line(ctx: Context, company_id: str, wish: NewLine) -> tuple[Line, Change]:
    """Raises NotFound, Invalid."""
    company = lock_company(ctx, company_id)
    line = Line(company_id=company_id, id=new_id(), **wish.model_dump(exclude={"password", "caller_number"}))
    line.caller_number = _caller_number(wish.caller_number, company.country)
    _lock_password(ctx, line, wish.password)
    _check_registration(line)
    ctx.session.add(line)
    ctx.session.flush()
    return line, record_change(ctx, company, f"Line {line.name} added", after=(node_document(line, ctx.settings),))


def change_line(ctx: Context, company_id: str, line_id: str, wish: LineChange) -> tuple[Line, Change]:
    """Raises NotFound, Invalid, NothingChanged."""
    company = lock_company(ctx, company_id)
    line = get_line(ctx, company_id, line_id)
    before = node_document(line, ctx.settings)
    for field, value in wish.model_dump(exclude_unset=True, exclude={"password", "caller_number"}).items():
        if value is not None or field == "username":
            setattr(line, field, value)
    if "caller_number" in wish.model_fields_set:
        line.caller_number = _caller_number(wish.caller_number, company.country)
    if "password" in wish.model_fields_set:
        _lock_password(ctx, line, wish.password)
    _check_registration(line)
    after = node_document(line, ctx.settings)
    if before == after:
        raise NothingChanged("Everything is already as you wish.")
    return line, record_change(ctx, company, f"Line {line.name} changed", before=(before,), after=(after,))


def remove_line(ctx: Context, company_id: str, line_id: str) -> Change:
    """Raises NotFound."""
    company = lock_company(ctx, company_id)
    line = get_line(ctx, company_id, line_id)
    before = node_document(line, ctx.settings)
    ctx.session.delete(line)
    return record_change(ctx, company, f"Line {before.name} removed", before=(before,))


def node_document(line: Line, settings: Settings) -> model.Line:
    """The line as nodes need it, with the unlocked password. Raises SecretUnreadable."""
    password = None
    if line.password_box is not None:
        password = SecretsBox(settings.secrets_key).unlock(line.password_box, _owner(line))
    return line.document(password)


def _lock_password(ctx: Context, line: Line, password: str | None) -> None:
    box = SecretsBox(ctx.settings.secrets_key)
    line.password_box = box.lock(password, _owner(line)) if password is not None else None


def _check_registration(line: Line) -> None:
    if line.authentication is LineAuthentication.REGISTRATION and not (line.username and line.password_box):
        raise Invalid.one("username", "needs-credentials", "A line that registers needs user name and password.")


def _caller_number(text: str | None, country: str) -> str | None:
    return outside_number(text, country, "caller_number") if text and text.strip() else None


def _owner(line: Line) -> str:
    return f"line:{line.company_id}:{line.id}"
