"""The report in sentences: what became of something, why, and what to do."""

from typing import Final

from control_plane.features.freepbx.report import Entry, Grade, Why
from control_plane.features.objects.kinds.every import KINDS as EVERY
from control_plane.web.sentences import say
from control_plane.web.words import N_, gettext, lazy_gettext
from tenants.model import Kind

WORDS: Final[dict[Why, str]] = {
    Why.TAKEN: N_("Taken over."),
    Why.NEW_PASSWORDS: N_("Phones get new logins and passwords: old ones are not unique over the platform."),
    Why.FITTED: N_("%(value)s is not possible here; it became %(other)s."),
    Why.EXISTS: N_("The company has it already: what leads here leads to %(other)s."),
    Why.WITHOUT_NUMBER: N_("Comes without its number %(value)s: it is taken, or has not two to six digits."),
    Why.WEAK_PIN: N_("The PIN is easy to guess and is not taken: owners listen from their own phones without one."),
    Why.NEW_PIN: N_("The PIN is easy to guess; %(name)s gets a new one, which is shown once after taking over."),
    Why.LINE_OFF: N_("%(name)s comes switched off, so that it does not disturb the old system. Switch it on to move."),
    Why.END_OF_HOURS: N_("Ends at %(other)s sharp; the old system still counted that minute."),
    Why.EVERY_YEAR: N_("Dates that come back each year are entered for %(value)s; add later years in time."),
    Why.ENDS_CALL: N_("The call ends with a sentence instead of a tone."),
    Why.AS_CALL_PATH: N_("%(name)s becomes a call path."),
    Why.SWITCH: N_("%(name)s becomes a schedule with a switch; give it a short number to turn it by phone."),
    Why.NO_FILE: N_("The file of the recording %(name)s is not there; upload it under Sounds and choose it."),
    Why.FIRST_OF_SEVERAL: N_("Only the first is taken: %(other)s."),
    Why.STRATEGY: N_("The order %(value)s is not known here; it became %(other)s."),
    Why.AS_CALLER_RULE: N_("A way for one caller becomes a caller rule."),
    Why.ABROAD: N_("Calls abroad stay forbidden until a permission class allows them."),
    Why.OUTSIDE_PREFIX: N_("%(value)s is dialled before numbers outside: the company's settings say so now."),
    Why.OVERRIDDEN: N_("%(name)s was turned by hand to %(value)s; here it goes by the clock."),
    Why.TIME_ZONE: N_("The hours were of %(value)s; here they are of the company's time zone, %(other)s."),
    Why.LETTERS_LOST: N_("Letters were lost when the dump was made; make it with --default-character-set=utf8mb4."),
    Why.NO_MAILBOX_DATA: N_("The mailbox comes without PIN and e-mail address: they are not in this file."),
    Why.FIELD: N_("This setting has no place here."),
    Why.PLATFORM: N_("The platform decides this itself."),
    Why.TABLE: N_("%(value)s rows that are not read."),
    Why.INVALID: N_("This does not fit: %(other)s."),
    Why.MISTAKE: N_("%(name)s is not taken, because it would not work: %(other)s"),
    Why.POINTS_NOWHERE: N_("Leads to something that is not there or is not taken."),
    Why.UNKNOWN_DESTINATION: N_("Leads to a destination that is not known here."),
    Why.NOBODY: N_("Nobody here has the number %(value)s."),
    Why.OUTSIDE_MEMBER: N_("Numbers outside cannot be members here; ring %(value)s as a phone of an employee."),
    Why.NO_OUTSIDE_NUMBER: N_("This is no telephone number that can be called from everywhere."),
    Why.NO_SHORT_NUMBER: N_("%(name)s has a number that is not of two to six digits; add the employee by hand."),
    Why.NUMBER_TAKEN: N_("The number is in use already."),
    Why.ANY_NUMBER: N_("A way for all other numbers; add your numbers one by one."),
    Why.TECHNOLOGY: N_("Connected in a way that is not known here; only SIP is."),
    Why.NO_HOST: N_("It is not known to which provider this leads."),
    Why.CALENDAR: N_("Goes by a calendar that is not in the file; calls go as if it were open. Enter the hours."),
    Why.TIME: N_("These hours are not understood; enter them by hand."),
    Why.PATTERN: N_("This pattern is not understood; check the routes."),
    Why.EMERGENCY: N_("Emergency numbers can always be called; no route is needed."),
    Why.COLLEAGUE_STEP: N_("%(value)s cannot be rung with this person; make a team."),
    Why.NO_SOUND: N_("The sound is not there; upload it under Sounds and choose it."),
    Why.NOT_IN_FILE: N_("Whether this was switched on is not in this file; it is left off."),
    Why.NOT_THERE: N_("Not in this file; a whole backup holds it."),
    Why.ARCHIVE_ENTRY: N_("An entry of the archive that is no file, leads out of it or is too large is not read."),
    Why.TOO_MANY: N_("%(value)s dates are too many; the first %(other)s are taken."),
    Why.UNUSED: N_("Nothing leads to %(name)s, so nothing comes of it."),
}
GRADES: Final[dict[Grade, object]] = {
    Grade.TAKEN: lazy_gettext("Taken over"),
    Grade.CHANGED: lazy_gettext("Taken over with a change"),
    Grade.LEFT: lazy_gettext("Not taken over"),
}
KINDS: Final[dict[Kind, object]] = {
    Kind.EMPLOYEE: lazy_gettext("Employees"),
    Kind.NUMBER: lazy_gettext("Numbers"),
    Kind.LINE: lazy_gettext("Lines"),
    **{kind.kind: kind.words.many for kind in EVERY},
}


def sentence(entry: Entry) -> str:
    """In the reader's language."""
    other = say(entry.other) if entry.why is Why.MISTAKE else entry.other
    return gettext(WORDS[entry.why], name=entry.name, value=entry.value, other=other)


def place(entry: Entry) -> str:
    """Where it stood in FreePBX: `ringgroups 600, 601 · grplist`."""
    rows = ", ".join(filter(None, entry.rows))
    more = f" +{entry.count - len(entry.rows)}" if entry.count > len(entry.rows) > 0 else ""
    return " · ".join(filter(None, (f"{entry.table} {rows}{more}".strip(), entry.field)))
