"""DNS: asked where that is said, recorded, and answered from a recording."""

from __future__ import annotations

import json
from pathlib import Path

import hdrtrace
import pyarrow.parquet as pq
import pytest
from conftest import AT
from hdrtrace import _hdrtrace
from hdrtrace.pack import pack
from hdrtrace.ray import reports
from hdrtrace.rows import Columns, questions
from zone import SPF, TXT, Zone

MESSAGE = (
    b"Return-Path: <x@a.example>\n"
    b"Received: from m.a.example ([192.0.2.7]) by mx.example.net with ESMTPS id 1;\n"
    b"\tSat, 02 May 2026 10:00:09 +0000\nFrom: x@a.example\nSubject: Hello\n\nHello\n"
)


def test_a_name_server_is_asked() -> None:
    with Zone(SPF) as zone:
        report = hdrtrace.analyze(MESSAGE, nameserver=zone.address)
        checked = hdrtrace.check_spf("192.0.2.7", mail_from="x@a.example", nameserver=zone.address)
        refused = hdrtrace.check_spf("203.0.113.9", mail_from="x@a.example", nameserver=zone.address)
    assert report["authentication"]["dmarc"]["result"] == "pass"
    assert checked["mail_from"]["result"] == "pass"
    assert refused["mail_from"]["result"] == "fail"


def test_an_analyzer_asks_a_question_once() -> None:
    with Zone(SPF) as zone:
        analyzer = hdrtrace.Analyzer(nameserver=zone.address)
        assert len(analyzer.analyze_many([MESSAGE] * 20)) == 20
    # What there is no record of has no SOA record here to say how long that holds (RFC 2308), and is asked again.
    assert {times for (name, kind), times in zone.asked.items() if name in SPF and kind == TXT} == {1}


def test_questions_are_answered_once_for_all(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes((b"From a@example.org Sat May  2 10:00:00 2026\n" + MESSAGE + b"\n") * 5)
    pack(path, tmp_path / "packed")
    table = pq.read_table(tmp_path / "packed")
    columns = Columns("content", "source", "entry", "error")
    recording = _hdrtrace.merge([])
    rounds = 0
    with Zone(SPF) as zone:
        while True:
            batches = questions(table.to_batches(), columns, {"replay_dns": recording})
            wanted = {text for batch in batches for text in batch["question"].to_pylist()}
            if not wanted:
                break
            rounds += 1
            recording = _hdrtrace.merge([recording, _hdrtrace.resolve(sorted(wanted), nameserver=zone.address)])
    assert set(zone.asked.values()) == {1}
    assert rounds == 3
    made = reports(table, replay_dns=recording, at=AT).to_pylist()
    assert {(row["spf"], row["dmarc"]) for row in made} == {("pass", "pass")}
    assert json.loads(made[0]["report"])["dns"]


def test_nobody_to_ask() -> None:
    with pytest.raises(hdrtrace.Error, match="give nameserver"):
        _hdrtrace.resolve(["a.example TXT"])
    for wrong in ("a.example", "a.example TXTX", ""):
        with pytest.raises(hdrtrace.Error, match="is not NAME TYPE"):
            _hdrtrace.resolve([wrong], nameserver="127.0.0.1:9")
