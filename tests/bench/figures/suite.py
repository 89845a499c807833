"""Seconds for the scenarios, run side by side by 1, 2 and 4."""
import re
import resource
import subprocess
import time

from figures.bench import NotMeasured, ratio

LIMIT_SECONDS = 30


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(bench, jobs):
    """(seconds, processor's seconds, scenarios, those that failed)."""
    report = bench.new_folder("junit") / "junit.xml"
    before, begin = processor_seconds(), time.perf_counter()
    process = bench.start([bench.bin / "espf", "run", bench.root / "scenarios", "--jobs", jobs, "--junit", report])
    try:
        process.wait(timeout=LIMIT_SECONDS)
    except subprocess.TimeoutExpired as late:
        raise NotMeasured(f"not done within {LIMIT_SECONDS} s") from late
    finally:
        bench.stop(process)
    took, used = time.perf_counter() - begin, processor_seconds() - before
    if not report.exists():
        raise NotMeasured(f"no report, exit code {process.returncode}: {bench.complaint(process)}")
    head = report.read_text()[:2000]
    count = {key: int((re.search(rf'\b{key}="(\d+)"', head) or [0, 0])[1])
             for key in ("tests", "failures", "errors")}
    return took, used, count["tests"], count["failures"] + count["errors"]


def measure(bench):
    bench.title("5. The scenarios, with time skipped")
    figure, alone = {}, None
    for jobs in (1, 2, 4):
        try:
            took, used, scenarios, failed = run(bench, jobs)
        except NotMeasured as why:
            bench.missing(f"the scenarios with --jobs {jobs}", str(why))
            continue
        alone = alone or took
        figure[f"jobs {jobs}"] = {"seconds": round(took, 2), "cpu_seconds": round(used, 2),
                                  "scenarios": scenarios, "failed": failed,
                                  "of the first": round(ratio(took, alone), 2)}
        bench.row(f"--jobs {jobs}", f"{took:.2f} s", f"{used:.2f} s CPU", f"{ratio(took, alone):.2f} of the first",
                  f"{scenarios} scenarios")
        if failed:
            bench.missing(f"the passing suite with --jobs {jobs}", f"{failed} of {scenarios} scenarios failed")
    bench.figures["suite"] = figure
