"""The database's refusals as sentences: constraints decide, here they get words."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from control_plane.core.problems import Conflict, Problem


@contextmanager
def refused_by(constraints: dict[str, Problem]) -> Iterator[None]:
    """Turn a violated constraint (by name) into its problem; unknown ones stay errors of ours."""
    try:
        yield
    except IntegrityError as error:
        name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
        if name in constraints:
            raise constraints[name] from None
        raise


class Taken(Conflict):
    """Somebody else has it already."""

    code, title = "taken", "This is taken"
