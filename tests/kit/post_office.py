"""A mail server that remembers what it was given."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from tests.kit.ports import free_port


class PostOffice:
    """`answer` is what it says to each mail."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer = "250 OK"

    @contextmanager
    def open(self) -> Iterator[str]:
        """Where it takes mails, as a setting says it; a thread serves it."""
        port = free_port()
        controller = Controller(self, hostname="127.0.0.1", port=port)
        controller.start()
        try:
            yield f"smtp://127.0.0.1:{port}"
        finally:
            controller.stop()

    def mail_to(self, recipient: str, seconds: float = 30) -> EmailMessage:
        """The first mail to them. Raises AssertionError when none comes within `seconds`."""
        deadline = time.monotonic() + seconds
        while True:
            for mail in self.mails:
                if recipient in str(mail["To"]):
                    return mail
            there = [f"{mail['To']}: {mail['Subject']}" for mail in self.mails]
            assert time.monotonic() < deadline, f"no mail to {recipient} within {seconds} s; there are {there}"
            time.sleep(0.1)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.answer.startswith("250"):
            parsed = message_from_bytes(envelope.content, policy=default)
            assert isinstance(parsed, EmailMessage)
            self.mails.append(parsed)
        return self.answer
