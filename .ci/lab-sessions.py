#!/usr/bin/env python3
"""Compares what is read of the lab's captured sessions with the delivered files: lab-sessions.py FOLDER SECRET.

A message must get the same verdicts whether it is traced in its session or from the file that was delivered; the session's
queue id must be the one in the Received field that it produced; and the secret of the log-in may be in no output.
"""

import base64
import json
import sys
from pathlib import Path

MECHANISMS = ["PLAIN", "LOGIN", "CRAM-MD5"]


def reports(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def verdicts(report):
    auth = report["authentication"]
    spf = auth["spf"]
    return {
        "spf": (spf["mail_from"].get("result"), spf["helo"].get("result")),
        "dkim": [(check["result"], check["header_signature"], check["body_hash"]) for check in auth["dkim"]],
        "dmarc": auth["dmarc"].get("result"),
        "arc": auth["arc"]["result"],
    }


def mechanism_faults(folder, mechanism):
    session = reports(folder / f"{mechanism}.txt.json")
    delivered = reports(folder / f"{mechanism}.eml.json")
    if len(session) != 1 or len(delivered) != 1:
        yield f"{len(session)} reports of the session, {len(delivered)} of the delivered file"
        return
    session, delivered = session[0], delivered[0]
    if verdicts(session) != verdicts(delivered):
        yield f"verdicts {verdicts(session)}, delivered {verdicts(delivered)}"
    if delivered["authentication"]["dmarc"].get("result") != "pass":
        yield f"the delivered file does not pass: {verdicts(delivered)}"
    if session["input"]["kind"] != "smtp-transcript":
        yield f"the input is a {session['input']['kind']}"
    one = session["session"]
    login = [(auth["mechanism"], auth["identity"], auth["succeeded"], auth["encrypted"]) for auth in one["auth"]]
    if login != [(mechanism, "alice@mx.recv.test", True, True)]:
        yield f"log-in {login}"
    hop, top = session["route"]["hops"][-1], delivered["route"]["hops"][-1]
    for key in ("id", "with"):
        if hop[key] != top[key]:
            yield f"{key} is {hop[key]} in the session, {top[key]} in the Received field that it produced"
    if hop["trust"] != "observed":
        yield f"the session's hop is {hop['trust']}"
    if len(session["route"]["hops"]) != len(delivered["route"]["hops"]):
        yield "the routes differ in length"


def refused_faults(folder):
    (report,) = reports(folder / "refused.txt.json")
    one = report["session"]
    reply = one["transactions"][0]["recipients"][0]["reply"]
    if reply["code"] not in (454, 554) or reply["enhanced"] not in ("4.7.1", "5.7.1"):
        yield f"the relay attempt: {reply}"
    if one["has_message"] or report["authentication"]["dmarc"].get("skipped") != "no-message":
        yield "a message was judged that is not there"
    if not {"SMT018", "SMT019"} & {finding["code"] for finding in report["findings"]}:
        yield "the refusal is no finding"


def log_faults(folder):
    found = reports(folder / "log.txt.json")
    if len(found) != len(MECHANISMS):
        yield f"the log gives {len(found)} reports"
    for report in found:
        one = report["session"]
        if one["form"] != "postfix-log" or (one["client_address"] or {}).get("value") != "198.51.100.20":
            yield f"{one['form']}, {one['client_address']}"
        if not one["transactions"][0]["queue_id"]:
            yield "the log's session has no queue id"


def leaks(folder, secret):
    said = [secret, base64.b64encode(secret.encode()).decode().rstrip("=")]
    said.append(base64.b64encode(f"\0alice@mx.recv.test\0{secret}".encode()).decode().rstrip("="))
    for path in [*folder.glob("*.json"), *folder.glob("*.shown")]:
        text = path.read_text("utf-8")
        yield from (f"{path.name} holds the secret" for word in said if word in text)


def main(folder, secret):
    folder = Path(folder)
    wrong = []
    for mechanism in MECHANISMS:
        wrong += [f"{mechanism}: {fault}" for fault in mechanism_faults(folder, mechanism)]
    wrong += [f"refused: {fault}" for fault in refused_faults(folder)]
    wrong += [f"log: {fault}" for fault in log_faults(folder)]
    wrong += leaks(folder, secret)
    for line in wrong:
        print(f"lab-sessions: {line}", file=sys.stderr)
    print(f"lab-sessions: {len(MECHANISMS) + 2} captures, {len(wrong)} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
