"""A name server on loopback that knows a few TXT records, and counts what it is asked."""

from __future__ import annotations

import collections
import socketserver
import struct
import threading
from typing import Any

SPF = {
    "a.example": "v=spf1 include:b.example -all",
    "b.example": "v=spf1 include:c.example -all",
    "c.example": "v=spf1 ip4:192.0.2.0/24 -all",
    "_dmarc.a.example": "v=DMARC1; p=reject",
}
"""A sender whose SPF record leads to others."""

TXT = 16
NXDOMAIN = 3


class Zone:
    """Answers while it is entered."""

    def __init__(self, records: dict[str, str]) -> None:
        self.records = records
        self.asked: collections.Counter[tuple[str, int]] = collections.Counter()
        zone = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                packet, channel = self.request
                channel.sendto(zone.answer(packet), self.client_address)

        self.server = socketserver.ThreadingUDPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> Zone:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, packet: bytes) -> bytes:
        labels, at = [], 12
        while packet[at]:
            labels.append(packet[at + 1 : at + 1 + packet[at]].decode().lower())
            at += 1 + packet[at]
        name, kind = ".".join(labels), int.from_bytes(packet[at + 1 : at + 3], "big")
        # Whether the resolver lies is asked by every process.
        if name != "com":
            self.asked[(name, kind)] += 1
        text = self.records.get(name, "").encode() if kind == TXT else b""
        record = struct.pack(">HHHIH", 0xC00C, TXT, 1, 300, len(text) + 1) + bytes([len(text)]) + text if text else b""
        is_there = name in self.records or name == "com"
        flags = 0x8180 | (0 if is_there else NXDOMAIN)
        head = packet[:2] + struct.pack(">HHHHH", flags, 1, bool(text), 0, 0)
        return head + packet[12 : at + 5] + record
