"""Words, decisions and errands as they cross between the processes: each dataclass has its checked form."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, cast

from pydantic import AwareDatetime, Field, StringConstraints

from tenants.calls import errand, words
from tenants.calls.decision import Decision, Rule
from tenants.calls.errand import Errand
from tenants.calls.outcome import Reason
from tenants.calls.sentences import Sentence
from tenants.calls.words import Word
from tenants.model.document import Document
from tenants.model.fields import FileHash, ObjectId

Text = Annotated[str, StringConstraints(max_length=1000)]
Digits = Annotated[str, StringConstraints(pattern=r"^[0-9+*#]{0,32}$")]
Tries = Annotated[int, Field(ge=0, le=1000)]
OwnFile = Annotated[str, StringConstraints(pattern=r"^([0-9a-z][0-9a-z-]{0,63}/)?[0-9A-Za-z_-]{1,96}\.(wav|tif)$")]
"""A file that the node recorded; whose it is, the parent checks."""


class DecisionForm(Document):
    rule: Rule
    object_kind: Text = ""
    object_id: Text = ""
    reason: Reason | None = None
    text: Text = ""
    branch: Text = ""

    @classmethod
    def of(cls, decision: Decision) -> "DecisionForm":
        """Texts that are too long are cut."""
        texts = {name: getattr(decision, name)[:1000] for name in ("object_kind", "object_id", "text", "branch")}
        return cls(rule=decision.rule, reason=decision.reason, **texts)

    def value(self) -> Decision:
        return Decision(self.rule, self.object_kind, self.object_id, self.reason, self.text, self.branch)


# Words.


class SentenceForm(Document):
    is_: Literal["sentence"] = "sentence"
    sentence: Sentence


class RecordingForm(Document):
    is_: Literal["recording"] = "recording"
    file: FileHash
    name: Text = ""


class DigitsForm(Document):
    is_: Literal["digits"] = "digits"
    digits: Text


class CountForm(Document):
    is_: Literal["count"] = "count"
    number: Annotated[int, Field(ge=-(10**9), le=10**9)]


class MomentForm(Document):
    is_: Literal["moment"] = "moment"
    at: AwareDatetime
    date: bool = True


class KeptForm(Document):
    is_: Literal["kept"] = "kept"
    file: OwnFile


class ToneForm(Document):
    is_: Literal["tone"] = "tone"


WordForm = Annotated[
    SentenceForm | RecordingForm | DigitsForm | CountForm | MomentForm | KeptForm | ToneForm,
    Field(discriminator="is_"),
]

# Errands.


class WakeUpForm(Document):
    is_: Literal["wake-up"] = "wake-up"
    employee: ObjectId
    at: AwareDatetime | None
    tries: Tries = 0


class CallWhenFreeForm(Document):
    is_: Literal["call-when-free"] = "call-when-free"
    employee: ObjectId
    wanted: ObjectId


class LineCallbackForm(Document):
    is_: Literal["line-callback"] = "line-callback"
    line: ObjectId
    number: Digits
    position: Annotated[int, Field(ge=0, le=100_000)]
    name: Text = ""
    tries: Tries = 0
    not_before: AwareDatetime | None = None


class TellSlotForm(Document):
    is_: Literal["tell-slot"] = "tell-slot"
    employee: ObjectId
    phone: ObjectId
    slot: Digits


class MessageLeftForm(Document):
    is_: Literal["message-left"] = "message-left"
    mailbox: ObjectId
    message: Text
    file: OwnFile
    seconds: float
    number: Text
    name: Text


class MessageGoneForm(Document):
    is_: Literal["message-gone"] = "message-gone"
    mailbox: ObjectId
    message: Text
    heard: bool = False


class GreetingRecordedForm(Document):
    is_: Literal["greeting-recorded"] = "greeting-recorded"
    kind: Text
    object_id: ObjectId
    file: OwnFile
    seconds: float


class FaxReceivedForm(Document):
    is_: Literal["fax-received"] = "fax-received"
    fax: ObjectId
    file: OwnFile
    number: Text


class LabelForm(Document):
    is_: Literal["label"] = "label"
    text: Text


class AgentStateForm(Document):
    is_: Literal["agent-state"] = "agent-state"
    employee: ObjectId
    lines: Annotated[tuple[ObjectId, ...], Field(max_length=500)]
    paused: Text | None = None


ErrandForm = Annotated[
    WakeUpForm
    | CallWhenFreeForm
    | LineCallbackForm
    | TellSlotForm
    | MessageLeftForm
    | MessageGoneForm
    | GreetingRecordedForm
    | FaxReceivedForm
    | LabelForm
    | AgentStateForm,
    Field(discriminator="is_"),
]

_FORMS: Final[Mapping[type, type[Document]]] = MappingProxyType(
    {
        words.Recording: RecordingForm,
        words.Digits: DigitsForm,
        words.Count: CountForm,
        words.Moment: MomentForm,
        words.Kept: KeptForm,
        words.Tone: ToneForm,
        errand.WakeUp: WakeUpForm,
        errand.CallWhenFree: CallWhenFreeForm,
        errand.LineCallback: LineCallbackForm,
        errand.TellSlot: TellSlotForm,
        errand.MessageLeft: MessageLeftForm,
        errand.MessageGone: MessageGoneForm,
        errand.GreetingRecorded: GreetingRecordedForm,
        errand.FaxReceived: FaxReceivedForm,
        errand.Label: LabelForm,
        errand.AgentState: AgentStateForm,
    }
)
_CLASSES: Final = MappingProxyType({form: cls for cls, form in _FORMS.items()})


def form_of(value: Word | Errand) -> Any:
    """Raises pydantic.ValidationError (a ValueError) for what no call may hold, KeyError for what is no value."""
    if isinstance(value, Sentence):
        return SentenceForm(sentence=value)
    return _FORMS[type(value)](**{each.name: getattr(value, each.name) for each in fields(value)})


def word_of(form: Document) -> Word:
    return form.sentence if isinstance(form, SentenceForm) else cast(Word, _value(form))


def errand_of(form: Document) -> Errand:
    return cast(Errand, _value(form))


def _value(form: Document) -> object:
    cls = _CLASSES[type(form)]
    return cls(**{each.name: getattr(form, each.name) for each in fields(cls)})
