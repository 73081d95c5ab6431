"""A call whose people behave as written in a script."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from tenants.calls.call import Caller
from tenants.calls.decision import Decision
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.sentences import Sentence
from tenants.model import Company, Line, Phone


class Answer(StrEnum):
    """What a called side does."""

    ANSWERS = "answers"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    UNREACHABLE = "unreachable"
    REFUSES = "refused"
    LINE_DOWN = "line-down"
    CALLER_HANGS_UP = "abandoned"
    NOT_FOUND = "not-found"

    @property
    def reason(self) -> Reason:
        return Reason.ANSWERED if self is Answer.ANSWERS else Reason(self.value)


class ScriptedCall:
    """Implements tenants.calls.Call. `answers` is by short number, outside number or line id; the others answer."""

    def __init__(self, company: Company, caller: Caller, dialled: str, answers: Mapping[str, Answer]) -> None:
        self.handed_on = 0
        self._company, self._caller, self._dialled = company, caller, dialled
        self._answers = answers
        self.rang: list[str] = []
        """Short numbers of employees and outside numbers, in order."""
        self.rang_seconds: list[int] = []
        self.shown: list[str | None] = []
        """What each called side outside saw."""
        self.lines_used: list[str] = []
        self.said: list[Sentence] = []
        self.ended_with: Reason | None = None
        self.decisions: list[Decision] = []
        self._gone = False

    @property
    def company(self) -> Company:
        return self._company

    @property
    def caller(self) -> Caller:
        return self._caller

    @property
    def dialled(self) -> str:
        return self._dialled

    async def ring(self, phones: Sequence[Phone], *, seconds: int) -> Outcome:
        if self._gone:
            return Outcome(Reason.ABANDONED)
        if not phones:
            return Outcome(Reason.UNREACHABLE)
        called = self._company.employees[phones[0].employee].number
        return self._outcome(called, called, seconds)

    async def ring_outside(self, line: Line, number: str, *, shown: str | None, seconds: int) -> Outcome:
        if self._gone:
            return Outcome(Reason.ABANDONED)
        self.shown.append(shown)
        self.lines_used.append(line.id)
        return self._outcome(number, line.id if line.id in self._answers else number, seconds)

    async def say(self, sentence: Sentence) -> None:
        if not self._gone:
            self.said.append(sentence)

    async def end(self, reason: Reason) -> None:
        self._gone = True
        self.ended_with = reason

    def decide(self, decision: Decision) -> None:
        self.decisions.append(decision)

    def _outcome(self, called: str, script: str, seconds: int) -> Outcome:
        answer = self._answers.get(script, Answer.ANSWERS)
        if answer is not Answer.UNREACHABLE:
            self.rang.append(called)
            self.rang_seconds.append(seconds)
        self._gone = self._gone or answer in {Answer.ANSWERS, Answer.CALLER_HANGS_UP}
        return Outcome(answer.reason)
