"""From exec to the first 200 of a REST call, and the memory that is resident then."""
import time

from figures import nginx
from figures.bench import free_port, median, ratio, resident_mb

TIMES = 7


def call(bench):
    """The account's whole request: it logs in by itself, so that the first call can be answered 200."""
    body = '{"auth_info":{"login":"demo","password":"exAmple"},"params":{"i_account":1001}}'
    return (f"POST /rest/Account/get_account_info HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}").encode()


def start_espf(bench):
    port = free_port()
    process = bench.start([bench.bin / "espf", "serve", "--world", bench.root / "fixtures/worlds/mvno.yaml",
                           "--port", f"http={port}"])
    process.port = port
    return process


def measure(bench):
    bench.title(f"1. Start: exec to the first 200 of a REST call, and resident memory then "
                f"(medians of {TIMES}, taking turns)")
    request = call(bench)
    starters = {"espf serve": lambda: start_espf(bench), "bare server on base/": bench.receiver,
                "nginx": lambda: nginx.start(bench, '{"account_info":{}}')}
    if nginx.program("nginx") is None:
        del starters["nginx"]
        bench.missing("start and memory beside nginx", nginx.MISSING, is_failure=False)
    seconds = {name: [] for name in starters}
    memory = {name: [] for name in starters}
    for _ in range(TIMES):
        for name, begin in starters.items():
            before = time.perf_counter()
            process = begin()
            nginx.until_200(bench, process, request)
            seconds[name].append(time.perf_counter() - before)
            memory[name].append(resident_mb(process))
            bench.stop(process)
    figure = {}
    for name in starters:
        ms, mb = 1000 * median(seconds[name]), median(memory[name])
        figure[name] = {"ms": round(ms, 2), "resident_mb": round(mb, 1)}
        bench.row(name, f"{ms:.1f} ms", f"{mb:.1f} MB")
    ours = figure["espf serve"]
    for name in list(starters)[1:]:
        times = ratio(ours["ms"], figure[name]["ms"])
        memory_times = ratio(ours["resident_mb"], figure[name]["resident_mb"])
        figure[f"espf / {name}"] = {"time": round(times, 2), "memory": round(memory_times, 2)}
        bench.row(f"espf / {name}", f"{times:.2f}", f"{memory_times:.2f}")
    bench.figures["start"] = figure
