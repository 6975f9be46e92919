"""The types of a report: what docs/report.schema.json has, for type checkers.

`cargo xtask make-stubs` writes this file. All of them are plain dictionaries, lists, strings, numbers, booleans and None.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict


class LinkOddityAddress(TypedDict):
    """The host is an address, not a name."""

    kind: Literal['address']


class LinkOddityEmbedded(TypedDict):
    """It contains a program or a page (`data:` or `javascript:`)."""

    kind: Literal['embedded']


class LinkOddityInternationalised(TypedDict):
    """The host is an internationalized name."""

    kind: Literal['internationalised']
    read_as: str
    """As it is read."""


class LinkOddityOtherHost(TypedDict):
    """The text names a host of another organization."""

    kind: Literal['other-host']
    shown: str
    """The host that the text names."""


class LinkOddityUserName(TypedDict):
    """A user name before the host, which may be mistaken for the host."""

    kind: Literal['user-name']
    name: str
    """The text, without the password."""


class Skipped(TypedDict):
    skipped: Why


class Input(TypedDict):
    """The input."""

    name: str
    """A file's name, or `-`."""
    sha256: str
    """SHA-256 of the bytes as given, in hexadecimal."""
    size: int
    """Number of bytes given."""
    kind: InputKind
    """Message or headers only."""
    container: NotRequired[Container | None]
    """What it was taken out of: the innermost container."""
    member: NotRequired[str | None]
    """Its path or number in that container."""
    offset: NotRequired[int | None]
    """Where its bytes begin in that container, if they stand there as they are."""
    length: NotRequired[int | None]
    """How many bytes it takes there."""
    original_bytes: NotRequired[bool]
    """Whether these are the bytes that were received. Where they are not, none of them can be compared with a signature."""
    not_original: NotRequired[str | None]
    """Why they are not, where the container is the reason."""
    within: NotRequired[list[Step]]
    """The containers around that one, outermost first."""
    facts: NotRequired[list[Fact]]
    """What the containers say of the message beside its bytes."""
    wrappers: NotRequired[list[Wrapper]]
    """The messages that carry this one, outermost first."""
    inside: NotRequired[list[Inside]]
    """The messages that this one carries."""
    damage: list[DamageReport]
    """What is wrong with it."""

# What kind of input it was.
InputKind: TypeAlias = "Literal['message', 'headers-only', 'smtp-transcript']"

# What a message was taken out of.
Container: TypeAlias = (
    "Literal['mbox', 'mmdf', 'babyl', 'emlx', 'postfix-queue', 'maildir', 'folder', 'msg', 'message', 'zip', "
    "'seven-zip', 'tar', 'gzip', 'zstd', 'graph', 'gmail', 'quarantine', 'imap', 'pst']"
)


class Step(TypedDict):
    """One step into a container."""

    container: Container
    """The container's format."""
    member: str
    """The path or the number of the message inside it."""


class Fact(TypedDict):
    """Something that a container says of a message beside its bytes."""

    name: str
    """What it is called there."""
    value: str
    """What it says, as text."""

# A message that carries the one that is traced, as a report of it does. All of it is what its header says.
Wrapper = TypedDict(
    "Wrapper",
    {
        # Who sent it: the addresses of From, as they stand in the header.
        "from": "str",
        # Its Date field.
        "date": "NotRequired[str | None]",
        # Its subject, decoded.
        "subject": "NotRequired[str | None]",
        # Its Message-ID.
        "message_id": "NotRequired[str | None]",
        # The part that the message is.
        "part": "str",
        # What was concluded about the carrying message itself.
        "verdict": "NotRequired[WrapperVerdict | None]",
    },
)


class WrapperVerdict(TypedDict):
    """What was concluded about a message that carries another."""

    severity: Severity
    """How grave it is."""
    summary: str
    """The conclusion."""

# How severe a finding is.
Severity: TypeAlias = "Literal['info', 'notice', 'warning', 'high']"


class Inside(TypedDict):
    """A message that is attached to the one that is traced."""

    part: str
    """Its part's number, as IMAP counts."""
    name: NotRequired[str | None]
    """The name of the file."""


class DamageReport(TypedDict):
    """Damage to the message."""

    kind: DamageKind
    """The kind of damage."""
    offset: int
    """Offset of the first occurrence."""
    count: int
    """How often it occurs."""
    text: str
    """What it is and what was done about it."""
    rules_out: list[str]
    """The checks that it makes impossible."""

# The kinds of damage. The text of each says what was done about it.
DamageKind: TypeAlias = (
    "Literal['byte-order-mark', 'utf16', 'mbox-from-line', 'leading-blank-lines', 'quoted-paste', "
    "'indented-paste', 'text-above', 'code-block', 'escaped-line-ends', 'line-prefix', 'table-columns', "
    "'double-spaced', 'blank-lines', 'fields-below-blank', 'non-breaking-spaces', 'defanged', 'lost-folding', "
    "'rewrapped', 'smart-punctuation', 'html-escaped', 'lost-angle-brackets', 'cut-off', 'lf-line-ends', "
    "'cr-line-ends', 'cr-cr-lf-line-ends', 'mixed-line-ends', 'lone-cr', 'nul', 'control-bytes', "
    "'eight-bit-header', 'junk-line', 'no-header-end', 'no-body', 'overlong-line', 'no-final-line-end', "
    "'too-many-fields', 'too-many-results', 'too-many-filter-fields', 'too-many-traces', 'too-many-addresses', "
    "'too-large', 'header-converted', 'header-incomplete', 'body-converted', 'run-together', 'session-cut-off', "
    "'secrets-overwritten']"
)


class AsOf(TypedDict):
    """The time for which expiration was checked."""

    time: str
    """The time."""
    source: AsOfSource
    """Whether it is the time of receipt, the present time, or was given."""
    range: NotRequired[list[str] | None]
    """The earliest and latest possible time, where it is not known exactly: nothing counts as expired that had not at
    the first of them."""

# Where the reference time of the checks comes from.
AsOfSource: TypeAlias = "Literal['received', 'now', 'given']"

# The message's own claims.
Summary = TypedDict(
    "Summary",
    {
        # The authors.
        "from": "list[MailboxReport]",
        # Where replies go, if elsewhere.
        "reply_to": "list[MailboxReport]",
        # To and Cc.
        "recipients": "list[MailboxReport]",
        # The subject, decoded.
        "subject": "NotRequired[str | None]",
        # The time in Date: RFC 3339 in UTC.
        "date": "NotRequired[str | None]",
        # Why the time in Date is not known exactly.
        "date_note": "NotRequired[str | None]",
        # With its brackets.
        "message_id": "NotRequired[str | None]",
        # The envelope sender as the last host noted it; empty for the null sender.
        "return_path": "NotRequired[str | None]",
        # The mailing list that it came through.
        "list": "NotRequired[str | None]",
    },
)


class MailboxReport(TypedDict):
    """An address with its display name."""

    display: NotRequired[str | None]
    """The display name, decoded."""
    address: str
    """The address."""
    cc: NotRequired[bool]
    """Whether Cc names it, of a recipient; omitted where it does not."""


class SessionReport(TypedDict):
    """The SMTP session, and the transaction that the report is about."""

    mail: NotRequired[int | None]
    """The transaction that this report is about: its index in `transactions`, from 0; null where there is none."""
    has_message: bool
    """Whether the session contains a message. Without one nothing about a message is checked."""
    number: int
    """Its number in the input, from 1."""
    form: str
    """The form in which it is kept."""
    banner: NotRequired[str | None]
    """The first reply, without its code."""
    banner_step: NotRequired[int | None]
    """Its step."""
    server_name: NotRequired[str | None]
    """The server's name in its banner or its reply to EHLO."""
    server_address: NotRequired[str | None]
    """The server's address, if it is stated."""
    port: NotRequired[int | None]
    """The server's port, if it is stated."""
    client_name: NotRequired[str | None]
    """The client's name in its last HELO or EHLO before the message: client-supplied (unverified)."""
    greeting: NotRequired[str | None]
    """`HELO`, `EHLO` or `LHLO`."""
    client_address: NotRequired[Stated | None]
    """The client's address as the server's side states it."""
    capabilities: Capabilities
    """What the server offered."""
    tls: NotRequired[Tls | None]
    """TLS, if it was asked for or is stated."""
    auth: list[AuthAttempt]
    """Attempts to log in."""
    mails: int
    """Number of transactions."""
    mail_number: NotRequired[int | None]
    """Which of them this is about, from 1."""
    transactions: list[Transaction]
    """The transactions, in order: one for each MAIL, unless it is rejected within another transaction. Where there were several,
    each report holds its own."""
    steps: list[Step2]
    """What was said, in order. Data is one step a message."""
    left_out: int
    """Steps beyond those that are kept."""
    secrets_replaced: int
    """Number of replaced secrets."""
    withheld: int
    """Client lines that are not commands; omitted because they may be secrets."""
    complete: bool
    """Whether it ends as it should: with the reply to QUIT, or the server's closing."""
    started: NotRequired[str | None]
    """The first time that is stated and can be read."""
    starttls_elsewhere: NotRequired[int | None]
    """Another session of the input offered STARTTLS for the same server, and this one did not."""


