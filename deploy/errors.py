"""What stops a command: a type with a code, a sentence that says what is wrong, and one that says what to do."""

import click


class Stop(click.ClickException):
    """The command cannot go on. Shown as one or two sentences, never as a traceback."""

    code = "stopped"

    def __init__(self, what: str, do: str = "", log: str = "") -> None:
        super().__init__(what if not do else f"{what}\n{do}")
        self.what, self.do, self.log = what, do, log
