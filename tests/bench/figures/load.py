"""Asks one URL as fast as answers come, over 16 kept connections: by wrk, else by bench_load."""
import json
import re

from figures.bench import NotMeasured, cpu_seconds, program

CONNECTIONS = 16


class Load:
    def __init__(self, bench, body, headers):
        """POSTs `body`, JSON, with `headers` beside Content-Type; None: GETs."""
        self.bench = bench
        self.headers = headers
        self.body_file = "-" if body is None else bench.file("body.json", body)
        fields = headers if body is None else {"Content-Type": "application/json", **headers}
        # JSON's escapes are Lua's, for what stands in these.
        self.script = bench.file("ask.lua", "\n".join(
            ([] if body is None else ['wrk.method = "POST"', f"wrk.body = {json.dumps(body)}"])
            + [f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}" for name, value in fields.items()]))

    def by_wrk(self, url, seconds):
        text = self.bench.output_of([program("wrk"), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s",
                                     "--timeout", "10s", "-s", self.script, url], limit=seconds + 20)
        if "Non-2xx" in text or "Socket errors" in text:
            raise NotMeasured(f"{url} did not answer all with 200: {text.strip().splitlines()[-3:]}")
        requests = int(re.search(r"(\d+) requests in", text).group(1))
        if not requests:
            raise NotMeasured(f"{url} answered nothing within {seconds} s")
        return requests, requests / float(re.search(r"Requests/sec:\s*([\d.]+)", text).group(1))

    def by_sender(self, url, seconds):
        told = self.bench.tool("load", url, self.body_file, seconds, CONNECTIONS,
                               *(f"{name}: {value}" for name, value in self.headers.items()),
                               limit=seconds + 20)
        if told["failures"]:
            raise NotMeasured(f"{url} did not answer all with 200: {told['failures']} failures")
        if not told["requests"]:
            raise NotMeasured(f"{url} answered nothing within {seconds} s")
        return told["requests"], told["seconds"]

    def run(self, url, server, seconds):
        """(requests a second, microseconds of the server's processor a request)."""
        before = cpu_seconds(server)
        requests, took = (self.by_wrk if program("wrk") else self.by_sender)(url, seconds)
        return requests / took, 1e6 * (cpu_seconds(server) - before) / requests