class Stated(TypedDict):
    """A value with where the session states it."""

    value: str
    """The value."""
    source: str
    """Where it is stated, in words."""


class Capabilities(TypedDict):
    """The extensions in the server's replies to EHLO."""

    clear: NotRequired[list[Extension] | None]
    """Before TLS; null without EHLO."""
    tls: NotRequired[list[Extension] | None]
    """After TLS; null without EHLO there."""


class Extension(TypedDict):
    """An extension that was offered."""

    keyword: str
    """In capitals."""
    parameters: list[str]
    """The text after it."""


class Tls(TypedDict):
    """TLS of a session."""

    started: bool
    """Whether TLS started: the server accepted STARTTLS, or the capture shows it."""
    implicit: bool
    """Whether it was there from the first byte."""
    version: NotRequired[str | None]
    """The version, if it is stated."""
    cipher: NotRequired[str | None]
    """The cipher suite, if it is stated."""
    step: NotRequired[int | None]
    """The step of STARTTLS."""


class AuthAttempt(TypedDict):
    """An attempt to log in."""

    mechanism: NotRequired[str | None]
    """The mechanism, in capitals; null where the session begins within the exchange."""
    identity: NotRequired[str | None]
    """The user, where the mechanism transmits it and it is readable."""
    succeeded: NotRequired[bool | None]
    """What the server said; null where its answer is missing."""
    cancelled: bool
    """Whether the client gave up (`*`)."""
    encrypted: bool
    """Whether TLS protected it."""
    step: int
    """The step of the command."""


class Transaction(TypedDict):
    """One mail transaction of a session."""

    mail_from: NotRequired[Addressed | None]
    """The envelope sender; null where the session begins after MAIL."""
    recipients: list[Addressed]
    """The recipients, including rejected ones."""
    command: NotRequired[str | None]
    """`DATA` or `BDAT`; null where it did not come so far."""
    message: NotRequired[Handed | None]
    """The message; null where there was none, or the capture does not contain it."""
    reply: NotRequired[Reply | None]
    """The answer to the message, or to DATA if that was refused."""
    accepted: NotRequired[bool | None]
    """Whether the server accepted the message; null where its reply is missing."""
    queue_id: NotRequired[str | None]
    """The queue ID."""
    authenticated: bool
    """Whether the client was authenticated."""
    encrypted: bool
    """Whether TLS protected it."""
    time: NotRequired[str | None]
    """When it was received, if that is stated."""


class Addressed(TypedDict):
    """An address with what was said about it."""

    address: NotRequired[str | None]
    """Without angle brackets; empty for the null sender; null where it is missing."""
    parameters: list[Parameter]
    """Its parameters."""
    reply: NotRequired[Reply | None]
    """The reply; null where it is missing. In LMTP a rejection after the message overrides an earlier acceptance."""
    step: int
    """The step of the command."""


class Parameter(TypedDict):
    """A parameter of MAIL or RCPT."""

    name: str
    """In capitals."""
    value: NotRequired[str | None]
    """After the `=`."""


class Reply(TypedDict):
    """A server's reply."""

    code: int
    """Three digits."""
    enhanced: NotRequired[str | None]
    """Such as 5.7.1, if there is one."""
    text: str
    """The text of all its lines."""
    meaning: str
    """What it means."""
    remedy: NotRequired[str | None]
    """What to do about it, if it is a rejection."""
    step: int
    """Its step."""


class Handed(TypedDict):
    """A transmitted message."""

    size: int
    """Its size in bytes, dots undone."""
    ending: Ending
    """How the data phase ended."""
    bare_lf: int
    """Lines that end with bare LF, where the format keeps line ends."""
    bare_cr: int
    """CR that ends no line."""
    smuggling: list[Smuggle]
    """The first few sequences that some servers read as the end of the message."""
    step: int
    """The step that carries the data."""

# How the data ended.
Ending: TypeAlias = "Literal['dot', 'reply', 'cut-off']"


class Smuggle(TypedDict):
    """A sequence that some servers read as the end of the data and others do not (SMTP smuggling)."""

    sequence: str
    """The byte sequence, escaped."""
    offset: int
    """Offset in the data as sent, with dot-stuffing, in bytes."""
    taken: bool
    """Whether the server replied there: it read it as the end of the message."""


class Step2(TypedDict):
    """One step of the dialogue."""

    number: int
    """From 1."""
    side: Side
    """Client or server."""
    kind: StepKind
    """Command, reply, credentials, data or other."""
    text: list[str]
    """Its lines, without secrets."""
    meaning: str
    """What it means."""
    note: NotRequired[str | None]
    """What the input notes beside it."""
    time: NotRequired[str | None]
    """The time as written beside it."""
    encrypted: bool
    """Whether TLS protected it."""
    code: NotRequired[int | None]
    """A reply's code."""
    enhanced: NotRequired[str | None]
    """A reply's enhanced code."""
    remedy: NotRequired[str | None]
    """What to do about a rejection."""
    answers: NotRequired[int | None]
    """The command that a reply answers."""
    span: NotRequired[Span | None]
    """Its position in the input; null where the format does not give it, as in JSON."""

# Client or server.
Side: TypeAlias = "Literal['client', 'server']"

# What a step is.
StepKind: TypeAlias = "Literal['command', 'reply', 'credentials', 'data', 'other']"

# A half-open range of byte offsets into the message; in JSON `[start, end)`.
Span: TypeAlias = "list[int]"


class RouteReport(TypedDict):
    """The path."""

    hops: list[HopReport]
    """The earliest first."""
    boundary: NotRequired[Boundary | None]
    """Where our side received the message."""
    total_delay_ms: NotRequired[int | None]
    """From the first to the last known time, in milliseconds."""
    gaps: list[Break]
    """Neighboring hops that do not connect."""
    cross_checks: list[CrossCheck]
    """What the receiver's side noted elsewhere about the boundary."""
    cut: NotRequired[Cut | None]
    """Where the chain stops being supported."""
    traces: list[TraceField]
    """Other fields that are traces of a step."""
    left_out: int
    """Hops that were left out because there are too many."""

# One hop.
HopReport = TypedDict(
    "HopReport",
    {
        # From 1, the earliest first.
        "index": "int",
        # From 0 at the top; null for the step that an SMTP session shows.
        "received_index": "NotRequired[int | None]",
        # RFC 3339 in UTC with the fraction as written.
        "time": "NotRequired[str | None]",
        # The earliest and latest possible time, where the field does not give it: `time` is then one reading of several, and
        # nothing is computed from it.
        "time_range": "NotRequired[list[str] | None]",
        # Why there is no time, or what is odd about it.
        "time_note": "NotRequired[str | None]",
        # Milliseconds since the hop before.
        "delay_ms": "NotRequired[int | None]",
        # What explains the delay.
        "timing": "NotRequired[Timing | None]",
        # What the step is for.
        "role": "Role",
        # Who wrote it.
        "trust": "Trust",
        # The host that sent the message.
        "from": "FromReport",
        # The host that received it.
        "by": "ByReport",
        # All words of `via`.
        "via": "NotRequired[str | None]",
        # The protocol.
        "with": "NotRequired[str | None]",
        # The text after `id`: the queue ID, or Exchange's build number.
        "id": "NotRequired[str | None]",
        # The recipient.
        "for": "NotRequired[str | None]",
        # The envelope sender.
        "envelope_from": "NotRequired[str | None]",
        # The authenticated user, `true` if only that is known.
        "auth": "NotRequired[AuthReport | None]",
        # TLS.
        "tls": "NotRequired[TlsReport | None]",
        # The time encoded in the queue ID.
        "id_time": "NotRequired[IdTimeReport | None]",
        # The format by which the field was read.
        "dialect": "str",
        # What was not understood.
        "unparsed": "list[str]",
        # The position of the field; null for the step that an SMTP session shows.
        "span": "NotRequired[Span | None]",
    },
)


