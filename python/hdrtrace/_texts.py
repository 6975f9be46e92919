"""Reports in other forms, their indicators, and what their terms mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict, overload

from . import _hdrtrace

if TYPE_CHECKING:
    from .report import Report

__all__ = ["explain", "iocs", "render"]

Kept: TypeAlias = "Report | Mapping[str, Any] | bytes | str"


def render(
    report: Kept,
    format: str = "terminal",
    *,
    table: Literal["messages", "hops", "findings"] = "messages",
    width: int = 80,
    color: bool = False,
    unicode: bool = True,
    defang: bool = True,
    detail: Literal["brief", "usual", "verbose"] = "usual",
) -> str:
    """A report as text: terminal, annotated, json, html, markdown, csv (with a `table`), or what a security system
    reads (ocsf, ecs, asim, cim, sarif, stix, misp, cortex).

    The report is a dictionary, or its JSON. Rendered as `json` it is to the byte what the program prints.
    """
    return _hdrtrace.render(report, format, table, width, color, unicode, defang, detail)


@overload
def iocs(reports: Kept | Iterable[Kept], format: None = None, *, blockable: bool = False) -> dict[str, Any]: ...


@overload
def iocs(
    reports: Kept | Iterable[Kept],
    format: Literal["json", "text", "csv", "stix", "misp"],
    *,
    blockable: bool = False,
    defang: bool = True,
) -> str: ...


def iocs(
    reports: Kept | Iterable[Kept],
    format: str | None = None,
    *,
    blockable: bool = False,
    defang: bool = True,
) -> dict[str, Any] | str:
    """The indicators of one report or of many, each once: as a dictionary, or as text in a format.

    `blockable` leaves only what may be blocked. `defang` breaks links and names in the format `text`.
    """
    several = [reports] if isinstance(reports, (Mapping, bytes, str)) else reports
    if format is None:
        return _hdrtrace.iocs(several, blockable)
    return _hdrtrace.iocs_as(several, format, blockable, defang)


class Section(TypedDict):
    """A part of an explanation."""

    title: str
    text: str


class Explanation(TypedDict):
    """What a term means."""

    term: str
    also: list[str]
    kind: str
    meaning: str
    sections: list[Section]
    references: list[str]


def explain(term: str) -> list[Explanation]:
    """What a term of a report means: a finding, a header field, a result, a tag, a filter's code, a reply code."""
    return _hdrtrace.explain(term)
