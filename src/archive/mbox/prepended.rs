//! Fields that mail programs put before a message in a mailbox: facts of the mailbox, not of the message.

use crate::codec::encoded_word;

/// The fields of one program, and how it begins a separator.
struct Program {
    separator: fn(&[u8]) -> bool,
    fields: &'static [&'static str],
}

const PROGRAMS: &[Program] = &[
    // Google Takeout; the number is that of the message in the account.
    Program {
        separator: |line| memchr::memmem::find(line, b"@xxx ").is_some(),
        fields: &["X-GM-THRID", "X-Gmail-Labels"],
    },
    // Thunderbird; the labels are filled up with spaces so that they can be changed in place.
    Program {
        separator: |line| line.starts_with(b"From - "),
        fields: &[
            "X-Mozilla-Status",
            "X-Mozilla-Status2",
            "X-Mozilla-Keys",
            "X-Account-Key",
            "X-UIDL",
        ],
    },
];

/// The fields at the beginning of a message that its mailbox added, and where the message itself begins.
pub(super) fn prepended(separator: &[u8], message: &[u8]) -> (Vec<(&'static str, String)>, usize) {
    let mut facts = Vec::new();
    let mut start = 0;
    let Some(program) = PROGRAMS
        .iter()
        .find(|program| (program.separator)(separator))
    else {
        return (facts, start);
    };
    while let Some((name, value, next)) = field(&message[start..], program.fields) {
        facts.push((name, value));
        start += next;
    }
    (facts, start)
}

/// The first field, if it has one of these names; where the next begins.
fn field(message: &[u8], names: &'static [&'static str]) -> Option<(&'static str, String, usize)> {
    let colon = memchr::memchr(b':', &message[..message.len().min(LONGEST)])?;
    let name = names
        .iter()
        .find(|name| message[..colon].eq_ignore_ascii_case(name.as_bytes()))?;
    let mut end = colon;
    loop {
        end += memchr::memchr(b'\n', &message[end..])? + 1;
        if !matches!(message.get(end), Some(b' ' | b'\t')) {
            break;
        }
    }
    let lines = message[colon + 1..end].split(|byte| matches!(byte, b'\r' | b'\n'));
    let unfolded: Vec<u8> = lines.flatten().copied().collect();
    Some((name, encoded_word::decode(unfolded.trim_ascii()), end))
}

/// No name of these is longer.
const LONGEST: usize = 32;
