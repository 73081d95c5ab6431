"""What refuses to give access, tokens and visits, as the portal says it; see `sentences`."""

from typing import Final

from control_plane.web.words import N_

ACCESS_SENTENCES: Final = (
    N_("Somebody signs in with %(login)s already; choose another login."),
    N_("The role %(own)s neither gives nor takes the role %(other)s; ask somebody above."),
    N_("%(name)s is the last %(role)s here; give that role to somebody else first."),
    N_("%(name)s also works for companies that you do not see; ask who manages those."),
    N_("Choose the employee that this person is: they see what is theirs."),
    N_("There is no such employee here; choose another one."),
    N_("You have %(count)s tokens; revoke those that nobody uses."),
    N_("is no address and no network; write 203.0.113.7 or 203.0.113.0/24"),
    N_("Your visit lasts until %(time)s UTC; end it before you begin another."),
)
