#!/usr/bin/env bash
# Writes what fuzzing begins with, made of the samples and the golden cases: seeds.sh FOLDER gives FOLDER/<target>/…
set -euo pipefail
cd "$(dirname "$0")/.."
python3 - "${1:?a folder}" <<'PY'
import base64, hashlib, io, json, pathlib, re, sys, zipfile

out = pathlib.Path(sys.argv[1])
LONGEST = 8000  # what is longer makes each execution slow
cases = {path: path.read_bytes() for path in sorted(pathlib.Path('tests/cases').glob('*/message.eml'))}
samples = {path: path.read_bytes() for path in sorted(pathlib.Path('samples').glob('*.eml'))}
short = [raw for raw in (*samples.values(), *cases.values()) if len(raw) <= LONGEST]


def seed(target, data):
    folder = out / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def fields(raw):
    """The header's fields, with their line ends and folding."""
    header = re.split(rb'\r?\n\r?\n', raw, maxsplit=1)[0].replace(b'\r\n', b'\n')
    return re.findall(rb'^[!-9;-~]+[ \t]*:.*(?:\n[ \t].*)*', header, re.MULTILINE)


for raw in short:
    seed('message', raw)
    seed('render', raw)
    for field in fields(raw):
        name, value = field.split(b':', 1)
        name = name.strip().lower()
        if name == b'received':
            seed('received', re.sub(rb'\n[ \t]+', b' ', value).strip())
        elif re.search(rb'authentication-results|received-spf|dkim-filter|sid-result', name):
            seed('claims', field + b'\n')
        elif name.startswith(b'x-') or b'spam' in name:
            seed('vendor', field + b'\n')

for path, raw in cases.items():
    if 'session' in path.parent.name and len(raw) <= LONGEST:
        seed('session', b'\x00' + raw)
        seed('session', b'\x02' + raw)
for said in (b'C: NOOP Tr0ub4dour-Xyzzy\nS: 500 what is Tr0ub4dour-Xyzzy\n',
             b'C: MAIL FROM:<a@client.example>\nS: 250 ok\nC: RCPT TO:<b@example.net>\nS: 250 ok\nC: DATA\nS: 354 go\n'
             b'C: From: a@client.example\nC: Subject: =?utf-8?B?VHIwdWI0ZG91ci1YeXp6eQ==?=\nC: \nC: Tr0ub4dour-Xyzzy\nC: .\nS: 250 ok\n'):
    seed('session', b'\x01' + said)

# What bodies are coded in, and what lists put behind it.
page = b'<p>Dear reader, <a href="https://shop.example/?a=1">look</a></p>\n' * 5
parts = (b'--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe=\n an alle\n'
         b'--b\nContent-Type: message/rfc822\n\nFrom: c@d.example\nTo: e@f.example\nSubject: =?utf-8?B?w7xiZXI=?=\n\nin it\n'
         b'--b\nContent-Type: application/octet-stream; name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0x\n--b--\nbehind\n')
head = b'From: a@client.example\nTo: b@example.net\nMIME-Version: 1.0\n'
bodies = [head + b'Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n' + base64.encodebytes(page)
          + b'-- \nleave: https://list.example/?\n',
          head + b'Content-Type: multipart/mixed; boundary="b"\n\n' + parts]
for raw in bodies:
    seed('message', raw)
    seed('render', raw)
short += bodies

# Recipient, coding, who else is protected, place.
codings = pathlib.Path('fuzz/src/targets/redact.rs').read_text().count('|local, domain|')
for coding in range(codings):
    for raw in (short[coding % len(short)], *bodies):
        seed('redact', bytes([coding % 6, coding, coding % 2, 0x10, 9 * coding]) + raw)

for number, path in enumerate(sorted(pathlib.Path('samples').glob('*.dns.json'))):
    text = json.dumps(json.loads(path.read_text()), separators=(',', ':'))
    for which in range(4):
        seed('capsule', bytes([which]) + text.encode())

seed('config', b'trust = ["host:example.net", "hop:2", "net:192.0.2.0/24", "authserv:mx.example", "arc:f.example"]\n'
     b'protect = ["example.net"]\nat = "now"\ndepth = "verdict"\ninput = "smtp"\nclock = "2026-05-03T10:00:00Z"\n'
     b'[dns]\nnameserver = "tls://192.0.2.53#dns.example"\ntimeout = 10\nmessage = 20\nquestions = 100\n'
     b'[enrich]\nsources = ["rdns", "asn"]\ndnsbl = ["bl.example.net", "domain:dbl.example.net"]\nallow-reserved = true\n')
settings = {'trust': ['auto'], 'protect': 'example.net', 'at': '2026-05-02T10:00:00Z', 'depth': 'headers', 'input': 'auto',
            'dns': {'offline': True}, 'enrich': {'sources': ['all']}, 'clock': 'system'}