class Timing(TypedDict):
    """A delay with its explanation."""

    kind: TimingKind
    """The explanation of the delay, as a keyword."""
    clock_offset_ms: NotRequired[int | None]
    """By how much the host's clock is off, in milliseconds, ahead positive; estimated."""
    text: NotRequired[str | None]
    """In words, where there is something to say."""

# What explains a hop's delay.
TimingKind: TypeAlias = "Literal['prompt', 'skew', 'clock-ahead', 'clock-behind', 'held', 'backwards']"

# The role of a step (RFC 5598 section 4 names most of them).
Role: TypeAlias = "Literal['submission', 'relay', 'border', 'filter', 'internal', 'delivery', 'retrieval']"

# Who wrote a hop.
Trust: TypeAlias = "Literal['trusted', 'boundary', 'claimed', 'observed']"


class FromReport(TypedDict):
    """The host that sent the message."""

    name: NotRequired[str | None]
    """The first token."""
    helo: NotRequired[str | None]
    """What the client announced."""
    rdns: NotRequired[str | None]
    """Its name by reverse DNS, as recorded."""
    ip: NotRequired[str | None]
    """Its address, as the receiver saw it."""
    may_be_forged: bool
    """The receiver recorded that forward and reverse DNS disagree."""
    rdns_confirmed: bool
    """The receiver's software records a reverse name only if it is forward-confirmed (`FCrDNS`)."""


class ByReport(TypedDict):
    """The host that received the message."""

    name: NotRequired[str | None]
    """The host name, verbatim."""
    ip: NotRequired[str | None]
    """The address."""

# The authenticated user; in JSON a string, or `true` where only the fact of a login is known.
AuthReport: TypeAlias = "str | bool"


class TlsReport(TypedDict):
    """TLS of a hop."""

    version: NotRequired[str | None]
    """`TLSv1.2` and the like."""
    cipher: NotRequired[str | None]
    """The cipher suite."""


class IdTimeReport(TypedDict):
    """The time encoded in a queue ID."""

    time: str
    """RFC 3339 in UTC."""
    kind: str
    """The software whose ID format it is."""
    difference_ms: NotRequired[int | None]
    """The header's time minus the ID's, in milliseconds."""
    tolerance_ms: int
    """The normal difference between the two, in milliseconds."""


class Boundary(TypedDict):
    """The trust boundary."""

    hop: int
    """Number of the hop, the earliest first, from 1."""
    ip: NotRequired[str | None]
    """The connecting client's address as our side saw it; null if the field does not show it."""
    helo: NotRequired[str | None]
    """The name that the client announced."""
    reason: str
    """Why this hop is the trust boundary."""
    rule: str
    """By which rule: a provider's name, `generic` or `given`."""
    peer_unconfirmed: NotRequired[bool]
    """Whether its client claims to be a host of the receiver's organization, without confirmation; omitted where it does
    not."""


class Break(TypedDict):
    """Two neighboring hops that do not fit together."""

    hop: int
    """Number of the later hop, the earliest first, from 1; the earlier one is the one before it."""
    taken_by: str
    """The receiving host, by the earlier hop."""
    handed_on_by: str
    """The sending host, by the later hop."""
    at_boundary: bool
    """Whether the later hop is the trust boundary: about 1 in 15 legitimate messages has a gap there."""


class CrossCheck(TypedDict):
    """One note of the receiver's side, compared with the boundary."""

    field: str
    """The field's name."""
    field_index: int
    """Its index in the message."""
    value: str
    """The recorded value."""
    agrees: bool
    """Whether the boundary hop says the same."""


class Cut(TypedDict):
    """Where the chain stops being supported."""

    hop: int
    """Number of the latest unsupported hop; disregard it and all earlier ones."""
    signs: list[Sign]
    """Reasons against them."""


class Sign(TypedDict):
    """One sign of a forged field."""

    kind: SignKind
    """The kind of sign."""
    hops: list[int]
    """The hops that show it."""

# The signs, with their rates in 51 messages of one forging tool against 4,087 other messages.
SignKind: TypeAlias = (
    "Literal['date-for-address', 'odd-protocol', 'bare-chain', 'id-clock', 'impossible-zone', 'break']"
)


class TraceField(TypedDict):
    """One such field."""

    field: str
    """The field's name."""
    field_index: int
    """Its index in the message."""
    after_hop: int
    """The hop after which it was written, by its place among the Received fields; 0 before the first."""
    trusted: bool
    """Whether our side added it, after the trust boundary."""
    shows: str
    """What it shows."""
    ip: NotRequired[str | None]
    """An address in it."""
    value: NotRequired[str | None]
    """An email address or host in it."""
    time: NotRequired[str | None]
    """A time in it: RFC 3339 in UTC; null where it does not give the exact time."""


class AuthenticationReport(TypedDict):
    """What was found out about the sender now."""

    spf: SpfReport
    """SPF."""
    dkim: list[DkimCheck]
    """One entry a signature."""
    dmarc: DmarcCheck
    """DMARC."""
    arc: ArcCheck
    """ARC."""
    receiver: ReceiverReport
    """What our receiver said of the same things."""


class SpfReport(TypedDict):
    """SPF for both identities."""

    helo: CheckedSpfCheck
    """For the HELO name."""
    mail_from: CheckedSpfCheck
    """For the envelope sender."""
    envelope: Envelope
    """What was asked about, and where that was found."""

# What a check found, or why it was not made.
CheckedSpfCheck: TypeAlias = "SpfCheck | Skipped"


class SpfCheck(TypedDict):
    """The outcome of one check. When answers were missing, `result` says so and the rest is what was learned."""

    result: NotRequired[AuthResult | None]
    """The result, in the words of RFC 8601."""
    skipped: NotRequired[Why | None]
    """Why there is none."""
    identity: Identity
    """Which identity was checked."""
    domain: str
    """The domain whose record was looked for first: the identity that a pass vouches for."""
    sender: str
    """The sender, as the macros `%{s}` sees it."""
    ip: str
    """The client's address, IPv4-mapped ones as IPv4."""
    mechanism: NotRequired[str | None]
    """The term that decided, as written, or at which an error or a missing answer was met; `default` when none matched
    (section 4.7); `None` when there was no record to evaluate. After a redirect it is a term of the record
    redirected to."""
    path: list[str]
    """The path to the deciding term: redirects, includes, and the innermost term, as written."""
    lookups: int
    """Terms that caused DNS lookups."""
    void_lookups: int
    """Void lookups."""
    reason: NotRequired[str | None]
    """Why it is none, temperror, permerror or not checked, in words."""
    explanation: NotRequired[str | None]
    """The owner's explanation of a fail (section 6.2): unverified text."""
    trace: RecordTrace
    """What was done, record by record."""

# The result words of RFC 8601 section 2.7, the same for every method.
AuthResult: TypeAlias = "Literal['none', 'pass', 'fail', 'softfail', 'neutral', 'policy', 'temperror', 'permerror']"

# Why a check was not made.
Why: TypeAlias = (
    "Literal['headers-only', 'offline', 'not-in-capsule', 'no-client-ip', 'no-sender', 'unproven-sender', "
    "'no-receipt-time', 'no-from', 'dns-unreachable', 'resolver-silent', 'dns-failed', 'registry-unreachable', "
    "'limit-reached', 'depends-on-skipped', 'altered-input', 'attached-copy', 'not-requested', 'reserved', "
    "'no-message', 'no-identifiers', 'depth']"
)

