"""Which of the image's recordings says what: the product's sentences in the words of its sound packages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tenants.calls.sentences import Sentence

LANGUAGES: Final = MappingProxyType({"en": "en", "ru": "ru_RU_f_IvrvoiceRU"})
"""A company's language as the folder below the image's sounds/ (Debian's asterisk-core-sounds packages)."""

CANNOT_COMPLETE: Final = "cannot-complete-as-dialed"

_BOTH: Final = {
    Sentence.NOT_FOUND: CANNOT_COMPLETE,
    Sentence.NOT_AVAILABLE: "vm-nobodyavail",
    Sentence.LINE_DOWN: "all-circuits-busy-now",
    Sentence.TEMPORARY_PROBLEM: "sorry-youre-having-problems",
    Sentence.OVER_LIMIT: "simul-call-limit-reached",
    Sentence.WAIT_PLEASE: "one-moment-please",
    Sentence.WRONG_CHOICE: "pbx-invalid",
    Sentence.ACTIVATED: "activated",
    Sentence.DEACTIVATED: "de-activated",
    Sentence.SAVED: "vm-saved",
    Sentence.DELETED: "vm-deleted",
    Sentence.GOODBYE: "goodbye",
    Sentence.YOU_HAVE: "vm-youhave",
    Sentence.UNKNOWN_CALLER: "vm-unknown-caller",
    Sentence.YOU_ARE_ALONE: "conf-onlyperson",
    Sentence.WAITING_FOR_HOST: "conf-waitforleader",
    Sentence.LOGGED_IN: "agent-loginok",
    Sentence.LOGGED_OUT: "agent-loggedoff",
    Sentence.NO_MATCH: "dir-nomatch",
    Sentence.MAILBOX_FULL: "vm-mailboxfull",
}
RECORDED: Final[Mapping[str, Mapping[Sentence, str]]] = MappingProxyType(
    {"en": MappingProxyType(_BOTH), "ru": MappingProxyType(_BOTH)}
)
"""By language; the built-in voice says the rest."""
