"""Recordings reach the portal once, stay as long as they should, and only the company's people hear them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy.orm import Session

from control_plane.core.context import Context
from control_plane.core.vault import Vault
from control_plane.features.audit.models import Audit
from control_plane.features.recordings.models import Recording
from control_plane.features.transfers.chores import Chores
from control_plane.settings import Settings
from tenants.model import Profile
from tests.component.files.conftest import AT, WAV, Uploading, about, give
from tests.kit.customers import Answer, Customers, Program
from tests.kit.engines import Engines
from wire.facts import Fact, FactKind, Leg, Party
from wire.files import KeptFile

LIST = "/companies/bluebell/recordings"


def listen(app: APIFlask, url: str, part: str | None = None, method: str = "GET") -> Answer:
    headers = {"Range": part} if part else {}
    response = app.test_client().open(url, method=method, headers=headers)
    text = response.data.decode("latin-1")
    return Answer(response.status_code, response.get_json(silent=True), text, response.headers)


def link(program: Program, path: str) -> str:
    return str(program.post(f"{path}/link", {})["url"])


def heard(app: APIFlask, url: str, part: str | None = None) -> bytes:
    response = app.test_client().get(url, headers={"Range": part} if part else {})
    assert response.status_code in (200, 206), response.text
    return bytes(response.data)


def test_recording_can_be_listened_to_as_it_was_made(uploading: Uploading, owner: Program, app: APIFlask) -> None:
    assert uploading.upload(about()).json == {"kept": True, "reason": ""}
    (row,) = owner.get(LIST)["items"]
    assert (row["call"], row["seconds"], row["number"], row["legal_hold"]) == ("n1:1.1", 2.0, "+79161234567", False)
    assert heard(app, link(owner, f"{LIST}/{row['id']}")) == WAV


def test_recordings_are_found_by_their_call(uploading: Uploading, owner: Program) -> None:
    uploading.upload(about())
    uploading.upload(about(file="r2.wav"))
    uploading.upload(about(file="r3.wav", call="n1:2.2"))
    assert len(owner.get(f"{LIST}?call=n1:1.1")["items"]) == 2


def test_recordings_of_calls_that_a_transfer_joined_are_found_by_any_of_them(
    uploading: Uploading, owner: Program
) -> None:
    boris = Leg(id="1.2", party=Party.PHONE, party_id="boris")
    told = [
        ("n1:1.1", FactKind.LEG_STARTED, Leg(id="1.1", party=Party.LINE, caller_number="+79161234567")),
        ("n1:1.3", FactKind.LEG_STARTED, Leg(id="1.3", party=Party.PHONE, party_id="boris", dialled="203")),
        ("n1:1.1", FactKind.LEG_TRANSFERRED, Leg(id="1.3", party=Party.PHONE, party_id="boris")),
        ("n1:1.1", FactKind.LEG_ENDED, boris),
    ]
    base = {"company": "bluebell", "at": AT}
    facts = [Fact(id=f"n1/{n}", call=call, kind=kind, leg=leg, **base) for n, (call, kind, leg) in enumerate(told)]
    uploading.reporter.tell(facts)
    uploading.upload(about(file="asked.wav", call="n1:1.3"))
    uploading.upload(about(file="before.wav"))
    uploading.upload(about(file="other.wav", call="n1:9.9"))
    for call in ("n1:1.1", "n1:1.3"):
        assert {row["call"] for row in owner.get(f"{LIST}?call={call}")["items"]} == {"n1:1.1", "n1:1.3"}


def test_recordings_are_paged_the_newest_first(uploading: Uploading, owner: Program) -> None:
    for number in range(5):
        uploading.upload(about(file=f"r{number}.wav", at=AT + timedelta(seconds=number), call=f"n1:{number}"))
    first = owner.get(f"{LIST}?limit=3")
    rest = owner.get(f"{LIST}?limit=3&cursor={first['next_cursor']}")
    assert [row["call"] for row in first["items"] + rest["items"]] == [f"n1:{n}" for n in (4, 3, 2, 1, 0)]


def test_recording_that_is_sent_again_is_kept_once(uploading: Uploading, owner: Program) -> None:
    for _ in range(3):
        assert uploading.upload(about()).json["kept"]
    assert len(owner.get(LIST)["items"]) == 1


def test_a_part_is_played_without_the_rest(uploading: Uploading, owner: Program, app: APIFlask) -> None:
    uploading.upload(about())
    url = link(owner, f"{LIST}/{owner.get(LIST)['items'][0]['id']}")
    assert heard(app, url, "bytes=100-199") == WAV[100:200]
    assert heard(app, url, "bytes=-10") == WAV[-10:]
    assert heard(app, url, "bytes=5000-") == WAV[5000:]
    assert listen(app, url, "bytes=100-199").headers["Content-Range"] == f"bytes 100-199/{len(WAV)}"
    assert listen(app, url, "lines=1-2").status == 200
    assert listen(app, url, f"bytes={len(WAV)}-").status == 416


def test_storage_holds_no_sound_that_others_could_play(uploading: Uploading, engines: Engines, rows: Session) -> None:
    uploading.upload(about())
    row = rows.query(Recording).one()
    stored = (engines.settings.files / row.storage).read_bytes()
    assert WAV[44:200] not in stored
    assert b"RIFF" not in stored


@pytest.mark.parametrize("token", ["", "x", "x.y.z", "a" * 3000, "%00", "..%2f.."])
def test_made_up_link_opens_nothing(customers: Customers, app: APIFlask, token: str) -> None:
    assert listen(app, f"/listen/{token}").status == 404


def test_link_is_worth_nothing_after_its_time_or_its_person(
    uploading: Uploading, owner: Program, app: APIFlask, engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploading.upload(about())
    url = link(owner, f"{LIST}/{owner.get(LIST)['items'][0]['id']}")
    assert listen(app, url[:-1]).status == 404
    with engines.database.begin() as connection:
        connection.exec_driver_sql("DELETE FROM memberships")
    assert listen(app, url).status == 404


def test_old_link_is_worth_nothing(
    uploading: Uploading, owner: Program, app: APIFlask, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploading.upload(about())
    with monkeypatch.context() as hurried:
        hurried.setattr("control_plane.features.listening.service.VALID", timedelta(seconds=-1))
        url = link(owner, f"{LIST}/{owner.get(LIST)['items'][0]['id']}")
    assert listen(app, url).status == 404


def test_nobody_but_the_companys_people_hears_a_recording(uploading: Uploading, customers: Customers) -> None:
    uploading.upload(about())
    row = customers.owner.get(LIST)["items"][0]["id"]
    assert customers.rival_owner.ask("GET", f"{LIST}/{row}").status == 404
    assert customers.rival_owner.ask("GET", f"/companies/rival/recordings/{row}").status == 404
    assert customers.rival_owner.ask("POST", f"/companies/rival/recordings/{row}/link", {}).status == 404
    assert customers.reseller.ask("GET", LIST).status == 403


def test_listening_deleting_and_holding_are_written_down(
    uploading: Uploading, owner: Program, app: APIFlask, rows: Session
) -> None:
    uploading.upload(about())
    row = owner.get(LIST)["items"][0]["id"]
    heard(app, link(owner, f"{LIST}/{row}"))
    heard(app, link(owner, f"{LIST}/{row}"), "bytes=0-1")
    owner.patch(f"{LIST}/{row}", {"legal_hold": True})
    owner.patch(f"{LIST}/{row}", {"legal_hold": False})
    owner.delete(f"{LIST}/{row}")
    told = [(audit.actor, audit.action.partition(row)[2]) for audit in rows.query(Audit).order_by(Audit.id)]
    assert told[-4:] == [
        ("Vera", " listened to"),
        ("Vera", " put on legal hold"),
        ("Vera", " no longer on legal hold"),
        ("Vera", " deleted"),
    ]


def test_deleted_recording_is_heard_by_nobody_and_erased(
    uploading: Uploading, owner: Program, app: APIFlask, ctx: Context, vault: Vault, engines: Engines
) -> None:
    uploading.upload(about())
    row = owner.get(LIST)["items"][0]["id"]
    url = link(owner, f"{LIST}/{row}")
    owner.delete(f"{LIST}/{row}")
    assert listen(app, url).status == 404
    assert owner.ask("GET", f"{LIST}/{row}").status == 404
    assert Chores(vault, None).erase(ctx) == 1
    assert Chores(vault, None).erase(ctx) == 0
    assert files_below(engines.settings) == []
    assert uploading.upload(about()).json["kept"], "the node may forget it as well"
    assert owner.get(LIST)["items"] == []


def files_below(settings: Settings) -> list[Path]:
    return [path for path in (settings.files / "kept/bluebell").rglob("*") if path.is_file()]


def test_recording_on_legal_hold_stays(uploading: Uploading, owner: Program) -> None:
    uploading.upload(about())
    row = owner.get(LIST)["items"][0]["id"]
    assert owner.patch(f"{LIST}/{row}", {"legal_hold": True})["legal_hold"] is True
    refused = owner.ask("DELETE", f"{LIST}/{row}")
    assert (refused.status, refused.code) == (409, "on-legal-hold")
    owner.patch(f"{LIST}/{row}", {"legal_hold": False})
    owner.delete(f"{LIST}/{row}")


def test_old_recordings_retire_as_the_company_wants_and_a_hold_wins(
    uploading: Uploading, owner: Program, ctx: Context, vault: Vault
) -> None:
    give(ctx, "bluebell", Profile(id="bluebell", name="Bluebell", recording_days=30))
    give(ctx, "rival", Profile(id="rival", name="Rival", recording_days=0))
    for number, days in enumerate((29, 31, 400)):
        uploading.upload(about(file=f"r{number}.wav", at=ctx.clock() - timedelta(days=days), call=f"n1:{days}"))
    uploading.upload(about(file="x.wav", at=ctx.clock() - timedelta(days=9000), company="rival"))
    held = owner.get(f"{LIST}?call=n1:400")["items"][0]["id"]
    owner.patch(f"{LIST}/{held}", {"legal_hold": True})
    assert Chores(vault, None).retire(ctx) == 1
    assert {row["call"] for row in owner.get(LIST)["items"]} == {"n1:29", "n1:400"}


def test_company_that_is_deleted_leaves_no_file(
    uploading: Uploading,
    customers: Customers,
    ctx: Context,
    vault: Vault,
    monkeypatch: pytest.MonkeyPatch,
    engines: Engines,
) -> None:
    uploading.upload(about())
    uploading.upload(about(company="rival"))
    customers.reseller.delete("/companies/bluebell")
    assert Chores(vault, None).clear_orphans(ctx) == 0, "it might be an upload whose row is not there yet"
    monkeypatch.setattr("control_plane.features.transfers.chores.ORPHAN_AFTER", timedelta(seconds=-5))
    assert Chores(vault, None).clear_orphans(ctx) == 1
    assert files_below(engines.settings) == []


@pytest.mark.parametrize(
    ("bent", "status"),
    [
        ({"sha256": "0" * 64}, 422),
        ({"bytes": len(WAV) - 1}, 422),
        ({"bytes": len(WAV) + 1}, 422),
        ({"header": ""}, 403),
        ({"header": "x.y"}, 403),
        ({"header": "é".encode("latin-1").decode("latin-1")}, 403),
    ],
)
def test_file_that_is_not_as_signed_is_not_taken(
    uploading: Uploading, owner: Program, engines: Engines, bent: dict[str, Any], status: int
) -> None:
    assert uploading.upload(about(), **bent).status == status
    assert owner.get(LIST)["items"] == []
    assert files_below(engines.settings) == []


def test_node_that_never_served_a_company_brings_it_nothing(uploading: Uploading, engines: Engines) -> None:
    with engines.database.begin() as connection:
        connection.exec_driver_sql("DELETE FROM placements WHERE company_id = 'rival'")
        connection.exec_driver_sql("DELETE FROM deliveries WHERE company_id = 'rival'")
    assert uploading.upload(about(company="rival")).json["kept"] is False
    assert uploading.upload(about(company="nosuch")).json["kept"] is False


def test_hostile_callers_stay_text(uploading: Uploading, owner: Program) -> None:
    kept = KeptFile.model_validate(about().model_dump() | {"name": "<script>\r\n\0" + "x" * 500, "number": "'; --"})
    assert uploading.upload(kept).json["kept"]
    (row,) = owner.get(LIST)["items"]
    assert (row["number"], len(row["name"])) == ("'; --", 256)
    assert "\r" not in row["name"]
