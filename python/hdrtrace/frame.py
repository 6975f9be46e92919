"""Reports as a table of flat columns: those of `hdrtrace scan --format csv`, with types."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from . import _hdrtrace
from ._error import Error

if TYPE_CHECKING:
    from ._texts import Kept

__all__ = ["COLUMNS", "to_frame"]

Kind = Literal["text", "whole", "flag", "time", "texts"]

COLUMNS: dict[str, Kind] = dict(_hdrtrace.columns())
"""The columns, each with the type of its values."""

Library = Literal["pandas", "polars"]

LIBRARIES: tuple[Library, ...] = ("pandas", "polars")


def to_frame(reports: Iterable[Kept], library: Library | None = None) -> Any:
    """A DataFrame with one row a message: of pandas if that is installed, else of polars, or of the one that is named.

    Columns have their types: times with their zone, whole numbers that may be missing, lists of text.
    """
    chosen = library or next((name for name in LIBRARIES if importlib.util.find_spec(name)), None)
    if chosen not in LIBRARIES:
        raise Error("option", f"library: {chosen or 'none of them is installed'}: give one of {', '.join(LIBRARIES)}")
    rows = [_hdrtrace.row(report) for report in reports]
    columns = {name: [row[at] for row in rows] for at, name in enumerate(COLUMNS)}
    return _pandas(columns) if chosen == "pandas" else _polars(columns)


def _pandas(columns: dict[str, list[Any]]) -> Any:
    import pandas

    types = {"text": "string", "whole": "Int64", "flag": "bool", "texts": "object"}
    made = {
        name: pandas.to_datetime(pandas.Series(values, dtype="int64"), unit="ms", utc=True)
        if COLUMNS[name] == "time"
        else pandas.Series(values, dtype=types[COLUMNS[name]])
        for name, values in columns.items()
    }
    return pandas.DataFrame(made)


def _polars(columns: dict[str, list[Any]]) -> Any:
    import polars

    types: dict[str, Any] = {
        "text": polars.String,
        "whole": polars.Int64,
        "flag": polars.Boolean,
        "time": polars.Int64,
        "texts": polars.List(polars.String),
    }
    frame = polars.DataFrame(columns, schema={name: types[kind] for name, kind in COLUMNS.items()})
    times = [name for name, kind in COLUMNS.items() if kind == "time"]
    moment = polars.Datetime("ms", "UTC")
    return frame.with_columns([polars.col(name).cast(moment) for name in times])
