"""What crosses between the processes is the whole of what call logic knows, and no more."""

import inspect
from dataclasses import fields, is_dataclass
from typing import get_args

import pytest

from node_agent.custom.child.remote_call import RemoteCall
from node_agent.custom.parent.remembered import SHAPES
from node_agent.custom.values import _FORMS
from tenants.calls import errand, words
from tenants.calls.call import Call
from tenants.calls.memory import Topic


def members() -> list[str]:
    return [name for name, value in vars(Call).items() if not name.startswith("_") and callable(value)]


def test_a_remote_call_can_do_everything_that_a_call_can() -> None:
    wanted = [*members(), *(name for name, value in vars(Call).items() if isinstance(value, property))]
    assert len(wanted) > 30
    assert [name for name in wanted if name not in vars(RemoteCall)] == []


@pytest.mark.parametrize("name", members())
def test_it_is_asked_in_the_same_way(name: str) -> None:
    mine, theirs = (inspect.signature(getattr(cls, name)).parameters for cls in (RemoteCall, Call))
    assert [shape(each) for each in mine.values()] == [shape(each) for each in theirs.values()]


def test_everything_that_is_said_or_sent_has_a_form_with_the_same_fields() -> None:
    values = [*get_args(words.Word), *get_args(errand.Errand)]
    classes = [each for each in values if isinstance(each, type) and is_dataclass(each)]
    for cls in classes:
        assert set(_FORMS[cls].model_fields) - {"is_"} == {field.name for field in fields(cls)}, cls


def test_everything_that_is_remembered_has_a_shape() -> None:
    assert set(SHAPES) == set(Topic)


def shape(parameter: inspect.Parameter) -> tuple[object, ...]:
    return parameter.name, parameter.kind, parameter.default