# The identity that is checked.
Identity: TypeAlias = "Literal['helo', 'mail_from']"


class RecordTrace(TypedDict):
    """The evaluation of one domain's record (`check_host()`, RFC 7208 section 4)."""

    domain: str
    """The domain whose record it is."""
    question: NotRequired[Asked | None]
    """The question for the record; `None` where the domain is none that can be asked for."""
    text: NotRequired[str | None]
    """The record as published, cut when it is very long."""
    result: NotRequired[AuthResult | None]
    """Its result; null when it depends on a missing answer."""
    reason: NotRequired[str | None]
    """Why, where the terms do not say it: no record, several, bad syntax, an error further down."""
    terms: list[TermTrace]
    """Its terms in the order written."""
    omitted_terms: int
    """How many terms more the record has."""


class Asked(TypedDict):
    """A question and how it ended, in short."""

    name: str
    """The DNS name, without a trailing dot."""
    type: RecordType
    """The type."""
    outcome: str
    """How it ended, in a word or two: `found`, `no data`, `no such name`, …"""
    answers: list[str]
    """The records, in short."""
    omitted_answers: int
    """How many records more there were."""

# The record types that are asked for.
RecordType: TypeAlias = "Literal['A', 'AAAA', 'MX', 'TXT', 'PTR', 'NS']"


class TermTrace(TypedDict):
    """One term of a record."""

    text: str
    """The term as written in the record."""
    outcome: TermOutcome
    """Whether the term matched, and how it was used."""
    target: NotRequired[str | None]
    """The name that it asks for, macros expanded; `None` for terms that ask for none."""
    detail: NotRequired[str | None]
    """What was compared, or what went wrong."""
    questions: list[Asked]
    """What was asked, in order."""
    lookups: int
    """Terms with DNS lookups so far in the whole check, this one and those within it included."""
    void_lookups: int
    """Void lookups so far."""
    record: NotRequired[RecordTrace | None]
    """The record that `include` or `redirect` led to."""

# What became of a term.
TermOutcome: TypeAlias = "Literal['match', 'no-match', 'error', 'not-checked', 'not-reached', 'used', 'unused']"


class Envelope(TypedDict):
    """What SPF was asked about."""

    client_ip: NotRequired[Sourced | None]
    """The client's address."""
    helo: NotRequired[Sourced2 | None]
    """What it announced."""
    mail_from: NotRequired[Sourced2 | None]
    """The envelope sender; empty for the null sender."""


class Sourced(TypedDict):
    """A value with where it was found."""

    value: str
    """The value."""
    source: str
    """Where it was found, such as `the user` or `the boundary hop`."""


class Sourced2(TypedDict):
    """A value with where it was found."""

    value: str
    """The value."""
    source: str
    """Where it was found, such as `the user` or `the boundary hop`."""


class DkimCheck(TypedDict):
    """The verdict on one DKIM-Signature field, and the facts that it rests on."""

    result: CheckedAuthResult
    """The verdict; skipped if its inputs are missing."""
    reason: str
    """Why the result is what it is, for a reader."""
    domain: NotRequired[str | None]
    """`d=`: who takes responsibility."""
    selector: NotRequired[str | None]
    """`s=`."""
    auid: NotRequired[str | None]
    """`i=`, decoded; `@` and the domain when it is not given."""
    algorithm: NotRequired[Algorithm | None]
    """`a=`."""
    canonicalization: NotRequired[str | None]
    """`c=`, or its default."""
    key_bits: NotRequired[int | None]
    """Size of the key in bits."""
    header_signature: NotRequired[HeaderSignature | None]
    """Whether `b=` verifies over the header fields; null when that could not be tried."""
    body_hash: BodyHash
    """Whether `bh=` is the hash of the body."""
    body_hash_stated: NotRequired[str | None]
    """`bh=` in base64 without whitespace."""
    body_hash_computed: NotRequired[str | None]
    """The hash of the body as it is here, in base64."""
    line_ends: NotRequired[SignedLineEnds | None]
    """How line ends were written in what was signed, where that is not CRLF throughout."""
    signed_at: NotRequired[str | None]
    """`t=`."""
    expires_at: NotRequired[str | None]
    """`x=`."""
    timing: Timing2
    """The time of the check relative to `t=` and `x=`."""
    body_length: NotRequired[int | None]
    """`l=`, in bytes of the canonical body."""
    body_bytes_unsigned: NotRequired[int | None]
    """Bytes of the canonicalized body that `l=` leaves unsigned."""
    signed_headers: list[str]
    """`h=`, in lower case."""
    signed_fields: list[int]
    """The indices of the fields that it covers, in the order of `h=`."""
    from_signed: bool
    """Whether From is among them."""
    oversigned: list[str]
    """Names that `h=` lists more often than they occur: none can be added."""
    addable: list[str]
    """Names that a reader sees or that steer how a message is shown, of which one could be added, or changed, without
    breaking the signature."""
    test_key: bool
    """`t=y` in the key: the domain is testing DKIM."""
    key: CheckedKeyCheck
    """What DNS says about the key now."""
    diagnosis: CheckedNullableDiagnosis
    """What was done to the message since it was signed, if it does not verify and the edit was found; skipped where it was not
    looked for. It changes no result."""
    notes: list[Note]
    """What is worth knowing beside the verdict."""
    field: int
    """The index of the field in the message."""
    span: Span
    """The position of the field."""
    tags: list[TagView]
    """Every tag with its place."""

# What a check found, or why it was not made.
CheckedAuthResult: TypeAlias = "AuthResult | Skipped"

# The `a=` tag.
Algorithm: TypeAlias = "Literal['rsa-sha1', 'rsa-sha256', 'ed25519-sha256']"

# Whether `b=` is a signature over the header fields, whatever became of the body.
HeaderSignature: TypeAlias = "Literal['valid', 'invalid']"

# Whether the body is the one that was signed.
BodyHash: TypeAlias = "Literal['match', 'mismatch', 'not-available']"


class SignedLineEnds(TypedDict):
    """How line ends were written in what was signed; `None` where that is CRLF throughout."""

    header: NotRequired[Spelling | None]
    """In the header fields that `b=` verifies over."""
    body: NotRequired[Spelling | None]
    """In the body that `bh=` is the hash of."""

# How the line ends of a stretch are written before it is hashed. Which of them was signed, only the signature tells.
Spelling: TypeAlias = "Literal['mended', 'as-given', 'bare-lf-mended', 'cr-before-every-lf']"

# A time relative to the times in a signature.
Timing2: TypeAlias = "Literal['current', 'expired', 'future']"

# What a check found, or why it was not made.
CheckedKeyCheck: TypeAlias = "KeyCheck | Skipped"


class KeyCheck(TypedDict):
    """What DNS says now about a key."""

    name: str
    """The name that was asked."""
    status: KeyStatus
    """Whether there is a key."""
    problem: NotRequired[str | None]
    """Why not, if not."""
    records: list[str]
    """The TXT records at the name; bytes that are no UTF-8 became U+FFFD."""
    used: NotRequired[int | None]
    """The index in `records` of the one that the rest of this is about."""
    aliases: list[str]
    """The aliases that were followed to it."""
    key_type: NotRequired[KeyType | None]
    """`k=`."""
    bits: NotRequired[int | None]
    """Size in bits."""
    testing: bool
    """`t=y`: the domain is testing DKIM."""
    strict: bool
    """`t=s`: the domain of `i=` must be `d=` itself."""
    hashes: NotRequired[list[str] | None]
    """`h=`: the hashes that the key allows, if it says."""
    services: NotRequired[list[str] | None]
    """`s=`: the services that the key is for, if it says."""
    granularity: NotRequired[str | None]
    """`g=` of RFC 4871, which RFC 6376 removed; it has no effect."""
    notes: NotRequired[str | None]
    """`n=`: a note to administrators."""

# What became of a key.
KeyStatus: TypeAlias = "Literal['present', 'revoked', 'absent', 'unusable', 'unanswered']"

# The `k=` tag.
KeyType: TypeAlias = "Literal['rsa', 'ed25519']"

# What a check found, or why it was not made.
CheckedNullableDiagnosis: TypeAlias = "Diagnosis | None | Skipped"


