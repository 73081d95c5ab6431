"""One customer's wishes without a fork: descendants answer for originals, and listeners react to what happens."""

from tenants.extend.customisation import Customisation, NotADescendant
from tenants.extend.fields import Fields
from tenants.extend.hooks import hook, hooks_of

__all__ = ["Customisation", "Fields", "NotADescendant", "hook", "hooks_of"]
