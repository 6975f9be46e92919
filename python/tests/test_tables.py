"""Packed messages, and tables of reports made of them."""

from __future__ import annotations

import io
import logging
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import hdrtrace
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import AT, SAMPLES
from hdrtrace.frame import COLUMNS
from hdrtrace.pack import PACKED, pack
from hdrtrace.ray import reports
from hdrtrace.rows import REPORTS


def lines(table: pa.Table) -> list[bytes]:
    return [text.encode() + b"\n" for text in table["report"].to_pylist() if text is not None]


@pytest.fixture
def folder(tmp_path: Path, mailbox: Path) -> Path:
    """Containers in containers, and something that cannot be read."""
    path = tmp_path / "all"
    path.mkdir()
    mailbox.rename(path / "inbox.mbox")
    for sample in SAMPLES.glob("*.eml"):
        (path / sample.name).write_bytes(sample.read_bytes())
    with zipfile.ZipFile(path / "some.zip", "w") as out:
        out.write(path / "inbox.mbox", "in/inbox.mbox")
        inner = io.BytesIO()
        with tarfile.open(fileobj=inner, mode="w") as tar:
            tar.add(SAMPLES / "clean.eml", "clean.eml")
        out.writestr("more.tar", inner.getvalue())
    (path / "bad.eml.gz").write_bytes(b"\x1f\x8b\x08\0\0\0\0\0\0\x03cut")
    carried = (SAMPLES / "spoofed-bank.eml").read_bytes().replace(b"\r\n", b"\n")
    (path / "reported.eml").write_bytes(
        b"From: robin@example.net\nTo: abuse@example.net\nSubject: Fwd\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nPlease look.\n'
        b"--b\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\n" + carried + b"\n--b--\n"
    )
    return path


def test_a_packed_message_gives_the_report_that_a_scan_gives(folder: Path, tmp_path: Path) -> None:
    packed = pack(folder, tmp_path / "packed", rows_per_shard=1)
    table = pq.read_table(tmp_path / "packed", schema=PACKED)
    assert packed.errors == 1
    assert table["error"].null_count == packed.messages == len(table) - 1
    made = reports(table, at=AT)
    assert made.schema == REPORTS
    assert lines(made) == list(hdrtrace.Analyzer(at=AT, depth="verdict").scan_json(folder))
    assert len(made) == len(table)
    [error] = [text for text in made["error"].to_pylist() if text is not None]
    assert "bad.eml.gz" in error
    for inner in ("yes", "no"):
        expected = list(hdrtrace.Analyzer(at=AT, inner=inner).scan_json(folder))
        assert lines(reports(table, at=AT, inner=inner, depth="full")) == expected


def test_the_corpus(corpus: Path, tmp_path: Path) -> None:
    packed = pack(corpus, tmp_path / "packed", rows_per_shard=256)
    assert (packed.messages, packed.errors, packed.shards) == (911, 0, 4)
    table = pq.read_table(tmp_path / "packed")
    made = reports(table, at=AT, depth="verdict")
    assert lines(made) == list(hdrtrace.Analyzer(at=AT, depth="verdict").scan_json(corpus))


def test_bytes_are_those_of_the_mailbox(mailbox: Path, tmp_path: Path) -> None:
    pack(mailbox, tmp_path / "packed")
    raw = mailbox.read_bytes()
    rows = pq.read_table(tmp_path / "packed").to_pylist()
    assert [row["container"] for row in rows] == ["mbox"] * 3
    for row in rows:
        assert raw[row["offset"] : row["offset"] + row["length"]].startswith(row["content"][:64])
    assert [row["sha256"] for row in rows] == [report["input"]["sha256"] for report in hdrtrace.scan(mailbox)]


def test_a_shard_is_whole_or_not_there(mailbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(pq.ParquetWriter, "write_batch", fail)
    with pytest.raises(OSError, match="full"):
        pack(mailbox, tmp_path / "packed")
    assert not list((tmp_path / "packed").glob("part-*"))
    monkeypatch.undo()
    with pytest.raises(FileExistsError):
        pack(mailbox, tmp_path / "packed")


def test_flat_columns_are_those_of_a_frame(mailbox: Path, tmp_path: Path) -> None:
    pack(mailbox, tmp_path / "packed")
    table = reports(pq.read_table(tmp_path / "packed"))
    frame = hdrtrace.to_frame(hdrtrace.scan(mailbox), "polars")
    assert table.select(list(COLUMNS)).to_pylist() == frame.to_dicts()


def test_bad_rows_are_errors() -> None:
    rows: list[dict[str, Any]] = [
        {"content": b"From: a@example.org\n\n", "source": "a"},
        {"content": None, "source": "b", "error": "is damaged"},
        {"content": b"", "source": "c"},
        {"content": b"From: a@example.org\n\n", "source": "d", "entry": "{}"},
        {"content": b"From: a@example.org\n\n", "source": "e", "entry": "{broken"},
        {"content": bytes(100), "source": "f"},
    ]
    made = reports(pa.Table.from_pylist(rows, PACKED)).to_pylist()
    assert sorted(row["input"] for row in made) == ["a", "b", "c", "d", "e", "f"]
    errors = {row["input"]: row["error"] for row in made if row["report"] is None}
    assert set(errors) == {"b", "c", "e", "f"}
    assert "is damaged" in errors["b"]
    with pytest.raises(hdrtrace.Error, match="did you mean depth"):
        reports(pa.Table.from_pylist(rows, PACKED), dept="full")  # type: ignore[call-arg]


def test_what_cannot_be_packed_is_logged(folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "hdrtrace")
    pack([folder, tmp_path / "missing"], tmp_path / "packed")
    told = [record.getMessage() for record in caplog.records]
    assert any("bad.eml.gz" in text for text in told), told
    assert any("missing" in text for text in told), told
