"""Having the database let go of what was erased, on disk too."""

import sqlite3

from sqlalchemy import Connection, text

from wijkkaart.register.database import Database


def overwriting(connection: Connection) -> None:
    """Let what this connection deletes be overwritten; PostgreSQL does that when it's cleaned."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA secure_delete = ON"))


def clean_disk(db: Database) -> bool:
    """Have the database let go of what it kept: pages of before, its log, dead rows; whether it could."""
    if not db.sqlite:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("SET statement_timeout = 0")  # as long as the tables are large
            try:
                connection.exec_driver_sql("VACUUM")
            finally:
                connection.invalidate()  # its bound is gone: nobody else gets it
        return True
    raw = db.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    except sqlite3.OperationalError:
        return False  # others read or write all the time; deleted pages are overwritten all the same
    finally:
        raw.close()
