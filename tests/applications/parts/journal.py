"""What must outlive a kill -9: the events that were answered 200, how far the work on each subject is, which
SIM cards were put for which account, and the final statuses that are still to be told.

Every method that changes something has it on disk when it returns. Threads: any.
"""

import sqlite3
import threading
from contextlib import contextmanager

TABLES = """
CREATE TABLE IF NOT EXISTS events (sequence INTEGER PRIMARY KEY, i_event TEXT UNIQUE NOT NULL,
                                   event_type TEXT NOT NULL, subject TEXT NOT NULL, done INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS pending ON events (subject) WHERE NOT done;
CREATE TABLE IF NOT EXISTS progress (subject TEXT PRIMARY KEY, failures INTEGER, since_us INTEGER, told TEXT);
CREATE TABLE IF NOT EXISTS cards (imsi TEXT PRIMARY KEY, i_account INTEGER NOT NULL, i_customer INTEGER);
CREATE TABLE IF NOT EXISTS untold (i_account INTEGER PRIMARY KEY, status TEXT, message TEXT);
CREATE TABLE IF NOT EXISTS adopted (at INTEGER);
"""


REPEAT = "repeat"  # the type of what forgets_repeats takes for news


class Journal:
    def __init__(self, file):
        self.lock = threading.Lock()
        self.database = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=FULL")
        self.database.executescript(TABLES)

    @contextmanager
    def transaction(self):
        with self.lock:
            self.database.execute("BEGIN IMMEDIATE")
            try:
                yield self.database.execute
                self.database.execute("COMMIT")
            except BaseException:
                self.database.execute("ROLLBACK")
                raise

    def rows(self, query, *values):
        with self.lock:
            return self.database.execute(query, values).fetchall()

    def append(self, event):
        """Keeps an event. Returns False where it is a repeat, by its i_event."""
        with self.transaction() as execute:
            return append(execute, event.i_event, event.event_type, event.subject)

    def pending_subjects(self):
        subjects = "SELECT subject FROM events WHERE NOT done GROUP BY subject ORDER BY min(sequence)"
        untold = "SELECT 'account ' || i_account FROM untold ORDER BY i_account"
        return [subject for (subject,) in self.rows(subjects) + self.rows(untold)]

    def pending(self, subject):
        """Returns the sequences of the subject's events that are not done."""
        query = "SELECT sequence FROM events WHERE subject = ? AND NOT done ORDER BY sequence"
        found = self.rows(query, subject)
        return [sequence for (sequence,) in found]

    def is_repeat(self, sequence):
        return bool(self.rows("SELECT 1 FROM events WHERE sequence = ? AND event_type = ?", sequence, REPEAT))

    def forget_pending(self):
        with self.transaction() as execute:
            execute("UPDATE events SET done = 1")
            execute("DELETE FROM untold")

    def finish(self, subject, sequences, released=(), status=None, derived=()):
        """Ends the work on some events: forgets SIM cards, keeps the final status that is to be told, and
        adds events of our own that it brought, as (i_event, subject)."""
        kind, number = subject.split()
        with self.transaction() as execute:
            for sequence in sequences:
                execute("UPDATE events SET done = 1 WHERE sequence = ?", (sequence,))
            execute("DELETE FROM progress WHERE subject = ?", (subject,))
            for i_event, about in derived:
                append(execute, i_event, "derived", about)
            if kind != "account":
                return
            for imsi in released:
                execute("DELETE FROM cards WHERE imsi = ? AND i_account = ?", (imsi, int(number)))
            execute("DELETE FROM untold WHERE i_account = ?", (int(number),))
            if status is not None:
                execute("INSERT INTO untold VALUES (?, ?, ?)", (int(number), *status))

    def progress(self, subject):
        """Returns how many times it failed in a row, since when, and what status was told last."""
        found = self.rows("SELECT failures, since_us, told FROM progress WHERE subject = ?", subject)
        return found[0] if found else (0, None, None)

    def keep_progress(self, subject, failures, since_us, told):
        with self.transaction() as execute:
            row = (subject, failures, since_us, told)
            execute("INSERT OR REPLACE INTO progress VALUES (?, ?, ?, ?)", row)

    def untold(self, i_account):
        found = self.rows("SELECT status, message FROM untold WHERE i_account = ?", i_account)
        return found[0] if found else None

    def status_told(self, i_account):
        with self.transaction() as execute:
            execute("DELETE FROM untold WHERE i_account = ?", (i_account,))

    def claim(self, i_account, i_customer, imsis):
        """Remembers SIM cards as put for that account, and for no other any more."""
        with self.transaction() as execute:
            for imsi in imsis:
                execute("INSERT OR REPLACE INTO cards VALUES (?, ?, ?)", (imsi, i_account, i_customer))

    def adopt(self, cards):
        """Once in a journal's life: the cards that PortaBilling had on accounts when we came."""
        with self.transaction() as execute:
            for imsi, i_account in cards:
                execute("INSERT OR IGNORE INTO cards VALUES (?, ?, NULL)", (imsi, i_account))
            execute("INSERT INTO adopted VALUES (1)")

    def has_adopted(self):
        return bool(self.rows("SELECT 1 FROM adopted"))

    def imsis_of(self, i_account):
        found = self.rows("SELECT imsi FROM cards WHERE i_account = ? ORDER BY imsi", i_account)
        return [imsi for (imsi,) in found]

    def accounts_of(self, i_customer):
        found = self.rows("SELECT DISTINCT i_account FROM cards WHERE i_customer = ?", i_customer)
        return {i_account for (i_account,) in found}


def append(execute, i_event, event_type, subject):
    insert = "INSERT OR IGNORE INTO events (i_event, event_type, subject, done) VALUES (?, ?, ?, ?)"
    if execute(insert, (i_event, event_type, subject, int(not subject))).rowcount == 0:
        return False
    # News are a fresh start for a subject that has failed.
    execute("UPDATE progress SET failures = 0, since_us = NULL WHERE subject = ?", (subject,))
    return True
