"""Mails that go out: written with what they are about, sent later, tried again."""
