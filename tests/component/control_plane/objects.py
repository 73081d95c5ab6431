"""One good object of every kind, and what may be changed of it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.context import SYSTEM, Context
from control_plane.core.db import new_id
from control_plane.features.objects.service import create_object
from control_plane.features.sounds.models import SoundFile
from tenants.model import Sound
from tests.kit.customers import Program
from tests.kit.engines import Engines

PLACE = "/companies/bluebell"
SOUND_FILE = "ab" * 32


@dataclass(frozen=True)
class Sample:
    """What is sent to make one, a change of it, and a field with a value that must be refused."""

    plural: str
    new: dict[str, Any]
    change: dict[str, Any]
    bad: tuple[str, Any]


@dataclass(frozen=True)
class Office:
    """What the samples point to."""

    anna: str
    boris: str
    line: str
    number: str
    sound: str
    schedule: str


def samples(office: Office) -> dict[str, Sample]:
    """By plural."""
    anna = {"kind": "employee", "id": office.anna}
    hang_up = {"kind": "hang-up", "id": "bluebell"}
    text = {"text": "Hello"}
    steps = [{"name": "hello", "do": "say", "prompt": text, "then": "anna"}]
    steps += [{"name": "anna", "do": "hand", "destination": anna}]
    agent = {"employee": office.anna, "always": True}
    week = [{"days": ["monday", "friday"], "opens": "09:00", "closes": "18:00"}]
    made = (
        Sample(
            "teams",
            {"name": "Sales", "number": "301", "members": [anna], "overflow": hang_up},
            {"order": "round-robin"},
            ("order", "loudest"),
        ),
        Sample("waiting-lines", {"name": "Support", "agents": [agent]}, {"wait_max": 60}, ("agents", [{}])),
        Sample(
            "menus",
            {"name": "Main", "greeting": text, "choices": [{"digits": "1", "destination": anna}], "on_silence": anna},
            {"attempts": 2},
            ("choices", [{"digits": "x", "destination": anna}]),
        ),
        Sample("flows", {"name": "Hello", "start": "hello", "steps": steps}, {"number": "399"}, ("steps", [])),
        Sample("schedules", {"name": "Office", "weekly": week}, {"closed_now": True}, ("weekly", [{"opens": "9"}])),
        Sample(
            "caller-rules",
            {"name": "Spam", "prefix": "+7900", "numbers": [office.number]},
            {"treatment": "allow"},
            ("prefix", "7900"),
        ),
        Sample("rooms", {"name": "Board", "number": "801", "pin": "7319"}, {"hosts": [office.anna]}, ("pin", "1")),
        Sample("parkings", {"name": "Park", "number": "700", "first_slot": 701}, {"slots": 3}, ("slots", 0)),
        Sample(
            "paging-groups",
            {"name": "All", "number": "600", "members": [office.anna]},
            {"two_way": True},
            ("number", "6"),
        ),
        Sample("fax-boxes", {"name": "Fax", "email": "fax@example.com"}, {"number": "610"}, ("email", "nobody")),
        Sample("mailboxes", {"name": "Anna", "owners": [office.anna]}, {"email": "a@example.com"}, ("seconds_max", 1)),
        Sample("contacts", {"name": "Taxi", "number": "8 (495) 123-45-67"}, {"speed_dial": "7"}, ("speed_dial", "x")),
        Sample("music", {"name": "Waltz", "sounds": [office.sound]}, {"shuffled": True}, ("sounds", [])),
        Sample("routes", {"name": "All", "lines": [office.line]}, {"types": ["mobile"]}, ("lines", [])),
        Sample(
            "rate-tables",
            {"name": "Rates", "line": office.line, "rates": [{"prefix": "+7", "per_minute": 9000}]},
            {"rates": []},
            ("rates", [{"prefix": "+7"}]),
        ),
        Sample("permissions", {"name": "Abroad", "types": ["international"]}, {"allowed": ["+44"]}, ("types", ["x"])),
        Sample("short-codes", {"service": "pickup", "code": "*7"}, {"code": None}, ("code", "7")),
    )
    return {sample.plural: sample for sample in made}


def settle_office(
    program: Program, engines: Engines, company: str = "bluebell", outside: str = "+74951230001"
) -> Office:
    place = f"/companies/{company}"
    sound = _sound(engines, company)
    anna = program.post(f"{place}/employees", {"name": "Анна", "number": "101"})
    boris = program.post(f"{place}/employees", {"name": "Boris", "number": "102", "phones": []})
    line = program.post(f"{place}/lines", {"name": "City", "host": "sip.example.net"})
    number = program.post(f"{place}/numbers", {"number": outside})
    week = [{"days": ["monday"], "opens": "09:00", "closes": "18:00"}]
    schedule = program.post(f"{place}/schedules", {"name": "Hours", "weekly": week})
    return Office(anna["id"], boris["id"], line["id"], number["id"], sound, schedule["id"])


def _sound(engines: Engines, company: str) -> str:
    """As an upload leaves it; what is in the file does not matter here."""
    with Session(engines.database) as session, session.begin():
        file = SoundFile(
            company_id=company, hash=SOUND_FILE, bytes=1, seconds=1.0, key_id="", said=None, created_at=now()
        )
        session.add(file)
        session.flush()
        ctx = Context(session, SYSTEM, engines.settings)
        sound, _ = create_object(ctx, company, lambda _: Sound(id=new_id(), name="Hello", file=SOUND_FILE))
        return sound.id
