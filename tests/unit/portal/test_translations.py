"""The portal speaks Russian as completely as English."""

import re

from tests.unit.portal.catalogue import forms, translated, used

_PART = re.compile(r"%\(\w+\)0?\d*[ds]")


def test_every_sentence_is_in_the_russian_catalogue() -> None:
    assert sorted(used() - {key for key, _ in translated()}) == []


def test_the_catalogue_holds_nothing_that_is_no_longer_said() -> None:
    assert sorted({key for key, _ in translated()} - used()) == []


def test_every_sentence_is_translated_and_none_is_a_guess() -> None:
    for key, message in translated():
        assert all(form.strip() for form in forms(message)), key
        assert not message.fuzzy, key


def test_counts_have_three_russian_forms() -> None:
    for key, message in translated():
        if message.pluralizable:
            assert len(forms(message)) == 3, key


def test_translations_keep_their_parts() -> None:
    for key, message in translated():
        for form in forms(message):
            assert set(_PART.findall(form)) == set(_PART.findall(key[1])), key


def test_russian_is_written_in_russian() -> None:
    for key, message in translated():
        assert all(re.search("[А-Яа-яё№]", form) for form in forms(message)), key
