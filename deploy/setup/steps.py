"""The steps, in order. `up` and `test` share them."""

from deploy import engines
from deploy.instance import Instance
from deploy.setup import frontend, image, seed, translations, voice
from deploy.setup.step import Step


def assets() -> list[Step]:
    """What is the same for every instance: the telephony image and what the portal serves."""
    return [
        Step("Telephony image", image.is_done, image.make, hint="about 40 s"),
        Step("Portal style and scripts", frontend.is_done, frontend.make, hint="about 20 s"),
        Step("Translations", translations.is_done, translations.make),
        Step("Spoken sentences", voice.is_done, voice.make, hint="about 20 s"),
    ]


def database(instance: Instance) -> list[Step]:
    """Engines and tables of one instance."""
    return [
        Step("PostgreSQL and Valkey", lambda: engines.running(instance), lambda _note: engines.start(instance)),
        Step("Database tables", lambda: False, lambda _note: seed.migrate(instance)),
    ]


def demo(instance: Instance) -> list[Step]:
    """The demo company."""
    return [Step("Demo company", lambda: seed.is_seeded(instance), lambda _note: seed.sow(instance))]
