"""What the HSS should hold for an account, and what to do about it: pure functions."""

WORKING_STATUSES = {None, "", "active", "ok", "customer_suspension_delayed", "customer_limiting_delayed"}


def wanted_records(account, behaviour):
    """Returns a record for each IMSI; none where the account does not exist or has no LTE service."""
    profile = next((service["name"] for service in account.get("services", ()) if is_lte(service)), None)
    if profile is None or is_closed(account):
        return {}
    number = account["id"].split("@")[0]
    barred = is_barred(account, behaviour)
    return {
        card["imsi"]: {"msisdn": card.get("msisdn") or number, "profile": profile, "barred": barred}
        for card in account["cards"]
    }


def is_lte(service):
    return service.get("service_type") == "LTE" or "lte" in service.get("name", "").lower()


def is_closed(account):
    return account.get("bill_status") == "C" or account.get("status") == "closed"


def is_barred(account, behaviour):
    blocked = "Y" in (account.get("blocked"), account.get("customer_blocked"))
    is_open = account.get("bill_status", "O") == "O"
    barred = blocked or not is_open or account.get("status") not in WORKING_STATUSES
    if behaviour.has("ignores_block"):
        return False
    if behaviour.has("sees_blocked_only"):
        return blocked
    return not barred if behaviour.has("reverses_barred") else barred


def changes(account, wanted, held, behaviour):
    """Yields (imsi, record) for what is to be put and (imsi, None) for what is to be removed: an old card
    goes before a new one comes. `held` is what the HSS has of all cards that are wanted or remembered."""
    for imsi in held:
        if imsi in wanted:
            continue
        if behaviour.has("leaves_old_sim") and not is_closed(account):
            continue
        if behaviour.has("keeps_terminated") and is_closed(account):
            continue
        yield imsi, None
    for imsi, record in wanted.items():
        record = dict(record)
        before = held.get(imsi)
        if before and behaviour.has("keeps_old_profile"):
            record["profile"] = before["profile"]
        if before and behaviour.has("keeps_old_msisdn"):
            record["msisdn"] = before["msisdn"]
        if record != before or behaviour.has("puts_unchanged"):
            yield imsi, record
