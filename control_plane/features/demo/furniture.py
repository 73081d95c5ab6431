"""What the demo company has beside its people, so that a newcomer finds one of the usual things to look at."""

from typing import Any

from control_plane.core.context import Context
from control_plane.features.employees.service import change_employee
from control_plane.features.objects.kind import ObjectKind
from control_plane.features.objects.kinds.mailbox import MAILBOX
from control_plane.features.objects.kinds.meeting_room import MEETING_ROOM
from control_plane.features.objects.kinds.menu import MENU
from control_plane.features.objects.kinds.opening_hours import OPENING_HOURS
from control_plane.features.objects.kinds.team import TEAM
from control_plane.features.objects.kinds.waiting_line import WAITING_LINE
from control_plane.features.objects.service import create_object
from control_plane.features.objects.wishes import new_object
from tenants.model import Employee

_GREETING = (
    "Здравствуйте! Вы позвонили в компанию «Колокольчик». Отдел продаж — один, поддержка — два. "
    "Или оставайтесь на линии."
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def furnish(ctx: Context, company: str, people: list[Employee]) -> dict[str, str]:
    """A mailbox, opening hours, a team, a waiting line, a room and a menu. Returns where the public number leads.

    Whoever presses nothing in the menu rings the first employee: `./carillon demo call-in` rings that phone.
    """

    def make(kind: ObjectKind, **wish: Any) -> str:
        item, _ = create_object(ctx, company, new_object(kind.cls, kind.schemas.new, wish))
        return item.id

    def to(kind: str, identifier: str) -> dict[str, str]:
        return {"kind": kind, "id": identifier}

    anna, boris, catherine = (to("employee", person.id) for person in people[:3])
    mailbox = make(MAILBOX, name="Анна Иванова", number="201", owners=[anna["id"]])
    change_employee(ctx, company, anna["id"], {"mailbox": mailbox})
    week = [{"days": list(_WEEKDAYS), "opens": "09:00", "closes": "18:00"}]
    make(OPENING_HOURS, name="Офис / Office", weekly=week, holidays={"country": "RU"})
    sales = make(TEAM, name="Продажи / Sales", number="301", members=[anna, boris], overflow=to("mailbox", mailbox))
    agents = [{"employee": person["id"], "always": True} for person in (boris, catherine)]
    support = make(
        WAITING_LINE,
        name="Поддержка / Support",
        number="302",
        agents=agents,
        announce_position=True,
        wait_max=300,
        overflow=to("mailbox", mailbox),
    )
    make(MEETING_ROOM, name="Переговорная / Meeting room", number="303")
    choices = [
        {"digits": "1", "destination": to("team", sales), "label": "Продажи / Sales"},
        {"digits": "2", "destination": to("waiting-line", support), "label": "Поддержка / Support"},
    ]
    menu = make(
        MENU,
        name="Главное меню / Main menu",
        number="300",
        greeting={"text": _GREETING},
        choices=choices,
        dial_employees=True,
        attempts=1,
        wait_seconds=2,
        on_silence=anna,
    )
    return to("menu", menu)