class Diagnosis(TypedDict):
    """How a message was changed after signing."""

    edit: Edit
    """The most significant edit."""
    edits: list[Edit]
    """All edits, in the order in which they are undone."""
    detail: str
    """The edits in words."""
    added: NotRequired[str | None]
    """The added text, if any; shortened, with its control characters."""
    fields: list[RestoredField]
    """The signed fields that were changed, as they were; proven by the key."""
    verified: bool
    """Whether the signature verifies over the recovered message as a whole, header and body: this is what was signed.
    False also when there was no key to verify with."""
    body_verified: bool
    """Whether the body, with the edit undone, has the hash that was signed."""

# A kind of edit.
Edit: TypeAlias = (
    "Literal['footer', 'banner', 'mime-part-added', 'transfer-encoding', 'charset', 'boundary', 'from-quoting', "
    "'canonicalization', 'line-ends', 'trailing-white-space', 'subject-tag', 'from-rewritten', 'rewrapped', "
    "'reordered', 'field-added', 'field-removed', 'field-rewritten']"
)


class RestoredField(TypedDict):
    """A field as it was signed."""

    edit: Edit
    """How it was changed since."""
    name: str
    """Its name, in lower case."""
    was: NotRequired[str | None]
    """Its value as signed, unfolded; null when there was no such field."""
    field: NotRequired[int | None]
    """The index of the field that replaces it."""

# A note that changes no result.
Note: TypeAlias = (
    "Literal['small-key', 'test-key', 'future-timestamp', 'partly-signed', 'length-limited', 'several-keys', "
    "'key-alias', 'granularity', 'pre-standard', 'expired-since', 'other-line-ends', 'several-from']"
)


class TagView(TypedDict):
    """A tag for a report."""

    name: str
    """The tag name, such as `p`."""
    value: str
    """Its value as written, folding included."""
    span: Span
    """Its position in the message."""


class DmarcCheck(TypedDict):
    """The DMARC result for a message. With several Author Domains the fields are those of the one that decides."""

    result: NotRequired[AuthResult | None]
    """The result, in the words of RFC 8601."""
    skipped: NotRequired[Why | None]
    """Why there is none."""
    reason: NotRequired[str | None]
    """Why it is none, temperror, permerror or not checked, in words."""
    domain: NotRequired[str | None]
    """The Author Domain."""
    organizational_domain: NotRequired[str | None]
    """Its organizational domain, if the tree walk finds it."""
    policy: NotRequired[Policy | None]
    """The policy that applies: the published one, one level lower under `t=y`."""
    published_policy: NotRequired[Policy | None]
    """The policy as published for this domain."""
    policy_tag: NotRequired[str | None]
    """The tag it comes from: `p`, `sp` or `np`; null where the record's tags are invalid and `none` applies instead."""
    disposition: NotRequired[Policy | None]
    """What the owner asks to be done with this message; `None` when that cannot be said."""
    record_domain: NotRequired[str | None]
    """The domain whose record applies."""
    record: NotRequired[str | None]
    """The record's text."""
    record_facts: NotRequired[DmarcRecord | None]
    """The record as read."""
    domain_exists: NotRequired[bool | None]
    """Whether the Author Domain exists in DNS, where the policy depends on it."""
    alignment: Alignment
    """Which identifiers align, and why not."""
    walk: list[WalkStep]
    """The tree walk from the Author Domain."""
    others: list[DmarcCheck]
    """The evaluations of the other Author Domains."""

# A Domain Owner Assessment Policy, from mild to strict.
Policy: TypeAlias = "Literal['none', 'quarantine', 'reject']"


class DmarcRecord(TypedDict):
    """A record as read."""

    text: str
    """The record text as published."""
    adkim: Mode
    """How DKIM must align (`adkim`)."""
    aspf: Mode
    """How SPF must align (`aspf`)."""
    psd: Psd
    """Its domain's place in the tree (`psd`)."""
    testing: bool
    """Whether the owner is testing (`t=y`): the policy applies one level lower."""
    fo: list[str]
    """When failure reports are wanted (`fo`): `0`, `1`, `d`, `s`. Of no effect without `ruf`."""
    rua: list[str]
    """Where aggregate reports go: those that are URIs, without size limits."""
    ruf: list[str]
    """Where failure reports go: those that are URIs, without size limits."""
    historic: list[HistoricTag]
    """`pct`, `rf` and `ri`, which older verifiers use."""
    problems: list[str]
    """What is wrong with it, in words."""

# How strictly a domain must align.
Mode: TypeAlias = "Literal['relaxed', 'strict']"

# What a record says of its domain's place in the tree.
Psd: TypeAlias = "Literal['y', 'n', 'u']"


class HistoricTag(TypedDict):
    """A tag of RFC 7489 that RFC 9989 removed."""

    tag: str
    """`pct`, `rf` or `ri`."""
    value: str
    """As published; it has no effect."""


class Alignment(TypedDict):
    """Both methods' alignment."""

    spf: MethodAlignment
    """SPF's, of the MAIL FROM identity."""
    dkim: MethodAlignment
    """DKIM's, one identifier a signature."""

# The alignment of one method's identifiers.
MethodAlignment = TypedDict(
    "MethodAlignment",
    {
        # How strictly the domains must align.
        "mode": "Mode",
        # Whether an identifier that passed aligns.
        "pass": "bool",
        # The identifiers in the order given.
        "identifiers": "list[IdentifierAlignment]",
    },
)


class IdentifierAlignment(TypedDict):
    """One identifier's part in the evaluation."""

    domain: str
    """Its domain, normalized."""
    result: NotRequired[AuthResult | None]
    """The result, in the words of RFC 8601."""
    skipped: NotRequired[Why | None]
    """Why there is none."""
    aligned: Aligned
    """Whether it aligns with the Author Domain, whatever its result."""
    organizational_domain: NotRequired[str | None]
    """Its organizational domain, where the comparison needed it."""
    reason: str
    """Why it aligns or not, or why that is not known."""

# Whether an identifier aligns.
Aligned: TypeAlias = "Literal['yes', 'no', 'unknown']"


class WalkStep(TypedDict):
    """A step of a walk, for the report."""

    domain: str
    """The domain asked about; the question was for `_dmarc.` and this."""
    found: str
    """What was found, in words."""
    record: NotRequired[str | None]
    """The record, if there is exactly one."""


class ArcCheck(TypedDict):
    """The verdict on a message's ARC chain."""

    result: CheckedAuthResult
    """none, pass or fail; temperror when DNS kept it from being known."""
    reason: str
    """Why the result is what it is, for a reader."""
    instances: list[ArcInstance]
    """One entry an instance, from 1, the oldest, upwards."""
    broken_at: NotRequired[int | None]
    """The instance at which the chain is broken."""
    oldest_pass: NotRequired[int | None]
    """The oldest instance whose message signature still verifies, and with it all younger ones: since then nothing
    that it covers was changed (RFC 8617 section 5.2 step 5 calls it `oldest-pass`, and 0 when it is the first)."""
    defects: list[str]
    """Everything that is wrong with the structure."""


class ArcInstance(TypedDict):
    """One set of a chain."""

    instance: int
    """Its number, from 1."""
    seal: CheckedAuthResult
    """The verdict on its seal."""
    message_signature: CheckedAuthResult
    """The verdict on its message signature."""
    cv: NotRequired[ChainValidation | None]
    """What its sealer found of the chain before it."""
    domain: NotRequired[str | None]
    """`d=` of the seal."""
    selector: NotRequired[str | None]
    """`s=` of the seal."""
    reason: str
    """Why the seal's verdict is what it is."""
    seal_facts: NotRequired[ArcSignature | None]
    """The facts of the seal."""
    message_signature_facts: NotRequired[ArcSignature | None]
    """The facts of the message signature."""
    results: NotRequired[ArcResults | None]
    """What its sealer says that it found of the message."""

# The `cv=` tag: what the sealer found of the chain before it.
ChainValidation: TypeAlias = "Literal['none', 'pass', 'fail']"


