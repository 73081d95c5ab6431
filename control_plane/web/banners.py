"""What the next page says about the change that was just made."""

import json

from flask import Flask, flash, get_flashed_messages

_CATEGORY = "change"


def announce_change(company: str, number: int, words: str) -> None:
    """The next page shows `words` and follows version `number` of `company` until it is live."""
    flash(json.dumps([company, number, words]), _CATEGORY)


def _change_banners(company: str) -> list[tuple[int, str]]:
    """Number and words of each change just made in the company on the page; those of other companies are not shown."""
    kept = [json.loads(str(message)) for message in get_flashed_messages(category_filter=[_CATEGORY])]
    return [(number, words) for owner, number, words in kept if owner == company]


def show_banners(app: Flask) -> None:
    """Give the templates `change_banners(company_id)`."""
    app.jinja_env.globals["change_banners"] = _change_banners
