"""What callers hear is grammatical, and every file that it needs exists."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from node_agent.asterisk.media import MediaFolders
from node_agent.asterisk.prompts import WordFiles, spoken_texts
from node_agent.asterisk.prompts.piece import Piece, Recorded, Spoken
from node_agent.asterisk.prompts.words import GRAMMARS, pieces_of
from node_agent.asterisk.sentences import LANGUAGES, RECORDED
from node_agent.asterisk.voice import speak_all
from node_agent.asterisk.voice.voice import Speech
from tenants.calls.sentences import Sentence
from tenants.calls.words import Count, Digits, Kept, Moment, Recording, Tone, Word
from tests.kit.node import image
from tests.unit.node.voices import Hum

EVENING = datetime(2026, 11, 29, 15, 5, tzinfo=UTC)


def told(pieces: list[Piece]) -> str:
    return " ".join(p.name.removeprefix("digits/") if isinstance(p, Recorded) else p.text for p in pieces)


@pytest.mark.parametrize(
    ("number", "english", "russian"),
    [
        (0, "0", "0"),
        (7, "7", "7"),
        (20, "20", "20"),
        (21, "20 1", "20 1"),
        (100, "1 hundred", "сто"),
        (241, "2 hundred 40 1", "двести 40 1"),
        (1000, "1 thousand", "одна тысяча"),
        (2012, "2 thousand 12", "две тысячи 12"),
        (5001, "5 thousand 1", "5 тысяч 1"),
        (11_000, "11 thousand", "11 тысяч"),
        (21_000, "20 1 thousand", "20 одна тысяча"),
        (1_000_000, "1 million", "1 миллион"),
        (3_000_005, "3 million 5", "3 миллиона 5"),
        (-5, "0", "0"),
    ],
)
def test_numbers_are_read_as_people_say_them(number: int, english: str, russian: str) -> None:
    assert told(pieces_of(Count(number), "en")) == english
    assert told(pieces_of(Count(number), "ru")) == russian


def test_times_are_read_as_people_say_them() -> None:
    assert told(pieces_of(Moment(EVENING), "en")) == "mon-10 20 h-9 3 oh 5 p-m"
    assert told(pieces_of(Moment(EVENING), "ru")) == "двадцать девятое ноября 15 часов 5 минут"
    noon = EVENING.replace(hour=12, minute=0)
    assert told(pieces_of(Moment(noon, date=False), "en")) == "12 oclock p-m"
    assert told(pieces_of(Moment(noon.replace(hour=21, minute=22), date=False), "ru")) == "20 1 час 20 две минуты"
    assert told(pieces_of(Moment(noon.replace(hour=0, minute=1), date=False), "ru")) == "0 часов одна минута"


def test_digits_are_read_one_by_one_and_nothing_else_is() -> None:
    assert told(pieces_of(Digits("12*#/a"), "en")) == "1 2 star pound"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_has_its_file_in_the_image_or_is_spoken_beforehand(language: str) -> None:
    # Outside of the image its absolute links lead nowhere.
    folder = {"en": "en_US_f_Allison"}.get(language, LANGUAGES[language])
    sounds = image() / "usr/share/asterisk/sounds" / folder
    beforehand = set(spoken_texts(language))
    numbers = [GRAMMARS[language].count(n) for n in (*range(1100), 2000, 1_000_000, 2_000_000, 5_000_000)]
    times = [
        GRAMMARS[language].moment(EVENING.replace(month=month, day=day, hour=hour, minute=minute), date=True)
        for month in (1, 3, 5, 7, 8, 10, 12)
        for day in range(1, 32)
        for hour, minute in ((day % 24, day), (0, 0))
    ]
    sentences = [pieces_of(sentence, language) for sentence in Sentence]
    rest = [pieces_of(word, language) for word in (Digits("0123456789*#"), Tone())]
    for piece in (piece for pieces in (*numbers, *times, *sentences, *rest) for piece in pieces):
        if isinstance(piece, Spoken):
            assert piece.text in beforehand
        else:
            assert (sounds / f"{piece.name}.wav").exists(), piece.name


def test_every_sentence_has_a_recording_in_every_language(tmp_path: Path) -> None:
    folders = MediaFolders.below(tmp_path)
    speak_all(folders.voice, Hum())
    for language in LANGUAGES:
        for sentence in Sentence:
            [file] = WordFiles(folders).files([sentence], language)
            if sentence not in RECORDED[language]:
                assert (folders.voice / language / f"{Path(file).name}.wav").exists()


def test_a_sound_that_is_not_here_yet_is_skipped(tmp_path: Path) -> None:
    folders = MediaFolders.below(tmp_path)
    here, missing = "ab" * 32, "cd" * 32
    folders.sound(here).parent.mkdir(parents=True)
    folders.sound(here).touch()
    folders.recording("acme").mkdir(parents=True)
    folders.recording("acme/a-message.wav").touch()
    words: list[Word] = [
        Recording(missing),
        Recording(here),
        Kept("acme/a-message.wav"),
        Kept("acme/gone.wav"),
        Kept("acme/x.tif"),
    ]
    assert WordFiles(folders).files(words, "en") == [
        f"/media/sounds/ab/{here}",
        "/media/recordings/acme/a-message",
    ]


def test_nothing_is_spoken_twice(tmp_path: Path) -> None:
    voice = Hum()
    assert speak_all(tmp_path, voice) == len(voice.said)
    assert speak_all(tmp_path, voice) == 0


def test_a_voice_that_fails_costs_sentences_and_nothing_else(tmp_path: Path) -> None:
    assert speak_all(tmp_path, Hum(fails_after=3)) == 3
    assert len(list(tmp_path.glob("*/*.wav"))) == 3
    assert speak_all(tmp_path, Hum()) > 100


def test_speech_arrives_at_the_telephones_rate() -> None:
    from node_agent.asterisk.voice.resample import to_telephone
    from tests.kit.tones import Sound

    speech: Speech = Hum(seconds=0.5).say("x", "en")
    samples = [sample / 32768 for sample in to_telephone(speech.samples, speech.rate)]
    assert Sound(samples, 8000).share(440) > 0.9
    assert len(samples) == pytest.approx(len(speech.samples) * 8000 / speech.rate, abs=2)
