"""`espf serve --openapi FILE` with a document of real size, beside the start without it and python3's json.load."""
import json
import random
import subprocess
import time

from figures.bench import median, ratio, resident_mb

METHODS, ENTITIES, TIMES = 1000, 250, 3


def document():
    """1,000 methods over 250 entities that refer to each other and whose members have examples; 5 MB.

    Every second method has an example of its answer, so that the others' must be made of their schemas.
    """
    draw = random.Random(1)
    shown = {"string": "some text", "integer": 17, "number": 1.5}
    sentence = "What the member says of the entity, in a sentence of the length that is usual in such documents."

    def member(*types):
        type_ = draw.choice(types)
        return {"type": type_, "description": sentence, "example": shown[type_]}

    def entity(number):
        members = {f"member_{n}": {**member("string", "integer", "number"), "nullable": n % 5 == 0}
                   for n in range(1, 20)}
        members["member_0"] = {"type": "string", "description": sentence}
        members["child"] = {"$ref": f"#/components/schemas/Entity{(number * 7 + 3) % ENTITIES}"}
        members["children"] = {"type": "array", "items": {
            "$ref": f"#/components/schemas/Entity{(number * 5 + 1) % ENTITIES}"}}
        return {"type": "object", "properties": members}

    def method(number):
        params = {f"param_{n}": member("string", "integer") for n in range(10)}
        answer = {"thing": {"$ref": f"#/components/schemas/Entity{number % ENTITIES}"}}
        content = {"schema": {"type": "object", "properties": answer}}
        if number % 2 == 0:
            content["example"] = {"thing": {"member_0": "text"}}
        return {"post": {
            "summary": f"Thing {number}", "description": sentence * 4,
            "requestBody": {"content": {"application/json": {"schema": {
                "type": "object", "properties": {"params": {"type": "object", "properties": params}}}}}},
            "responses": {"200": {"description": "The thing", "content": {"application/json": content}}}}}

    return json.dumps({
        "openapi": "3.0.3", "info": {"title": "PortaBilling", "version": "1"},
        "paths": {f"/Service{n % 50}/get_thing_{n}": method(n) for n in range(METHODS)},
        "components": {"schemas": {f"Entity{n}": entity(n) for n in range(ENTITIES)}}}, indent=2)


def measure(bench):
    text = document()
    bench.title(f"7. espf serve --openapi with {METHODS:,} methods, {len(text) / 1e6:.1f} MB: exec to ready, and "
                f"resident memory then (medians of {TIMES}, taking turns)")
    file = bench.file("AdminInterface.json", text)
    world = bench.root / "fixtures/worlds/mvno.yaml"
    starters = {"with the document": ("--openapi", file), "without": ()}
    seconds = {name: [] for name in (*starters, "python3 json.load")}
    memory = {name: [] for name in starters}
    for _ in range(TIMES):
        for name, more in starters.items():
            before = time.perf_counter()
            process = bench.serve(world, *more)
            seconds[name].append(time.perf_counter() - before)
            memory[name].append(resident_mb(process))
            bench.stop(process)
        before = time.perf_counter()
        subprocess.run(["python3", "-c", "import json,sys; json.load(open(sys.argv[1]))", file], check=True)
        seconds["python3 json.load"].append(time.perf_counter() - before)
    figure = {name: {"ms": round(1000 * median(runs), 1)} for name, runs in seconds.items()}
    for name, runs in memory.items():
        figure[name]["resident_mb"] = round(median(runs), 1)
    for name, row in figure.items():
        bench.row(name, f"{row['ms']:.0f} ms", f"{row['resident_mb']:.1f} MB" if "resident_mb" in row else "")
    loading = figure["with the document"]["ms"] - figure["without"]["ms"]
    figure["loading / json.load"] = round(ratio(loading, figure["python3 json.load"]["ms"]), 2)
    bench.row("loading / json.load", f"{figure['loading / json.load']:.2f}")
    bench.figures["openapi"] = figure
