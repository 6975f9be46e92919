"""The options, by the names of the command line with underscores, and their types."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address
from typing import Any, Literal, TypeAlias, TypedDict

from . import _hdrtrace

__all__ = ["About", "Options", "Paths", "Settings", "split"]

Path: TypeAlias = str | os.PathLike[str]
Paths: TypeAlias = Path | Sequence[Path]


class Settings(TypedDict, total=False):
    """What is wanted of every analysis. Nothing is sent unless `offline=False` or `nameserver` is among them."""

    trust: str | Sequence[str] | None
    """Whose headers to trust: auto, none, hop:N, net:CIDR, host:SUFFIX, authserv:ID or arc:DOMAIN."""
    protect: str | Sequence[str] | None
    """Domains to check for lookalikes, in addition to those of the recipients."""
    at: str | datetime | None
    """Time for which expiry is checked: received, now, or RFC 3339."""
    depth: Literal["headers", "verdict", "full"] | None
    """How much is done: `headers` reads no body, `verdict` does not search for what broke a signature."""
    input: Literal["auto", "message", "smtp"] | None
    """What an input is, if it is not detected."""
    inner: Literal["auto", "yes", "no"] | None
    """Trace the attached message instead of the one that carries it."""
    hidden: bool | None
    """Read hidden files and folders, too."""
    no_ignore: bool | None
    """Read what .ignore and .rgignore files exclude."""
    zip_password: str | Sequence[str] | None
    """Passwords of ZIP and 7z archives."""
    rules: Paths | Mapping[str, str] | None
    """Files with the team's own findings, or the texts of such files by their names."""
    offline: bool | None
    """Make no DNS queries: the default. False asks the system's name server."""
    nameserver: str | None
    """Name server to use: IP[:PORT], tls://IP[:PORT][#NAME] or https://IP[:PORT][/PATH][#NAME]."""
    dnssec: bool | None
    """Validate answers with DNSSEC."""
    dns_timeout: int | None
    """Time limit for DNS, in seconds for each message."""
    dns_rate: int | None
    """The most DNS queries a second, for all messages together."""
    replay_dns: Path | bytes | None
    """Answer DNS queries from a recording only: a file, or its bytes."""
    replay_any: bool | None
    """Replay answers that were recorded for another message."""
    enrich: str | Sequence[str] | None
    """Look up more: rdns, asn, dnsbl, geo, contacts, domains, all."""
    dnsbl: str | Sequence[str] | None
    """DNS lists to query, by their zones."""
    geo: Paths | None
    """MaxMind DB files for countries, cities or networks."""
    clock: str | datetime | None
    """The present moment, for the same report again: RFC 3339, or system."""


class About(TypedDict, total=False):
    """What is known of one message beside its bytes."""

    name: Path | None
    """What to call the input in the report."""
    client_ip: str | IPv4Address | IPv6Address | None
    """Address that the message was received from."""
    helo: str | None
    """Its HELO or EHLO name."""
    mail_from: str | None
    """Envelope sender; empty for the null sender."""
    received_at: str | datetime | None
    """When your side took the message: RFC 3339."""
    message: int | None
    """Which message of the input, counted from 1."""


class Options(Settings, About, total=False):
    """Both."""


def split(options: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Settings, and what is known of one message."""
    about = {name: options.pop(name) for name in _hdrtrace.MESSAGE_OPTIONS if name in options}
    return options, about
