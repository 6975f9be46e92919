"""Mailboxes, archives and folders to Parquet, one message a row: what a cluster reads in pieces."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Unpack

import pyarrow as pa
import pyarrow.parquet as pq

from . import _hdrtrace
from ._analyzer import listed_paths
from ._options import Paths, Settings

__all__ = ["PACKED", "Packed", "pack"]

log = logging.getLogger("hdrtrace")

PACKED: pa.Schema = pa.schema(
    [
        ("source", pa.string()),
        ("container", pa.string()),
        ("member", pa.string()),
        ("offset", pa.int64()),
        ("length", pa.int64()),
        ("sha256", pa.string()),
        ("content", pa.binary()),
        ("entry", pa.string()),
        ("error", pa.string()),
    ]
)
"""The file or folder that was named; the innermost container; the way to the message in it, and its place there where its
bytes stand as they are; its hash, its bytes as they were, and what the container says beside them, as JSON. What could
not be read has an error in place of bytes."""

GROUP_ROWS = 256
"""Rows that are read at once: few, since a message may be long."""

GROUP_BYTES = 16 << 20


@dataclass
class Packed:
    """What was packed."""

    messages: int = 0
    errors: int = 0
    shards: int = 0


def pack(
    paths: Paths,
    out: str | os.PathLike[str],
    *,
    rows_per_shard: int = 20_000,
    bytes_per_shard: int = 256 << 20,
    **settings: Unpack[Settings],
) -> Packed:
    """Writes every message of files and folders into `out/part-00000.parquet` and so on, in their order.

    The reader is that of `scan`, and what it takes as a message is one here. Nothing but the rows at hand is in memory. A
    shard has its name when it is whole; `out` must be empty or not yet there. What cannot be read is logged, and a row.
    """
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder}: is not empty")
    packed = Packed()
    shard = _Shard(folder)
    for group in _groups(_hdrtrace.entries(listed_paths(paths), **settings), packed):
        shard.write(group)
        if shard.rows >= rows_per_shard or shard.bytes >= bytes_per_shard:
            shard.close()
    shard.close()
    packed.shards = shard.number
    return packed


def _groups(entries: Iterator[_hdrtrace.Entry], packed: Packed) -> Iterator[pa.RecordBatch]:
    rows: list[tuple[Any, ...]] = []
    size = 0
    for source, container, member, (offset, length), sha256, content, entry, error in entries:
        if error is None:
            packed.messages += 1
        else:
            packed.errors += 1
            log.warning("%s: %s", source, error)
        size += len(content or b"") + len(entry or "")
        rows.append((source, container, member, offset, length, sha256, content, entry, error))
        if len(rows) >= GROUP_ROWS or size >= GROUP_BYTES:
            yield _group(rows)
            rows, size = [], 0
    if rows:
        yield _group(rows)


def _group(rows: list[tuple[Any, ...]]) -> pa.RecordBatch:
    columns = [pa.array(column, field.type) for column, field in zip(zip(*rows), PACKED)]
    return pa.RecordBatch.from_arrays(columns, schema=PACKED)


class _Shard:
    """The file that is being written."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.number = folder, 0
        self.rows = self.bytes = 0
        self.writer: pq.ParquetWriter | None = None

    def _path(self) -> Path:
        return self.folder / f"part-{self.number:05}.parquet"

    def _unfinished(self) -> Path:
        # A name that readers of folders pass over.
        return self.folder / f"_part-{self.number:05}.unfinished"

    def write(self, group: pa.RecordBatch) -> None:
        if self.writer is None:
            self.writer = pq.ParquetWriter(self._unfinished(), PACKED, compression="zstd")
        self.writer.write_batch(group)
        self.rows += len(group)
        self.bytes += group.nbytes

    def close(self) -> None:
        if self.writer is None:
            return
        self.writer.close()
        self._unfinished().rename(self._path())
        self.writer = None
        self.number += 1
        self.rows = self.bytes = 0
