"""The words of the mails. Whoever reads them has no session, so they are not the portal's."""

from collections.abc import Mapping
from typing import Final

from control_plane.features.mails.texts import Words
from tenants.model.fields import Language

RESET: Final[Mapping[Language, Words]] = {
    "en": Words(
        "A new password for Carillon",
        "Somebody at {address} wants a new password for {login}.\n\n"
        "If that was you, choose it here within an hour:\n{url}\n\n"
        "If it was not you, do nothing: your password stays.\n",
    ),
    "ru": Words(
        "Новый пароль для Carillon",
        "Кто-то с адреса {address} просит новый пароль для {login}.\n\n"
        "Если это вы, задайте его здесь в течение часа:\n{url}\n\n"
        "Если это не вы, ничего не делайте: пароль останется прежним.\n",
    ),
}
INVITATION: Final[Mapping[Language, Words]] = {
    "en": Words(
        "{by} invites you to Carillon",
        "Hello {name},\n\n{by} has given you access to the telephony of {place}.\n\n"
        "Choose your password here within seven days; your login is {login}:\n{url}\n",
    ),
    "ru": Words(
        "{by} приглашает вас в Carillon",
        "Здравствуйте, {name}!\n\n{by}: вам открыт доступ к телефонии, {place}.\n\n"
        "Задайте пароль здесь в течение семи дней; ваш логин {login}:\n{url}\n",
    ),
}
EVERYWHERE: Final[Mapping[Language, str]] = {"en": "all companies", "ru": "все компании"}
