"""What can be wrong with the Application, one way at a time.

Each defect is one that people have written: its sentence says what the Application does, in place of what it
should. `grep -rn 'has("NAME")'` shows the one place where it is.
"""

DEFECTS = {
    # taking events
    "answers_before_journal": "answers 200 first and writes the event down only when the work on it is done",
    "answers_202": "confirms with 202 Accepted, though only 200 confirms",
    "answers_400_when_hss_is_down": "answers 400 while the HSS does not answer, which drops the event",
    "refuses_what_it_does_not_need": "answers 400 to events that it has no use for: invoices, DIDs",
    "dies_on_unknown_event": "exits when an event type comes that it does not know",
    "forgets_repeats": "takes a repeat for news and puts everything into the HSS once more",
    "hangs": "leaves the first delivery of each event without an answer",
    "skips_authorization_check": "takes events from anybody",
    "knows_basic_only": "answers 401 where the ESPF is set to custom or signature authorization",
    "takes_numbers_only": "answers 400 to events whose ids are strings",
    "knows_grouped_only": "answers 200 to fine-grained events and does nothing about them",
    "ignores_customer_events": "answers 200 to events about a customer and leaves its accounts as they are",
    # surviving
    "in_memory_only": "keeps its journal in memory",
    "forgets_after_restart": "does not take up what was pending when it was killed",
    # talking to PortaBilling
    "logs_in_for_every_call": "begins a session for each call",
    "never_renews_session": "goes on with an access token that PortaBilling refuses",
    "dies_on_unknown_account": "exits when PortaBilling does not know an account",
    "trusts_old_reading": "reads an account once and believes it ever after",
    # keeping the HSS in line
    "ignores_new_accounts": "provisions only accounts that it knew at its start",
    "leaves_old_sim": "leaves the record of a SIM card that the account no longer has",
    "keeps_terminated": "leaves the record of an account that was terminated",
    "ignores_block": "never bars",
    "sees_blocked_only": "bars blocked accounts alone, not those without money, suspended or expired",
    "reverses_barred": "bars who is to be served, and serves who is to be barred",
    "keeps_old_profile": "leaves the profile of a record as it is",
    "keeps_old_msisdn": "leaves the MSISDN of a record as it is",
    "puts_unchanged": "puts the record on every event, though it is in the HSS already",
    # telling how it went
    "takes_garbled_for_none": "takes an answer that says nothing of the account for one that there is no account",
    "never_retries": "tells FAILED at the first failure",
    "gives_up_early": "gives up an hour after the first failure",
    "never_gives_up": "goes on for ever with a request that the HSS refuses",
    "tells_no_retry": "does not tell RETRY",
    "forgets_final_status": "does not tell OK or FAILED",
    "posts_once": "does not post OK or FAILED again where that did not arrive",
    "failed_without_message": "tells FAILED without saying why",
    "status_goes_back": "tells IN_PROGRESS once more after OK",
    "wrong_group": "tells the status in the service group VoIP",
}


class Behaviour:
    """Which defect, if any, is on."""

    def __init__(self, defect=None):
        if defect is not None and defect not in DEFECTS:
            raise KeyError(defect)
        self.defect = defect

    def has(self, name):
        if name not in DEFECTS:
            raise KeyError(name)
        return self.defect == name
