"""Nodes: what operators see under /api/v1, and what nodes themselves report under /node/v1 (signed, see wire)."""

from typing import Any

from apiflask import APIBlueprint
from flask import request

from control_plane.core.clock import now
from control_plane.core.context import SYSTEM, Context
from control_plane.core.db import db
from control_plane.core.policy import allow, public
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context, settings
from control_plane.features.journeys.service import ingest
from control_plane.features.nodes import queries, service
from control_plane.features.nodes.pull import answer_pull
from control_plane.features.nodes.schemas import Deliveries, FactsAccepted, NodeList, NodeOut, Report, SwitchesTaken
from control_plane.features.nodes.switches import take_switches
from wire.facts import Facts
from wire.reports import Acknowledgements, Heartbeat, Pull, ReportOp, Switches

api = APIBlueprint("nodes_api", __name__, url_prefix="/api/v1/nodes", tag="Nodes")
reports = APIBlueprint("node_reports", __name__, url_prefix="/node/v1", enable_openapi=False)
LARGEST_REPORT = 8 * 1024 * 1024
"""500 facts with every text at its limit, in base64: the limit for people would stop such a batch for ever."""
SIGNED = "the envelope's signature says which node it is; the view verifies it before anything else"


@reports.before_request
def take_large_reports() -> None:
    request.max_content_length = LARGEST_REPORT


@api.get("")
@api.output(NodeList)
@api.doc(operation_id="listNodes", summary="Telephony nodes and their health")
@allow(Permission.READ_FLEET)
def list_nodes() -> Any:
    return {"items": queries.list_nodes(context())}


@api.get("/<node>")
@api.output(NodeOut)
@api.doc(operation_id="getNode", summary="One node")
@allow(Permission.READ_FLEET)
def get_node(node: str) -> Any:
    return queries.get_node(context(), node)


@reports.post("/acknowledgements")
@reports.input(Report)
@public(SIGNED)
def acknowledgements(json_data: Report) -> Any:
    ctx = node_context()
    node, args = service.open_report(ctx, json_data.envelope, ReportOp.ACKNOWLEDGEMENTS)
    message = service.parse(Acknowledgements, args)
    service.only(ctx, (each.company for each in message.acknowledgements))
    service.take_acknowledgements(ctx, node, message)
    return "", 204


@reports.post("/heartbeats")
@reports.input(Report)
@public(SIGNED)
def heartbeats(json_data: Report) -> Any:
    ctx = node_context()
    node, args = service.open_report(ctx, json_data.envelope, ReportOp.HEARTBEAT)
    service.take_heartbeat(ctx, node, service.parse(Heartbeat, args))
    return "", 204


@reports.post("/switches")
@reports.input(Report)
@reports.output(SwitchesTaken)
@public(SIGNED)
def switches(json_data: Report) -> Any:
    ctx = node_context()
    node, args = service.open_report(ctx, json_data.envelope, ReportOp.SWITCHES)
    message = service.parse(Switches, args)
    service.only(ctx, (each.company for each in message.switches))
    return {"taken": take_switches(ctx, node, message)}


@reports.post("/facts")
@reports.input(Report)
@reports.output(FactsAccepted)
@public(SIGNED)
def facts(json_data: Report) -> Any:
    ctx = node_context()
    node, args = service.open_report(ctx, json_data.envelope, ReportOp.FACTS)
    return {"accepted": ingest(ctx, node.id, service.parse(Facts, args).facts)}


@reports.post("/pull")
@reports.input(Report)
@reports.output(Deliveries)
@public(SIGNED)
def pull(json_data: Report) -> Any:
    ctx = node_context()
    node, args = service.open_report(ctx, json_data.envelope, ReportOp.PULL)
    answer = answer_pull(ctx, node, service.parse(Pull, args))
    return {"envelopes": list(answer.envelopes), "more": answer.more}


def node_context() -> Context:
    """For what nodes send; the signature says which node it is."""
    return Context(session=db.session(), actor=SYSTEM, settings=settings(), clock=now)