known = {'name': 'a.eml', 'client-ip': '192.0.2.7', 'helo': 'c.example', 'mail-from': 'a@c.example',
         'received-at': '2026-05-02T10:00:11Z', 'whole': {'sha256': '00' * 32, 'size': 9}}
run = {'schema': 'hdrtrace-evidence/2', 'tool': 'hdrtrace', 'version': '0.1.0', 'written_at': '2026-05-02T10:00:09Z',
       'arguments': ['--offline'], 'settings': settings, 'known': known, 'cut': False}
first = {'schema': 'hdrtrace-evidence/1', 'tool': 'hdrtrace', 'version': '0.1.0', 'written_at': '2026-05-02T10:00:09Z',
         'arguments': [], 'options': {'name': 'a.eml', 'now': '2026-05-02T10:00:09Z', 'at': 'received', 'offline': True,
                                      'client_ip': None, 'helo': None, 'mail_from': '', 'trust': ['none'], 'protect': [],
                                      'enrich': {'sources': ['rdns'], 'dnsbl': []}, 'cut': False}}
for value in (settings, known, run, first):
    seed('config', json.dumps(value).encode())


# What exports have.
letter = b'Received: from a by b\r\nFrom: a@client.example\r\nSubject: x\r\n\r\nhello\r\n'
listed = [{'name': 'From', 'value': 'a@client.example'}, {'name': 'Subject', 'value': 'x\r\nTo: y'}]
one = {'@odata.etag': 'W/"1"', 'id': '1', 'receivedDateTime': '2026-05-02T10:00:11Z', 'sentDateTime': '2026-05-02T10:00:09Z',
       'subject': 'x', 'hasAttachments': True, 'isDraft': False, 'internetMessageId': '<1@client.example>',
       'from': {'emailAddress': {'name': 'A', 'address': 'a@client.example'}},
       'toRecipients': [{'emailAddress': {'address': 'b@example.net'}}],
       'body': {'contentType': 'html', 'content': '<a href="https://shop.example/">x</a>'}}
files = [{'@odata.type': '#microsoft.graph.fileAttachment', 'name': 'a.txt', 'contentType': 'text/plain', 'contentBytes': 'aGk='},
         {'@odata.type': '#microsoft.graph.itemAttachment', 'name': 'b', 'item': {'internetMessageHeaders': listed}}]
kept = [{'id': 'String 0x007D', 'value': 'From: a@client.example\r\nTo: b\r\n\r\nx'}]
url = base64.urlsafe_b64encode(letter).decode()
payload = {'mimeType': 'multipart/mixed', 'headers': listed, 'parts': [
    {'mimeType': 'text/html', 'filename': '', 'body': {'size': 2, 'data': 'aGk='}},
    {'mimeType': 'application/pdf', 'filename': 'a.pdf', 'body': {'attachmentId': 'x'}}]}
named = {'id': '18c0ffee', 'threadId': '1', 'labelIds': ['SPAM'], 'internalDate': '1767607200123', 'sizeEstimate': 99}
held = {'Identity': '1\\2', 'Eml': base64.b64encode(letter).decode(), 'BodyEncoding': 'Base64'}
for value in (one, {'value': [one, {**one, 'internetMessageHeaders': listed, 'attachments': files}]},
              [{**one, 'singleValueExtendedProperties': kept}], {**named, 'raw': url}, [named, {**named, 'payload': payload}],
              {'messages': [named]}, held, [held, held]):
    text = json.dumps(value)
    seed('exports', text.encode())
    seed('exports', (text + '\n' + text).encode())
    seed('exports', text.encode('utf-16'))
seed('exports', b'<Objs Version="1.1.0.1"><Obj RefId="0"><Props><S N="Identity">1_x000D_&amp;</S><S N="Eml">'
     + base64.b64encode(letter) + b'</S></Props></Obj></Objs>')
literal = b'{%d}\r\n%s' % (len(letter), letter)
dump = (b'* OK hi\r\na1 FETCH 1 (BODY[])\r\n* 1 FETCH (UID 5 FLAGS (\\Seen) INTERNALDATE " 2-May-2026 10:00:11 +0000" BODY[] '
        + literal + b')\r\n* 2 FETCH (BODY[HEADER] ' + literal + b' BODY[TEXT] {2}\r\nhi)\r\n* 3 FETCH (BODY[]<0> ' + literal
        + b')\r\n* 4 FETCH (ENVELOPE ("x" {1}\r\ny NIL) RFC822 ' + literal + b')\r\na1 OK\r\n')
seed('exports', dump)
seed('exports', dump.replace(b'\r', b''))
seed('exports', re.sub(rb'(?m)^', b'S: ', dump))
# Written by the tests, which hold them to what they write.
for path in sorted(pathlib.Path('fuzz/seeds/outlook').glob('*.*')):
    seed('outlook', path.read_bytes())


