"""What lint finds, as the portal says it: the templates of `tenants.lint`, marked for the catalogue.

Lint knows no portal, and a test holds the two against each other.
"""

from typing import Final

from control_plane.web.words import N_

FINDINGS: Final = (
    N_("%(name)s allows no call outside at all, but for emergency numbers."),
    N_("%(name)s both allows and denies numbers that begin with %(prefix)s. Keep one of the two."),
    N_("%(name)s fits no number: the shortest length is more than the longest."),
    N_("All lines of %(name)s are switched off: its calls cannot be made."),
    N_("%(name)s points to something that does not exist: %(what)s %(target)s. Choose another one."),
    N_("%(name)s: %(step)s leads to the step %(target)s, which does not exist."),
    N_("%(name)s is to begin with the step %(target)s, which does not exist."),
    N_("%(name)s: no call ever comes to the step %(step)s. Remove it or lead to it."),
    N_("%(name)s: these steps go round without end: %(circle)s. Let one of them lead out."),
    N_("%(name)s: these steps can go round without waiting for anybody: %(circle)s. After 100 of them the call ends."),
    N_("%(name)s: the cases after number %(number)s of %(step)s never decide: that one always holds."),
    N_("%(name)s: %(step)s looks at %(variable)s, which no step sets."),
    N_("%(name)s: %(step)s rings neither an employee nor a team, so that destination keeps the call."),
    N_("%(name)s never opens: it has neither weekly hours nor days with hours of their own."),
    N_("%(name)s: nobody knows the public holidays of %(where)s. Choose another country or region."),
    N_("%(zone)s is not a time zone. Choose one such as Europe/Moscow; until then hours count in UTC."),
    N_("%(name)s has two spans that overlap on %(day)s: the later closing time counts. Is that meant?"),
    N_("%(name)s has no agents: nobody ever takes a call."),
    N_("No agent of %(name)s has the skill %(skill)s: nobody ever takes a call."),
    N_(
        "Callers of %(name)s wait for ever: it has no agents, and no longest wait. Add agents, a "
        "longest wait or an exit."
    ),
    N_("%(name)s: the digit %(digit)s is an exit and asks for a callback. Choose another one."),
    N_("%(name)s has two exits with the digit %(digit)s. Only one of them can be reached."),
    N_("%(name)s has %(employee)s twice among its agents. Keep one of the entries."),
    N_("%(name)s is to be recorded, but its agent %(employee)s must not be: it never is."),
    N_("Calls to %(name)s go round for ever: %(circle)s. Let one of them lead somewhere else."),
    N_("Calls that nobody takes go round: %(circle)s. Let one of them lead to a mailbox or somewhere else."),
    N_("Nobody hears the messages in %(name)s. Give it an owner, an e-mail address or a PIN."),
    N_("%(name)s deletes messages after a mail that does not carry them. Attach the recording or keep the messages."),
    N_("%(name)s is to delete messages after mailing them, but has no e-mail address."),
    N_("%(name)s leads nowhere. Give it choices, direct dialling or a destination for silence."),
    N_("Callers who press nothing in %(name)s are sent away. Give it a destination for silence."),
    N_("%(name)s has two choices %(digits)s. Only one of them can be reached."),
    N_("The choice %(digits)s of %(name)s hides the short number %(digits)s from direct dialling."),
    N_("%(name)s has no greeting: callers hear silence and do not know what to press."),
    N_("%(name)s leads nowhere: callers hear that it does not exist."),
    N_("%(name)s is to send callers to a destination, but has none: they are turned away."),
    N_("%(name)s has a destination for closed hours, but no opening hours."),
    N_("%(name)s turns away every caller who shows a number."),
    N_("The voice has not spoken a text of %(name)s: callers do not hear it. Save it once more."),
    N_("%(name)s and %(other)s both have the number %(number)s. Change one of them."),
    N_("%(name)s and %(other)s both have the code %(code)s. Change one of them."),
    N_("%(name)s has the number %(number)s, which calls help. Nobody can reach it; choose another one."),
    N_(
        "The code %(code)s of %(name)s begins like %(shorter)s (%(other)s): that one cannot be followed "
        "by these digits."
    ),
    N_("%(name)s forwards calls to themselves. Choose another destination."),
    N_("%(name)s is their own secretary. Choose somebody else, or nobody."),
    N_("%(name)s has no phone, no forward and no mailbox: nobody can reach them."),
    N_("%(name)s is to be rung on a phone that belongs to somebody else."),
    N_("%(name)s has a destination after hours, but no working hours."),
    N_("%(name)s has no members: nobody is ever rung."),
    N_("%(name)s contains itself. Its members ring once all the same; take it out."),
    N_("A member of %(name)s is neither an employee nor a team."),
    N_("%(name)s is to be recorded, but %(employee)s must not be: calls that ring both are not recorded."),
    N_("Everybody in %(name)s waits for a host, but nobody can be one. Name a host or set a host PIN."),
    N_("Guests and hosts of %(name)s have the same PIN: everybody is a host. Change one of them."),
    N_("%(name)s has no members: nobody hears the announcement."),
)
"""Whole sentences with their parts, such as `%(name)s`."""
