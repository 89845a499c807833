"""Events delivered a second with the rate lifted, beside raw POSTs of the same bytes to the same receiver."""
import json

from figures import fleet
from figures.bench import ask, cpu_seconds, median, program, ratio
from figures.load import CONNECTIONS, Load

CUSTOMER = "Fleet"
ACCOUNTS = fleet.CUSTOMERS[CUSTOMER][0]


def counted(receiver, method="GET"):
    return json.loads(ask(f"http://127.0.0.1:{receiver.port}/count", method)[2])


def deliver_all(bench, espf, receiver, deed):
    """(deliveries a second, microseconds of espf's processor a delivery)."""
    counted(receiver, "DELETE")
    before = cpu_seconds(espf)
    fleet.change_all(espf, CUSTOMER, deed)
    bench.wait("the deliveries", lambda: counted(receiver)["requests"] >= ACCOUNTS, espf, every=0.05)
    count = counted(receiver)
    return (1e6 * (count["requests"] - 1) / count["span_us"],
            1e6 * (cpu_seconds(espf) - before) / count["requests"])


def measure(bench):
    bench.title(f"3. Deliveries of the ESPF to a receiver that only answers 200, {ACCOUNTS} events at once, "
                f"{CONNECTIONS} connections (medians of {bench.rounds} rounds, taking turns)")
    receiver = bench.receiver()
    url = f"http://127.0.0.1:{receiver.port}/"
    espf = fleet.serve(bench, url)
    load = Load(bench, fleet.DELIVERY, fleet.DELIVERY_HEADERS)
    deliveries, sender, wrk = [], [], []
    for number in range(bench.rounds):
        deliveries.append(deliver_all(bench, espf, receiver, fleet.deed_of(number)))
        requests, took = load.by_sender(url, bench.seconds)
        sender.append(requests / took)
        if program("wrk"):
            requests, took = load.by_wrk(url, bench.seconds)
            wrk.append(requests / took)
    rate, cpu = median([d[0] for d in deliveries]), median([d[1] for d in deliveries])
    figure = {"deliveries_per_second": round(rate), "cpu_us": round(cpu, 1),
              "raw_sender_per_second": round(median(sender))}
    bench.row("deliveries", f"{rate:.0f} /s", f"{cpu:.0f} us CPU each")
    bench.row("raw POSTs by base::HttpSender", f"{median(sender):.0f} /s")
    if wrk:
        figure["raw_wrk_per_second"] = round(median(wrk))
        bench.row("raw POSTs by wrk", f"{median(wrk):.0f} /s")
    else:
        bench.missing("raw POSTs by wrk", "wrk is not installed", is_failure=False)
    figure["deliveries / raw sender"] = round(ratio(rate, median(sender)), 3)
    bench.row("deliveries / raw sender", f"{ratio(rate, median(sender)):.2f}")
    if wrk:
        figure["deliveries / raw wrk"] = round(ratio(rate, median(wrk)), 3)
        bench.row("deliveries / raw wrk", f"{ratio(rate, median(wrk)):.2f}")
    bench.figures["deliveries"] = figure
    bench.stop(espf)
    bench.stop(receiver)
