"""Events a second through the whole of it: ESPF, provisioner with its journal on disk, API, HSS, status."""
import json
import subprocess
import time

from figures import fleet
from figures.bench import NotMeasured, WAIT_SECONDS, ask, cpu_seconds, free_port, median, ratio

CUSTOMER = "Depot"
ACCOUNTS = fleet.CUSTOMERS[CUSTOMER][0]


def start_provisioner(bench, espf, port):
    ready = espf.ready
    process = bench.start([bench.bin / "provisioner"], {
        "ESPF_APPLICATION_PORT": str(port), "ESPF_DATA_FOLDER": str(bench.new_folder("journal")),
        "ESPF_PORTABILLING_URL": ready["portabilling_url"], "ESPF_URL": ready["espf_url"],
        "ESPF_LOGIN": ready["login"], "ESPF_TOKEN": ready["token"], "ESPF_CLOCK_URL": "",
        "ESPF_HSS_URL": ready["external_systems"]["hss"], "ESPF_EVENT_AUTHORIZATION_TYPE": "basic",
        "ESPF_EVENT_LOGIN": "espf", "ESPF_EVENT_PASSWORD": "espf", "PROVISIONER_LOG": "warning"})
    bench.wait("the provisioner", lambda: health(port) is not None, process)
    return process


def health(port):
    try:
        return json.loads(ask(f"http://127.0.0.1:{port}/healthz")[2])
    except ConnectionError:
        return None


def lines_after(espf, number):
    """The transcript's entries behind `number`."""
    lines = []
    while True:
        _, headers, text = ask(f"{espf.ready['control_url']}/control/transcript?after={number}&format=json",
                               headers={"Authorization": "Bearer " + espf.ready["control_token"]})
        if not text:
            return lines
        lines += [json.loads(line) for line in text.splitlines()]
        number = int(headers["X-Last-Number"])


def is_ok(line):
    return line["kind"] == "status" and line["stage"] == "answered" and line["fields"].get("status") == "OK"


def provision_all(bench, espf, provisioner, port, deed):
    """(events a second from the first delivery to the last OK, what was asked for an event by kind)."""
    number = fleet.change_all(espf, CUSTOMER, deed)
    time.sleep(0.05)
    bench.wait("the provisioner's work", lambda: health(port)["pending_events"] == 0, provisioner, every=0.1)
    end = time.monotonic() + WAIT_SECONDS
    while True:
        lines = lines_after(espf, number)
        told = [line for line in lines if is_ok(line)]
        if len({line["fields"].get("i_account") for line in told}) >= ACCOUNTS:
            break
        if time.monotonic() > end:
            raise NotMeasured(f"only {len(told)} of {ACCOUNTS} accounts were told OK")
        time.sleep(0.2)
    begun = [line for line in lines if line["stage"] == "begun"]
    first = min(line["real_us"] for line in begun if line["kind"] == "delivery")
    last = max(line["real_us"] for line in told)
    each = {kind: sum(line["kind"] == kind for line in begun) / ACCOUNTS
            for kind in ("delivery", "call", "request", "status")}
    return 1e6 * ACCOUNTS / (last - first), each


def file_system(folder):
    return subprocess.run(["stat", "-f", "-c", "%T", folder], capture_output=True, text=True,
                          check=False).stdout.strip() or "unknown"


def measure(bench):
    bench.title(f"4. End to end, {ACCOUNTS} events at once: from the first delivery to the last OK "
                f"(medians of {bench.rounds} rounds, taking turns)")
    port = free_port()
    espf = fleet.serve(bench, f"http://127.0.0.1:{port}/")
    provisioner = start_provisioner(bench, espf, port)
    syncs, events, each = [], [], {}
    used = [0.0, 0.0]
    for number in range(bench.rounds):
        disk = bench.tool("fdatasync", bench.folder, 0.5)
        syncs.append(disk["syncs"] / disk["seconds"])
        before = cpu_seconds(provisioner), cpu_seconds(espf)
        rate, each = provision_all(bench, espf, provisioner, port, fleet.deed_of(number))
        events.append(rate)
        used[0] += cpu_seconds(provisioner) - before[0]
        used[1] += cpu_seconds(espf) - before[1]
    cpu = [1e6 * seconds / (bench.rounds * ACCOUNTS) for seconds in used]
    figure = {"events_per_second": round(median(events), 1), "fdatasync_per_second": round(median(syncs), 1),
              "events / fdatasync": round(ratio(median(events), median(syncs)), 3),
              "provisioner_cpu_us": round(cpu[0]), "espf_cpu_us": round(cpu[1]),
              "file_system": file_system(bench.folder), "lines_per_event": each}
    bench.row("events", f"{figure['events_per_second']:.0f} /s")
    bench.row("fdatasync of 4 KiB", f"{figure['fdatasync_per_second']:.0f} /s", f"on {figure['file_system']}")
    bench.row("events / fdatasync", f"{figure['events / fdatasync']:.2f}")
    bench.row("CPU an event, provisioner", f"{cpu[0]:.0f} us")
    bench.row("CPU an event, espf", f"{cpu[1]:.0f} us", "and reading its transcript back")
    bench.row("an event's lines", *(f"{each[kind]:.1f} {kind}" for kind in each))
    bench.figures["events"] = figure
    bench.stop(provisioner)
    bench.stop(espf)