def archive(*members, comment=b''):
    file = io.BytesIO()
    with zipfile.ZipFile(file, 'w') as made:
        for name in members:
            made.writestr(zipfile.ZipInfo(name, (2026, 5, 2, 10, 0, 0)), b'x')
        made.comment = comment
    return bytearray(file.getvalue())


seed('members', bytes(archive('a.txt')))
seed('members', bytes(archive('invoice.pdf.exe', 'b/\u00e4.js', 'c' * 220, comment=b'PK')))
seed('members', bytes(archive()))
locked = archive('secret.doc')
for at in (6, locked.index(b'PK\x01\x02') + 8):
    locked[at] |= 1
seed('members', bytes(locked))
# Rules of a team, each condition by itself and the file.
import tomllib
rules = pathlib.Path('samples/rules.toml').read_bytes()
seed('rules', rules)
for rule in tomllib.loads(rules.decode())['rule']:
    seed('rules', rule['when'].encode())
# Mailboxes and archives.
import gzip, tarfile
line = b'From a@client.example Sat May  2 10:00:00 2026\n'
few = [raw.replace(b'\r\n', b'\n') for raw in short[:6] if len(raw) < 3000] + [bodies[1]]
mbox = b''.join(line + re.sub(rb'(?m)^(>*From )', rb'>\1', raw) + b'\n' for raw in few[:2])
mark = b'\x01\x01\x01\x01\n'


def record(kind, data):
    """A record of a Postfix queue file."""
    return kind + bytes([len(data)]) + data


queued = (record(b'C', b' '.join(b'%15d' % number for number in (55, 259, 1, 0, 55, 0)))
          + record(b'T', b'1777716000 250000') + record(b'A', b'client_address=192.0.2.7') + record(b'S', b'a@client.example')
          + record(b'O', b'b@example.net') + record(b'R', b'c@example.net') + record(b'M', b'') + record(b'N', b'From: a@client.example'))
queued += (record(b'p', b'%15d' % (len(queued) + 17 + 14)) + record(b'N', b'') + record(b'L', b'hi')
           + record(b'N', b'ya') + record(b'X', b'') + record(b'E', b'')
           + record(b'N', b'X-Spam: no') + record(b'p', b'%15d' % (len(queued) + 17)))
shown = b'*** EOOH ***\n'
for raw in (mbox, mbox.replace(b'\n', b'\r\n'), b'\xef\xbb\xbf' + mbox,
            line + b'Content-Length: 9\nFrom: a@b.example\n\nhi\n\nFrom \n' + line + few[0],
            b'From - Fri Jan  1 00:00:00 2021\nX-Mozilla-Status: 0001\n' + few[0],
            b'From 12@xxx Mon Jan 06 04:49:45 +0000 2020\nX-GM-THRID: 1\nX-Gmail-Labels: a,\n b\n' + few[0],
            b''.join(mark + raw + mark for raw in few[:2]),
            b'BABYL OPTIONS:\n\x1f\x0c\n1,,\n' + few[0] + shown + b'A: b\n\nx\n\x1f',
            b'%d\n' % len(few[0]) + few[0] + b'<plist><dict><key>flags</key><integer>1</integer></dict></plist>\n',
            queued,
            few[-1]):
    seed('mailboxes', raw)
packed = io.BytesIO()
with zipfile.ZipFile(packed, 'w', zipfile.ZIP_DEFLATED) as archive:
    archive.writestr('a/1.eml', few[0])
    archive.writestr('2', mbox)
tape = io.BytesIO()
with tarfile.open(fileobj=tape, mode='w') as archive:
    for name, raw in (('1.eml', few[0]), ('x' * 120, few[1])):
        member = tarfile.TarInfo(name)
        member.size = len(raw)
        archive.addfile(member, io.BytesIO(raw))
seven = ('N3q8ryccAAN8a0iNNQAAAAAAAABiAAAAAAAAAHcDwTsAIxyJ5vfXtZ2aarIjZJgbJCIGp0Cb/KOzDp3P3aaQR8xZ2eIOhuQ+4gAxxl3rL9//aBIA'
         'AAEEBgABCTUABwsBAAEjAwEBBV0AAIAADCoACAoBZkFrOAAABQERDQB4AC4AZQBtAGwAAAAUCgEAeBoDfTSA3QESCgEAeBoDfTSA3QETCgEAeBoD'
         'fTSA3QEVBgEAIICkgQAA')
frame = b'\x28\xb5\x2f\xfd\x00\x58' + (len(few[0][:100]) << 3 | 1).to_bytes(3, 'little') + few[0][:100]
for raw in (packed.getvalue(), tape.getvalue(), gzip.compress(mbox), gzip.compress(tape.getvalue()), base64.b64decode(seven), frame,
            gzip.compress(packed.getvalue())):
    seed('archives', raw)
PY
