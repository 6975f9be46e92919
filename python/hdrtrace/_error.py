"""What goes wrong."""

from __future__ import annotations

__all__ = ["Error"]


class Error(Exception):
    """Something that could not be done, with a text for a person and a kind for a program.

    `kind` is `option` (unknown, wrong, or not with another), `input` (no message), `several` (messages, where one was
    asked for), `archive` (a container or a member of one), `dns` (recorded answers), `report` (a kept report), `term`
    (nothing explains it) or `fault` (a bug of hdrtrace).

    `source` is the input that it is of, where there are several, and `member` the way to it through containers.
    """

    kind: str
    source: str | None
    member: str | None

    def __init__(self, kind: str, text: str, source: str | None = None, member: str | None = None) -> None:
        super().__init__(text)
        self.kind, self.source, self.member = kind, source, member

    def __str__(self) -> str:
        way = [part for part in (self.source, self.member) if part]
        return ": ".join(["/".join(way), str(self.args[0])]) if way else str(self.args[0])

    def __reduce__(self) -> tuple[type[Error], tuple[str, str, str | None, str | None]]:
        return type(self), (self.kind, str(self.args[0]), self.source, self.member)
