"""Golden JSON of every message: what another version of the product sends must still be understood."""

import inspect
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tenants.model import Company
from tenants.model.document import Document
from tenants.witness import Seen, Witness
from wire import envelope, facts, files, operations, reports
from wire.envelope import Payload
from wire.facts import FactKind, Facts, FactsAnswer
from wire.files import Fetch, KeptFile, MailboxOrders, MailboxReport, Upload, UploadAnswer
from wire.operations import CompanyDocument, CompanyPatch, CompanyRemoval, Delivery, Op
from wire.reports import Acknowledgements, Heartbeat, Pull, PullAnswer, Switches, SwitchesAnswer

GOLDEN = Path(__file__).parent / "golden"

MESSAGES: dict[str, type[Document]] = {
    "acknowledgements": Acknowledgements,
    "company-document": CompanyDocument,
    "company-patch": CompanyPatch,
    "company-removal": CompanyRemoval,
    "delivery": Delivery,
    "facts": Facts,
    "facts-answer": FactsAnswer,
    "fetch": Fetch,
    "heartbeat": Heartbeat,
    "kept-file": KeptFile,
    "mailbox-orders": MailboxOrders,
    "mailbox-report": MailboxReport,
    "payload": Payload,
    "pull": Pull,
    "pull-answer": PullAnswer,
    "switches": Switches,
    "switches-answer": SwitchesAnswer,
    "upload": Upload,
    "upload-answer": UploadAnswer,
}
"""File name → the class that reads it. Parts of messages (Item, Leg, …) live inside their message's file."""

PARTS = {
    operations.Item,
    operations.Removal,
    reports.Acknowledgement,
    reports.Held,
    reports.Switch,
    facts.Fact,
    facts.Leg,
    facts.Decision,
    Witness,
    Seen,
    files.MessageNews,
}

messages = pytest.mark.parametrize(("name", "message"), MESSAGES.items(), ids=MESSAGES)


def golden(name: str) -> Any:
    return json.loads((GOLDEN / f"{name}.json").read_text())


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of all objects inside `value`, the outermost first."""
    found = [path] if isinstance(value, dict) else []
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        found += places(child, (*path, key))
    return found


@messages
def test_golden_message_is_read_and_written_the_same(name: str, message: type[Document]) -> None:
    content = golden(name)
    assert message.model_validate(content).model_dump(mode="json") == content


@messages
def test_golden_message_in_canonical_form_is_read_the_same(name: str, message: type[Document]) -> None:
    read = message.model_validate(golden(name))
    assert message.model_validate_json(read.canonical()) == read


# Whose keys are not fields of a message: named by the sender, or parsed in a second step.
FREE = {"held", "args", "data", "value", "taken"}


@messages
def test_unknown_field_is_refused_wherever_it_stands(name: str, message: type[Document]) -> None:
    for place in places(golden(name)):
        if (place and place[-1] in FREE) or {"data", "value"} & set(place):
            continue
        content = golden(name)
        target = content
        for key in place:
            target = target[key]
        target["surprise"] = 1
        with pytest.raises(ValidationError):
            message.model_validate(content)


@pytest.mark.parametrize("index", range(5))
def test_unknown_field_is_refused_inside_every_kind_of_object(index: int) -> None:
    item = CompanyDocument.model_validate(golden("company-document")).items[index]
    with pytest.raises(ValidationError):
        item.model_copy(update={"data": {**item.data, "surprise": 1}}).parse()


@messages
def test_missing_field_is_refused_unless_it_has_a_default(name: str, message: type[Document]) -> None:
    for field, info in message.model_fields.items():
        content = golden(name)
        del content[field]
        if info.is_required():
            with pytest.raises(ValidationError):
                message.model_validate(content)
        else:
            message.model_validate(content)


def test_every_message_class_has_a_golden_file_and_every_file_a_class() -> None:
    documents = {
        member
        for module in (envelope, facts, files, operations, reports)
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, Document) and member.__module__ == module.__name__
    }
    assert documents - PARTS == set(MESSAGES.values())
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(MESSAGES)


def test_golden_facts_show_every_kind() -> None:
    assert {fact.kind for fact in Facts.model_validate(golden("facts")).facts} == set(FactKind)


def test_golden_company_has_the_state_hash_that_it_claims() -> None:
    document = CompanyDocument.model_validate(golden("company-document"))
    company = Company.build(document.company, document.version, [item.parse() for item in document.items])
    assert company.state_hash == document.state_hash
    assert CompanyDocument.of(company) == document


def test_golden_patch_leads_from_the_golden_document_to_the_state_that_it_claims() -> None:
    document = CompanyDocument.model_validate(golden("company-document"))
    patch = CompanyPatch.model_validate(golden("company-patch"))
    before = Company.build(document.company, document.version, [item.parse() for item in document.items])
    after = before.changed(
        patch.version, [item.parse() for item in patch.puts], [(gone.kind, gone.id) for gone in patch.removes]
    )
    assert patch.base_version == before.version
    assert after.state_hash == patch.state_hash


def test_operations_are_exactly_those_that_have_golden_files() -> None:
    assert set(Op) == {"company.document", "company.patch", "company.remove"}
