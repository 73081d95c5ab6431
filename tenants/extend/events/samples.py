"""One object of each kind, for the examples in the documentation and for trying out webhooks."""

from typing import Any, Final

_ID: Final = "0199c5a0-7d1e-7c3b-9a51-2f0b8f6f1d44"
_EMPLOYEE: Final = {"kind": "employee", "id": _ID}

SAMPLES: Final[dict[str, dict[str, Any]]] = {
    "company": {"id": "bluebell", "name": "Bluebell"},
    "employee": {"id": _ID, "number": "101", "name": "Anna Ivanova"},
    "phone": {"id": _ID, "employee": _ID, "login": "bluebell-101-abcde", "label": "Desk"},
    "number": {"id": _ID, "number": "+74951230001", "destination": _EMPLOYEE},
    "line": {"id": _ID, "host": "sip.example.net", "name": "City provider"},
    "team": {"id": _ID, "number": "200", "name": "Sales"},
    "waiting-line": {"id": _ID, "number": "300", "name": "Support"},
    "menu": {"id": _ID, "name": "Main menu"},
    "flow": {"id": _ID, "start": "bye", "steps": [{"name": "bye", "do": "end"}], "name": "After hours"},
    "schedule": {"id": _ID, "name": "Office hours", "closed_now": True},
    "mailbox": {"id": _ID, "owners": [_ID], "name": "Sales"},
    "room": {"id": _ID, "number": "400", "name": "Monday meeting"},
    "parking": {"id": _ID, "number": "700", "first_slot": 701, "name": "Reception"},
    "paging": {"id": _ID, "number": "500", "members": [_ID], "name": "Warehouse"},
    "fax": {"id": _ID, "email": "fax@example.com", "name": "Fax"},
    "contact": {"id": _ID, "number": "+79161234567", "name": "Mila"},
    "caller-rule": {"id": _ID, "prefix": "+7800", "name": "Advertising"},
    "route": {"id": _ID, "lines": [_ID], "name": "Everything outside"},
    "rate-table": {"id": _ID, "line": _ID, "name": "City provider"},
    "permission": {"id": _ID, "name": "Abroad", "types": ["international"]},
    "short-code": {"id": _ID, "service": "do-not-disturb", "code": "*25"},
    "sound": {"id": _ID, "file": "0" * 64, "name": "Greeting"},
    "music": {"id": _ID, "sounds": [_ID], "name": "Piano"},
}
"""By the noun of their topics. The last field is what an example of `changed` says has changed."""
