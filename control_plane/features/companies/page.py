"""Pages of one company: the frame with its name and sections, and times in its time zone."""

from flask import g, render_template

from control_plane.core.context import Context
from control_plane.features.companies.queries import get_company
from control_plane.features.visits.queries import running_visits


def company_page(ctx: Context, company: str, template: str, *, active: str = "", **values: object) -> str:
    """Render `template` in the company's frame; `active` is the section to mark. Raises NotFound."""
    found = get_company(ctx, company)
    g.time_zone = found.time_zone
    visits = running_visits(ctx, company)
    return render_template(template, company=found, active=active, visits=visits, **values)