class ArcSignature(TypedDict):
    """The facts of a seal or message signature."""

    result: CheckedAuthResult
    """The verdict."""
    reason: str
    """Why the result is what it is, for a reader."""
    domain: NotRequired[str | None]
    """`d=`."""
    selector: NotRequired[str | None]
    """`s=`."""
    algorithm: NotRequired[Algorithm | None]
    """`a=`."""
    canonicalization: NotRequired[str | None]
    """`c=` of a message signature; a seal is relaxed always."""
    key_bits: NotRequired[int | None]
    """Size of the key in bits."""
    header_signature: NotRequired[HeaderSignature | None]
    """Whether `b=` verifies; null when that could not be tried."""
    body_hash: NotRequired[BodyHash | None]
    """Whether `bh=` of a message signature is the hash of the body; a seal has none."""
    signed_at: NotRequired[str | None]
    """`t=`."""
    signed_headers: list[str]
    """`h=` of a message signature, in lower case."""
    signed_fields: list[int]
    """The indices of the fields that it covers."""
    key: CheckedKeyCheck
    """What DNS says about the key now."""
    field: int
    """The index of the field in the message."""
    span: Span
    """The position of the field."""
    tags: list[TagView]
    """Every tag with its place."""


class ArcResults(TypedDict):
    """An ARC-Authentication-Results field: a claim of the instance's sealer."""

    field: int
    """The index of the field in the message."""
    span: Span
    """The position of the text after the instance: an authserv-id and results as in Authentication-Results."""
    text: str
    """Its value, not unfolded; bytes that are not UTF-8 became U+FFFD."""


class ReceiverReport(TypedDict):
    """What our receiver said of each identity, beside our own verdict on it. Where it said nothing of one, there is nothing."""

    spf_helo: NotRequired[SaidReport | None]
    """Of SPF for the HELO name."""
    spf_mail_from: NotRequired[SaidReport | None]
    """Of SPF for the envelope sender."""
    dkim: list[SaidReport | None]
    """Of each signature, as `authentication.dkim` lists them."""
    no_signature: NotRequired[SaidReport | None]
    """Of a message without a signature, that it has none."""
    dmarc: NotRequired[SaidReport | None]
    """Of DMARC for the domain in From."""
    arc: NotRequired[SaidReport | None]
    """Of the ARC chain."""


class SaidReport(TypedDict):
    """The claim about one identity."""

    claim: int
    """Its place in `claims`, from 0."""
    result: str
    """The result, as it is written."""
    trusted: bool
    """Whether it is trusted; if not, the sender could have written it too."""
    agrees: NotRequired[bool | None]
    """Whether our own verdict on this identity says the same; null where there is none to compare."""


class ClaimReport(TypedDict):
    """One claim with its standing."""

    received_index: NotRequired[int | None]
    """The Received field of the host that could have written it."""
    field: str
    """The field's name."""
    authserv_id: NotRequired[str | None]
    """The claiming host."""
    trusted: bool
    """Whether it comes from our own receiver."""
    trust_reason: str
    """Why it is trusted or not, for a reader."""
    standing: Standing
    """The same as a word."""
    method: str
    """The method."""
    result: str
    """The result claimed."""
    means: NotRequired[str | None]
    """What that means in the words of RFC 8601, if anything that can be compared."""
    reason: NotRequired[str | None]
    """The `reason=` of the claim."""
    comment: NotRequired[str | None]
    """The comment beside it."""
    properties: Pairs
    """Its properties; the first value where a name is repeated."""
    properties_written: NotRequired[list[list[str]]]
    """The whole value as written, where a name is repeated; omitted otherwise."""
    agrees: NotRequired[bool | None]
    """Whether our own verdict says the same."""
    disagreement: NotRequired[DisagreementReport | None]
    """Why it does not, as far as can be told."""
    span: Span
    """Its position."""

# Whether a claim is trusted.
Standing: TypeAlias = (
    "Literal['above-boundary', 'given', 'confirmed', 'unproven', 'below-boundary', 'no-boundary', 'sealed', "
    "'renamed']"
)

Pairs: TypeAlias = "dict[str, str]"


class DisagreementReport(TypedDict):
    """Why a claim and our verdict differ."""

    kind: Disagreement
    """A stable keyword."""
    text: str
    """The reason for a reader."""

# The most likely reason for a difference.
Disagreement: TypeAlias = (
    "Literal['key-gone', 'key-revoked', 'key-changed', 'dns-fails-now', 'dns-failed-then', 'changed-on-the-way', "
    "'changed-since-receipt', 'intact-now', 'forbidden-now', 'expired', 'body-not-at-hand', 'other-client', "
    "'other-identity', 'other-hop', 'record-may-have-changed', 'rests-on-others', 'no-record-now', "
    "'nothing-found-now']"
)


class VendorReport(TypedDict):
    """A filter's field with its standing."""

    vendor: str
    """The vendor whose field it is."""
    field: str
    """The field's name as written."""
    field_index: int
    """Index in the header."""
    what: str
    """What it is, for a reader."""
    values: list[Value]
    """What was read from it, in the order written."""
    raw: str
    """The value as text, unfolded; truncated where it is long, and earlier where it is opaque."""
    cut_from: NotRequired[int | None]
    """The length of the whole value in bytes, when `raw` was cut."""
    verdict: NotRequired[VendorVerdict | None]
    """What the field says of the message, if it says so."""
    trusted: bool
    """Whether it is our own side's."""
    trust_reason: str
    """Why it is trusted or not, for a reader."""


class Value(TypedDict):
    """One piece of a field."""

    key: str
    """The name of the piece: the vendor's where it has one, else ours in lower case with hyphens."""
    value: str
    """The text, verbatim; decoded where it was encoded as letters or in base64."""
    meaning: NotRequired[str | None]
    """What it means, if that is known."""
    known: Known
    """How well it is known."""

# How well the meaning of a value is documented.
Known: TypeAlias = "Literal['known', 'unknown', 'folklore']"


class VendorVerdict(TypedDict):
    """What a vendor says of the message."""

    kind: VerdictKind
    """Its verdict."""
    score: NotRequired[float | None]
    """Its score in its own unit, if it gives one."""
    threshold: NotRequired[float | None]
    """The score from which the vendor acts, if it says."""

# A filter's verdict.
VerdictKind: TypeAlias = "Literal['clean', 'bulk', 'suspect', 'spam', 'spoof', 'phish', 'malware', 'bypassed']"

# What a check found, or why it was not made.
CheckedBody: TypeAlias = "Body | Skipped"


class Body(TypedDict):
    """What a body holds."""

    attachments: list[Attachment]
    """The parts that are not the text itself, in the order of the message."""
    attachments_left_out: int
    """How many more there are."""
    links: list[Link]
    """Link targets, each pair of address and text once, in message order."""
    links_left_out: int
    """How many links there are beyond what is listed."""
    cut: bool
    """Whether parts are nested too deeply, or texts too long, to be examined in full."""


class Attachment(TypedDict):
    """A part that is not the text itself."""

    part: str
    """Its number, as IMAP counts: `2`, `2.1`."""
    name: NotRequired[str | None]
    """The name that it announces."""
    declared: NotRequired[str | None]
    """The type that it says it is, in lower case."""
    sniffed: NotRequired[str | None]
    """The type that its first bytes show, if they are known."""
    size: int
    """Bytes, decoded."""
    cut: NotRequired[bool]
    """Whether the input ends within it: size and SHA-256 are those of what is there."""
    sha256: str
    """SHA-256 of these, in hexadecimal."""
    inline: bool
    """Whether it is meant to be shown within the text, as a logo is."""
    archive: NotRequired[Archive | None]
    """What is inside, for an archive that could be read."""
    risks: list[Risk]
    """Why it is suspicious."""


class Archive(TypedDict):
    """What is inside."""

    names: list[str]
    """The names, in the order of the directory."""
    left_out: int
    """How many more there are."""
    encrypted: bool
    """Whether an entry is encrypted: filters cannot look into it."""
    files: NotRequired[list[InnerFile]]
    """The files that were unpacked, in the order of the directory; left out where there are none."""


class InnerFile(TypedDict):
    """A file inside an archive."""

    name: str
    """Its name in the archive."""
    size: int
    """Bytes, unpacked."""
    sha256: str
    """SHA-256 of these, in hexadecimal."""


