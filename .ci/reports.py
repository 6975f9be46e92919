"""Reads ARF reports with Python's email package, and holds them to what abuse desks read."""

import email
import email.policy
import ipaddress
import pathlib
import sys
from email.utils import parsedate_to_datetime

# What must stand there once, and no more (RFC 5965 section 3.1; the last two by the desks' own readers).
ONCE = ["Feedback-Type", "User-Agent", "Version", "Source-IP", "Arrival-Date"]


def check(path):
    raw = path.read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message.get_content_type() == "multipart/report", path
    assert message.get_param("report-type") == "feedback-report", path
    text, fields, original = message.iter_parts()
    assert text.get_content_type() == "text/plain", path
    assert fields.get_content_type() == "message/feedback-report", path
    assert original.get_content_type() in ("message/rfc822", "text/rfc822-headers"), path
    assert not message.defects and not fields.defects, (path, message.defects)
    # The fields as they stand, since the desks read lines.
    block = raw.split(b"Content-Type: message/feedback-report", 1)[1].split(b"\r\n\r\n", 2)[1].decode("ascii")
    lines = block.split("\r\n")
    names = []
    for line in lines:
        name, value = line.split(": ", 1)
        assert value == value.strip() and value, (path, line)
        names.append(name)
    for name in ONCE:
        assert names.count(name) == 1, (path, name)
    values = dict(line.split(": ", 1) for line in lines)
    assert values["Feedback-Type"] == "abuse", path
    source = ipaddress.ip_address(values["Source-IP"])
    assert parsedate_to_datetime(values["Arrival-Date"]).tzinfo, path
    assert str(source) in text.get_content(), path
    body = original.get_payload(0).as_string() if original.is_multipart() else original.get_content()
    assert "Received:" in body and "robin@" not in body and "bob@" not in body, path


reports = sorted(pathlib.Path(sys.argv[1]).glob("*/*.eml"))
assert len(reports) >= 11, f"only {len(reports)} reports"
for report in reports:
    check(report)
print(f"{len(reports)} reports read")
