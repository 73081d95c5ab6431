"""The audit trail in the portal."""

from flask import Blueprint, Response, abort, request, url_for

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.audit.chain import Fault
from control_plane.features.audit.exporting import exported
from control_plane.features.audit.queries import Verified, list_records, verify
from control_plane.features.companies.page import company_page
from control_plane.web.sentences import say
from control_plane.web.words import gettext

pages = Blueprint("audit_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/audit")


@pages.get("")
@allow(Permission.READ_AUDIT)
def listing(company: str) -> str:
    ctx = context()
    cursor = request.args.get("cursor")
    page = list_records(ctx, company, limit=50, cursor=cursor)
    asked = "verify" in request.args
    return company_page(
        ctx,
        company,
        "audit/list.html",
        active="changes",
        records=[(record, say(record.action)) for record in page.items],
        verified=verified_words(verify(ctx.session, company)) if asked else None,
        newest=url_for(".listing", company=company) if cursor else None,
        older=url_for(".listing", company=company, cursor=page.next_cursor) if page.next_cursor else None,
    )


@pages.get("/export/<form>")
@allow(Permission.READ_AUDIT)
def export(company: str, form: str) -> Response:
    if form not in {"csv", "jsonl"}:
        abort(404)
    return exported(context(), company, form)


def verified_words(found: Verified) -> tuple[bool, str]:
    """Whether all is well, and a sentence about it."""
    if found.broken is None:
        words = gettext(
            "All %(count)s records are as they were written. Note the fingerprint of the last one somewhere else: "
            "%(hash)s",
            count=found.head.number,
            hash=found.head.hash,
        )
        return True, words
    why = {
        Fault.CHANGED: gettext("Record No. %(number)s was changed after it was written.", number=found.broken.number),
        Fault.MISSING: gettext("Record No. %(number)s is missing.", number=found.broken.number),
        Fault.CUT_OFF: gettext("Record No. %(number)s and all after it are missing.", number=found.broken.number),
    }
    other = gettext("Record No. %(number)s does not follow the one before.", number=found.broken.number)
    return False, why.get(found.broken.fault, other)
