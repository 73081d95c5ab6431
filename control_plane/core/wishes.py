"""From what somebody typed to typed values, with faults in words: the same for API bodies and page forms."""

from typing import Any, TypeVar

import phonenumbers
from pydantic import BaseModel, ConfigDict, ValidationError

from control_plane.core.problems import FieldFault, Invalid
from tenants.model.fields import E164


class Wish(BaseModel):
    """Base of all inputs: unknown fields are refused, nothing is silently dropped."""

    model_config = ConfigDict(extra="forbid", str_max_length=4096)


SomeWish = TypeVar("SomeWish", bound=BaseModel)
# Not "local only": a number without its area code cannot be called from everywhere.
_POSSIBLE = phonenumbers.ValidationResult.IS_POSSIBLE

# Sentences for the faults that people really make; everything else keeps pydantic's own words.
_SENTENCES = {
    "missing": "is needed",
    "extra_forbidden": "is not known here; remove it or correct its spelling",
    "string_too_long": "is too long; at most {max_length} characters",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "does not have the form that is needed here",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "string_type": "must be a text",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_from_float": "must be a whole number",
    "less_than_equal": "must be at most {le}",
    "greater_than_equal": "must be at least {ge}",
    "too_short": "needs at least {min_length} of them",
    "too_long": "has room for {max_length} of them",
    "enum": "is none of the choices",
    "literal_error": "is none of the choices",
    "date_from_datetime_parsing": "must be a date, such as 2026-12-31",
    "date_parsing": "must be a date, such as 2026-12-31",
    "tuple_type": "must be a list",
}


def read_wish(cls: type[SomeWish], data: Any) -> SomeWish:
    """Build a wish from plain data. Raises Invalid with one fault per field."""
    try:
        return cls.model_validate(data)
    except ValidationError as problem:
        raise invalid(problem) from None


def invalid(problem: ValidationError) -> Invalid:
    """A pydantic error as our problem; never repeats the input, which may be 10 kB or a secret."""
    faults = tuple(_fault(fault) for fault in problem.errors(include_input=False, include_url=False))
    names = ", ".join(dict.fromkeys(fault.field for fault in faults if fault.field))
    return Invalid(f"Please correct: {names}." if names else faults[0].message, faults)


def _fault(fault: Any) -> FieldFault:
    field = ".".join(str(part) for part in fault["loc"])
    template = _SENTENCES.get(fault["type"])
    message = template.format(**fault.get("ctx", {})) if template else fault["msg"].removeprefix("Value error, ")
    return FieldFault(field, fault["type"].replace("_", "-"), message)


def outside_number(text: str, country: str, field: str = "number") -> str:
    """E.164 from what a person types, such as `8 (929) 567-14-57` in Russia. Raises Invalid."""
    allowed = set("0123456789+()-. \u00a0")
    if len(text) <= 40 and set(text) <= allowed:
        try:
            parsed = phonenumbers.parse(text, country)
        except phonenumbers.NumberParseException:
            parsed = None
        if parsed is not None and phonenumbers.is_possible_number_with_reason(parsed) == _POSSIBLE:
            written = str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
            if E164.fullmatch(written):
                return written
    raise Invalid.one(
        field, "not-a-number", "This is no telephone number; write it with country code, such as +7 495 123-00-01."
    )
