"""Translation with types: Flask-Babel has none. Babel finds the sentences by these functions' names."""

import flask_babel


def gettext(sentence: str, **parts: object) -> str:
    """`sentence` in the reader's language with `%(name)s` replaced by `parts`."""
    return str(flask_babel.gettext(sentence, **parts))


def lazy_gettext(sentence: str) -> object:
    """For module level: `str()` of it is the sentence in the language of whoever reads at that moment."""
    lazy: object = flask_babel.lazy_gettext(sentence)
    return lazy


def reading_language() -> str:
    """`en` or `ru`: the language of this request."""
    return str(flask_babel.get_locale())


def N_(sentence: str) -> str:
    """Mark a sentence for the catalogue without translating it yet."""
    return sentence


def ngettext(one: str, many: str, number: int, **parts: object) -> str:
    """The sentence that fits `number`, which stands in it as `%(num)d`."""
    return str(flask_babel.ngettext(one, many, number, **parts))
