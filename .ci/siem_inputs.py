"""What .ci/siem writes in every format: samples, messages of the corpus, sessions, headers alone, and damaged input."""

import dataclasses
import pathlib

# A few messages have no time of receipt, and are judged by the present.
AT = "2026-11-01T00:00:00Z"
FROM_CORPUS = 50

HOSTILE = [
    '"quoted" \\ and `ticks` ${x} {0} {{1}} %s',
    "</script><script>alert(1)</script> <img src=x>",
    "=HYPERLINK(\"http://a.evil.example\") | [click](https://evil.example/x)",
    "\u202egnp.exe \u2066bidi\u2069 \u200b \ufeff \u2028 \u0085",
    "tab\there \x1b[31mred \x00 null \x7f",
    "\U0001f4a9 \ud7ff \uffff \U000e0041",
]


@dataclasses.dataclass
class Input:
    name: str
    path: pathlib.Path
    options: list


def corpus_paths(corpus):
    """Of each folder as many, evenly."""
    chosen = []
    for folder in sorted(path for path in corpus.iterdir() if path.is_dir()):
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in ("README.md", "LICENSE"))
        step = max(1, len(paths) // (FROM_CORPUS // 4 + 1))
        chosen.append(paths[::step])
    mixed = [path for row in zip(*chosen) for path in row]
    if len(mixed) < FROM_CORPUS:
        raise SystemExit(f"the corpus has only {len(mixed)} messages that can be taken evenly")
    return mixed[:FROM_CORPUS]


def made_up():
    """Messages that no program sends."""
    received = (
        "Received: from client.example (client.example [192.0.2.7])\r\n\tby mx.example.net with ESMTPS id 1A2B\r\n"
        "\tfor <robin@example.net>; Sat, 02 May 2026 10:00:09 +0000\r\n"
    )
    for number, text in enumerate(HOSTILE):
        header = received + (
            f'From: "{text}" <a@evil.example>\r\nTo: {text} <b@example.net>, "odd local"@example.net\r\nReply-To: {text}@x.example\r\n'
            f"Subject: {text}\r\nMessage-ID: <{text}@evil.example>\r\nDate: Sat, 02 May 2026 10:00:00 +0000\r\n"
            "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            f"--b\r\nContent-Type: text/html\r\n\r\n<a href='https://evil.example/{number}?a=\"b\"'>{text}</a>\r\n"
            f"--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{text}.exe\"\r\n\r\nMZ\r\n--b--\r\n"
        )
        yield f"hostile-{number}", header.encode("utf-8", "surrogatepass")
    yield "no-utf8", received.encode() + b"From: \xff\xfe\xe9 <a@\xe9.example>\r\nSubject: \x80\x81\xf0\x28\r\nTo: <\xc3\x28@example.net>\r\n\r\nx\r\n"
    yield "no-from", received.encode() + b"Subject: nobody\r\n\r\nx\r\n"
    yield "null-sender", b"Return-Path: <>\r\n" + received.encode() + b"From: <mailer-daemon@mx.example.net>\r\nTo: <>\r\n\r\nx\r\n"
    yield "utf8-address", received.encode() + "From: Jürgen <jürgen@exämple.example>\r\nTo: <ü@example.net>\r\nCc: <c@example.net>\r\n\r\nx\r\n".encode()
    yield "bare-lf", (received + "From: <a@client.example>\r\nTo: <b@example.net>\r\n\r\nx\r\n").replace("\r\n", "\n").encode()


def all_inputs(folder, corpus):
    offline = ["--offline", "--at", AT, "--inner", "no"]
    inputs = []
    for path in sorted(pathlib.Path("samples").glob("*.eml")):
        inputs.append(Input(f"sample-{path.stem}", path, ["--replay-dns", path.with_suffix(".dns.json")]))
    for number, path in enumerate(corpus_paths(corpus)):
        inputs.append(Input(f"corpus-{number:02}", path, offline))
    for path in sorted(pathlib.Path("tests/cases").glob("session-*/message.eml")):
        inputs.append(Input(path.parent.name, path, [*offline, "--message", "1"]))
    bytes_ = pathlib.Path("samples/spoofed-bank.eml").read_bytes()
    made = dict(made_up())
    made["headers-alone"] = bytes_.split(b"\r\n\r\n")[0]
    made["cut-in-header"] = bytes_[: len(bytes_) // 3]
    made["cut-in-body"] = bytes_[: len(bytes_) - 40]
    made["hole"] = bytes_[:700] + bytes_[760:]
    made["controls"] = bytes_[:500] + bytes(range(32)) + bytes_[500:]
    made["wrong-bytes"] = bytes(byte ^ 0x80 if number % 97 == 0 else byte for number, byte in enumerate(bytes_))
    for name, raw in made.items():
        path = folder / f"{name}.eml"
        path.write_bytes(raw)
        inputs.append(Input(f"made-{name}", path, offline))
    return inputs
