"""Options, errors, threads, and what a person at a prompt expects."""

from __future__ import annotations

import gc
import logging
import mmap
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import hdrtrace
import pytest
from conftest import SAMPLES


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"dept": "full"}, "unknown option dept; did you mean depth?"),
        ({"zip-password": "x"}, "unknown option zip-password; did you mean zip_password?"),
        ({"client_op": "192.0.2.1"}, "unknown option client_op; did you mean client_ip?"),
        ({"depth": "deep"}, "depth: unknown variant `deep`, expected one of `headers`, `verdict`, `full`"),
        ({"trust": "someone"}, "trust: "),
        ({"offline": True, "nameserver": "192.0.2.53"}, "offline and nameserver exclude each other"),
        ({"replay_any": True}, "replay_any: goes with replay_dns only"),
        ({"replay_dns": b"{}"}, "not a file of recorded DNS answers"),
        ({"rules": "/nowhere.toml"}, "rules: /nowhere.toml: "),
        ({"dns_timeout": 0, "nameserver": "192.0.2.53"}, "dns_timeout: "),
    ],
)
def test_a_wrong_option_is_named(options: dict[str, Any], text: str, clean: bytes) -> None:
    with pytest.raises(hdrtrace.Error) as raised:
        hdrtrace.analyze(clean, **options)
    assert text in str(raised.value)
    assert raised.value.kind in ("option", "dns")


def test_nothing_is_asked_unless_it_is_said(clean: bytes) -> None:
    report = hdrtrace.analyze(clean)
    assert {answer["rcode"] for answer in report["dns"]} == {"skipped"}


def test_errors_have_a_kind(clean: bytes, mailbox: Path) -> None:
    for data, kind in [(b"", "input"), (b"\x89PNG\r\n\x1a\n" + bytes(64), "input"), (mailbox.read_bytes(), "several")]:
        with pytest.raises(hdrtrace.Error) as raised:
            hdrtrace.analyze(data)
        assert raised.value.kind == kind
    with pytest.raises(hdrtrace.Error, match="4: the input has 3 messages") as raised:
        hdrtrace.analyze(mailbox.read_bytes(), message=4)
    assert len(hdrtrace.analyze_all(mailbox.read_bytes())) == 3
    with pytest.raises(TypeError, match="bytes, not str"):
        hdrtrace.analyze("From: a@example.org")  # type: ignore[arg-type]
    again = pickle.loads(pickle.dumps(raised.value))
    assert (again.kind, str(again)) == (raised.value.kind, str(raised.value))


def test_bytes_of_every_sort(clean: bytes, tmp_path: Path) -> None:
    path = tmp_path / "clean.eml"
    path.write_bytes(clean)
    expected = hdrtrace.analyze(clean)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        for data in (clean, bytearray(clean), memoryview(clean), mapped):
            assert hdrtrace.analyze(data) == expected
        gc.collect()
    pyarrow = pytest.importorskip("pyarrow")
    assert hdrtrace.analyze(pyarrow.py_buffer(clean)) == expected
    assert hdrtrace.analyze(memoryview(clean + b"x")[:-1]) == expected
    with pytest.raises(hdrtrace.Error):
        hdrtrace.analyze(memoryview(b""))


def test_bytes_are_not_copied() -> None:
    """While many megabytes are analyzed, they are in memory once."""
    code = (
        "import resource, sys, hdrtrace\n"
        "data = open(sys.argv[1], 'rb').read() + b'x' * (64 << 20)\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "hdrtrace.analyze(data, depth='headers')\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(SAMPLES / "clean.eml")], capture_output=True, check=True, text=True
    )
    assert int(done.stdout) < 32 << 10, "kilobytes"


def test_many_on_threads(clean: bytes) -> None:
    spoofed = (SAMPLES / "spoofed-bank.eml").read_bytes()
    messages = [clean, spoofed] * 50
    expected = [hdrtrace.analyze(one) for one in messages]
    for threads in (None, 1, 2, 7):
        assert hdrtrace.analyze_many(messages, threads) == expected
    assert hdrtrace.analyze_many([]) == []
    analyzer = hdrtrace.Analyzer()
    named = analyzer.analyze_many([clean, spoofed], names=["a", "b"])
    assert [report["input"]["name"] for report in named] == ["a", "b"]


def test_one_bad_message_does_not_end_the_others(clean: bytes) -> None:
    analyzer = hdrtrace.Analyzer()
    done = analyzer.analyze_many([clean, b"", clean], errors="return")
    assert isinstance(done[1], hdrtrace.Error)
    assert done[1].kind == "input"
    assert done[0] == done[2] == analyzer.analyze(clean)
    with pytest.raises(hdrtrace.Error):
        analyzer.analyze_many([clean, b"", clean])


def test_python_goes_on_meanwhile(clean: bytes) -> None:
    analyzer = hdrtrace.Analyzer()
    counted, is_over = 0, threading.Event()

    def count() -> None:
        nonlocal counted
        while not is_over.is_set():
            counted += 1
            time.sleep(0.001)

    counter = threading.Thread(target=count)
    counter.start()
    before, start = counted, time.perf_counter()
    analyzer.analyze_many([clean] * 2000, 1)
    took = time.perf_counter() - start
    is_over.set()
    counter.join()
    assert counted - before > took * 1000 / 20


