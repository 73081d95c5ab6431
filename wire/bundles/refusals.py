"""Why a bundle is not taken: one type per reason, the text says what to change."""


class BundleRefused(Exception):
    """Nothing of the bundle was used; `code` is stable."""

    code = "bundle-refused"


class BadArchive(BundleRefused):
    """The content is not what a bundle may hold."""

    code = "bundle-bad-archive"


class BadSignature(BundleRefused):
    """Not signed, or changed since."""

    code = "bundle-bad-signature"


class UnknownKey(BundleRefused):
    """Signed by somebody who is not, or no longer, among the trusted developers."""

    code = "bundle-unknown-key"


class TooNew(BundleRefused):
    """Made for a later release than this one."""

    code = "bundle-too-new"
