"""The audit trail as a file."""

from collections.abc import Iterator

from flask import Response, stream_with_context

from control_plane.core.context import Context
from control_plane.features.audit.queries import all_records
from control_plane.features.audit.shown import as_csv, as_json_lines


def exported(ctx: Context, company: str, form: str) -> Response:
    """As a file to be saved; it is written while it is read."""
    lines = {"csv": as_csv, "jsonl": as_json_lines}[form]
    content: Iterator[str] = stream_with_context(lines(all_records(ctx.session, company)))
    kinds = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}
    answer = Response(content, content_type=kinds[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="audit-{company}.{form}"'
    return answer