def test_the_search_for_garbage_is_as_it_was(clean: bytes) -> None:
    analyzer = hdrtrace.Analyzer()
    for is_on in (True, False):
        (gc.enable if is_on else gc.disable)()
        try:
            analyzer.analyze_many([clean] * 5, 2)
            assert gc.isenabled() == is_on
            with pytest.raises(hdrtrace.Error):
                analyzer.analyze_many([clean, b""], 2)
            assert gc.isenabled() == is_on
        finally:
            gc.enable()


INTERRUPTED = {
    "many": "hdrtrace.analyze_many([data] * 2_000_000)",
    "scan": "sum(1 for _ in hdrtrace.scan([sys.argv[1]] * 2_000_000))",
    "silent server": "hdrtrace.analyze(data, nameserver='127.0.0.1:' + sys.argv[2], dns_timeout=60)",
}


@pytest.mark.parametrize("what", INTERRUPTED)
def test_ctrl_c(what: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        code = (
            "import sys, hdrtrace\ndata = open(sys.argv[1], 'rb').read()\nprint('go', flush=True)\n"
            f"try:\n    {INTERRUPTED[what]}\nexcept KeyboardInterrupt:\n    sys.exit(42)\n"
        )
        arguments = [str(SAMPLES / "clean.eml"), str(silent.getsockname()[1])]
        child = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE)
        assert child.stdout is not None
        assert child.stdout.readline() == b"go\n"
        time.sleep(0.5)
        child.send_signal(signal.SIGINT)
        assert child.wait(timeout=20) == 42


def test_leaving_a_scan_ends_it(mailbox: Path) -> None:
    threads = threading.active_count()
    for _ in hdrtrace.scan([mailbox] * 100_000):
        break
    found = hdrtrace.scan([mailbox] * 100_000)
    next(found)
    del found
    gc.collect()
    assert threading.active_count() == threads
    assert len(list(hdrtrace.scan([mailbox, str(mailbox)]))) == 6


def test_what_a_scan_cannot_read(mailbox: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "bad.eml.gz").write_bytes(b"\x1f\x8b\x08\0\0\0\0\0\0\x03cut")
    (tmp_path / ".hidden").write_bytes(b"From: a@example.org\n\n")
    caplog.set_level(logging.INFO, "hdrtrace")
    analyzer = hdrtrace.Analyzer()
    assert len(list(analyzer.scan(tmp_path))) == 3
    told = [record.getMessage() for record in caplog.records]
    assert any("bad.eml.gz" in text and "gzip" in text for text in told), told
    assert any("hidden=True" in text for text in told), told
    errors = [one for one in analyzer.scan(tmp_path, errors="return") if isinstance(one, hdrtrace.Error)]
    assert [(one.kind, one.source, one.member) for one in errors] == [("archive", str(tmp_path), "bad.eml.gz/1")]
    with pytest.raises(hdrtrace.Error):
        list(analyzer.scan(tmp_path, errors="raise"))
    missing = list(analyzer.scan(tmp_path / "missing", errors="return"))
    assert isinstance(missing[0], hdrtrace.Error)
    with pytest.raises(hdrtrace.Error, match="give one of"):
        analyzer.scan(tmp_path, errors="ignore")  # type: ignore[call-overload]


def test_a_pool_of_processes(clean: bytes) -> None:
    analyzer = hdrtrace.Analyzer(depth="verdict", trust=["none"])
    with ProcessPoolExecutor(2) as pool:
        assert list(pool.map(analyzer.analyze, [clean] * 4)) == [analyzer.analyze(clean)] * 4


def test_explanations() -> None:
    [found] = hdrtrace.explain("dmarc-fail")
    assert found["kind"] == "finding"
    with pytest.raises(hdrtrace.Error, match="did you mean") as raised:
        hdrtrace.explain("dmarc-fial")
    assert raised.value.kind == "term"


def test_rendering_says_what_is_wrong(clean: bytes) -> None:
    report = hdrtrace.analyze(clean)
    for options in ({"format": "jsno"}, {"format": "csv", "table": "hop"}, {"detail": "all"}):
        with pytest.raises(hdrtrace.Error) as raised:
            hdrtrace.render(report, **options)  # type: ignore[arg-type]
        assert raised.value.kind == "option"
    with pytest.raises(hdrtrace.Error) as raised:
        hdrtrace.render({"schema": "hdrtrace/9"})
    assert raised.value.kind == "report"
    line = hdrtrace.Analyzer().analyze_json(clean)
    assert hdrtrace.render(line, detail="verbose") == hdrtrace.render(report, detail="verbose")


RULES = """
[[rule]]
code = "USR001"
name = "has-a-client"
severity = "notice"
title = "The client is known"
meaning = "For a test."
when = "client.ip exists"
"""


def test_the_teams_rules(clean: bytes, tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    path.write_text(RULES)
    report = hdrtrace.analyze(clean, rules=path)
    assert any(finding["code"] == "USR001" for finding in report["findings"])
    assert hdrtrace.analyze(clean, rules={str(path): RULES}) == report
