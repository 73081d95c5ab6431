"""Webhooks in the portal: add, change, try out, and see what could not be delivered."""

from typing import Any, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.context import Context
from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.core.wishes import read_wish
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.events import service as events
from control_plane.features.events.models import TaskState
from control_plane.features.events.queries import hold_of, list_deliveries
from control_plane.features.versions.service import lock_company
from control_plane.features.webhooks import queries, service
from control_plane.features.webhooks.models import Webhook
from control_plane.features.webhooks.schemas import NewWebhook, WebhookChange
from control_plane.web.faults import refuse
from control_plane.web.form import Form, typed
from control_plane.web.stale import is_stale, told, with_seen
from control_plane.web.words import gettext

pages = Blueprint("webhook_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/webhooks")
_FIELDS: Final = ("name", "url", "topics", "template")


@pages.get("")
@allow(Permission.CHANGE_COMPANY)
def listing(company: str) -> str:
    ctx = context()
    rows = queries.list_webhooks(ctx, company, limit=service.MOST).items
    held = [(webhook, hold_of(ctx, company, webhook.listener)) for webhook in rows]
    return company_page(ctx, company, "webhooks/list.html", active="webhooks", rows=held)


@pages.get("/add")
@allow(Permission.CHANGE_COMPANY)
def add(company: str) -> str:
    return _form_page(context(), company, Form({"topics": "call.ended"}))


@pages.post("/add")
@allow(Permission.CHANGE_COMPANY)
def create(company: str) -> ResponseReturnValue:
    ctx = context()
    form = typed(request.form, _FIELDS)
    try:
        made = service.add_webhook(ctx, company, read_wish(NewWebhook, _wish(form)))
    except Problem as problem:
        db.session.rollback()
        return _form_page(ctx, company, refuse(form, problem, {})), problem.status
    return _secret_page(ctx, company, made)


@pages.get("/<webhook>")
@allow(Permission.CHANGE_COMPANY)
def show(company: str, webhook: str) -> str:
    ctx = context()
    found = queries.get_webhook(ctx, company, webhook)
    cursor = request.args.get("cursor")
    attempts = queries.list_attempts(ctx, company, webhook, limit=30, cursor=cursor)
    return company_page(
        ctx,
        company,
        "webhooks/show.html",
        active="webhooks",
        webhook=found,
        held=hold_of(ctx, company, found.listener),
        dead=list_deliveries(ctx, company, listener=found.listener, state=TaskState.DEAD, limit=20).items,
        waiting=list_deliveries(ctx, company, listener=found.listener, state=TaskState.WAITING, limit=20).items,
        attempts=attempts.items,
        newest=url_for(".show", company=company, webhook=webhook) if cursor else None,
        older=url_for(".show", company=company, webhook=webhook, cursor=attempts.next_cursor)
        if attempts.next_cursor
        else None,
    )


@pages.get("/<webhook>/edit")
@allow(Permission.CHANGE_COMPANY)
def edit(company: str, webhook: str) -> str:
    ctx = context()
    found = queries.get_webhook(ctx, company, webhook)
    return _form_page(ctx, company, Form(_values(found)), found)


@pages.post("/<webhook>/edit")
@allow(Permission.CHANGE_COMPANY)
def save(company: str, webhook: str) -> ResponseReturnValue:
    ctx = context()
    form = typed(request.form, _FIELDS)
    lock_company(ctx, company)
    found = queries.get_webhook(ctx, company, webhook)
    if is_stale(request.form, now := _values(found)):
        return _form_page(ctx, company, told(form, now, {}), found), 412
    try:
        read_wish(NewWebhook, _wish(form))
        service.change_webhook(ctx, company, webhook, read_wish(WebhookChange, _wish(form)))
    except Problem as problem:
        db.session.rollback()
        return _form_page(ctx, company, refuse(form, problem, {}), queries.get_webhook(ctx, company, webhook)), 422
    flash(gettext("The webhook was saved."), "good")
    return redirect(url_for(".show", company=company, webhook=webhook), 303)


@pages.post("/<webhook>/do")
@allow(Permission.CHANGE_COMPANY)
def do(company: str, webhook: str) -> ResponseReturnValue:
    """The buttons of a webhook's page."""
    ctx = context()
    match request.form.get("what"):
        case "test":
            service.send_test(ctx, company, webhook)
            flash(gettext("A test event is on its way; how it went stands below in a moment."), "good")
        case "pause":
            service.pause(ctx, company, webhook)
            flash(gettext("The webhook is paused; its events wait."), "good")
        case "resume":
            service.resume(ctx, company, webhook)
            flash(gettext("The webhook goes on, first with what has waited."), "good")
        case "secret":
            return _secret_page(ctx, company, service.renew_secret(ctx, company, webhook))
        case "remove":
            service.remove_webhook(ctx, company, webhook)
            flash(gettext("The webhook was removed."), "good")
            return redirect(url_for(".listing", company=company), 303)
        case _:
            queries.get_webhook(ctx, company, webhook)
    return redirect(url_for(".show", company=company, webhook=webhook), 303)


@pages.post("/<webhook>/deliveries/<delivery>/resend")
@allow(Permission.CHANGE_COMPANY)
def resend(company: str, webhook: str, delivery: str) -> ResponseReturnValue:
    ctx = context()
    queries.get_webhook(ctx, company, webhook)
    try:
        events.resend(ctx, company, delivery)
    except events.NotDead:
        db.session.rollback()
        flash(gettext("It is on its way already."), "good")
    else:
        flash(gettext("The event is sent once more, before everything that waits."), "good")
    return redirect(url_for(".show", company=company, webhook=webhook), 303)


def _wish(form: Form) -> dict[str, Any]:
    topics = form.value("topics").replace(",", " ").split()
    template = form.value("template") or None
    return {"name": form.value("name"), "url": form.value("url"), "topics": topics, "template": template}


def _form_page(ctx: Context, company: str, form: Form, webhook: Webhook | None = None) -> str:
    if webhook is not None:
        form = with_seen(form, request.form, _values(webhook))
    return company_page(ctx, company, "webhooks/form.html", active="webhooks", form=form, webhook=webhook)


def _values(webhook: Webhook) -> dict[str, str]:
    """As the form shows them."""
    return {
        "name": webhook.name,
        "url": webhook.url,
        "topics": "\n".join(webhook.topics),
        "template": webhook.template or "",
    }


def _secret_page(ctx: Context, company: str, made: service.WithSecret) -> str:
    return company_page(
        ctx, company, "webhooks/secret.html", active="webhooks", webhook=made.webhook, secret=made.secret
    )
