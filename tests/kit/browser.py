"""A browser without scripts, in this process: it keeps cookies, and sends forms with what their pages hold."""

import re
from typing import Any

from apiflask import APIFlask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.kit.customers import PASSWORD

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


class Browser:
    """`address` is where its requests come from, `device` what it calls itself."""

    def __init__(self, app: APIFlask, address: str = "127.0.0.1", device: str = "") -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self._from: dict[str, Any] = {"environ_base": {"REMOTE_ADDR": address, "HTTP_USER_AGENT": device}}

    def get(self, page: str) -> TestResponse:
        return self.client.get(page, **self._from)

    def form(self, page: str, address: str, **fields: str) -> TestResponse:
        """Send the form of `page` to `address`."""
        found = TOKEN.search(self.get(page).text)
        assert found, f"{page} has no form"
        return self.client.post(address, data=fields | {"csrf_token": found[1]}, **self._from)

    def sign_in(self, login: str = "vera@example.com", password: str = PASSWORD, **fields: str) -> TestResponse:
        return self.form("/sign-in", "/sign-in", login=login, password=password, **fields)
