"""Why an attempt ended as it did (tenants/calls/outcome.py, Reason), in a few words."""

from control_plane.web.words import gettext


def reason_words(reason: str) -> str:
    """Empty for no reason, for success, and for a word that is unknown here."""
    return _of_people(reason) or _of_rules(reason)


def _of_people(reason: str) -> str:
    match reason:
        case "busy":
            return gettext("busy")
        case "no-answer":
            return gettext("no answer")
        case "unreachable":
            return gettext("phone not connected")
        case "refused":
            return gettext("declined")
        case "do-not-disturb":
            return gettext("does not want to be disturbed")
        case "abandoned":
            return gettext("caller hung up")
        case "no-agents":
            return gettext("nobody there to answer")
        case "full":
            return gettext("no place left")
        case _:
            return ""


def _of_rules(reason: str) -> str:
    match reason:
        case "not-found":
            return gettext("no such number")
        case "no-line":
            return gettext("no provider line")
        case "line-down":
            return gettext("provider line down")
        case "failed":
            return gettext("failed")
        case "loop":
            return gettext("handed on too often")
        case "closed":
            return gettext("closed")
        case "blocked":
            return gettext("caller not wanted")
        case "anonymous":
            return gettext("number hidden")
        case "not-permitted":
            return gettext("not permitted")
        case "over-limit":
            return gettext("over the limit")
        case "wrong-pin":
            return gettext("wrong PIN")
        case _:
            return ""
