"""The demo company as `seed-demo --json` describes it."""

from dataclasses import dataclass
from typing import Any, Self

from deploy.errors import Stop


class UnknownDemo(Stop):
    """demo.json lacks something that we need."""

    code = "unknown-demo"


@dataclass(frozen=True)
class Phone:
    """A SIP account at the node."""

    employee: str
    number: str
    login: str
    password: str


@dataclass(frozen=True)
class Line:
    """The account the node has at the provider: us. Without a user name we know the node by its address."""

    id: str
    username: str | None
    password: str | None


@dataclass(frozen=True)
class Demo:
    company: str
    number: str
    phones: tuple[Phone, ...]
    line: Line

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """Raises UnknownDemo."""
        try:
            company = data["company"]
            return cls(
                company=str(company["id"] if isinstance(company, dict) else company),
                number=data["number"],
                phones=tuple(
                    Phone(phone["employee"], phone["number"], phone["login"], phone["password"])
                    for phone in data["phones"]
                ),
                line=Line(str(data["line"]["id"]), data["line"].get("username"), data["line"].get("password")),
            )
        except (KeyError, TypeError) as error:
            raise UnknownDemo(
                f"demo.json lacks {error}.", "Make the demo company again: `./carillon reset`."
            ) from error

    def phone(self, number: str) -> Phone:
        """The phone of the employee with this short number. Raises UnknownDemo."""
        for phone in self.phones:
            if phone.number == number:
                return phone
        raise UnknownDemo(f"The demo company has no phone with the number {number}.")

    @property
    def ours(self) -> tuple[Phone, ...]:
        """Phones that no person holds: the last two."""
        return self.phones[-2:]
