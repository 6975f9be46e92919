"""Tables of messages to tables of reports, with Arrow: what Spark, Ray and process pools run.

A table has a row for each message, with its bytes; what comes of it is one row for each report, or one with an error.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Unpack, cast

import pyarrow as pa

from . import _hdrtrace
from ._options import Settings
from .frame import COLUMNS

__all__ = ["REPORTS", "Columns", "packed_reports", "questions", "reports"]

TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "whole": pa.int64(),
    "flag": pa.bool_(),
    "time": pa.timestamp("us", "UTC"),
    "texts": pa.list_(pa.string()),
}

FLAT = [pa.field(name, TYPES[kind]) for name, kind in COLUMNS.items()]

REPORTS: pa.Schema = pa.schema([*FLAT, pa.field("report", pa.string()), pa.field("error", pa.string())])
"""The flat columns, the report as JSON, and what went wrong: of the last two one is null."""

MOST_ROWS = 256
"""The most rows of a batch: each batch costs a turn between processes, and is held several times on its way."""

MOST_BYTES = 8 << 20
"""The most bytes of reports in a batch: they have some 30 kilobytes, and a hostile message may have a long one."""

USUAL: Settings = {"depth": "verdict"}
"""What holds for many messages unless the caller says otherwise: it is what `hdrtrace scan` does."""

TIMES = [at for at, kind in enumerate(COLUMNS.values()) if kind == "time"]
AT_INPUT = list(COLUMNS).index("input")


@dataclass(frozen=True)
class Columns:
    """Where a table has what is needed of a message."""

    content: str
    """Its bytes."""
    name: str | None = None
    """What to call it: a path."""
    entry: str | None = None
    """What its container says of it, as `pack` writes it."""
    error: str | None = None
    """Why there are no bytes, as `pack` writes it."""


def handed(options: dict[str, Any], recording: Any) -> Settings:
    """Settings with the recorded answers that were handed over beside them: bytes, or a broadcast of them."""
    if recording is None:
        return cast(Settings, options)
    return cast(Settings, {**options, "replay_dns": getattr(recording, "value", recording)})


_analyzers: dict[str, _hdrtrace.Analyzer] = {}


def analyzer(settings: Settings) -> _hdrtrace.Analyzer:
    """One for this process: made once, whatever the number of batches. Other settings take the place of these."""
    key = repr(sorted(settings.items(), key=lambda item: item[0]))
    if key not in _analyzers:
        _analyzers.clear()
        _analyzers[key] = _hdrtrace.Analyzer(**settings)
    return _analyzers[key]


def reports(
    batches: Iterable[pa.RecordBatch], columns: Columns, keep: tuple[str, ...], settings: Settings
) -> Iterator[pa.RecordBatch]:
    """The reports of messages, batch by batch; columns to `keep` stand before them.

    No row is lost and none fails: what cannot be traced is a row with an error.
    """
    for batch in batches:
        schema = pa.schema([*(batch.schema.field(name) for name in keep), *REPORTS])
        made = _Batch(schema, batch, keep)
        for at, line, values, _, failure in _rows(batch, columns, settings):
            made.add(at, line, values, failure)
            if made.is_full():
                yield made.taken()
        if made.inputs:
            yield made.taken()


def packed_reports(table: pa.Table, **settings: Unpack[Settings]) -> pa.Table:
    """The reports of a table that `pack` wrote, or of a part of it: for Ray's `map_batches`, or a pool of processes.

    `depth` is `verdict` unless it is given, as in scans.
    """
    columns = Columns("content", "source", "entry", "error")
    options = cast(Settings, {**USUAL, **settings})
    return pa.Table.from_batches(reports(table.to_batches(), columns, (), options), REPORTS)


def questions(
    batches: Iterable[pa.RecordBatch], columns: Columns, settings: Settings
) -> Iterator[pa.RecordBatch]:
    """The questions of DNS that messages need and nobody was asked, as `NAME TYPE`; each once for a batch."""
    for batch in batches:
        wanted: set[str] = set()
        for _, _, _, asked, _ in _rows(batch, columns, settings):
            wanted.update(asked)
        yield pa.RecordBatch.from_pydict({"question": pa.array(sorted(wanted), pa.string())})


def _rows(batch: Any, columns: Columns, settings: Settings) -> Iterator[_hdrtrace.Row]:
    count = len(batch)
    names = _texts(batch, columns.name)
    told = _texts(batch, columns.error)
    content = batch.column(columns.content)
    given = [at for at in range(count) if content[at].is_valid]
    for at in range(count):
        if not content[at].is_valid:
            yield at, None, [names[at]], [], ("input", told[at] or "there are no bytes")
    # The bytes stay where Arrow has them, and nobody writes to them.
    contents = [memoryview(content[at].as_buffer()).toreadonly() for at in given]
    entries = _texts(batch, columns.entry)
    rows = analyzer(settings)._rows(contents, [names[at] for at in given], [entries[at] for at in given])
    for at, line, values, asked, failure in rows:
        place = given[at]
        yield place, line, values if values is not None else [names[place]], asked, failure


def _texts(batch: Any, column: str | None) -> list[str | None]:
    return [None] * len(batch) if column is None else batch.column(column).to_pylist()


def _joined(lines: list[bytes | None]) -> pa.StringArray:
    """An array of texts that are UTF-8 already: neither checked again nor copied one by one."""
    offsets = array("i", accumulate((len(line or b"") for line in lines), initial=0))
    # The bits of these values are what a bitmap of validity is made of.
    valid = pa.array([line is not None for line in lines]).buffers()[1]
    data = pa.py_buffer(b"".join(line or b"" for line in lines))
    return pa.StringArray.from_buffers(len(lines), pa.py_buffer(offsets), data, valid)


class _Batch:
    """Rows in the making."""

    def __init__(self, schema: pa.Schema, source: Any, keep: tuple[str, ...]) -> None:
        self.schema, self.source, self.keep = schema, source, keep
        self._begin()

    def _begin(self) -> None:
        self.inputs: list[int] = []
        self.values: list[list[Any]] = []
        self.lines: list[bytes | None] = []
        self.errors: list[str | None] = []
        self.bytes = 0

    def add(
        self, at: int, line: bytes | None, values: list[Any] | None, failure: tuple[str, str] | None
    ) -> None:
        self.inputs.append(at)
        self.lines.append(line)
        self.bytes += len(line or b"")
        if failure is None and values is not None:
            for time in TIMES:
                values[time] *= 1000
            self.values.append(values)
            self.errors.append(None)
        else:
            row: list[Any] = [None] * len(COLUMNS)
            row[AT_INPUT] = values[0] if values else None
            self.values.append(row)
            self.errors.append(": ".join(failure or ("fault", "there is no result")))

    def is_full(self) -> bool:
        return len(self.inputs) >= MOST_ROWS or self.bytes >= MOST_BYTES

    def taken(self) -> pa.RecordBatch:
        kept = [self.source.column(name).take(pa.array(self.inputs)) for name in self.keep]
        flat = [pa.array(column, field.type) for column, field in zip(zip(*self.values), FLAT)]
        last = [_joined(self.lines), pa.array(self.errors, pa.string())]
        self._begin()
        return pa.RecordBatch.from_arrays([*kept, *flat, *last], schema=self.schema)
