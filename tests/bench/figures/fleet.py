"""A world of two customers, each of whose accounts hear of a change at once, and the change."""
import json

from figures.bench import NotMeasured, ask

# name: (accounts, the first number). The small one is for what waits for a disk.
CUSTOMERS = {"Fleet": (1000, 1), "Depot": (300, 2001)}
# The documented ten a second are lifted; the customer's own event is left out, so that each event is one
# account's.
SUITE = """espf:
  rate: {per_second: 0, burst: 1000, in_flight_max: 16}
  coalesce: false
  subscriptions: [Subscriber/Updated]
"""
DELIVERY_HEADERS = {"Authorization": "Basic ZXNwZjplc3Bm"}
DELIVERY = '{"event_type":"Subscriber/Updated","variables":{"i_account":1000,"i_event":1000}}'


def world():
    rows = [(number, name) for name, (count, first) in CUSTOMERS.items()
            for number in range(first, first + count)]
    accounts = "".join(f"  - {{i_account: {n}, id: 38050{n:07}, customer: {name}, product: LTE, "
                       f"sim: 2550100{n:08}}}\n" for n, name in rows)
    cards = "".join(f"  - {{i_sim_card: {n}, imsi: 2550100{n:08}, iccid: \"8938001{n:013}\"}}\n"
                    for n, _ in rows)
    customers = ", ".join(f"{{i_customer: {n}, name: {name}}}" for n, name in enumerate(CUSTOMERS, 1))
    return f"""world: {len(rows)} SIM cards of {len(CUSTOMERS)} customers
clock: "2026-01-31 12:00:00"
services: [{{i_service: 1, name: LTE 20M, type: LTE}}]
products: [{{i_product: 1, name: LTE, services: [LTE 20M]}}]
customers: [{customers}]
accounts:
{accounts}sim_cards:
{cards}users:
  - {{i_user: 1, realm: admin, login: provisioner, password: Quiet-Harbour-21, token: 7e5c1a9042d84b6fa3d0}}
systems:
  hss:
    kind: hss
    group: HSS
    service: LTE
    record: {{key: imsi, msisdn: msisdn, profile: service_name, barred: barred}}
"""


def serve(bench, application):
    return bench.serve(bench.file("fleet.yaml", world()), "--suite", bench.file("espf.yaml", SUITE),
                       "--application", application)


def change_all(espf, customer, deed):
    """suspend or unsuspend: one Subscriber/Updated for each account. The number of the change's line."""
    status, _, text = ask(espf.ready["control_url"] + "/control/change", "POST",
                          json.dumps({"customer": customer, "do": deed}),
                          {"Authorization": "Bearer " + espf.ready["control_token"]})
    if status != 200:
        raise NotMeasured(f"the change was answered {status}: {text[:200]}")
    return json.loads(text)["number"]


def deed_of(round_number):
    return "suspend" if round_number % 2 == 0 else "unsuspend"
