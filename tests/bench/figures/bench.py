"""The frame of a run: programs started and stopped, the processor and memory they take, lines and JSON."""
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import time

WAIT_SECONDS = 20  # for a program to come up or to finish what it was given
TICKS = os.sysconf("SC_CLK_TCK")


class NotMeasured(Exception):
    """A figure cannot be had; the text says why."""


class Bench:
    """Everything started through it ends, and its folder goes, when the `with` block is left."""

    def __init__(self, root, rounds, seconds):
        self.root = pathlib.Path(root)
        self.bin = self.root / "build/release/bin"
        self.rounds = rounds
        self.seconds = seconds
        self.figures = {}
        self.not_measured = []
        self.failed = False
        self._running = []
        self._files = 0

    def __enter__(self):
        # Beside the build, not in /tmp: a journal on a tmpfs would say nothing of a disk.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="bench.", dir=self.root / "build/release"))
        return self

    def __exit__(self, *_):
        for process in reversed(self._running):
            self.stop(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    # -- programs ------------------------------------------------------------------------------------------

    def start(self, command, environment=None, stdout=subprocess.DEVNULL):
        """Starts it in a process group and a working folder of its own."""
        cwd = self.new_folder("cwd")
        # A file, not a pipe: nobody reads what it prints while it is measured.
        with open(cwd / "stderr", "wb") as complaints:
            process = subprocess.Popen([str(word) for word in command], cwd=cwd, stdin=subprocess.DEVNULL,
                                       stdout=stdout, stderr=complaints, start_new_session=True,
                                       env={**os.environ, **(environment or {})})
        process.complaints = cwd / "stderr"
        self._running.append(process)
        return process

    def stop(self, process):
        if process in self._running:
            self._running.remove(process)
        for number in (signal.SIGTERM, signal.SIGKILL):
            if process.poll() is None:
                try:
                    os.killpg(process.pid, number)
                    process.wait(timeout=5)
                except (ProcessLookupError, subprocess.TimeoutExpired):
                    pass

    def output_of(self, command, limit):
        """What it prints; its end is awaited for `limit` seconds, then it is stopped."""
        process = self.start(command, stdout=subprocess.PIPE)
        try:
            text = process.communicate(timeout=limit)[0].decode()
        except subprocess.TimeoutExpired as late:
            raise NotMeasured(f"{command[0]} did not end within {limit:.0f} s") from late
        finally:
            self.stop(process)
        if process.returncode != 0:
            raise NotMeasured(f"{command[0]} ended with {process.returncode}: {self.complaint(process)}")
        return text

    def complaint(self, process):
        lines = process.complaints.read_text(errors="replace").strip().splitlines()
        return lines[-1] if lines else "without a word"

    def tool(self, name, *arguments, limit=WAIT_SECONDS):
        """The JSON that a program of tests/bench prints."""
        return json.loads(self.output_of([self.bin / f"bench_{name}", *arguments], limit))

    def receiver(self, body_file=None):
        """A bench_receiver, with `.port`."""
        process = self.start([self.bin / "bench_receiver"] + ([body_file] if body_file else []),
                             stdout=subprocess.PIPE)
        line = process.stdout.readline()
        if not line:
            raise NotMeasured(f"the receiver did not start: {self.complaint(process)}")
        process.port = int(line)
        return process

    def serve(self, world, *more):
        """A standing espf; `.ready` is its ready file."""
        ready = self.new_folder("ready") / "ready.json"
        process = self.start([self.bin / "espf", "serve", "--world", world, "--ready-file", ready, *more])

        def read():
            try:
                return json.loads(ready.read_text())
            except (FileNotFoundError, json.JSONDecodeError):
                return None
        process.ready = self.wait("espf serve", read, process)
        return process

    def wait(self, what, ask, process=None, every=0.02):
        """The first true answer of `ask`; gives up in time, or when `process` ends."""
        end = time.monotonic() + WAIT_SECONDS
        while True:
            answer = ask()
            if answer:
                return answer
            if process is not None and process.poll() is not None:
                raise NotMeasured(f"{what} ended: {self.complaint(process)}")
            if time.monotonic() > end:
                raise NotMeasured(f"{what}: nothing within {WAIT_SECONDS} s")
            time.sleep(every)

    # -- files ---------------------------------------------------------------------------------------------

    def new_folder(self, name):
        self._files += 1
        folder = self.folder / f"{self._files}-{name}"
        folder.mkdir()
        return folder

    def file(self, name, text):
        path = self.new_folder("file") / name
        path.write_text(text)
        return path

    # -- what is told --------------------------------------------------------------------------------------

    def title(self, text):
        print(f"\n{text}", flush=True)

    def row(self, name, *cells):
        print(f"  {name:<34}" + "".join(f" {cell:>17}" for cell in cells), flush=True)

    def missing(self, what, why, is_failure=True):
        self.not_measured.append({"what": what, "why": why})
        self.failed = self.failed or is_failure
        print(f"  not measured: {what}: {why}", flush=True)


def program(name):
    """Its path, or None; also where Debian keeps what only root has in PATH."""
    return shutil.which(name) or shutil.which(name, path="/usr/local/sbin:/usr/sbin:/sbin")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def ask(url, method="GET", body=None, headers=None):
    """(status, headers, text) of one request on a connection of its own."""
    host, _, target = url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=WAIT_SECONDS)
    try:
        connection.request(method, "/" + target, body, headers or {})
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()
    finally:
        connection.close()


def family(pid):
    """The process and those that it started."""
    all_of_it = [pid]
    for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        all_of_it += family(int(child))
    return all_of_it


def cpu_seconds(process):
    """User and system time, those that it started included."""
    ticks = 0
    for pid in family(process.pid):
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def resident_mb(process):
    total = 0
    for pid in family(process.pid):
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1])
    return total / 1024


def median(values):
    return statistics.median(values)


def ratio(a, b):
    return a / b if b else float("nan")
