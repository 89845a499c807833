"""Time as the simulator tells it, so that it can skip: a wait is one request that it answers when the time
has come. Without ESPF_CLOCK_URL, the system's time."""

import json
import time

from parts.requests import Passing, Requests

POLL_MS = 25_000


class Clock:
    def __init__(self, url):
        self.url = url
        self.requests = Requests(timeout=5.0)
        self.latest = 0

    def now(self):
        """Microseconds since 1970. While the simulator does not tell, time stands still."""
        if not self.url:
            return time.time_ns() // 1000
        try:
            self.latest = max(self.latest, self.ask(self.url, 5.0))
        except Passing:
            pass
        return self.latest

    def wait_until(self, until):
        """Returns when now() is `until` or later."""
        while True:
            try:
                if self.url:
                    poll = f"{self.url}?until={until}&max_wait_ms={POLL_MS}"
                    left = until - self.ask(poll, POLL_MS / 1000 + 5)
                else:
                    time.sleep(max(0, until - self.now()) / 1e6)
                    left = until - self.now()
            except Passing:
                time.sleep(0.2)
                continue
            if left <= 0:
                return

    def ask(self, url, timeout):
        status, body = self.requests.send("GET", url, timeout=timeout)
        if status != 200:
            raise Passing(f"the clock answered {status}")
        return json.loads(body)["unix_us"]
