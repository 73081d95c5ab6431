"""One caller's leg: commands go to it, and it remembers what Asterisk was told."""

from dataclasses import dataclass, field

from node_agent.asterisk.fastagi import commands
from node_agent.asterisk.fastagi.commands import Command, ask_for
from node_agent.asterisk.fastagi.replies import Reply
from node_agent.asterisk.fastagi.request import Request
from node_agent.asterisk.fastagi.session import Session, SessionOver
from node_agent.asterisk.sentences import LANGUAGES
from tenants.calls.call import CallerGone
from tenants.model import Company

ON_A_DEAD_CHANNEL = 511
INTERRUPTED = "-1"


@dataclass(slots=True)
class CallerLeg:
    """`run` raises CallerGone as soon as nobody is there any more."""

    session: Session
    request: Request
    company: Company
    answered: bool = False
    early: bool = False
    """Whether the way for sound is open although the call is not answered."""
    rang: bool = False
    """Whether somebody was rung: then the dialplan ends the call when we leave."""
    ended: bool = False
    """Whether we have hung up."""
    language: str = ""
    """The language that Asterisk's own announcements use on this leg, as it was last told."""
    shown: tuple[str | None, str] = field(default=(None, ""))
    """Number and name of the caller as called sides see them."""

    def __post_init__(self) -> None:
        self.language = self.company.profile.language
        self.shown = (self.request.caller_number, self.request.caller_name)

    @property
    def gone(self) -> bool:
        return self.session.hung_up

    async def run(self, command: Command) -> Reply:
        """Raises CallerGone, also when the caller hangs up meanwhile."""
        reply = await self.run_to_the_end(command)
        # An application that was interrupted says so before Asterisk says HANGUP.
        if self.session.hung_up or reply.result == INTERRUPTED:
            raise CallerGone
        return reply

    async def run_to_the_end(self, command: Command) -> Reply:
        """As `run`, but when the caller hangs up meanwhile there still is an answer: a message that was left counts."""
        if self.session.hung_up:
            raise CallerGone
        try:
            reply = await self.session.run(command)
        except SessionOver:
            raise CallerGone from None
        if reply.code == ON_A_DEAD_CHANNEL:
            raise CallerGone
        return reply

    async def tell(self, question: Command) -> str:
        """The value of an expression, also of a leg that has just hung up. Raises CallerGone when Asterisk is away."""
        try:
            return (await self.session.run(question)).data
        except SessionOver:
            raise CallerGone from None

    async def answer(self) -> None:
        """Answer once. Raises CallerGone."""
        if not self.answered:
            await self.run(commands.ANSWER)
            self.answered = True

    async def open_ears(self) -> None:
        """Sound can reach the caller, answered or not. Raises CallerGone."""
        if not self.answered and not self.early:
            await self.run(commands.PROGRESS)
            self.early = True

    async def speak(self, language: str) -> None:
        """Have Asterisk's own announcements use a language. Raises CallerGone."""
        if language != self.language:
            await self.run(commands.assign({"CHANNEL(language)": LANGUAGES[language]}))
            self.language = language

    async def is_up(self) -> bool:
        """Whether the call is answered as Asterisk sees it. Raises CallerGone."""
        self.answered = self.answered or await self.tell(ask_for("${CHANNEL(state)}")) == "Up"
        return self.answered
