"""Why a message was not applied: one type per reason, next to those of wire.envelope."""


class Refused(Exception):
    """The node keeps serving what it had; `code` is stable."""

    code = "refused"


class BadContent(Refused):
    """Signed, but not of the form that its operation has."""

    code = "bad-content"


class BundleUnfit(Refused):
    """The company is pinned to code that this node does not run; the text says why."""

    code = "bundle-unfit"


class BundleAway(Refused):
    """The code that the company is pinned to could not be had now; the message comes again."""

    code = "bundle-away"


class Stale(Refused):
    """Not newer than what is stored: a replay or a late delivery."""

    code = "stale-version"


class WrongBase(Refused):
    """A change to a version that is not here: the whole document is needed."""

    code = "wrong-base"


class WrongState(Refused):
    """The change leads to another state than the sender's: the whole document is needed."""

    code = "wrong-state"
