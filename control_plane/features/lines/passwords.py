"""The provider's password of a line: locked in its row, unlocked for nodes alone."""

from control_plane.core.secrets_box import SecretsBox
from control_plane.features.lines.models import Line
from control_plane.settings import Settings
from tenants import model


def node_document(line: Line, settings: Settings) -> model.Line:
    """The line as nodes need it, with the unlocked password. Raises SecretUnreadable."""
    password = None
    if line.password_box is not None:
        password = SecretsBox(settings.secrets_key).unlock(line.password_box, _owner(line))
    return line.document(password)


def lock_password(line: Line, password: str | None, settings: Settings) -> None:
    """None takes the password away."""
    box = SecretsBox(settings.secrets_key)
    line.password_box = box.lock(password, _owner(line)) if password is not None else None


def locked_password(company_id: str, line: model.Line, settings: Settings) -> bytes | None:
    """The password that a document carries, locked as the line's row will want it; None when it carries none."""
    if line.password is None:
        return None
    return SecretsBox(settings.secrets_key).lock(line.password, f"line:{company_id}:{line.id}")


def _owner(line: Line) -> str:
    return f"line:{line.company_id}:{line.id}"
