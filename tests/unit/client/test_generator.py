"""What the generator makes of a small description."""

from typing import Any

from deploy.client.kinds import api_of
from deploy.client.shapes import united
from deploy.client.words import documented, operation_name
from deploy.client.write import sources, write

REF = "#/components/schemas/"


def answer(schema: str) -> dict[str, Any]:
    return {"200": {"content": {"application/json": {"schema": {"$ref": REF + schema}}}}}


def body(schema: str) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": {"$ref": REF + schema}}}}


def pages_of(schema: str) -> dict[str, Any]:
    return {"properties": {"items": {"items": {"$ref": REF + schema}}, "next_cursor": {}}}


TEXT = {"type": "string"}
BELL = {
    "description": "It rings.",
    "properties": {
        "id": TEXT,
        "name": TEXT,
        "tone": {"$ref": f"{REF}BellOut.Tone"},
        "from": {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 9}, {"type": "null"}]},
        "schedule": {"anyOf": [TEXT | {"x-refers-to": "schedule"}, {"type": "null"}]},
        "rung_at": {"type": "string", "format": "date-time"},
    },
    "required": ["id", "name", "tone", "from", "rung_at"],
}
NEW_BELL = {
    "properties": {
        "name": TEXT,
        "tone": {"$ref": f"{REF}NewBell.Tone", "default": {"pitch": "high"}},
        "from": BELL["properties"]["from"] | {"default": None},  # type: ignore[index]
        "schedule": BELL["properties"]["schedule"] | {"default": None},  # type: ignore[index]
    },
    "required": ["name"],
}
SPEC: dict[str, Any] = {
    "paths": {
        "/api/v1/companies": {
            "get": {"operationId": "listCompanies", "summary": "All", "responses": answer("CompanyPage")}
        },
        "/api/v1/companies/{company}/bells": {
            "get": {
                "operationId": "listBells",
                "summary": "Bells by name",
                "responses": answer("BellPage"),
                "parameters": [
                    {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                    {"name": "search", "in": "query", "schema": TEXT | {"description": "Part of the name"}},
                ],
            },
            "post": {
                "operationId": "hangBell",
                "summary": "Add",
                "requestBody": body("NewBell"),
                "responses": answer("BellOut"),
            },
        },
        "/api/v1/companies/{company}/bells/{bell}": {
            "get": {"operationId": "getBell", "summary": "One", "responses": answer("BellOut")},
        },
        "/api/v1/companies/{company}/bells/{bell}/strike": {
            "post": {"operationId": "strikeBell", "summary": "Strike it", "responses": answer("BellOut")},
        },
        "/api/v1/companies/{company}/weather": {
            "get": {"operationId": "getWeather", "summary": "Outside", "responses": answer("Weather")},
        },
    },
    "components": {
        "schemas": {
            "BellOut": BELL,
            "BellOut.Tone": {"properties": {"pitch": TEXT, "loud": {"type": "boolean"}}, "required": ["pitch", "loud"]},
            "NewBell": NEW_BELL,
            "NewBell.Tone": {"properties": {"pitch": {"enum": ["high", "low"]}}, "required": ["pitch"]},
            "BellPage": pages_of("BellOut"),
            "CompanyOut": {"properties": {"id": TEXT, "name": TEXT}},
            "CompanyPage": pages_of("CompanyOut"),
            "Weather": {"properties": {"rain": {"type": "boolean"}}, "required": ["rain"]},
        }
    },
}


def test_a_list_becomes_a_kind_with_what_may_be_given_and_what_is_read() -> None:
    bells = next(kind for kind in api_of(SPEC).kinds if kind.path == "bells")
    assert (bells.name, bells.plural, bells.key, bells.names) == ("Bell", "Bells", "id", ("name",))
    assert list(bells.new) == ["name", "tone", "from", "schedule"]
    assert bells.change == {}
    assert bells.found_by == {"name": "search"}
    assert [(each.name, each.method, each.below, each.result) for each in bells.on_one] == [
        ("strike", "POST", ("strike",), "")
    ]


def test_several_forms_of_one_value_are_one_type_that_says_what_must_be_given() -> None:
    text = sources(SPEC)["bells.py"]
    assert "class Tone(Value):" in text
    assert 'pitch: Literal["high", "low"] | str' in text
    assert "loud: bool | None = None" in text


def test_classes_are_typed_and_documented() -> None:
    text = sources(SPEC)["bells.py"]
    assert '    """It rings."""' in text
    assert "    rung_at: datetime\n" in text
    assert '    from_: int | None\n    """From. 1 to 9. Cannot be changed afterwards' not in text
    assert "    from_: int | None\n" in text
    assert "def new(self, **fields: Unpack[NewBell]) -> Bell:" in text
    assert "def where(self, *, search: str | None = None) -> Iterator[Bell]:" in text
    assert (
        'def strike(self) -> None:\n        """Strike it."""\n        self._act("POST", place("strike"), None)' in text
    )


def test_a_company_has_its_lists_and_questions() -> None:
    text = sources(SPEC)["companies.py"]
    assert "def bells(self) -> Bells:" in text
    assert "def weather(self) -> Weather:" in text


def test_the_command_line_learns_types_and_what_ids_refer_to() -> None:
    description = sources(SPEC)["description.json"]
    assert '"refers": "schedule"' in description
    assert '"found_by": {"name": "search"}' in description


def test_what_is_no_longer_described_is_removed(tmp_path: Any) -> None:
    (tmp_path / "gone.py").write_text("", encoding="utf-8")
    assert write(tmp_path, {"a.py": "1\n"}) == ["a.py", "gone.py"]
    assert write(tmp_path, {"a.py": "1\n"}) == []
    assert [each.name for each in tmp_path.iterdir()] == ["a.py"]


def test_operations_are_called_without_the_noun_they_stand_at() -> None:
    assert operation_name("renewWebhookSecret", "Webhook", "Webhooks") == "renew_secret"
    assert operation_name("sendMailAgain", "Mail", "Mails") == "send_again"
    assert operation_name("getCoverage") == "coverage"
    assert operation_name("listCustomRows") == "list_custom_rows"


def test_limits_and_defaults_are_said() -> None:
    assert documented("ring_seconds", {"minimum": 5, "maximum": 180, "default": 20}) == (
        "Ring seconds. 5 to 180. Default: 20."
    )
    assert documented("id", {"maxLength": 4096, "description": "Of the thing"}) == "Of the thing"


def test_types_are_united_without_repetition() -> None:
    assert united("A | None", "A") == "A | None"
    assert united("list[A | B]", "None") == "list[A | B] | None"
    assert united("None", "A") == "A | None"
