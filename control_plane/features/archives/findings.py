"""What is wrong with an archive, and where: a stable code, a place, and a sentence that says what to do."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    ERROR = "error"
    """Nothing is written while there is one."""
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    code: str
    where: str
    text: str
    severity: Severity = Severity.ERROR

    def plain(self) -> dict[str, Any]:
        return asdict(self) | {"severity": self.severity.value}


def warning(code: str, where: str, text: str) -> Finding:
    return Finding(code, where, text, Severity.WARNING)


def refused(findings: list[Finding]) -> bool:
    return any(each.severity is Severity.ERROR for each in findings)


MOST = 500
"""Findings that are told; a hostile archive shall not make a hostile list."""
