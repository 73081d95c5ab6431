"""The policy table in words, English and Russian; docs/access.md is made from them and from the table itself."""

from typing import Final

from control_plane.core.roles import Permission as P
from control_plane.core.roles import Role
from control_plane.core.scopes import Scope

Words = tuple[str, str]

ROLES: Final[dict[Role, Words]] = {
    Role.OPERATOR: ("Administrates the platform.", "Управляет платформой."),
    Role.OPERATOR_SUPPORT: (
        "Helps customers: sees the list of companies, and one of them during a visit.",
        "Помогает клиентам: видит список компаний, а внутрь компании — только во время визита.",
    ),
    Role.OPERATOR_READER: (
        "Sees everything but what is said, and changes nothing.",
        "Видит всё, кроме разговоров, и ничего не меняет.",
    ),
    Role.RESELLER: ("Administrates a reseller and its companies.", "Управляет реселлером и его компаниями."),
    Role.RESELLER_SALES: ("Creates companies, sees their list.", "Создаёт компании и видит их список."),
    Role.RESELLER_SUPPORT: ("Sets up the reseller's companies.", "Настраивает компании реселлера."),
    Role.OWNER: ("Owns a company.", "Владелец компании."),
    Role.MANAGER: ("Runs a company for its owner.", "Ведёт дела компании."),
    Role.SUPERVISOR: (
        "Sees the calls of the teams and waiting lines that their employee supervises, and their own.",
        "Видит звонки групп и очередей, за которые отвечает, и свои собственные.",
    ),
    Role.EMPLOYEE: ("Sees their own calls, messages and settings.", "Видит свои звонки, сообщения и настройки."),
    Role.DEVELOPER: ("Writes code for some companies.", "Пишет код для некоторых компаний."),
}
PERMISSIONS: Final[dict[P, Words]] = {
    P.READ_COMPANY: ("See a company's settings", "Видеть настройки компании"),
    P.CHANGE_COMPANY: ("Change them", "Менять их"),
    P.CREATE_COMPANY: ("Create companies", "Создавать компании"),
    P.DELETE_COMPANY: ("Delete companies", "Удалять компании"),
    P.LIST_COMPANIES: ("List companies", "Видеть список компаний"),
    P.READ_CALLS: ("See calls", "Видеть звонки"),
    P.LISTEN: ("Recordings, faxes, mails", "Записи, факсы, письма"),
    P.HEAR_MESSAGES: ("Messages in mailboxes", "Сообщения в почтовых ящиках"),
    P.OWN_EMPLOYEE: ("See oneself as an employee", "Видеть себя как сотрудника"),
    P.OWN_SWITCHES: ("Own do-not-disturb, presence, forwards", "Свои «не беспокоить», присутствие, переадресации"),
    P.MANAGE_PEOPLE: ("Who has access to a company", "Кто имеет доступ к компании"),
    P.MANAGE_STAFF: ("Who works for a reseller", "Кто работает у реселлера"),
    P.MANAGE_PLATFORM: ("Who works for the platform", "Кто работает на платформе"),
    P.VISIT_COMPANIES: ("Visit companies as support", "Визиты поддержки в компании"),
    P.HOST_VISITS: ("See visits, let them change, end them", "Видеть визиты, разрешать изменения, прекращать"),
    P.SIGN_ON: ("Single sign-on of a company", "Единый вход компании"),
    P.READ_AUDIT: ("Who did what, and from where", "Кто, что и откуда сделал"),
    P.SHIP_BUNDLES: ("Ship own code", "Поставлять собственный код"),
    P.DEBUG_CALLS: ("Let a developer stand in a call", "Пускать разработчика в звонок"),
    P.READ_AUDIT: ("Who did what in a company", "Кто что делал в компании"),
    P.READ_FLEET: ("See the nodes", "Видеть узлы"),
    P.OWN_ACCOUNT: ("Own account", "Своя учётная запись"),
    P.OWN_TOKENS: ("Own API tokens", "Свои токены API"),
}
SCOPES: Final[dict[Scope, Words]] = {
    Scope.READ: ("Look, change nothing", "Смотреть, ничего не меняя"),
    Scope.CALLS: ("Calls alone, for a CRM", "Только звонки, для CRM"),
    Scope.CHANGE: ("Change companies' settings", "Менять настройки компаний"),
    Scope.COMPANIES: ("Create and delete companies", "Создавать и удалять компании"),
    Scope.LISTEN: ("Recordings, messages, faxes, mails", "Записи, сообщения, факсы, письма"),
    Scope.PEOPLE: ("Who has access", "Кто имеет доступ"),
    Scope.SUPPORT: ("Support's visits", "Визиты поддержки"),
    Scope.CODE: ("Own code and debugging", "Собственный код и отладка"),
    Scope.TOKENS: ("Make and revoke tokens", "Создавать и отзывать токены"),
}
