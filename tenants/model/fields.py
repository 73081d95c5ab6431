"""The shapes of text that people and machines may put into a company: hostile until it has passed here."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, get_args

from pydantic import AfterValidator, BaseModel, Field, GetJsonSchemaHandler, StringConstraints
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticKnownError

SHORT_NUMBER = re.compile(r"[0-9]{2,6}")
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
NAME_MAX = 100

# No business in a name: control, surrogate, private use, unassigned, line and paragraph separators.
_REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
# Formatting characters turn text around or hide it; the joiner is kept because emoji families and Persian need it.
_KEPT_FORMATTING = frozenset({"\u200d", "\u200c"})


def printable(text: str) -> str:
    """Return `text` without outer white space, in Unicode NFC.

    Raises ValueError when it holds control characters (also CR and LF), hidden formatting or lone surrogates.
    """
    # All of these are unprintable to Python too; only a text with one of them is looked at letter by letter.
    for character in text if not text.isprintable() else "":
        category = unicodedata.category(character)
        if category in _REFUSED_CATEGORIES or (category == "Cf" and character not in _KEPT_FORMATTING):
            raise ValueError(f"must not contain the control character U+{ord(character):04X}; remove it")
    cleaned = unicodedata.normalize("NFC", text).strip()
    if not cleaned:
        raise ValueError("must not be empty")
    return cleaned


def _still_fits(text: str) -> str:
    """The normal form may be longer than what was typed, and a document must accept what it has made itself."""
    if len(text) > NAME_MAX:
        raise PydanticKnownError("string_too_long", {"max_length": NAME_MAX})
    return text


Name = Annotated[
    str, StringConstraints(min_length=1, max_length=NAME_MAX), AfterValidator(printable), AfterValidator(_still_fits)
]
"""What people call somebody or something: 1 to 100 printable characters, any language, emoji included."""

ObjectId = Annotated[str, StringConstraints(pattern=r"^[0-9a-z][0-9a-z-]{0,63}$")]
"""An identifier made by us (UUIDv7 or a slug); safe in file names, keys and addresses."""


@dataclass(frozen=True)
class Refers:
    """Marks an id as that of another object of the company, of this kind: a value of `Kind`."""

    kind: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(schema) | {"x-refers-to": self.kind}


@dataclass(frozen=True)
class AllWhenEmpty:
    """Marks a list that means everybody or everything when it is empty: taking out its last entry would widen it."""


@dataclass(frozen=True)
class Secret:
    """Marks what goes to nodes and is shown to nobody: digests and passwords."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(schema) | {"x-secret": True}


def is_secret(info: FieldInfo) -> bool:
    """Whether a field of a document holds a secret."""
    parts = (info.annotation, *get_args(info.annotation))
    marks = (*info.metadata, *(mark for part in parts for mark in getattr(part, "__metadata__", ())))
    return any(isinstance(mark, Secret) for mark in marks)


def secret_fields(cls: type[BaseModel]) -> frozenset[str]:
    """The names of all of them."""
    return frozenset(name for name, info in cls.model_fields.items() if is_secret(info))


EmployeeId = Annotated[ObjectId, Refers("employee")]
LineId = Annotated[ObjectId, Refers("line")]
MailboxId = Annotated[ObjectId, Refers("mailbox")]
MusicId = Annotated[ObjectId, Refers("music")]
NumberId = Annotated[ObjectId, Refers("number")]
PermissionId = Annotated[ObjectId, Refers("permission")]
PhoneId = Annotated[ObjectId, Refers("phone")]
ScheduleId = Annotated[ObjectId, Refers("schedule")]
SoundId = Annotated[ObjectId, Refers("sound")]
WaitingLineId = Annotated[ObjectId, Refers("waiting-line")]

ShortNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,6}$")]
"""A number inside the company, two to six digits."""

OutsideNumber = Annotated[str, StringConstraints(pattern=r"^\+[1-9][0-9]{6,14}$")]
"""E.164 with plus: ITU-T E.164 §6, at most 15 digits."""

RESERVED_LOGINS = "line-"


def no_line(login: str) -> str:
    """Raises ValueError for a login that a provider line could be taken for."""
    if login.startswith(RESERVED_LOGINS):
        raise ValueError(f"must not begin with {RESERVED_LOGINS!r}; that is how provider lines are called")
    return login


Login = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{2,39}$"), AfterValidator(no_line)]
"""A phone's globally unique user name: some phones ignore the domain, so the login alone must tell the company."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$"), Secret()]
"""SHA-256 of `login:realm:password` in hex (RFC 7616 §3.4.2); the password itself never reaches a node."""

LegacyDigest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$"), Secret()]
"""MD5 of the same, for phones that do not know SHA-256 (RFC 2617 §3.2.2.2)."""

Host = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$")]
Port = Annotated[int, Field(ge=1, le=65535)]
RingSeconds = Annotated[int, Field(ge=5, le=180)]

DialPrefix = Annotated[str, StringConstraints(pattern=r"^[0-9*#]{1,16}$")]
"""What somebody dials before a number, such as `9` or `810`."""

NumberPrefix = Annotated[str, StringConstraints(pattern=r"^\+[0-9]{0,15}$")]
"""The beginning of numbers in E.164: `+` is all of them, `+7900` one operator's."""

ShortCode = Annotated[str, StringConstraints(pattern=r"^[*#][0-9*#]{1,5}$")]
"""What is dialled for a service, such as `*78`."""

PinDigest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$"), Secret()]
"""SHA-256 of `company:object:PIN` in hex, see `tenants.model.pin`. It keeps a PIN out of sight, not from a thief."""

Email = Annotated[str, StringConstraints(pattern=r"^[^@\s\x00-\x1f<>,;:\"]{1,64}@[A-Za-z0-9.-]{1,190}$")]

FileHash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 of a file's content: its name in the storage and on the nodes."""

Seconds = Annotated[int, Field(ge=0, le=86_400)]
Language = Annotated[str, StringConstraints(pattern=r"^(en|ru)$")]
