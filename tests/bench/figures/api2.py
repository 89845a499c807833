"""API 2.0: a list with all of its members beside three of them, from the same espf, taking turns."""
import json

from figures.bench import NotMeasured, ask, median, program, ratio
from figures.load import CONNECTIONS, Load

PRODUCTS, ADDONS, SERVICES, GROUPS, PAGE = 100, 40, 25, 5, 50
WHOLE = f"/api/v2/products?type=main&limit={PAGE}"
SELECTIONS = {"all members": WHOLE, "id,type,name": WHOLE + "&fields=id,type,name"}


def world():
    """Each product has a group, five services and ten add-ons."""
    services = "".join(f"  - {{name: Service {n}, type: Voice}}\n" for n in range(SERVICES))
    groups = "".join(f"  - {{name: Group {n}, description: Products of a kind}}\n" for n in range(GROUPS))
    addons = "".join(f"  - {{name: Add-on {n}, description: More of something, group: Group 0}}\n"
                     for n in range(ADDONS))

    def some(word, first, count, of):
        return ", ".join(f"{word} {(first + n) % of}" for n in range(count))
    products = "".join(f"  - {{name: Product {n}, description: What people are told of it, "
                       f"group: Group {n % GROUPS}, services: [{some('Service', n, 5, SERVICES)}], "
                       f"addons: [{some('Add-on', n, 10, ADDONS)}]}}\n" for n in range(PRODUCTS))
    return f"""world: {PRODUCTS} products and {ADDONS} add-ons
services:
{services}product_groups:
{groups}addons:
{addons}products:
{products}customers: []
users:
  - {{i_user: 1, realm: admin, login: provisioner, password: Quiet-Harbour-21, token: 7e5c1a9042d84b6fa3d0}}
"""


def authorization(origin):
    login = {"login": "provisioner", "token": "7e5c1a9042d84b6fa3d0"}
    status, _, text = ask(origin + "/api/v2/auth/login", "POST", json.dumps(login),
                          {"Content-Type": "application/json"})
    if status != 200:
        raise NotMeasured(f"the login was answered {status}: {text[:200]}")
    return {"Authorization": "Bearer " + json.loads(text)["access_token"]}


def answer_to(url, headers):
    status, _, text = ask(url, headers=headers)
    if status != 200 or len(json.loads(text)["data"]) != PAGE:
        raise NotMeasured(f"{url} was answered {status}: {text[:200]}")
    return text


def measure(bench):
    bench.title(f"6. API 2.0, {PAGE} products: {CONNECTIONS} kept connections, by "
                f"{'wrk' if program('wrk') else 'bench_load'} (medians of {bench.rounds} rounds of "
                f"{bench.seconds} s, taking turns)")
    espf = bench.serve(bench.file("products.yaml", world()))
    origin = espf.ready["portabilling_url"]
    headers = authorization(origin)
    figure = {name: {"answer_bytes": len(answer_to(origin + at, headers).encode())}
              for name, at in SELECTIONS.items()}
    load = Load(bench, None, headers)
    seen = {name: [] for name in SELECTIONS}
    for _ in range(bench.rounds):
        for name, at in SELECTIONS.items():
            seen[name].append(load.run(origin + at, espf, bench.seconds))
    for name, runs in seen.items():
        figure[name]["per_second"] = round(median([run[0] for run in runs]))
        figure[name]["cpu_us"] = round(median([run[1] for run in runs]), 1)
        bench.row(name, f"{figure[name]['per_second']} /s", f"{figure[name]['cpu_us']} us CPU each",
                  f"{figure[name]['answer_bytes']} bytes")
    few, whole = (figure[name] for name in ("id,type,name", "all members"))
    gain = {key: round(ratio(few[key], whole[key]), 3) for key in ("per_second", "cpu_us", "answer_bytes")}
    bench.row("three members / all", f"{gain['per_second']:.1f}", f"{gain['cpu_us']:.3f} x CPU",
              f"{gain['answer_bytes']:.3f} x bytes")
    figure["three / all"] = gain
    bench.figures["api2"] = figure
    bench.stop(espf)
