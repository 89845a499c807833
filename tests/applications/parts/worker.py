"""The work: one thread that brings the HSS in line with one account after the other.

An event says only that something changed. So the account is read from PortaBilling and compared with the HSS,
and only the difference is applied: a repeat, a restart in the middle, or two events in the wrong order end in
the same state. The order of steps makes a crash harmless: work that ended is written down together with the
status that is still to be told; only then is the status told.
"""

import os
import random
import threading
import traceback

from parts import plan
from parts.requests import Lasting, Passing

SECOND = 1_000_000  # in microseconds
HOUR = 3600 * SECOND
FIRST_WAIT, LONGEST_WAIT = 5 * SECOND, 900 * SECOND


class Worker:
    def __init__(self, settings, journal, portabilling, hss, clock, behaviour):
        self.journal = journal
        self.portabilling = portabilling
        self.hss = hss
        self.clock = clock
        self.behaviour = behaviour
        self.random = random.Random(settings.seed)
        self.give_up_after = HOUR if behaviour.has("gives_up_early") else 26 * HOUR
        self.changed = threading.Condition()
        self.ready = {}  # subjects, in order
        self.waiting = {}  # subject: when to try again
        self.unwritten = []  # events of answers_before_journal

    def wake(self, subject, unwritten=None):
        with self.changed:
            if unwritten:
                self.unwritten.append(unwritten)
            self.waiting.pop(subject, None)
            self.ready[subject] = None
            self.changed.notify()

    def run(self):
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.ready)
                subject = next(iter(self.ready))
                del self.ready[subject]
            try:
                self.work(subject)
            except Exception:  # a process without its worker would only look well
                traceback.print_exc()
                os._exit(1)

    def try_again(self, subject, due):
        """Each wait is a thread, so at most one for each subject that we know."""
        with self.changed:
            if subject in self.ready:  # news came meanwhile
                return
            self.waiting[subject] = due
        threading.Thread(target=self.wait, args=(subject, due), daemon=True).start()

    def wait(self, subject, due):
        self.clock.wait_until(due)
        with self.changed:
            if self.waiting.get(subject) != due:
                return
        self.wake(subject)

    def work(self, subject):
        kind, number = subject.split()
        sequences = self.journal.pending(subject)
        if self.behaviour.has("forgets_repeats"):  # each is a work of its own
            sequences = sequences[:1]
        unwritten = self.unwritten_of(subject)
        if kind == "customer":
            return self.work_on_customer(subject, int(number), sequences, unwritten)
        untold = self.journal.untold(int(number))
        if untold and not sequences and not unwritten:
            return self.tell_final(subject)
        if not sequences and not unwritten:
            return None  # the last work was on these news already
        failures, since, told = self.journal.progress(subject)
        if untold:  # superseded, but it may have arrived: so one must follow
            told = told or "IN_PROGRESS"
        job = Job(subject, int(number), sequences, failures, since, told, unwritten)
        try:
            released = self.provision(job)
        except Lasting as failure:
            if self.behaviour.has("never_gives_up"):
                return self.failed(job, failure)
            return self.give_up(job, failure)
        except Passing as failure:
            return self.failed(job, failure)
        status = ("OK", "") if job.told and not self.behaviour.has("forgets_final_status") else None
        self.finish(job, released, status)

    def provision(self, job):
        """Returns the SIM cards to forget."""
        account = self.portabilling.account(job.i_account)
        if not account and self.behaviour.has("dies_on_unknown_account"):
            print(f"cannot happen: no account {job.i_account}", flush=True)
            os._exit(1)
        wanted = plan.wanted_records(account, self.behaviour)
        remembered = self.journal.imsis_of(job.i_account)
        if not remembered and self.behaviour.has("ignores_new_accounts"):
            wanted = {}
        imsis = sorted({*remembered, *wanted, *(card["imsi"] for card in account.get("cards", ()))})
        if wanted or remembered:
            self.begin(job)
        found = {imsi: self.hss.find(imsi) for imsi in imsis}
        held = {imsi: record for imsi, record in found.items() if record is not None}
        if any(map(self.journal.is_repeat, job.sequences)):
            held = {imsi: None for imsi in held}
        self.journal.claim(job.i_account, account.get("i_customer"), wanted)
        for imsi, record in plan.changes(account, wanted, held, self.behaviour):
            self.begin(job)
            if record is None:
                self.hss.remove(imsi)
            else:
                self.hss.put(imsi, record)
        return [imsi for imsi in remembered if imsi not in wanted]

    def unwritten_of(self, subject):
        with self.changed:
            return [event for event in self.unwritten if event.subject == subject]

    def work_on_customer(self, subject, i_customer, sequences, unwritten):
        """A customer has nothing in the HSS; its accounts have."""
        job = Job(subject, None, sequences, *self.journal.progress(subject), unwritten)
        try:
            accounts = self.portabilling.accounts_of(i_customer) | self.journal.accounts_of(i_customer)
        except (Passing, Lasting) as failure:
            return self.failed(job, failure)
        subjects = [f"account {i_account}" for i_account in sorted(accounts)]
        event = unwritten[-1].i_event if unwritten else sequences[-1] if sequences else 0
        self.finish(job, derived=[(f"customer/{event}/{about}", about) for about in subjects])
        for about in subjects:
            self.wake(about)

    def begin(self, job):
        if not job.told:
            self.tell(job, "IN_PROGRESS", "")

    def tell(self, job, status, message):
        """Tells a status that is not final: work does not depend on it."""
        try:
            self.portabilling.tell(job.i_account, status, message)
            job.told = status
        except (Lasting, Passing) as failure:
            print(failure, flush=True)
            job.told = job.told or "IN_PROGRESS"  # it may have arrived, so a final one must follow

    def failed(self, job, failure):
        now = self.clock.now()
        job.failures += 1
        job.since = job.since or now
        last_try = job.since + self.give_up_after
        is_late = now >= last_try and not self.behaviour.has("never_gives_up")
        if is_late or self.behaviour.has("never_retries"):
            return self.give_up(job, failure)
        print(f"{job.subject}: to be tried again: {failure}", flush=True)
        wait = min(LONGEST_WAIT, FIRST_WAIT << min(job.failures - 1, 20))
        wait -= self.random.randrange(wait // 5)
        due = min(now + wait, last_try) if now < last_try else now + wait
        tells = job.i_account and job.told != "RETRY" and not self.behaviour.has("tells_no_retry")
        # Written down first, so that a start after a crash does not begin anew.
        told = "RETRY" if tells else job.told
        self.journal.keep_progress(job.subject, job.failures, job.since, told)
        if tells:
            self.tell(job, "RETRY", str(failure))
        self.try_again(job.subject, due)

    def give_up(self, job, failure):
        print(f"{job.subject}: given up: {failure}", flush=True)
        message = "" if self.behaviour.has("failed_without_message") else str(failure)
        is_told = job.i_account and not self.behaviour.has("forgets_final_status")
        self.finish(job, status=("FAILED", message) if is_told else None)

    def finish(self, job, released=(), status=None, derived=()):
        for event in job.unwritten:
            self.journal.append(event)
        with self.changed:  # those that came meanwhile stay
            self.unwritten = [event for event in self.unwritten if event not in job.unwritten]
        sequences = self.journal.pending(job.subject) if job.unwritten else job.sequences
        self.journal.finish(job.subject, sequences, released, status, derived)
        if self.behaviour.has("forgets_repeats") and self.journal.pending(job.subject):
            self.wake(job.subject)
        if status:
            self.tell_final(job.subject)

    def tell_final(self, subject):
        i_account = int(subject.split()[1])
        status, message = self.journal.untold(i_account)
        try:
            self.portabilling.tell(i_account, status, message)
        except Lasting as failure:
            print(failure, flush=True)
        except Passing as failure:
            print(failure, flush=True)
            if not self.behaviour.has("posts_once"):
                return self.try_again(subject, self.clock.now() + FIRST_WAIT)
        self.journal.status_told(i_account)
        if self.behaviour.has("status_goes_back"):
            self.tell(Job(subject, i_account, []), "IN_PROGRESS", "")


class Job:
    """The work on one subject, between two rests."""

    def __init__(self, subject, i_account, sequences, failures=0, since=None, told=None, unwritten=()):
        self.subject = subject
        self.i_account = i_account
        self.sequences = sequences
        self.unwritten = unwritten
        self.failures = failures  # in a row
        self.since = since  # the first of them
        self.told = told  # IN_PROGRESS or RETRY since the newest event: a final status must follow
