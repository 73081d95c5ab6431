"""What can go wrong, as exceptions: refusals of the API with its stable code and sentence, and mistakes found here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

NO_PROBLEM = "no-problem-json"
"""The code of an answer that says nothing of its own, such as a proxy's."""


class CarillonError(Exception):
    """Base of everything that this package raises on purpose."""


class Unreachable(CarillonError):
    """No answer came, also after asking again."""


class NotLive(CarillonError):
    """A change is kept, and not in force on every node in the time that was given; the text says where and why."""


class UnknownField(CarillonError, AttributeError):
    """There is no such field; the text names what may have been meant."""


class BadValue(CarillonError, ValueError):
    """A value that the field cannot have, told before anything is sent."""


@dataclass(frozen=True)
class Fault:
    """One wrong field: its name, a stable code and what to do."""

    field: str
    code: str
    message: str


class Problem(CarillonError):
    """The API refused. `code` is stable, `detail` says what is wrong and what to do (RFC 9457)."""

    def __init__(self, status: int, code: str, title: str, detail: str, faults: Sequence[Fault] = ()) -> None:
        lines = [f"{fault.field}: {fault.message}" for fault in faults if fault.message != detail]
        super().__init__("\n".join([detail, *lines]))
        self.status, self.code, self.title, self.detail, self.faults = status, code, title, detail, tuple(faults)
        self.repeated = False
        """Whether an earlier try of the same request got no answer, and may have been carried out."""


class NotSignedIn(Problem):
    """The token is missing, expired or revoked."""


class Forbidden(Problem):
    """The token may not do this."""


class NotFound(Problem, KeyError):
    """It is not there, or not yours."""

    __str__ = Exception.__str__


class Conflict(Problem):
    """Something else stands in the way, such as a taken number."""


class ChangedMeanwhile(Conflict):
    """Somebody else changed the object after it was read; read it again, then change it."""


class Invalid(Problem):
    """Some fields cannot be accepted; `faults` names them."""


class TooMany(Problem):
    """Too many requests, also after waiting."""


class ServerFault(Problem):
    """Something went wrong on the server's side."""


_CLASSES: Mapping[int, type[Problem]] = {
    401: NotSignedIn,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    412: ChangedMeanwhile,
    422: Invalid,
    429: TooMany,
}


def problem_of(status: int, body: Any) -> Problem:
    """The exception for an answer; `body` is its parsed JSON, or None when it was none."""
    said: dict[str, Any] = body if isinstance(body, dict) else {}
    faults = [
        Fault(str(each.get("field", "")), str(each.get("code", "")), str(each.get("message", "")))
        for each in said.get("errors", ())
        if isinstance(each, dict)
    ]
    cls = _CLASSES.get(status, ServerFault if status >= 500 else Problem)
    return cls(
        status,
        str(said.get("code", "unknown" if "detail" in said else NO_PROBLEM)),
        str(said.get("title", "")),
        str(said.get("detail", f"The server answered {status} without saying why.")),
        faults,
    )


def unknown(what: str, name: str, known: Sequence[str]) -> UnknownField:
    """`what` is the kind of thing; similar names of `known` are suggested."""
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f" Did you mean `{near[0]}`?" if near else f" It has: {', '.join(sorted(known))}."
    return UnknownField(f"{what} has no field `{name}`.{hint}")
