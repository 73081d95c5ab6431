"""What the next page says about the change that was just made."""

from flask import Flask, flash, get_flashed_messages, render_template
from markupsafe import Markup

_CATEGORY = "change"


def announce_change(company: str, number: int, words: str) -> None:
    """The next page shows `words` and follows version `number` of `company` until it is live."""
    flash((company, number, words), _CATEGORY)  # type: ignore[arg-type]  # any JSON value is kept


def _change_banners(company: str | None) -> list[Markup]:
    """One banner for each change of the company on the page; those of other companies are not shown."""
    kept = get_flashed_messages(category_filter=[_CATEGORY])
    return [
        Markup(render_template("web/change.html", number=number, words=words))  # noqa: S704 (escaped by the template)
        for owner, number, words in kept
        if owner == company
    ]


def show_banners(app: Flask) -> None:
    """Give the templates `change_banners(company_id)`."""
    app.jinja_env.globals["change_banners"] = _change_banners
