"""Account/get_account_info a second over kept connections, beside servers that only hold the same bytes."""
import json

from figures import nginx
from figures.bench import NotMeasured, ask, median, program, ratio
from figures.load import CONNECTIONS, Load

TARGET = "/rest/Account/get_account_info"
PARAMS = json.dumps({"params": {"i_account": 1001, "get_included_services": 1}})


def measure(bench):
    by = "wrk" if program("wrk") else "bench_load"
    bench.title(f"2. Account/get_account_info: {CONNECTIONS} kept connections, by {by} "
                f"(medians of {bench.rounds} rounds of {bench.seconds} s, taking turns)")
    if by != "wrk":
        bench.missing("the rate by wrk", "wrk is not installed; bench_load takes its place and is slower",
                      is_failure=False)
    espf = bench.serve(bench.root / "fixtures/worlds/mvno.yaml")
    ready = espf.ready
    login = {"params": {"login": ready["login"], "token": ready["token"]}}
    status, _, text = ask(ready["portabilling_url"] + "/rest/Session/login", "POST", json.dumps(login),
                          {"Content-Type": "application/json"})
    if status != 200:
        raise NotMeasured(f"Session/login was answered {status}: {text[:200]}")
    headers = {"Authorization": "Bearer " + json.loads(text)["access_token"]}
    url = ready["portabilling_url"] + TARGET
    status, _, text = ask(url, "POST", PARAMS, {"Content-Type": "application/json", **headers})
    if status != 200 or '"i_account":1001' not in text:
        raise NotMeasured(f"get_account_info was answered {status}: {text[:200]}")

    bare = bench.receiver(bench.file("answer.json", text))
    servers = {"espf": (espf, url), "bare server on base/": (bare, f"http://127.0.0.1:{bare.port}{TARGET}")}
    plain = nginx.start(bench, text)
    if plain is None:
        bench.missing("get_account_info beside nginx", nginx.MISSING, is_failure=False)
    else:
        servers["nginx"] = (plain, f"http://127.0.0.1:{plain.port}{TARGET}")
        bench.wait("nginx", lambda: answers(servers["nginx"][1], headers), plain)
    for name, (_, at) in servers.items():
        if ask(at, "POST", PARAMS, {"Content-Type": "application/json", **headers})[2] != text:
            raise NotMeasured(f"{name} does not answer the same bytes")

    load = Load(bench, PARAMS, headers)
    seen = {name: [] for name in servers}
    for _ in range(bench.rounds):
        for name, (process, at) in servers.items():
            seen[name].append(load.run(at, process, bench.seconds))
    figure = {"answer_bytes": len(text.encode()), "load": by}
    for name, runs in seen.items():
        figure[name] = {"per_second": round(median([r[0] for r in runs])),
                        "cpu_us": round(median([r[1] for r in runs]), 1)}
        bench.row(name, f"{figure[name]['per_second']} /s", f"{figure[name]['cpu_us']} us CPU each")
    for name in list(servers)[1:]:
        figure[f"espf / {name}"] = compared(bench, f"espf / {name}", figure["espf"], figure[name])
    if plain is not None:
        figure["bare / nginx"] = compared(bench, "bare server / nginx", figure["bare server on base/"],
                                          figure["nginx"])
    bench.row("bytes in the answer", figure["answer_bytes"])
    bench.figures["get_account_info"] = figure
    for process, _ in servers.values():
        bench.stop(process)


def answers(url, headers):
    try:
        return ask(url, "POST", PARAMS, headers)[0] == 200
    except ConnectionError:
        return False


def compared(bench, name, one, other):
    rate, cpu = ratio(one["per_second"], other["per_second"]), ratio(one["cpu_us"], other["cpu_us"])
    bench.row(name, f"{rate:.2f}", f"{cpu:.2f} x CPU")
    return {"rate": round(rate, 3), "cpu": round(cpu, 2)}
