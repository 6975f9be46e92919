#!/usr/bin/env python3
"""Files of Postfix's queue hold the messages that Postfix shows: lab-queue.py HDRTRACE FOLDER.

Beside each file stands what `postcat -b -h` showed of it. One was held by the relay, one by the origin after a milter signed it.
"""

import hashlib
import json
import pathlib
import subprocess
import sys

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
hosts = set()
for shown in sorted(folder.glob("*.shown")):
    file = shown.with_suffix("")
    command = [program, "--no-config", "scan", "--offline", "--format", "json", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    if len(reports) != 1:
        sys.exit(f"{file.name}: {len(reports)} reports: {done.stderr[:500]}")
    told, expected = reports[0]["input"], shown.read_bytes()
    if told["sha256"] != hashlib.sha256(expected).hexdigest():
        sys.exit(f"{file.name}: {told['size']} bytes are read, and Postfix shows {len(expected)} others")
    if not reports[0]["authentication"]["dkim"]:
        sys.exit(f"{file.name}: the signature that a milter added is not there")
    facts = [(fact["name"], fact["value"]) for fact in told["facts"]]
    if ("sender", "alice@origin.test") not in facts or ("recipient", "bob@recv.test") not in facts:
        sys.exit(f"{file.name}: the envelope is another: {facts}")
    hosts.add(file.name.split("-")[0])
if hosts != {"relay", "origin"}:
    sys.exit(f"the queues of these were seen: {hosts}")
print(f"files of the queues of {len(hosts)} servers hold what Postfix shows of them")
