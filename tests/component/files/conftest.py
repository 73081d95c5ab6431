"""The control plane with its storage in a folder, and one node that uploads."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.context import SYSTEM, Context
from control_plane.core.vault import Vault, vault_of
from control_plane.features.companies.models import Company
from control_plane.features.objects.service import create_object
from control_plane.features.versions.service import lock_company, record_change
from tenants.model import Profile, TelephonyObject
from tests.component.control_plane.conftest import app, customers, engines, node, owner, rows
from tests.kit import audio
from tests.kit.customers import Answer, Customers
from tests.kit.engines import Engines
from tests.kit.reporter import Reporter
from wire.files import REPORT_HEADER, FileKind, KeptFile, MailboxReport, Upload
from wire.reports import ReportOp

__all__ = ["app", "customers", "engines", "node", "owner", "rows"]
AT = datetime(2026, 11, 23, 3, 26, 44, tzinfo=UTC)
WAV = audio.wav(2.0)


@dataclass(frozen=True)
class Uploading:
    """What a node sends."""

    reporter: Reporter

    def upload(self, about: KeptFile, body: bytes = WAV, **otherwise: Any) -> Answer:
        """`otherwise` bends `sha256`, `bytes` or `header`."""
        says = {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body), **otherwise}
        header = says.pop("header", None)
        upload = Upload(about=about, **says)
        header = self.reporter.seal(ReportOp.FILE, upload) if header is None else header
        client = self.reporter.app.test_client()
        return Answer.of(client.post("/node/v1/files", data=body, headers={REPORT_HEADER: header}))

    def mailboxes(self, **report: Any) -> list[tuple[str, str]]:
        """(message, state) of each order in the answer."""
        content = MailboxReport.model_validate(report)
        answer = self.reporter.send(ReportOp.MAILBOXES, self.reporter.seal(ReportOp.MAILBOXES, content), "mailboxes")
        assert answer.status == 200, answer.text
        return [(order["message"], order["state"]) for order in answer.json["orders"]]


def about(kind: FileKind = FileKind.RECORDING, file: str = "r1.wav", **otherwise: Any) -> KeptFile:
    says: dict[str, Any] = {"company": "bluebell", "call": "n1:1.1", "at": AT, "seconds": 2.0, "number": "+79161234567"}
    return KeptFile.model_validate({"kind": kind, "file": file, **says, **otherwise})


def message(file: str = "m1.wav", **otherwise: Any) -> KeptFile:
    says = {"object_kind": "mailbox", "object_id": "sales", "message": file.removesuffix(".wav"), "name": "Анна"}
    return about(FileKind.MESSAGE, file, **{**says, **otherwise})


@pytest.fixture(autouse=True)
def _empty_storage(engines: Engines) -> None:
    shutil.rmtree(engines.settings.files, ignore_errors=True)


@pytest.fixture
def uploading(node: Reporter, customers: Customers) -> Uploading:
    return Uploading(node)


@pytest.fixture
def ctx(engines: Engines, customers: Customers) -> Iterator[Context]:
    with Session(engines.database) as session:
        yield Context(session=session, actor=SYSTEM, settings=engines.settings, clock=now)


@pytest.fixture
def vault(engines: Engines) -> Vault:
    return vault_of(engines.settings)


def give(ctx: Context, company: str, *items: TelephonyObject) -> None:
    """Let the company's next version have these objects."""
    for item in items:
        if isinstance(item, Profile):
            _change(ctx, company, item)
        else:
            create_object(ctx, company, partial(_itself, item))
    ctx.session.commit()


def _itself(item: TelephonyObject, _: Company) -> TelephonyObject:
    return item


def _change(ctx: Context, company: str, profile: Profile) -> None:
    row = lock_company(ctx, company)
    before = row.document()
    row.assign(profile)
    record_change(ctx, row, "Given", before=(before,), after=(profile,))


@pytest.fixture
def quiet(app: APIFlask) -> Iterator[None]:
    """Pages without CSRF, for tests that post forms."""
    app.config["WTF_CSRF_ENABLED"] = False
    yield
    app.config["WTF_CSRF_ENABLED"] = True
