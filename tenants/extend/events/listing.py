"""The list of topics as documentation, in Markdown: made from the schemas, so that it cannot say anything else."""

from typing import Any, Final

from tenants.extend.events.event import EXAMPLE
from tenants.extend.events.topics import TOPICS, description, example, noun
from tenants.model import Kind

BEGIN: Final = "<!-- topics: made by `make event-docs`, do not edit -->"
END: Final = "<!-- end of topics -->"
_HEAD: Final = {
    "en": ("Topic", "Tells", "Fields beside `id`, `company`, `at`, `by`"),
    "ru": ("Тема", "О чём", "Поля кроме `id`, `company`, `at`, `by`"),
}
_OBJECTS: Final = {
    "en": "For each kind of object (`NOUN` is one of {nouns}):",
    "ru": "Для каждого вида объектов (`NOUN` — одно из {nouns}):",
}
_RUSSIAN: Final = {
    "created": "Появился новый объект.",
    "changed": "Объект изменён; `fields` называет то, что стало другим.",
    "removed": "Объекта больше нет; `object` — каким он был в последний раз.",
    "number.assigned": "Звонки на номер теперь идут в `destination`: впервые или вместо прежнего.",
    "number.released": "Звонки на номер больше никуда не идут: у него нет назначения, или он уже не у компании.",
    "version.published": "Изменение принято и отправлено на узлы.",
    "version.live": "Все узлы компании подтвердили версию: она действует со следующего звонка.",
    "version.stuck": "Узел не принял версию: отказался или молчит полминуты. Её отправляют снова и снова.",
    "call.ended": "Разговор завершён, отвечен он или нет. Сообщается один раз, когда данные узла его завершили.",
    "call.missed": "На звонок в компанию или коллеге никто не ответил. О нём же сообщает и `call.ended`.",
    "recording.ready": "Запись звонка можно слушать.",
    "message.left": "Звонивший оставил сообщение в почтовом ящике.",
    "fax.received": "Пришёл факс, его можно читать как PDF.",
    "line.down": "Линия провайдера больше не работает: звонки идут через другую, или звонящий слышит об этом.",
    "line.up": "Линия провайдера работает: впервые или снова.",
    "switch.turned": "Кто-то переключил с телефона «не беспокоить», переадресацию, присутствие или часы работы.",
    "webhook.tested": "Кто-то нажал «Отправить пробное событие». Получает его только этот вебхук.",
}


def listing(language: str) -> str:
    """Both tables, between the marks. `language`: `en` or `ru`."""
    head = _HEAD[language]
    nouns = ", ".join(f"`{noun(kind)}`" for kind in Kind)
    objects = [_row(f"NOUN.{verb}", language, f"employee.{verb}", verb) for verb in ("created", "changed", "removed")]
    own = [_row(topic, language, topic, topic) for topic, event in TOPICS.items() if event.topic]
    table = [f"| {' | '.join(head)} |", "|---|---|---|"]
    words = _OBJECTS[language].format(nouns=nouns)
    return "\n".join([BEGIN, words, "", *table, *objects, "", *table, *own, END])


def with_listing(text: str, language: str) -> str:
    """`text` with its list of topics made anew. Raises ValueError when the marks are missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the text has no {BEGIN} … {END}")
    return before + listing(language) + after


def _row(shown: str, language: str, topic: str, words: str) -> str:
    said = description(topic).replace("new employee", "new object").replace("The employee", "The object")
    told: dict[str, Any] = example(topic)
    fields = ", ".join(f"`{name}`" for name in told if name not in EXAMPLE)
    return f"| `{shown}` | {said if language == 'en' else _RUSSIAN[words]} | {fields} |"
