"""What the services of archives and deletions say, as templates for the reader's language."""

from typing import Final

from control_plane.web.words import N_

ARCHIVE_SENTENCES: Final = (
    N_("There is a company %(name)s already; choose another id."),
    N_("The customisation %(name)s is not here; upload its bundle, or import without it."),
    N_("The company has code of its own; ask an operator to import it, or import without that."),
    N_("%(number)s is somebody else's; give another, or leave out what is taken."),
    N_("%(name)s is a shared line, which an operator gives; ask them, or leave out what is taken."),
    N_("There are no passwords in the archive, so no passphrase is needed; new ones will be made."),
    N_("The archive holds passwords, and no passphrase was given: new ones will be made, and told."),
    N_("The passphrase does not open the passwords; correct it, or import without it to have new ones made."),
    N_(
        "This part is not what the manifest says. The archive was changed or damaged on its way; "
        "fetch it again from where it was made."
    ),
    N_("This cannot be read; fetch the archive again from where it was made."),
    N_("This is no archive of a company, or it is not complete; upload the file as it was exported."),
    N_("There is no manifest: this is no archive of a company."),
    N_("No archive of a company has such a part; paths, folders and other names are refused."),
    N_("This part is there twice; one of them would hide the other."),
    N_("This part is a link, folder or device; only files belong here."),
    N_("This part is compressed; what is unpacked must not grow. Use the archive as it was exported."),
    N_(
        "%(count)s recordings of this company are on legal hold, so it cannot be deleted; "
        "export them and have the holds lifted first, by whoever may listen to them."
    ),
    N_("Recordings, messages and faxes are exported by whoever may listen to them, such as the owner."),
    N_("Wait until some of what you ordered is done, then try again."),
    N_("An archive may have 4 GiB; export with fewer recordings, or ask the operator."),
    N_("The export is not done yet; ask for it again in a moment."),
    N_("It is being worked on, or was imported already."),
    N_("It is being worked on; wait for its end."),
    N_("This template is the operator's; ask them to remove it."),
    N_("Company brought in from the archive of %(name)s"),
)
