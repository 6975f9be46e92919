"""The reports are the program's, to the byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import hdrtrace
import pytest
from conftest import AT, ROOT, SAMPLES

Program = Callable[..., bytes]
MESSAGES = sorted(path.relative_to(ROOT) for path in SAMPLES.glob("*.eml"))


@pytest.mark.parametrize("path", MESSAGES, ids=str)
def test_a_message_offline(program: Program, path: Path) -> None:
    expected = program("--offline", "--at", AT, "--format", "json", path)
    data = (ROOT / path).read_bytes()
    analyzer = hdrtrace.Analyzer(at=AT)
    if b"\n" in expected[:-1]:
        reports = analyzer.analyze_all(data, name=path)
        assert "".join(hdrtrace.render(one, "json") for one in reports).encode() == expected
        return
    assert analyzer.analyze_json(data, name=path) == expected
    report = analyzer.analyze(data, name=path)
    # The same keys in the same order, and the same bytes again.
    assert json.dumps(report) == json.dumps(json.loads(expected))
    assert hdrtrace.render(report, "json").encode() == expected


@pytest.mark.parametrize("name", ["clean", "spoofed-bank", "list-arc"])
def test_a_message_with_recorded_answers(program: Program, name: str) -> None:
    message, answers = f"samples/{name}.eml", f"samples/{name}.dns.json"
    expected = program("--replay-dns", answers, "--format", "json", message)
    for given in (str(ROOT / answers), ROOT / answers, (ROOT / answers).read_bytes()):
        analyzer = hdrtrace.Analyzer(replay_dns=given)
        assert analyzer.analyze_json((ROOT / message).read_bytes(), name=message) == expected


def test_what_the_caller_knows(program: Program, clean: bytes) -> None:
    known = {"client_ip": "192.0.2.99", "helo": "other.example", "mail_from": "a@other.example"}
    options = [f"--{name.replace('_', '-')}={value}" for name, value in known.items()]
    expected = program("--offline", "--format", "json", "--trust", "none", *options, "samples/clean.eml")
    analyzer = hdrtrace.Analyzer(trust="none")
    assert analyzer.analyze_json(clean, name="samples/clean.eml", **known) == expected  # type: ignore[arg-type]


def test_everything_that_is_not_ours(program: Program, corpus: Path) -> None:
    """In a scan, and one by one."""
    expected = program("scan", "--offline", "--at", AT, "--format", "json", corpus)
    analyzer = hdrtrace.Analyzer(at=AT, depth="verdict")
    assert b"".join(analyzer.scan_json(corpus)) == expected
    assert len(expected.splitlines()) == 911
    for report, line in zip(analyzer.scan(corpus), expected.splitlines(), strict=True):
        assert report == json.loads(line)


def test_a_mailbox(program: Program, mailbox: Path) -> None:
    expected = program("scan", "--offline", "--depth", "full", "--format", "json", mailbox)
    assert b"".join(hdrtrace.Analyzer().scan_json(mailbox)) == expected
    expected = program("scan", "--offline", "--format", "json", mailbox)
    assert "".join(hdrtrace.render(report, "json") for report in hdrtrace.scan(mailbox)).encode() == expected
    expected = program("--offline", "--format", "json", "--message", "2", mailbox)
    assert hdrtrace.Analyzer().analyze_json(mailbox.read_bytes(), name=mailbox, message=2) == expected


def test_checks(program: Program) -> None:
    answers = "samples/clean.dns.json"
    replayed = {"replay_dns": ROOT / answers}
    cases = [
        (
            ["spf", "--ip", "192.0.2.61", "--mail-from", "a@sender.example"],
            hdrtrace.check_spf("192.0.2.61", mail_from="a@sender.example", **replayed),  # type: ignore[arg-type]
        ),
        (
            ["dmarc", "--from", "sender.example", "--dkim-pass", "sender.example"],
            hdrtrace.check_dmarc("sender.example", dkim_pass="sender.example", **replayed),  # type: ignore[arg-type]
        ),
        (["dkim-key", "k1", "sender.example"], hdrtrace.check_dkim_key("k1", "sender.example", **replayed)),  # type: ignore[arg-type]
        (["domain", "sender.example"], hdrtrace.check_domain("sender.example", **replayed)),  # type: ignore[arg-type]
    ]
    for arguments, found in cases:
        expected = program("check", *arguments, "--replay-dns", answers, "--format", "json", codes=(0, 1, 2))
        assert json.dumps(found) == json.dumps(json.loads(expected)), arguments


@pytest.mark.parametrize("format", ["json", "text", "csv", "misp"])
def test_indicators(program: Program, format: str) -> None:
    paths = ["samples/clean.eml", "samples/spoofed-bank.eml"]
    expected = program("iocs", "--offline", "--depth", "verdict", "--format", format, *paths).decode()
    analyzer = hdrtrace.Analyzer(depth="verdict")
    reports = [analyzer.analyze((ROOT / path).read_bytes(), name=path) for path in paths]
    if format == "json":
        assert json.dumps(hdrtrace.iocs(reports)) == json.dumps(json.loads(expected))
    if format != "misp":
        assert hdrtrace.iocs(reports, format) == expected  # type: ignore[call-overload]
    assert hdrtrace.iocs(reports[0])["schema"] == "hdrtrace-iocs/1"


@pytest.mark.parametrize("format", ["ocsf", "ecs", "asim", "cim", "sarif", "cortex"])
def test_other_formats(program: Program, clean: bytes, format: str) -> None:
    expected = program("--offline", "--format", format, "samples/clean.eml").decode()
    assert hdrtrace.render(hdrtrace.analyze(clean, name="samples/clean.eml"), format) == expected


@pytest.mark.parametrize("format", ["terminal", "html", "markdown"])
def test_what_helps_is_said_in_words_of_python(clean: bytes, format: str) -> None:
    text = hdrtrace.render(hdrtrace.analyze(clean), format)
    assert "nameserver=…" in text.replace("`", "")
    assert "--offline" not in text


def test_flat_columns(program: Program, mailbox: Path) -> None:
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    expected = program("scan", "--offline", "--format", "csv", mailbox).decode().splitlines()[0].split(",")
    reports = list(hdrtrace.scan(mailbox))
    frame = hdrtrace.to_frame(reports)
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == [name.strip('"') for name in expected]
    assert str(frame.dtypes["as_of"]) == "datetime64[ms, UTC]" or frame["as_of"].dt.tz is not None
    assert frame["hops"].dtype == "Int64"
    other = hdrtrace.to_frame(reports, "polars")
    assert isinstance(other, polars.DataFrame)
    assert other["findings"].to_list() == [list(row) for row in frame["findings"]]
    assert other["as_of"].to_list() == [moment.to_pydatetime() for moment in frame["as_of"]]
    assert hdrtrace.to_frame([]).empty
