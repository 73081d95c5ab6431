"""What is wrong with a file, in sentences that say what to do."""

from typing import Final

SENTENCES: Final = {
    "empty": "The file is empty; upload a FreePBX backup (tar.gz) or a dump of its database (sql, sql.gz).",
    "no-dump": "This is neither a FreePBX backup nor a dump of its database; upload the tar.gz that FreePBX's backup "
    "made, or what mysqldump wrote.",
    "not-freepbx": "This is a MySQL dump, but not of FreePBX: its table of users is missing. Dump the database "
    "that is called asterisk.",
    "not-freepbx-backup": "This archive holds no FreePBX backup: neither its modules' data nor its database are in it.",
    "postgresql": "This is a dump of PostgreSQL; FreePBX keeps its settings in MySQL or MariaDB.",
    "sqlite": "This is SQLite; FreePBX keeps its settings in MySQL or MariaDB. Dump them with mysqldump.",
    "sql-server": "This is a dump of SQL Server; FreePBX keeps its settings in MySQL or MariaDB.",
    "packed-otherwise": "The file is packed in another way; unpack it and upload the tar.gz, sql or sql.gz.",
    "truncated": "The file ends in the middle; it was not written or copied to its end. Make it again and compare the "
    "size after copying.",
    "damaged": "The file is damaged and cannot be unpacked; copy it again in binary mode.",
    "too-large": "The file holds more than can be read at once; dump the settings only (without the history of "
    "calls and without recordings) and upload that.",
    "no-columns": "The dump does not say what its columns are called; make it without --no-create-info.",
    "charset": "The dump is in a character set that is not known here; make it with --default-character-set=utf8mb4.",
    "not-in-charset": "The dump has letters that are not in the character set that it names; make it with "
    "--default-character-set=utf8mb4.",
    "no-sql": "The dump cannot be understood from some place on; make it with mysqldump or mariadb-dump, and do not "
    "change it afterwards.",
    "no-json": "A part of the backup is not what FreePBX writes; make the backup again.",
}


class Unreadable(Exception):
    """The file cannot be read; `code` is stable, `place` says where in the file when that is known."""

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(SENTENCES[code])
        self.code, self.place = code, place
