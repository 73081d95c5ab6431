"""Which recording says what: the product's sentences in the words of the image's sound packages."""

from types import MappingProxyType

from tenants.calls.sentences import Sentence

LANGUAGES = MappingProxyType({"en": "en", "ru": "ru_RU_f_IvrvoiceRU"})
"""A company's language as the folder below the image's sounds/ (Debian's asterisk-core-sounds packages)."""

CANNOT_COMPLETE = "cannot-complete-as-dialed"

RECORDINGS = MappingProxyType(
    {
        Sentence.NOT_FOUND: CANNOT_COMPLETE,
        Sentence.NOT_AVAILABLE: "vm-nobodyavail",
        Sentence.LINE_DOWN: "all-circuits-busy-now",
        Sentence.TEMPORARY_PROBLEM: "sorry-youre-having-problems",
    }
)
"""Every language of LANGUAGES has each of them."""
