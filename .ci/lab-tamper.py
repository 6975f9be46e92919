#!/usr/bin/env python3
"""Makes altered copies of a delivered message: lab-tamper.py MESSAGE FOLDER.

What each must lead to stands in lab-verdicts.py. The copies are edits of bytes: no mail library comes between.
"""

import re
import sys
from pathlib import Path


def field(name):
    """A pattern for a whole field, continuation lines included."""
    return rb"(?i:^" + name + rb":.*\n(?:[ \t].*\n)*)"


def once(pattern, replacement, message):
    """Replaces the first match; no match means that the lab's mail is not what the edit is for."""
    edited, count = re.compile(pattern, re.M).subn(replacement, message, count=1)
    if not count:
        raise SystemExit(f"lab-tamper: nothing matches {pattern!r}")
    return edited


def drop(name):
    return lambda message: once(field(name), b"", message)


def swap_lower_received(message):
    found = [m for m in re.finditer(field(rb"Received"), message, re.M)]
    if len(found) < 3:
        raise SystemExit("lab-tamper: fewer than three Received fields")
    a, b = found[-2:]
    return message[: a.start()] + b[0] + message[a.end() : b.start()] + a[0] + message[b.end() :]


def within(name, pattern, replacement):
    """An edit inside one field."""

    def edit(message):
        whole = re.search(field(name), message, re.M)
        if not whole:
            raise SystemExit(f"lab-tamper: no field {name!r}")
        return message[: whole.start()] + once(pattern, replacement, whole[0]) + message[whole.end() :]

    return edit


def other_digit(match):
    """The tag with its first base64 digit changed."""
    return match[1] + (b"B" if match[2] == b"A" else b"A")


def edit(pattern, replacement):
    return lambda message: once(pattern, replacement, message)


EDITS = {
    # What a signature must survive.
    "crlf": lambda m: m.replace(b"\n", b"\r\n"),
    "unsigned-field-added": lambda m: b"X-Note: seen\n" + m,
    "header-blanks": edit(rb"^Subject: (\S+)", rb"Subject:   \1\n  "),
    "empty-lines-at-end": lambda m: m + b"\n\n\n",
    "received-swapped": swap_lower_received,
    # What only the signature of one canonicalisation survives: DKIM's body is simple here, ARC's relaxed.
    "body-trailing-blank": edit(rb"^Dear Bob,$", b"Dear Bob, "),
    # What none survives.
    "body-byte": edit(rb"roof is tight", b"roof is light"),
    "footer": lambda m: m.rstrip(b"\n") + b"\n-- \nSent to the list\n",
    "subject-tag": edit(rb"^Subject: ", b"Subject: [minutes] "),
    "from-changed": edit(rb"^From: .*$", b"From: Alice <mallory@origin.test>"),
    "from-added": edit(rb"^From: ", b"From: Mallory <mallory@origin.test>\nFrom: "),
    "date-removed": drop(rb"Date"),
    "dkim-bh-changed": within(rb"DKIM-Signature", rb"(\bbh=\s*)(\S)", other_digit),
    "dkim-b-changed": within(rb"DKIM-Signature", rb"(\bb=\s*)(\S)", other_digit),
    "dkim-dropped": drop(rb"DKIM-Signature"),
    # What breaks the chain alone.
    "arc-seal-dropped": drop(rb"ARC-Seal"),
    "arc-ams-dropped": drop(rb"ARC-Message-Signature"),
    "arc-aar-dropped": drop(rb"ARC-Authentication-Results"),
    "arc-cv-changed": within(rb"ARC-Seal", rb"cv=none", b"cv=pass"),
    "arc-aar-changed": within(rb"ARC-Authentication-Results", rb"dkim=pass", b"dkim=fail"),
    "arc-seal-b-changed": within(rb"ARC-Seal", rb"(\bb=\s*)(\S)", other_digit),
}


def main(message, folder):
    original = Path(message).read_bytes()
    for name, change in EDITS.items():
        changed = change(original)
        if changed == original:
            raise SystemExit(f"lab-tamper: {name} changes nothing")
        (Path(folder) / f"{name}.eml").write_bytes(changed)


if __name__ == "__main__":
    main(*sys.argv[1:])
