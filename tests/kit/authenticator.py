"""A phone with an app that shows one-time codes, set up by typing what a page shows."""

import html
import re
import time

import pyotp

from tests.kit.browser import Browser

_SECRET = re.compile(r'data-copy="([A-Z2-7]{32})"')
_TICKET = re.compile(r'name="ticket" value="([^"]+)"')
_CODE = re.compile(r"<code>([a-z2-7]{4}(?:-[a-z2-7]{4}){3})</code>")


class App:
    """No code is shown twice, as no code is taken twice."""

    def __init__(self, secret: str) -> None:
        self._totp = pyotp.TOTP(secret)
        self._step = int(time.time()) // 30

    def code(self) -> str:
        """The code of now, then the one of in 30 seconds; there are no more that the door takes now."""
        shown = self._totp.generate_otp(self._step)
        self._step += 1
        return shown

    def code_of(self, steps_from_now: int) -> str:
        return self._totp.generate_otp(int(time.time()) // 30 + steps_from_now)


def set_up(browser: Browser, page: str = "/account/codes") -> tuple[App, list[str]]:
    """The app, and the recovery codes that are shown."""
    shown = browser.get(page).text
    secret, ticket = _SECRET.search(shown), _TICKET.search(shown)
    assert secret, shown
    assert ticket
    app = App(secret[1])
    answer = browser.form(page, page, ticket=ticket[1], code=app.code())
    assert answer.status_code == 200, answer.text
    return app, _CODE.findall(html.unescape(answer.text))
