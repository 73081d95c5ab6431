"""Errors are types with a stable code and a sentence; here they become problem+json (RFC 9457) or a page."""

from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Response, jsonify


@dataclass(frozen=True)
class FieldFault:
    """One wrong field: its name, a stable code and what to do."""

    field: str
    code: str
    message: str


class Problem(Exception):
    """Base of all errors that people or programs outside may see. `detail` says what is wrong and what to do."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad-request"
    title: ClassVar[str] = "The request cannot be carried out"

    def __init__(self, detail: str, faults: tuple[FieldFault, ...] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = faults

    @property
    def field(self) -> str:
        """The first field at fault, empty when the whole request is."""
        return self.faults[0].field if self.faults else ""

    def as_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": f"about:blank#{self.code}",
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        if self.faults:
            body["errors"] = [{"field": f.field, "code": f.code, "message": f.message} for f in self.faults]
        return body

    def response(self) -> Response:
        answer = jsonify(self.as_json())
        answer.status_code = self.status
        answer.mimetype = "application/problem+json"
        return answer


class Invalid(Problem):
    status, code, title = 422, "invalid", "Some fields cannot be accepted"

    @classmethod
    def one(cls, field: str, code: str, message: str) -> "Invalid":
        return cls(message, (FieldFault(field, code, message),))


class Malformed(Problem):
    status, code, title = 400, "malformed", "The request is not valid JSON"


class NotFound(Problem):
    status, code, title = 404, "not-found", "There is nothing here"


class NotSignedIn(Problem):
    status, code, title = 401, "not-signed-in", "Sign in first"


class Forbidden(Problem):
    status, code, title = 403, "forbidden", "Your role does not allow this"


class Conflict(Problem):
    status, code, title = 409, "conflict", "Something else stands in the way"


class TooLarge(Problem):
    status, code, title = 413, "too-large", "The request is too large"


class TooMany(Problem):
    status, code, title = 429, "too-many-requests", "Slow down"


class Unexpected(Problem):
    status, code, title = 500, "unexpected", "Something went wrong on our side"
