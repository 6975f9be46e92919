#!/usr/bin/env python3
"""Compares the lab's reports (hdrtrace/1, one NAME.json a message) with what they must say: lab-verdicts.py FOLDER.

The expectations follow from the edits of lab-tamper.py and the RFCs, not from any program's output. Ends 1 on any
difference, also on a message without expectation and an expectation without message.
"""

import json
import sys
from pathlib import Path

# The relay hands the mail over: the author's domain does not list it (-all), so DMARC lives by DKIM alone.
PASS = {"spf": "fail", "dkim": "pass", "header": "valid", "body": "match", "dmarc": "pass", "arc": "pass"}
# A changed body: the header's signature still holds over the stated hash.
BODY = PASS | {"dkim": "fail", "body": "mismatch", "dmarc": "fail", "arc": "fail"}
# A changed header.
HEADER = PASS | {"dkim": "fail", "header": "invalid", "dmarc": "fail", "arc": "fail"}
# A changed chain.
CHAIN = PASS | {"arc": "fail"}

EXPECTED = {
    "genuine": PASS,
    "spoofed": {"spf": "pass", "dkim": {None, "none"}, "header": None, "body": None, "dmarc": "fail", "arc": "none"},
    "crlf": PASS,
    "unsigned-field-added": PASS,
    "header-blanks": PASS,
    "empty-lines-at-end": PASS,
    "received-swapped": PASS,
    "body-trailing-blank": BODY | {"arc": "pass"},
    "body-byte": BODY,
    "footer": BODY,
    "subject-tag": HEADER,
    "from-changed": HEADER,
    # Two From fields have no one author: RFC 9989 section 5.3.1 leaves the word to the verifier, but it is no pass.
    "from-added": HEADER | {"dmarc": {"fail", "none", "permerror"}},
    "date-removed": HEADER,
    "dkim-bh-changed": HEADER | {"body": "mismatch"},
    "dkim-b-changed": HEADER,
    # The chain's signature covers DKIM-Signature.
    "dkim-dropped": {"spf": "fail", "dkim": {None, "none"}, "header": None, "body": None, "dmarc": "fail", "arc": "fail"},
    "arc-seal-dropped": CHAIN,
    "arc-ams-dropped": CHAIN,
    "arc-aar-dropped": CHAIN,
    "arc-cv-changed": CHAIN,
    "arc-aar-changed": CHAIN,
    "arc-seal-b-changed": CHAIN,
}
# Seconds for which the relay held the genuine mail, at least (lab: `hold`).
HELD_MS = 6000


def get(value, *path):
    """A value in the report; what was skipped is shown as such."""
    for key in path:
        if isinstance(value, dict) and "skipped" in value:
            return f"skipped: {value['skipped']}"
        value = value.get(key) if isinstance(value, dict) else None
    return value


def verdicts(report):
    auth = report["authentication"]
    dkim = auth["dkim"]
    first = dkim[0] if isinstance(dkim, list) and dkim else dkim if isinstance(dkim, dict) else {}
    return {
        "spf": get(auth, "spf", "mail_from", "result"),
        "dkim": get(first, "result"),
        "header": get(first, "header_signature"),
        "body": get(first, "body_hash"),
        "dmarc": get(auth, "dmarc", "result"),
        "arc": get(auth, "arc", "result"),
    }


def route_faults(report):
    """The three hops are real software's: who, in what order, and the relay's delay."""
    hops = report["route"]["hops"]
    names = [get(hop, "by", "name") for hop in hops]
    if names != ["mail.origin.test", "mail.relay.test", "mx.recv.test"]:
        yield f"route: {names}"
    elif not HELD_MS <= (hops[2]["delay_ms"] or 0) < 60_000:
        yield f"route: the relay's delay is {hops[2]['delay_ms']} ms"
    boundary = get(report, "route", "boundary", "ip")
    if boundary != "198.51.100.20":
        yield f"route: the boundary is {boundary}"


def faults(name, report):
    said = verdicts(report)
    for key, wanted in EXPECTED[name].items():
        allowed = wanted if isinstance(wanted, set) else {wanted}
        if said[key] not in allowed:
            yield f"{key} is {said[key]}, must be {' or '.join(map(str, sorted(allowed, key=str)))}"
    if name in ("genuine", "crlf"):
        yield from route_faults(report)


def main(folder):
    folder = Path(folder)
    messages = {path.stem for path in folder.glob("*.eml")}
    wrong = [f"{name}: no such message" for name in EXPECTED.keys() - messages]
    wrong += [f"{name}: nothing is expected of it" for name in messages - EXPECTED.keys()]
    for name in sorted(messages & EXPECTED.keys()):
        try:
            report = json.loads((folder / f"{name}.json").read_text("utf-8"))
            wrong += [f"{name}: {fault}" for fault in faults(name, report)]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            wrong.append(f"{name}: no report that can be read: {error!r}")
    for line in wrong:
        print(f"lab-verdicts: {line}", file=sys.stderr)
    print(f"lab-verdicts: {len(messages)} messages, {len(wrong)} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
