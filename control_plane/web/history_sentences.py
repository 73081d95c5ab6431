"""What histories tell of drafts and of changes that were taken back, and how both are refused."""

from typing import Final

from control_plane.web.words import N_

HISTORY_SENTENCES: Final = (
    N_("Change No. %(number)s undone"),
    N_("Back to change No. %(number)s"),
    N_("Draft “%(name)s” published"),
    N_("Draft “%(name)s” added"),
    N_("Draft “%(name)s” removed"),
    N_("Draft “%(name)s” to be published at %(when)s"),
    N_("Draft “%(name)s” not to be published by itself"),
    N_("Draft “%(name)s” not published: %(problem)s"),
    N_("Everything is so already."),
    N_("With this change the company began; what was before it is no company."),
    N_("There is no such draft (any longer); reload the list."),
    N_("The draft became version %(number)s; make a new one."),
    N_("must be a time that is still to come, within five years"),
    N_("There is something to look at; say why it is to be published all the same."),
    N_("The draft wants nothing of this; reload it."),
    N_("%(name)s has changed this in the draft meanwhile; reload it."),
    N_("This was taken out of the draft meanwhile; reload it."),
    N_("A new phone needs an employee that is there."),
    N_("A company needs its profile."),
    N_("Sounds are uploaded; a draft may change them, and may not add one."),
    N_("A draft has room for %(count)s objects; publish this one first, or make another one."),
    N_("Who scheduled this draft has no account any more; publish it yourself."),
    N_("Something went wrong on our side (%(what)s)."),
)
