"""What Python adds to the cost of a message: python -P bench.py HDRTRACE CORPUS.

The corpus is traced by `hdrtrace scan --jobs 1` and by `Analyzer`, in turns, and CPU time is compared: of user and system
together, without start-up, as the median of several rounds. `analyze_many` is compared in elapsed time, with one thread
and two.
"""

from __future__ import annotations

import json
import pathlib
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import hdrtrace

ROUNDS = 7
AT = "2026-11-01T00:00:00Z"


def cpu(who: int = resource.RUSAGE_SELF) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def program(path: str, *arguments: str) -> float:
    before = cpu(resource.RUSAGE_CHILDREN)
    command = [path, "--no-config", "scan", "--offline", "--jobs", "1", "--at", AT, *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return cpu(resource.RUSAGE_CHILDREN) - before


def measured(work: Callable[[], object]) -> float:
    before = cpu()
    work()
    return cpu() - before


def each(work: Callable[[bytes], object], messages: list[bytes]) -> None:
    for one in messages:
        work(one)


def elapsed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def main() -> None:
    path, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
    messages = [file.read_bytes() for file in sorted(corpus.rglob("*")) if file.is_file()]
    figures: dict[str, float] = {}
    for depth in ("headers", "verdict", "full"):
        analyzer = hdrtrace.Analyzer(at=AT, depth=depth)
        rounds: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            for name, seconds in [
                ("program", program(path, "--format", "json", "--depth", depth, str(corpus))),
                ("analyze", measured(lambda: each(analyzer.analyze, messages))),
                ("analyze_json", measured(lambda: each(analyzer.analyze_json, messages))),
                ("json.loads", measured(lambda: each(lambda one: json.loads(analyzer.analyze_json(one)), messages))),
                ("one thread", elapsed(lambda: analyzer.analyze_many(messages, 1))),
                ("two threads", elapsed(lambda: analyzer.analyze_many(messages, 2))),
            ]:
                rounds.setdefault(name, []).append(seconds)
        middle = {name: statistics.median(all_of) for name, all_of in rounds.items()}
        for name, seconds in middle.items():
            figures[f"{depth}: {name}, us a message"] = round(seconds / len(messages) * 1e6)
        for name in ("analyze", "analyze_json", "json.loads"):
            ratios = [one / other for one, other in zip(rounds[name], rounds["program"])]
            figures[f"{depth}: {name} / program"] = round(statistics.median(ratios), 3)
        ratios = [one / other for one, other in zip(rounds["one thread"], rounds["two threads"])]
        figures[f"{depth}: two threads, times as fast"] = round(statistics.median(ratios), 2)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
