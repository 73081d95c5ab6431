"""Topics, deliveries and what customisations keep, over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import page_out
from control_plane.core.idempotency import idempotent
from control_plane.core.listing import asked, sparse
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.problems import NotFound
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.events import queries, service
from control_plane.features.events.models import TaskState
from control_plane.features.events.queries import Delivery
from control_plane.features.events.schemas import (
    CustomRowOut,
    CustomRowPage,
    DeliveryOut,
    DeliveryPage,
    DeliveryQuery,
    TopicList,
    TopicWhole,
)
from control_plane.features.webhooks.payload import message
from tenants.extend.events.topics import TOPICS, description, example, schema

topics = APIBlueprint("event_topics_api", __name__, url_prefix="/api/v1/event-topics", tag="Event topics")
api = APIBlueprint("events_api", __name__, url_prefix="/api/v1/companies/<company>", tag="Events")
CustomRowQuery = queries.CUSTOM_ROWS.query("CustomRowQuery", CustomRowOut)


@topics.get("")
@topics.output(TopicList)
@topics.doc(operation_id="listEventTopics", summary="All topics of events")
@allow(Permission.LIST_COMPANIES)
def list_topics() -> Any:
    return {"items": [{"topic": topic, "description": description(topic)} for topic in TOPICS]}


@topics.get("/<topic>")
@topics.output(TopicWhole)
@topics.doc(operation_id="getEventTopic", summary="One topic with the JSON schema of its events and an example")
@allow(Permission.LIST_COMPANIES)
def get_topic(topic: str) -> Any:
    if topic not in TOPICS:
        raise NotFound("There is no such topic; /api/v1/event-topics lists them.")
    return {
        "topic": topic,
        "description": description(topic),
        "schema": schema(topic),
        "example": message(topic, example(topic)),
    }


@api.get("/deliveries")
@api.input(DeliveryQuery, location="query")
@api.output(DeliveryPage)
@api.doc(operation_id="listDeliveries", summary="Who was told of which event, the newest first")
@allow(Permission.READ_COMPANY)
def list_deliveries(company: str, query_data: DeliveryQuery) -> Any:
    page = queries.list_deliveries(
        context(),
        company,
        listener=f"webhook:{query_data.webhook}" if query_data.webhook is not None else None,
        state=query_data.state,
        limit=query_data.limit,
        cursor=query_data.cursor,
    )
    return {"items": [delivery_out(each) for each in page.items], "next_cursor": page.next_cursor}


@api.post("/deliveries/<delivery>/resend")
@idempotent
@api.output(DeliveryOut)
@api.doc(operation_id="resendDelivery", summary="Send once more what was given up")
@allow(Permission.CHANGE_COMPANY)
def resend_delivery(company: str, delivery: str) -> Any:
    ctx = context()
    task = service.resend(ctx, company, delivery)
    return delivery_out(Delivery(task, queries.event_of(ctx, task)))


@api.get("/custom-rows/<collection>")
@sparse
@api.input(CustomRowQuery, location="query")
@api.output(CustomRowPage)
@api.doc(operation_id="listCustomRows", summary="What a customisation has kept, the oldest first")
@allow(Permission.READ_COMPANY)
def list_custom_rows(company: str, collection: str, query_data: PageQuery) -> Any:
    ctx = context()
    return page_out(queries.list_custom_rows(ctx, company, collection, **asked(query_data)))


def delivery_out(delivery: Delivery) -> dict[str, Any]:
    """The plain data of DeliveryOut."""
    task, event = delivery.task, delivery.event
    return {
        "id": task.id,
        "listener": task.listener,
        "state": task.state,
        "topic": event.topic,
        "event": event.data,
        "at": event.at,
        "attempts": task.attempts,
        "due_at": task.due_at if task.state is TaskState.WAITING else None,
        "problem": task.problem,
    }
