//! What a signed field may have been before lists and gateways changed it.

use super::Edit;
use super::covered::Covered;
use super::search::lines;

/// Fields that lists add to messages that had none.
const ADDED: [&str; 14] = [
    "reply-to",
    "sender",
    "cc",
    "precedence",
    "list-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "list-subscribe",
    "list-post",
    "list-help",
    "list-archive",
    "list-owner",
    "content-transfer-encoding",
    "mime-version",
];

/// Fields in which the author's address is kept when From is rewritten.
const ORIGINAL_FROM: [&str; 5] = [
    "x-original-from",
    "x-original-sender",
    "x-mailfrom",
    "reply-to",
    "cc",
];

/// Encodings that a body may have had.
const ENCODINGS: [&str; 4] = ["7bit", "8bit", "quoted-printable", "base64"];

type Candidates = Vec<(Edit, Vec<u8>)>;

/// What the field in a place may have been, whole and with CRLF line ends; empty stands for none.
pub(super) fn of(
    covered: &Covered<'_>,
    name: &str,
    index: Option<usize>,
    raw: &[u8],
) -> Candidates {
    let mut found = Vec::new();
    match name {
        "subject" => subjects(raw, &mut found),
        "from" => froms(covered, raw, &mut found),
        _ => {}
    }
    if name.starts_with("content-") || name == "mime-version" {
        from_part(covered, name, raw, &mut found);
    }
    if index.is_some() {
        other_instances(covered, name, index, &mut found);
        if ADDED.contains(&name) {
            found.push((Edit::FieldAdded, Vec::new()));
        }
        rewrapped(raw, &mut found);
    }
    found
}

/// The value of a field, unfolded.
pub(super) fn value_text(raw: &[u8]) -> Option<String> {
    let colon = memchr::memchr(b':', raw)?;
    let text = String::from_utf8_lossy(&raw[colon + 1..]);
    Some(text.replace("\r\n", "").trim().to_owned())
}

/// The name as written with its colon, and the value behind it.
fn split(raw: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = memchr::memchr(b':', raw)?;
    Some(raw.split_at(colon + 1))
}

fn field(name: &[u8], value: &[u8]) -> Vec<u8> {
    [name, b" ", value.trim_ascii(), b"\r\n"].concat()
}

/// Without `[tag]`, the first or each, or without a first word such as `***SPAM***`.
fn subjects(raw: &[u8], found: &mut Candidates) {
    let Some((name, value)) = split(raw) else {
        return;
    };
    let mut rest = value.to_vec();
    for _ in 0..3 {
        let Some((open, close)) = tag(&rest) else {
            break;
        };
        let behind = rest[close..].trim_ascii_start();
        rest = [&rest[..open], behind].concat();
        found.push((Edit::SubjectTag, field(name, &rest)));
    }
    let value = value.trim_ascii();
    if value.starts_with(b"*")
        && let Some(blank) = memchr::memchr(b' ', value)
    {
        found.push((Edit::SubjectTag, field(name, &value[blank..])));
    }
}

/// Where a bracketed tag begins and ends.
fn tag(value: &[u8]) -> Option<(usize, usize)> {
    let open = memchr::memchr(b'[', value)?;
    let close = open + memchr::memchr(b']', &value[open..])?;
    Some((open, close + 1))
}

/// The author's own address: the fields that keep it, with the display name in its usual dresses.
fn froms(covered: &Covered<'_>, raw: &[u8], found: &mut Candidates) {
    let Some((name, _)) = split(raw) else {
        return;
    };
    let display = display_name(&value_text(raw).unwrap_or_default());
    for kept in ORIGINAL_FROM {
        let Some(original) = covered.message.first(kept) else {
            continue;
        };
        let value = original.unfolded();
        found.push((Edit::FromRewritten, field(name, &value)));
        let Some(address) = address(&value) else {
            continue;
        };
        for display in [
            format!("{display} "),
            format!("\"{display}\" "),
            String::new(),
        ] {
            let value = format!("{display}<{address}>");
            found.push((Edit::FromRewritten, field(name, value.as_bytes())));
        }
        found.push((Edit::FromRewritten, field(name, address.as_bytes())));
    }
}

