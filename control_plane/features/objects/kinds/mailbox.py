"""A mailbox: callers leave a message."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.entries import NAME, NUMBER, people
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, Mailbox


def _owners(mailbox: Mailbox, company: Company) -> str:
    return people(company, mailbox.owners)


MAILBOX = ObjectKind(
    cls=Mailbox,
    plural="mailboxes",
    icon="voicemail",
    words=Words(
        one=_("Mailbox"),
        many=_("Mailboxes"),
        lead=_("Callers leave a message; its owners listen by phone, here, or get it by e-mail."),
        add=_("Add mailbox"),
        none=_("No mailboxes yet"),
    ),
    about=_owners,
    groups=(
        Group(
            "",
            (
                NAME,
                NUMBER,
                Entry(
                    "owners", _("Owners"), _("They listen from their own phones, and their lamps show new messages.")
                ),
                Entry("pin", _("PIN"), _("Four to twelve digits, for listening from other phones.")),
                Entry("email", _("E-mail"), _("New messages are sent there.")),
                Entry("attach", _("Send the recording with the mail")),
                Entry("delete_after_mail", _("Delete the message once it is mailed")),
            ),
        ),
        Group(
            _("Greetings"),
            (
                Entry("greeting", _("Greeting")),
                Entry("greeting_busy", _("When the person is talking")),
                Entry("greeting_closed", _("Outside opening hours")),
            ),
            rare=True,
        ),
        Group(
            _("More settings"),
            (
                Entry("seconds_max", _("Longest message"), unit=_("seconds")),
                Entry("messages_max", _("Messages at most")),
            ),
            rare=True,
        ),
    ),
)