class Risk(TypedDict):
    """Why an attachment is suspicious."""

    kind: RiskKind
    """The kind of risk."""
    inside: NotRequired[str | None]
    """The name within the archive; `None` for the attachment itself."""

# Why a name, or its content, is suspicious.
RiskKind: TypeAlias = (
    "Literal['hidden-program', 'disguised-name', 'doubled-extension', 'program', 'disk-image', 'macro', "
    "'web-page', 'other-type', 'encrypted']"
)


class Link(TypedDict):
    """A link."""

    url: str
    """Its address, in the normal form of the URL standard."""
    host: NotRequired[str | None]
    """The host; `None` for `mailto:` and the like."""
    text: NotRequired[str | None]
    """What a reader sees for it; `None` in a text, where the address shows itself."""
    form: bool
    """Whether it is where a form sends what is typed into it."""
    goes_on_to: NotRequired[str | None]
    """Where it goes on to, if a filter's or search engine's address was put around it."""
    count: int
    """Number of occurrences in the message."""
    oddities: list[LinkOddity]
    """What is odd about it."""

# What is odd about a link.
LinkOddity: TypeAlias = (
    "LinkOddityOtherHost | LinkOddityAddress | LinkOddityInternationalised | LinkOddityUserName | "
    "LinkOddityEmbedded"
)


class FindingReport(TypedDict):
    """One finding."""

    code: str
    """Stable code."""
    name: str
    """Stable name."""
    severity: Severity
    """How severe it is here."""
    title: str
    """One line."""
    detail: str
    """What was found, with the values of this message."""
    basis: Basis
    """Whether it is observed, claimed, derived or looked up."""
    evidence: list[PlaceReport]
    """The fields and bytes that show it."""
    steps: NotRequired[list[int]]
    """The steps of the session that show it; left out where there are none."""
    why: str
    """Why the finding matters."""
    wrong: str
    """False positives: legitimate messages that look the same; empty where a rule of a team does not say."""
    team: NotRequired[TeamReport | None]
    """The team's, for a finding of a rule of its own; omitted for built-in findings."""
    lowered: NotRequired[LoweredReport | None]
    """The rule of the team that made a built-in finding less severe; omitted where none did."""

# What a statement rests on.
Basis: TypeAlias = "Literal['observed', 'claimed', 'derived', 'looked-up']"


class PlaceReport(TypedDict):
    """Bytes that show a finding."""

    field: str
    """The field's name."""
    index: int
    """Its index among all header fields, from 0 at the top."""
    span: Span
    """The bytes."""


class TeamReport(TypedDict):
    """What a finding of a team's own rule has beside that of a built-in one."""

    rules: str
    """The name of the rules file."""
    advice: NotRequired[str | None]
    """What the team does about it."""

# A severity that a rule of a team lowered.
LoweredReport = TypedDict(
    "LoweredReport",
    {
        # The severity without the rule.
        "from": "Severity",
        # The code of the rule.
        "by": "str",
    },
)


class Enrichment(TypedDict):
    """What was looked up."""

    kinds: list[Kind]
    """Which kinds were asked for."""
    addresses: list[AddressReport]
    """IP addresses, the connecting client first."""
    domains: list[DomainReport]
    """About domains."""
    lists_named: int
    """How many DNS lists were named."""
    lists: list[ListHealth]
    """The DNS lists for which there was something to ask, and whether they work."""
    geo_files: list[GeoSource]
    """The geo files."""
    left_out: LeftOut
    """What was left out because there is too much."""

# What can be looked up.
Kind: TypeAlias = "Literal['rdns', 'asn', 'dnsbl', 'geo', 'contacts', 'domains']"


class AddressReport(TypedDict):
    """What was found out about an address."""

    ip: str
    """The address."""
    peer: bool
    """Whether it connected to our side: the one address that the sender cannot forge."""
    seen: list[Seen]
    """The hops that name it."""
    rdns: CheckedReverseNames
    """Its names."""
    asn: CheckedOrigin
    """Which AS announces it."""
    dnsbl: CheckedArrayOfListing
    """What DNS lists say, one entry a list."""
    geo: CheckedArrayOfGeoFacts
    """What geo files say, one entry a file."""
    contacts: CheckedArrayOfContact
    """The abuse contact of its holder."""


class Seen(TypedDict):
    """A hop at which the message was received from an address."""

    hop: int
    """The hop, from 1, origin first."""
    trust: Trust
    """Who wrote it."""
    rdns: NotRequired[str | None]
    """The reverse name that its receiver recorded."""

# What a check found, or why it was not made.
CheckedReverseNames: TypeAlias = "ReverseNames | Skipped"


class ReverseNames(TypedDict):
    """The names of an address."""

    names: list[ReverseName]
    """The names, in alphabetical order; empty if there are none."""
    left_out: int
    """Number of further ones that were not examined."""
    confirmed: NotRequired[bool | None]
    """Whether one of the names is forward-confirmed (`iprev`, RFC 8601 section 3): `None` if that is not known."""
    as_recorded: NotRequired[bool | None]
    """Whether one of the names is what a receiver on our side recorded on receipt: `None` if none did."""


class ReverseName(TypedDict):
    """A name of an address."""

    name: str
    """The host name from the PTR record."""
    confirmed: CheckedBoolean
    """Whether the name resolves to the address (forward-confirmed). Whoever controls an address can publish any name for it."""

# What a check found, or why it was not made.
CheckedBoolean: TypeAlias = "bool | Skipped"

# What a check found, or why it was not made.
CheckedOrigin: TypeAlias = "Origin | Skipped"


class Origin(TypedDict):
    """Which AS announces an address."""

    prefixes: list[Prefix]
    """The prefixes that hold it, the longest first; empty if none is announced."""
    systems: list[System]
    """The autonomous systems that announce these, those of the longest prefix first."""
    malformed: list[str]
    """Texts that could not be read, as they came."""


class Prefix(TypedDict):
    """An announced prefix."""

    prefix: str
    """The prefix."""
    asns: list[int]
    """The numbers of the systems that announce it (RFC 6793)."""
    country: NotRequired[str | None]
    """The country that it is registered for, ISO 3166-1."""
    registry: NotRequired[str | None]
    """The registry: `arin`, `ripencc`, `apnic`, `lacnic`, `afrinic`."""
    allocated: NotRequired[str | None]
    """When it was allocated."""


class System(TypedDict):
    """An autonomous system."""

    asn: int
    """The AS number."""
    name: CheckedNullableString
    """Its name by the registries; null if they have none."""

# What a check found, or why it was not made.
CheckedNullableString: TypeAlias = "str | None | Skipped"

# What a check found, or why it was not made.
CheckedArrayOfListing: TypeAlias = "list[Listing] | Skipped"


class Listing(TypedDict):
    """A list's result for an address or domain."""

    zone: str
    """The list's zone."""
    subject: str
    """The address or name that was asked about."""
    status: CheckedListStatus
    """Whether it is listed. Never "not listed" when the list did not say so."""
    codes: list[Code]
    """Its answers, each by itself."""
    reasons: list[str]
    """The list's text about a listing."""

# What a check found, or why it was not made.
CheckedListStatus: TypeAlias = "ListStatus | Skipped"

# How a question to a list ended.
ListStatus: TypeAlias = "Literal['listed', 'not-listed', 'error', 'not-working']"


class Code(TypedDict):
    """One answer of a list."""

    code: str
    """As received. Each list defines what its answers mean."""
    is_listing: bool
    """Whether it can mean a listing (RFC 5782 section 2.1)."""

# What a check found, or why it was not made.
CheckedArrayOfGeoFacts: TypeAlias = "list[GeoFacts] | Skipped"


class GeoFacts(TypedDict):
    """A geo file's entry for an address."""

    file: str
    """The file's name."""
    network: NotRequired[str | None]
    """The network that the entry is for; null if the file has none for the address."""
    country: NotRequired[str | None]
    """The country, ISO 3166-1."""
    city: NotRequired[str | None]
    """The city, in English."""
    asn: NotRequired[int | None]
    """The number of the autonomous system."""
    organization: NotRequired[str | None]
    """The organization that operates it."""
    problem: NotRequired[str | None]
    """Why the file says nothing, if it could not be asked."""

