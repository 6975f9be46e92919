"""Messages to reports."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, Unpack, cast, overload

from . import _hdrtrace
from ._error import Error
from ._options import About, Options, Paths, Settings, split

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

    from .report import Report

__all__ = ["Analyzer", "analyze", "analyze_all", "analyze_many", "scan"]

log = logging.getLogger("hdrtrace")


class Analyzer:
    """Traces messages that share settings, and a resolver if name servers are asked. Make one and keep it.

    Any thread may use it; while messages are traced, Python goes on. It can be pickled: what is made of it elsewhere
    has the same settings.
    """

    __slots__ = ("_inner", "_settings")

    def __init__(self, **settings: Unpack[Settings]) -> None:
        self._settings = settings
        self._inner = _hdrtrace.Analyzer(**settings)

    def __reduce__(self) -> tuple[Any, tuple[Settings]]:
        return _again, (self._settings,)

    def __repr__(self) -> str:
        settings = ", ".join(f"{name}={value!r}" for name, value in self._settings.items())
        return f"hdrtrace.Analyzer({settings})"

    def analyze(self, data: ReadableBuffer, **about: Unpack[About]) -> Report:
        """The report of one message, as it is in JSON.

        `data` is what a file would have: a message, a pasted header, an SMTP session, or a container. Bytes and
        read-only buffers are not copied. Where there are several messages, `message=N` takes one, and `analyze_all` all.
        """
        return cast("Report", self._inner.analyze(data, **about))

    def analyze_json(self, data: ReadableBuffer, **about: Unpack[About]) -> bytes:
        """The same as a line of JSON, to the byte what the program prints with `--format json`."""
        return self._inner.analyze_json(data, **about)

    def analyze_all(self, data: ReadableBuffer, **about: Unpack[About]) -> list[Report]:
        """The reports of all messages of an input. What of it could not be read is logged."""
        reports, failures = self._inner._analyze_all(data, **about)
        for failure in failures:
            log.warning("%s", failure)
        return cast("list[Report]", reports)

    @overload
    def analyze_many(
        self,
        messages: Iterable[ReadableBuffer],
        threads: int | None = None,
        *,
        names: Iterable[str] | None = None,
        errors: Literal["raise"] = "raise",
    ) -> list[Report]: ...

    @overload
    def analyze_many(
        self,
        messages: Iterable[ReadableBuffer],
        threads: int | None = None,
        *,
        names: Iterable[str] | None = None,
        errors: Literal["return"],
    ) -> list[Report | Error]: ...

    def analyze_many(
        self,
        messages: Iterable[ReadableBuffer],
        threads: int | None = None,
        *,
        names: Iterable[str] | None = None,
        errors: Literal["raise", "return"] = "raise",
    ) -> list[Report] | list[Report | Error]:
        """The reports of many messages, in their order, on several threads: by default as many as there are cores.

        With `errors="return"` an `Error` stands in the place of what could not be traced.
        """
        _require(errors, "raise", "return")
        listed = None if names is None else list(names)
        done = self._inner._analyze_many(list(messages), threads, listed, errors == "raise")
        return cast("list[Report | Error]", done)

    @overload
    def scan(
        self, paths: Paths, *, jobs: int | None = None, errors: Literal["log", "raise"] = "log"
    ) -> Iterator[Report]: ...

    @overload
    def scan(
        self, paths: Paths, *, jobs: int | None = None, errors: Literal["return"]
    ) -> Iterator[Report | Error]: ...

    def scan(
        self, paths: Paths, *, jobs: int | None = None, errors: Literal["log", "raise", "return"] = "log"
    ) -> Iterator[Report] | Iterator[Report | Error]:
        """The reports of every message in files and folders, in their order: mailboxes, archives, exports, whatever
        the program reads. On several threads; no more is read than is soon taken, and leaving early ends it.

        What cannot be read is logged as a warning; with `errors="raise"` the first one ends the scan, with
        `errors="return"` an `Error` stands in its place, with `source` and `member`.
        """
        return cast("Iterator[Report]", self._scan(paths, jobs, errors, lines=False))

    def scan_json(
        self, paths: Paths, *, jobs: int | None = None, errors: Literal["log", "raise"] = "log"
    ) -> Iterator[bytes]:
        """The same as lines of JSON, to the byte what `hdrtrace scan --format json` prints."""
        return cast("Iterator[bytes]", self._scan(paths, jobs, errors, lines=True))

    def _scan(self, paths: Paths, jobs: int | None, errors: str, *, lines: bool) -> Iterator[Any]:
        _require(errors, "log", "raise", "return")
        # What is wrong is said at once, not when the first report is wanted.
        return _found(self._inner._scan(listed_paths(paths), jobs, lines), errors)


def _found(found: _hdrtrace.Scan, errors: str) -> Iterator[Any]:
    try:
        for report, error in found:
            if error is None:
                yield report
            elif errors == "return":
                yield error
            elif errors == "raise":
                raise error
            else:
                log.warning("%s", error)
    finally:
        found.close()
    hidden, ignored = found.left_out()
    if hidden:
        log.info("%d hidden files or folders skipped; hidden=True reads them", hidden)
    if ignored:
        log.info("%d files or folders skipped because of .ignore files; no_ignore=True reads them", ignored)


def _again(settings: Settings) -> Analyzer:
    return Analyzer(**settings)


def _require(errors: str, *words: str) -> None:
    if errors not in words:
        raise Error("option", f"errors: {errors!r}: give one of {', '.join(words)}")


def listed_paths(paths: Paths) -> list[str]:
    """One path, or several."""
    one = isinstance(paths, (str, os.PathLike))
    several = cast("Sequence[str]", [paths] if one else paths)
    return [os.fspath(path) for path in several]


_usual = Analyzer()


def _analyzer(settings: dict[str, Any]) -> Analyzer:
    return Analyzer(**settings) if settings else _usual


def analyze(data: ReadableBuffer, **options: Unpack[Options]) -> Report:
    """The report of one message: `Analyzer(**settings).analyze(data, **about)`."""
    settings, about = split(dict(options))
    return _analyzer(settings).analyze(data, **cast(About, about))


def analyze_all(data: ReadableBuffer, **options: Unpack[Options]) -> list[Report]:
    """The reports of all messages of an input."""
    settings, about = split(dict(options))
    return _analyzer(settings).analyze_all(data, **cast(About, about))


def analyze_many(
    messages: Iterable[ReadableBuffer], threads: int | None = None, **settings: Unpack[Settings]
) -> list[Report]:
    """The reports of many messages, on several threads."""
    return _analyzer(dict(settings)).analyze_many(messages, threads)


def scan(paths: Paths, *, jobs: int | None = None, **settings: Unpack[Settings]) -> Iterator[Report]:
    """The reports of every message in files and folders. What cannot be read is logged.

    As `hdrtrace scan` it does not search for what broke a signature, unless `depth="full"` says so.
    """
    return Analyzer(**cast(Settings, {"depth": "verdict", **settings})).scan(paths, jobs=jobs)

