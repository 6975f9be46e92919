"""Reports of messages in a Spark DataFrame, with `mapInArrow`.

    from hdrtrace import spark as hdr
    hdr.pack("archive.mbox", "packed")
    hdr.reports(spark.read.parquet("packed")).write.parquet("reports")

The executors need this package: in their environment, or shipped as an archive (docs/python.md).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack, cast

from . import _hdrtrace
from ._error import Error
from ._options import Settings
from .pack import Packed, pack
from .rows import MOST_BYTES, MOST_ROWS, REPORTS, USUAL

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["Packed", "answers", "configure", "pack", "reports", "resolve", "wanted"]

log = logging.getLogger("hdrtrace")

ARCHIVE = "hdrtrace-site"
"""The folder in which executors find this package, where it is shipped as an archive: `site.zip#hdrtrace-site`."""

LIMITS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(MOST_ROWS),
    "spark.sql.execution.arrow.maxBytesPerBatch": str(MOST_BYTES),
}
"""What a batch may have that Spark hands to Python: by default 10,000 messages and, where it limits bytes at all, 64 MiB; each is
held several times."""

ROUNDS = 16
"""Rounds of questions: the answer to one may lead to another, as SPF records include others, up to ten of them."""

ASKING = ("offline", "nameserver", "dnssec", "dns_timeout", "dns_rate")
"""The options that say who is asked, and how."""

CONTENTS = ("content", "raw", "message", "value")
NAMES = ("source", "path")


def configure(spark: SparkSession) -> None:
    """Sets small batches of records, for all queries of this session from now on."""
    for name, most in LIMITS.items():
        spark.conf.set(name, most)


def reports(
    df: DataFrame,
    *,
    column: str | None = None,
    keep: Iterable[str] = (),
    **settings: Unpack[Settings],
) -> DataFrame:
    """The reports of the messages in a column of bytes: flat columns, `report` (JSON), and `error`.

    The DataFrame is what `pack` wrote, or what `spark.read.format("binaryFile")` gives, or any with bytes. A container in a
    row gives a row for each message in it. `depth` is `verdict` unless it is given, as in scans. What cannot be traced is a row with an error, never a failed task.
    Columns to `keep` stand before the others; those of the reports have the names of the flat columns.
    """
    columns = _columns(df, column)
    settings = cast(Settings, {**USUAL, **settings})
    kept = tuple(keep)
    if twice := set(kept) & set(REPORTS.names):
        raise Error("option", f"keep: {', '.join(sorted(twice))}: the reports have a column of this name: rename yours first")
    fields = [f"`{name}` {df.schema[name].dataType.simpleString()}" for name in kept]
    schema = ", ".join([*fields, *(f"`{field.name}` {_type(field)}" for field in REPORTS)])
    options, recording = _handed(df, settings)
    archive = ARCHIVE

    # Shipped by value: executors first have to find the package.
    def run(batches: Iterator[Any]) -> Iterator[Any]:
        import os
        import sys

        if os.path.isdir(f"{archive}/hdrtrace") and archive not in sys.path:
            sys.path.insert(0, archive)
        from hdrtrace import rows

        return rows.reports(batches, rows.Columns(*columns), kept, rows.handed(options, recording))

    return _selected(df, columns, kept).mapInArrow(run, schema)


def wanted(df: DataFrame, *, column: str | None = None, **settings: Unpack[Settings]) -> DataFrame:
    """The distinct questions of DNS that the messages need and that nobody was asked: `question`, as `NAME TYPE`.

    With `replay_dns` those that its answers lead to. Bodies need no answers, so that they are not read unless `depth` says so.
    """
    columns = _columns(df, column)
    settings = cast(Settings, {"depth": "headers", **settings})
    options, recording = _handed(df, settings)
    archive = ARCHIVE

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        import os
        import sys

        if os.path.isdir(f"{archive}/hdrtrace") and archive not in sys.path:
            sys.path.insert(0, archive)
        from hdrtrace import rows

        return rows.questions(batches, rows.Columns(*columns), rows.handed(options, recording))

    return _selected(df, columns, ()).mapInArrow(run, "question string").distinct()


def resolve(questions: DataFrame | Iterable[str], **settings: Unpack[Settings]) -> bytes:
    """The answers to questions, each asked once by this machine, as a recording for `replay_dns`.

    `nameserver=…` or `offline=False` says who is asked, `dns_rate` how often a second, `dns_timeout` how long.
    """
    listed = questions if not hasattr(questions, "collect") else [row[0] for row in questions.collect()]
    return _hdrtrace.resolve(sorted(set(cast("Iterable[str]", listed))), **settings)


def answers(
    df: DataFrame,
    *,
    column: str | None = None,
    rounds: int = ROUNDS,
    **settings: Unpack[Settings],
) -> bytes:
    """A recording with the answers to all questions of the messages: `wanted` and `resolve` in turns, until nothing new is
    wanted. `reports(df, replay_dns=answers(df, nameserver=…))` then asks nobody."""
    analysis = {name: value for name, value in settings.items() if name not in (*ASKING, "depth")}
    asking = {name: value for name, value in settings.items() if name in ASKING}
    tried: set[str] = set()
    recording: bytes | None = None
    for _ in range(rounds):
        replayed = cast(Settings, {**analysis, "replay_dns": recording})
        found = {row[0] for row in wanted(df, column=column, **replayed).collect()} - tried
        if not found:
            break
        tried |= found
        log.info("%d questions to answer", len(found))
        answered = resolve(found, **cast(Settings, asking))
        recording = answered if recording is None else _hdrtrace.merge([recording, answered])
    else:
        log.warning("after %d rounds of questions there are more; their answers are missing", rounds)
    return recording or _hdrtrace.merge([])


def _columns(df: DataFrame, column: str | None) -> tuple[str, str | None, str | None, str | None]:
    types: dict[str, str] = dict(df.dtypes)
    binary = [name for name, kind in types.items() if kind == "binary"]
    content = column or next((name for name in CONTENTS if name in binary), None)
    if content is None and len(binary) == 1:
        content = binary[0]
    if content is None or content not in binary:
        there = ", ".join(binary) or "none"
        raise Error("option", f"column: {content or 'not given'}: give one of bytes; there are: {there}")
    return (
        content,
        next((name for name in NAMES if name in types), None),
        "entry" if types.get("entry") == "string" else None,
        "error" if types.get("error") == "string" else None,
    )


def _selected(df: DataFrame, columns: tuple[str | None, ...], keep: tuple[str, ...]) -> DataFrame:
    names = [name for name in columns if name]
    return df.select(*dict.fromkeys([*names, *keep]))


def _handed(df: DataFrame, settings: Settings) -> tuple[dict[str, Any], Any]:
    """Settings as executors have them, and what is broadcast of them: files that are named are read here.

    Executors unpack them before they find this package: none of its own types may be among them.
    """
    options: dict[str, Any] = {name: value for name, value in settings.items() if value is not None}
    _hdrtrace.Analyzer(**options)
    rules = options.get("rules", {})
    if not isinstance(rules, Mapping):
        files = [rules] if isinstance(rules, (str, os.PathLike)) else rules
        options["rules"] = {os.fspath(file): Path(file).read_text(encoding="utf-8") for file in files}
    recording = options.pop("replay_dns", None)
    if recording is None:
        return options, None
    if not isinstance(recording, bytes):
        recording = Path(recording).read_bytes()
    context = getattr(df.sparkSession, "_sc", None)
    if context is None:
        # Spark Connect has no broadcasts of its own; it goes along with the function.
        return options, recording
    return options, context.broadcast(recording)


def _type(field: Any) -> str:
    kinds = {"string": "string", "int64": "bigint", "bool": "boolean", "timestamp[us, tz=UTC]": "timestamp"}
    return kinds.get(str(field.type), "array<string>")
