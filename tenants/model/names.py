"""What people call an object."""

from tenants.model.objects import TelephonyObject


def name_of(item: TelephonyObject) -> str:
    """Its name, else the label, service or number; the id when it has none of these."""
    for field in ("name", "label", "service", "number"):
        if text := getattr(item, field, None):
            return str(text)
    return item.id
