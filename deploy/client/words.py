"""Names and sentences of the generated code."""

import keyword
import re
from typing import Any

_LIMITS = (("minimum", "maximum", ""), ("minLength", "maxLength", " characters"), ("minItems", "maxItems", " of them"))
SANE = 4096
"""A limit of this many characters says only that there is one."""


def words_of(name: str) -> list[str]:
    """`renewWebhookSecret` → renew, Webhook, Secret; `waiting-lines` → waiting, lines."""
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)


def snake(name: str) -> str:
    return "_".join(word.lower() for word in words_of(name))


def camel(name: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in words_of(name))


def attribute(name: str) -> str:
    """Words of Python get an underscore."""
    return f"{name}_" if keyword.iskeyword(name) else name


def operation_name(operation: str, *kinds: str) -> str:
    """What is left of `renewWebhookSecret` for webhooks: `renew_secret`. `get` before a thing is not said."""
    left = words_of(operation)
    for kind in kinds:
        parts = words_of(kind)
        for at in range(len(left) - len(parts) + 1):
            if [word.lower() for word in left[at : at + len(parts)]] == [word.lower() for word in parts]:
                del left[at : at + len(parts)]
                break
    if len(left) > 1 and left[0] == "get":
        left = left[1:]
    return "_".join(word.lower() for word in left)


def documented(name: str, schema: dict[str, Any]) -> str:
    """One paragraph: what the field means, and its limits and default where there are any."""
    said = schema.get("description") or name.replace("_", " ").capitalize()
    hints = [*_limits(schema), *_default(schema)]
    return f"{said.rstrip('.')}. {' '.join(hints)}".strip() if hints else said


def _limits(schema: dict[str, Any]) -> list[str]:
    options = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    plain = options[0] if len(options) == 1 else schema
    for low, high, unit in _LIMITS:
        least, most = plain.get(low), plain.get(high)
        if most is not None and most < SANE:
            return [f"{least} to {most}{unit}." if least is not None else f"At most {most}{unit}."]
        if least is not None and most is None:
            return [f"At least {least}{unit}."]
    return []


def _default(schema: dict[str, Any]) -> list[str]:
    default = schema.get("default")
    return [] if default in (None, "", [], {}) else [f"Default: {default!r}."]
