"""A place to park calls."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.entries import MUSIC, NAME
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, Parking


def _slots(parking: Parking, _company: Company) -> str:
    return f"{parking.slot_numbers[0]}–{parking.slot_numbers[-1]}"


PARKING = ObjectKind(
    cls=Parking,
    plural="parkings",
    icon="p-square",
    words=Words(
        one=_("Parking"),
        many=_("Parking"),
        lead=_("A call is parked in a slot, and anybody fetches it by dialling the slot."),
        add=_("Add parking"),
        none=_("No parking yet"),
    ),
    about=_slots,
    groups=(
        Group(
            "",
            (
                NAME,
                Entry(
                    "number", _("Number to park at"), _("Transferring a call there parks it in the first free slot.")
                ),
                Entry("first_slot", _("First slot")),
                Entry("slots", _("Slots")),
                Entry("return_seconds", _("Comes back after"), unit=_("seconds")),
                Entry("return_to", _("Comes back to"), _("Leave empty for whoever parked it.")),
                MUSIC,
            ),
        ),
    ),
)