# What a check found, or why it was not made.
CheckedArrayOfContact: TypeAlias = "list[Contact] | Skipped"


class Contact(TypedDict):
    """Where to write to."""

    address: str
    """The address."""
    source: Source
    """The source of the contact."""
    grade: Grade
    """Whether it can be used without manual review."""

# Where a contact was found, the best first.
Source: TypeAlias = (
    "Literal['cfbl', 'rdap', 'abusix', 'abuse-net', 'ruf', 'signed-field', 'abuse-net-default', 'rfc2142']"
)

# Whether a report may be sent without manual review.
Grade: TypeAlias = "Literal['automatic', 'confirm']"


class DomainReport(TypedDict):
    """What was found out about a domain."""

    domain: str
    """The domain, in A-labels."""
    roles: list[DomainRole]
    """What it is in the message."""
    records: CheckedArrayOfPublished
    """What it publishes about its mail."""
    dnsbl: CheckedArrayOfListing
    """What DNS lists of domains say."""
    contacts: CheckedArrayOfContact
    """Its abuse contact."""

# What a domain is in the message.
DomainRole: TypeAlias = "Literal['from', 'return-path', 'signer', 'peer']"

# What a check found, or why it was not made.
CheckedArrayOfPublished: TypeAlias = "list[Published] | Skipped"


class Published(TypedDict):
    """A record that was asked for."""

    kind: RecordKind
    """The purpose of the record, such as SPF or MTA-STS."""
    name: str
    """The name of the record, or the name it would have."""
    record: CheckedPublishedRecord
    """What was found, or why that is not known."""

# The purpose of a record.
RecordKind: TypeAlias = "Literal['mx', 'spf', 'dmarc', 'bimi', 'mta-sts', 'tls-rpt']"

# What a check found, or why it was not made.
CheckedPublishedRecord: TypeAlias = "PublishedRecord | Skipped"


class PublishedRecord(TypedDict):
    """What was found under the name."""

    present: bool
    """Whether there is such a record."""
    texts: list[str]
    """The records as published."""
    facts: Pairs
    """The step and its value."""
    problems: list[str]
    """What is wrong with it, or weak, in words."""


class ListHealth(TypedDict):
    """A list, and whether it works."""

    zone: str
    """Its zone."""
    about: About
    """What it was tried for."""
    works: CheckedBoolean
    """Whether its test points are as they must be, or why that is not known. What it says counts only if they are."""
    problem: NotRequired[str | None]
    """What is wrong with it, in words."""

# What a list is asked about.
About: TypeAlias = "Literal['ipv4', 'ipv6', 'domain']"


class GeoSource(TypedDict):
    """What a file is."""

    file: str
    """Its name without the folders that it lies in."""
    kind: str
    """What it calls itself, such as `GeoLite2-City`."""
    built: NotRequired[str | None]
    """When it was built."""


class LeftOut(TypedDict):
    """What was left out."""

    addresses: int
    """Addresses beyond `MAX_ADDRESSES`."""
    domains: int
    """Domains beyond `MAX_DOMAINS`."""
    lists: int
    """DNS lists beyond `MAX_LISTS`."""


class Answer(TypedDict):
    """A question with its answer."""

    name: str
    """The name, lower case, without trailing dot."""
    type: RecordType
    """The type."""
    rcode: Rcode
    """The response code, or why there is none."""
    detail: NotRequired[str | None]
    """Why it failed or was not asked; left out otherwise."""
    cname: NotRequired[list[str]]
    """The aliases that were followed, in order; left out where there are none."""
    answers: list[Record]
    """The records; empty unless the query returned some."""
    ttl: NotRequired[int | None]
    """The smallest TTL in seconds of the records, if there are any."""
    server: NotRequired[str | None]
    """Who answered, as `address:port` or a word such as `capsule`."""
    at: NotRequired[str | None]
    """When the answer came, RFC 3339 in UTC; null if that is not known."""
    ad: NotRequired[bool | None]
    """Whether the resolver validated the answer with DNSSEC; null if no server answered."""
    dnssec: NotRequired[Dnssec | None]
    """What our own validation by DNSSEC came to; left out where nothing was validated."""

# How a question ended: the response code in capitals where a server gave one, else in small letters.
Rcode: TypeAlias = "Literal['NOERROR', 'NXDOMAIN', 'SERVFAIL', 'REFUSED', 'timeout', 'failed', 'skipped']"

# One record.
Record: TypeAlias = "str | list[str]"

# What DNSSEC says of an answer (RFC 4035 section 4.3), by our own validation.
Dnssec: TypeAlias = "Literal['bogus', 'insecure', 'secure', 'unchecked']"


class Verdict(TypedDict):
    """The conclusion."""

    summary: str
    """One sentence: the decisive fact first, then what contradicts it."""
    severity: Severity
    """How severe it is: that of the most severe finding, info when nothing was found."""
    against: NotRequired[str | None]
    """The strongest evidence against the sender's identity; null where there is none."""
    in_favour: NotRequired[str | None]
    """The strongest evidence for the sender's identity; null where there is none."""
    relay: NotRequired[Relay | None]
    """The shared relay that delivered the message; omitted where none is known."""
    delivery: NotRequired[Delivery | None]
    """Where our side delivered the message, and by which rule; omitted where it does not say."""


class Relay(TypedDict):
    """A relay that many senders share."""

    platform: str
    """The platform that operates the relay."""
    basis: RelayBasis
    """How the platform was identified."""
    customer: list[Noted]
    """What the platform noted of the account, tenant or address that submitted the message. It was added before the trust
    boundary: credible only because the message was received from the platform's host."""

# What shows whose a relay is.
RelayBasis: TypeAlias = "Literal['confirmed-name', 'network', 'reverse-name']"


class Noted(TypedDict):
    """A field of a platform."""

    field: str
    """The field's name."""
    field_index: int
    """Its index in the message."""
    value: str
    """Its value, shortened."""


class Delivery(TypedDict):
    """Where a message was delivered, and by which rule."""

    folder: str
    """The folder, in words."""
    rule: NotRequired[str | None]
    """What decided that, in words."""
    codes: str
    """The codes that say so, as written."""
    field_index: int
    """Index of the field."""


class Header(TypedDict):
    """The header block. In JSON its bytes are a text, in which every byte that is not UTF-8 is replaced by U+FFFD and listed beside
    it, so nothing is lost."""

    text: str
    """The bytes as text."""
    no_text: NotRequired[list[NoText]]
    """The bytes that are no UTF-8; left out where there are none."""
    fields: list[Span]
    """The position of each field, without its final line end."""


class NoText(TypedDict):
    """Bytes that are not UTF-8."""

    at: int
    """The offset of the first."""
    hex: str
    """The bytes, in hexadecimal."""


class Report(TypedDict):
    """A report on one message."""

    schema: Literal['hdrtrace/1']
    """[`SCHEMA`]."""
    input: Input
    """The input."""
    as_of: AsOf
    """The time for which expiration was checked."""
    message: Summary
    """The message's own claims: sender-supplied (unverified)."""
    session: NotRequired[SessionReport | None]
    """The SMTP session that carried it; left out where none was given."""
    route: RouteReport
    """Its path."""
    authentication: AuthenticationReport
    """What was found out about the sender now."""
    claims: list[ClaimReport]
    """What headers say was found out."""
    vendors: list[VendorReport]
    """What filters noted."""
    body: CheckedBody
    """Attachments and links: sender-supplied (unverified)."""
    findings: list[FindingReport]
    """The findings."""
    enrichment: NotRequired[Enrichment | None]
    """What was looked up beside authentication; left out if nothing was asked for."""
    dns: list[Answer]
    """What DNS was asked and said."""
    dns_doubt: NotRequired[str | None]
    """Why some of that is not trusted, if so."""
    verdict: Verdict
    """The conclusion."""
    protected: NotRequired[list[str]]
    """Domains that the caller named as his own side's; left out where he named none."""
    carried: NotRequired[bool]
    """Whether it was attached to another message and nobody vouches for it: whoever attached it may have written all of it, the
    receiver's fields too. Left out where it is not so."""
    header: Header
    """The header block, for whoever shows its bytes."""
