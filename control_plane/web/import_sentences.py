"""What is wrong with files that people move in with (control_plane.features.freepbx), and how history tells it."""

from typing import Final

from control_plane.web.words import N_

IMPORT_SENTENCES: Final = (
    N_("Moved in from FreePBX: %(count)s objects"),
    N_("The file is empty; upload a FreePBX backup (tar.gz) or a dump of its database (sql, sql.gz)."),
    N_(
        "This is neither a FreePBX backup nor a dump of its database; upload the tar.gz that FreePBX's backup"
        " made, or what mysqldump wrote."
    ),
    N_(
        "This is a MySQL dump, but not of FreePBX: its table of users is missing. Dump the database that is "
        "called asterisk."
    ),
    N_("This archive holds no FreePBX backup: neither its modules' data nor its database are in it."),
    N_("This is a dump of PostgreSQL; FreePBX keeps its settings in MySQL or MariaDB."),
    N_("This is SQLite; FreePBX keeps its settings in MySQL or MariaDB. Dump them with mysqldump."),
    N_("This is a dump of SQL Server; FreePBX keeps its settings in MySQL or MariaDB."),
    N_("The file is packed in another way; unpack it and upload the tar.gz, sql or sql.gz."),
    N_(
        "The file ends in the middle; it was not written or copied to its end. Make it again and compare the "
        "size after copying."
    ),
    N_("The file is damaged and cannot be unpacked; copy it again in binary mode."),
    N_(
        "The file holds more than can be read at once; dump the settings only (without the history of calls "
        "and without recordings) and upload that."
    ),
    N_("The dump does not say what its columns are called; make it without --no-create-info."),
    N_("The dump is in a character set that is not known here; make it with --default-character-set=utf8mb4."),
    N_(
        "The dump has letters that are not in the character set that it names; make it with --default-"
        "character-set=utf8mb4."
    ),
    N_(
        "The dump cannot be understood from some place on; make it with mysqldump or mariadb-dump, and do not"
        " change it afterwards."
    ),
    N_("A part of the backup is not what FreePBX writes; make the backup again."),
    N_("The file is larger than %(count)s MB; leave recordings and calls out of it."),
    N_("Everything that can be taken over from this file is in the company already."),
    N_("This upload is not here (any longer): one is kept for a day, or until the next. Upload the file again."),
)