/// The author's name in `"Alice via List" <list@…>` and its like.
fn display_name(from: &str) -> String {
    let display = from
        .rsplit_once('<')
        .map_or("", |(display, _)| display)
        .trim();
    let display = display.trim_matches(|c| c == '"' || c == '\'').trim();
    let end = [" via ", " at "]
        .iter()
        .find_map(|word| display.rfind(word));
    display[..end.unwrap_or(display.len())]
        .trim_matches(|c| c == '"' || c == '\'' || c == ' ')
        .to_owned()
}

fn address(value: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(value).ok()?;
    let address = match text.rsplit_once('<') {
        Some((_, rest)) => rest.split('>').next()?,
        None => text,
    };
    let address = address.trim();
    (address.contains('@') && !address.contains(char::is_whitespace)).then(|| address.to_owned())
}

/// MIME fields: those of the part that is the original, else the other encodings.
fn from_part(covered: &Covered<'_>, name: &str, raw: &[u8], found: &mut Candidates) {
    let edit = if raw.is_empty() {
        Edit::FieldRemoved
    } else {
        Edit::FieldRewritten
    };
    let mut part_field: Option<Vec<u8>> = None;
    let mut at = 0;
    for (line, end) in lines(covered.part) {
        let whole = &covered.part[std::mem::replace(&mut at, end)..end];
        let folded = matches!(line.first(), Some(b' ' | b'\t'));
        match &mut part_field {
            Some(field) if folded => field.extend_from_slice(whole),
            Some(_) => break,
            None if !folded && names(line, name) => part_field = Some(whole.to_vec()),
            None => {}
        }
    }
    found.extend(part_field.map(|field| (edit, field)));
    if name == "content-transfer-encoding" {
        let title = split(raw).map_or(&b"Content-Transfer-Encoding:"[..], |(name, _)| name);
        found.extend(ENCODINGS.map(|encoding| (edit, field(title, encoding.as_bytes()))));
    } else if name == "mime-version" && raw.is_empty() {
        found.push((edit, b"MIME-Version: 1.0\r\n".to_vec()));
    }
}

fn names(line: &[u8], name: &str) -> bool {
    memchr::memchr(b':', line).is_some_and(|colon| {
        line[..colon]
            .trim_ascii()
            .eq_ignore_ascii_case(name.as_bytes())
    })
}

/// Another field of the name: the order was changed, or one was added below.
fn other_instances(
    covered: &Covered<'_>,
    name: &str,
    index: Option<usize>,
    found: &mut Candidates,
) {
    const MAX_INSTANCES: usize = 3;
    let ends = covered.message.line_ends();
    let others = covered
        .message
        .named(name)
        .filter(|(other, _)| Some(*other) != index);
    for (_, other) in others.take(MAX_INSTANCES) {
        let raw = crate::message::to_crlf(other.raw(), ends).into_owned();
        found.push((Edit::Reordered, raw));
    }
}

/// The field on one line, and folded behind its commas: what simple canonicalization does not forgive.
fn rewrapped(raw: &[u8], found: &mut Candidates) {
    let text = raw.strip_suffix(b"\r\n").unwrap_or(raw);
    let unfolded: Vec<u8> = lines(text).flat_map(|(line, _)| line.to_vec()).collect();
    let single: Vec<u8> = unfolded
        .iter()
        .map(|&byte| if byte == b'\t' { b' ' } else { byte })
        .collect();
    if unfolded.len() < text.len() {
        found.push((Edit::Rewrapped, [&unfolded[..], b"\r\n"].concat()));
        found.push((Edit::Rewrapped, [&single[..], b"\r\n"].concat()));
    }
    if memchr::memmem::find(&single, b", ").is_some() {
        for fold in ["\r\n ", "\r\n\t"] {
            let text = String::from_utf8_lossy(&single).replace(", ", &format!(",{fold}"));
            found.push((Edit::Rewrapped, (text + "\r\n").into_bytes()));
        }
    }
}
