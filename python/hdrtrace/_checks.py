"""One check by itself, without a message: the JSON of `hdrtrace check --format json`."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address
from typing import Any, TypedDict, Unpack

from . import _hdrtrace
from ._options import Path

__all__ = ["check_dkim_key", "check_dmarc", "check_domain", "check_spf"]


class DnsSettings(TypedDict, total=False):
    """Where answers of DNS come from. Nothing is asked unless `offline=False` or `nameserver` is among them."""

    offline: bool | None
    nameserver: str | None
    dnssec: bool | None
    dns_timeout: int | None
    replay_dns: Path | bytes | None
    clock: str | None


def check_spf(
    ip: str | IPv4Address | IPv6Address,
    *,
    helo: str | None = None,
    mail_from: str | None = None,
    **settings: Unpack[DnsSettings],
) -> dict[str, Any]:
    """May this client use these names? (RFC 7208)"""
    return _hdrtrace.check_spf(ip, helo, mail_from, **settings)


def check_dmarc(
    domain: str,
    *,
    spf_pass: str | None = None,
    dkim_pass: str | Sequence[str] = (),
    **settings: Unpack[DnsSettings],
) -> dict[str, Any]:
    """Would mail from this domain pass with these identifiers, and what does its owner request? (RFC 9989)"""
    signers = [dkim_pass] if isinstance(dkim_pass, str) else list(dkim_pass)
    return _hdrtrace.check_dmarc(domain, spf_pass, signers, **settings)


def check_dkim_key(selector: str, domain: str, **settings: Unpack[DnsSettings]) -> dict[str, Any]:
    """What is the key of this selector? (RFC 6376 section 3.6)"""
    return _hdrtrace.check_dkim_key(selector, domain, **settings)


def check_domain(domain: str, **settings: Unpack[DnsSettings]) -> dict[str, Any]:
    """What a domain publishes about its mail: MX, SPF, DMARC, MTA-STS, TLS-RPT, BIMI."""
    return _hdrtrace.check_domain(domain, **settings)
