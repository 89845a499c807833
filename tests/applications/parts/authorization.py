"""Whether a delivery comes from our ESPF (PortaOne, "Receiving provisioning events"; what a Signature covers:
draft-cavage-http-signatures, the Date header alone)."""

import base64
import hashlib
import hmac
import re


def refusal(settings, headers):
    """Returns None where the request is to be trusted, else why not."""
    dates = headers.get_all("Date") or []
    given = headers.get_all(settings.event_header) or []
    if len(dates) != 1 or len(given) != 1:
        return f"the headers Date and {settings.event_header} must be there, once"
    kind, _, value = given[0].partition(" ")
    if settings.event_authorization == "basic":
        wanted = base64.b64encode(f"{settings.event_login}:{settings.event_password}".encode()).decode()
        return wrong_unless(kind.lower() == "basic" and equal(value, wanted))
    if settings.event_authorization == "custom":
        return wrong_unless(kind == settings.event_custom_type and equal(value, settings.event_custom_value))
    return wrong_unless(kind.lower() == "signature" and is_signed(settings, value, dates[0]))


def is_signed(settings, value, date):
    parameters = dict(re.findall(r'(\w+)="([^"]*)"', value))
    if parameters.get("keyId") != settings.event_key_id:
        return False
    if parameters.get("algorithm") != settings.event_algorithm:
        return False
    if parameters.get("headers", "date").lower() != "date":
        return False
    digest = hashlib.sha256 if settings.event_algorithm == "hmac-sha256" else hashlib.sha1
    wanted = hmac.new(settings.event_secret.encode(), f"date: {date}".encode(), digest).digest()
    return equal(parameters.get("signature", ""), base64.b64encode(wanted).decode())


def equal(given, wanted):
    return hmac.compare_digest(given.encode(), wanted.encode())


def wrong_unless(right):
    return None if right else "the authorization is wrong"
