"""The app's own list of routes, from which tests are made: a new route is tested without anybody thinking of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from apiflask import APIFlask

from control_plane.core.policy import access_of
from control_plane.core.roles import Permission


@dataclass(frozen=True)
class Route:
    """One method of one address, with `company` and made-up ids filled in."""

    method: str
    path: str
    permission: Permission | None
    for_programs: bool


def routes(app: APIFlask, company: str) -> Iterator[Route]:
    """All routes that need a permission or belong to a company."""
    for rule in app.url_map.iter_rules():
        access = access_of(app, rule.endpoint)
        names = {name: "1" if rule._converters[name].regex == r"\d+" else "nobody" for name in rule.arguments}
        path = rule.rule
        for name, value in (names | {"company": company}).items():
            for form in (f"<{name}>", f"<int:{name}>", f"<path:{name}>"):
                path = path.replace(form, value)
        for method in sorted(rule.methods or ()):
            yield Route(method, path, access.permission, rule.rule.startswith("/api/"))
