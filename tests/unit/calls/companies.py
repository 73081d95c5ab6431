"""Small companies for tests of call logic."""

from tenants.model import Company, DestinationKind, Employee, Line, Number, Phone, Profile, TelephonyObject
from tenants.model import Destination as Reference

DIGEST = "0" * 64
LEGACY_DIGEST = "0" * 32


def phone(company: str, short: str, index: int = 1) -> Phone:
    return Phone(
        id=f"{company}-phone-{short}-{index}",
        employee=f"{company}-{short}",
        label="Desk",
        login=f"{company}-{short}-{index}",
        digest=DIGEST,
        legacy_digest=LEGACY_DIGEST,
    )


def person(company: str, short: str, name: str, outside: str | None = None) -> Employee:
    return Employee(id=f"{company}-{short}", name=name, number=short, outside_number=outside)


def line(company: str, index: int = 1, shown: str | None = "+74951110000", username: str | None = None) -> Line:
    return Line(
        id=f"{company}-line-{index}",
        name=f"Line {index}",
        host="127.0.0.1",
        caller_number=shown,
        username=username,
        password="secret" if username else None,
    )


def number(company: str, public: str, short: str | None) -> Number:
    destination = Reference(kind=DestinationKind.EMPLOYEE, id=f"{company}-{short}") if short else None
    return Number(id=f"{company}-number-{public[1:]}", number=public, destination=destination)


def company(name: str = "acme", *extra: TelephonyObject, lines: int = 1) -> Company:
    """Anna 101 with a number of her own, Boris 102, and +74951110000 that goes to Anna."""
    return Company.build(
        name,
        1,
        [
            Profile(id=name, name=name.title()),
            person(name, "101", "Anna", "+74951110101"),
            person(name, "102", "Boris"),
            phone(name, "101"),
            phone(name, "102"),
            number(name, "+74951110000", "101"),
            *(line(name, index) for index in range(1, lines + 1)),
            *extra,
        ],
    )
