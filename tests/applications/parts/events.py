"""One provisioning event as it arrives: its `i_event`, its type, and whose accounts it is about."""

from dataclasses import dataclass

# Groups whose events change nothing in an HSS, whatever ids they carry.
NOTHING_TO_PROVISION = {"Invoice", "DID", "PaymentTransaction"}
GROUPED = {
    f"{whose}/{what}" for whose in ("Subscriber", "Customer") for what in ("Created", "Updated", "Deleted")
}


@dataclass(frozen=True)
class Event:
    i_event: str  # as text, so that 5 equals "5"
    event_type: str
    subject: str  # "account 1001", "customer 101", or "" for none


def parse_event(body, behaviour):
    """Raises ValueError where it is no event, with what is wrong."""
    if not isinstance(body, dict):
        raise ValueError("the body is not a JSON object")
    event_type, variables = body.get("event_type"), body.get("variables")
    if not isinstance(event_type, str) or not event_type:
        raise ValueError("event_type is missing")
    if not isinstance(variables, dict):
        raise ValueError("variables is missing or not an object")
    i_event = variables.get("i_event")
    if isinstance(i_event, bool) or not isinstance(i_event, (int, str)) or i_event == "":
        raise ValueError("variables.i_event is missing")
    return Event(str(i_event), event_type, subject_of(event_type, variables, behaviour))


def subject_of(event_type, variables, behaviour):
    group = event_type.split("/")[0]
    i_account = number(variables, "i_account", behaviour)
    i_customer = number(variables, "i_customer", behaviour)
    if group in NOTHING_TO_PROVISION:
        if behaviour.has("refuses_what_it_does_not_need"):
            raise ValueError(f"no use for {event_type}")
        return ""
    if behaviour.has("knows_grouped_only") and event_type not in GROUPED:
        return ""
    if event_type.endswith("/BalanceChanged"):  # it may name its entity by billing_entity_id alone
        entity = number(variables, "billing_entity_id", behaviour)
        if group == "Account":
            i_account = i_account or entity
        else:
            i_customer = i_customer or entity
    if group in ("Customer", "CustomerSite") and i_customer:
        return "" if behaviour.has("ignores_customer_events") else f"customer {i_customer}"
    if i_account:
        return f"account {i_account}"
    if group == "Account" or event_type in GROUPED:
        raise ValueError("variables names neither the account nor the customer")
    if i_customer and not behaviour.has("ignores_customer_events"):
        return f"customer {i_customer}"
    return ""


def number(variables, name, behaviour):
    value = variables.get(name)
    if value is None:
        return None
    if behaviour.has("takes_numbers_only") and isinstance(value, str):
        raise ValueError(f"variables.{name} is a string")
    try:
        if isinstance(value, bool) or not isinstance(value, (int, str)) or int(value) <= 0:
            raise ValueError
    except ValueError:
        raise ValueError(f"variables.{name} is not a whole number") from None
    return int(value)
