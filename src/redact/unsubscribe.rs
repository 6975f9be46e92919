//! Identifiers in List-Unsubscribe: opaque to us, but the sender knows by them who complained (RFC 6590 section 1,
//! RFC 8058 section 3.1).

use memchr::memmem;
use std::ops::Range;

/// The shortest run of token characters that can name a person among a list's members.
const MIN_IDENTIFIER: usize = 10;

/// Where identifiers stand in the List-Unsubscribe fields of a header: long runs with a digit behind the host of a link,
/// or in the local part or subject of an address.
pub(super) fn identifiers(header: &[u8]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for field in fields(header) {
        let mut at = field.start;
        while let Some(open) = memchr::memchr(b'<', &header[at..field.end]) {
            let start = at + open + 1;
            let Some(close) = memchr::memchr(b'>', &header[start..field.end]) else {
                break;
            };
            uri(header, start..start + close, &mut out);
            at = start + close;
        }
    }
    out
}

/// The List-Unsubscribe fields of a header, with their folded lines.
fn fields(header: &[u8]) -> Vec<Range<usize>> {
    const NAME: &[u8] = b"list-unsubscribe:";
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut at = 0;
    while at < header.len() {
        let end = memchr::memchr(b'\n', &header[at..]).map_or(header.len(), |end| at + end + 1);
        let line = &header[at..end];
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            open = line
                .get(..NAME.len())
                .is_some_and(|name| name.eq_ignore_ascii_case(NAME));
            if open {
                out.push(at..end);
            }
        } else if open && let Some(last) = out.last_mut() {
            last.end = end;
        }
        at = end;
    }
    out
}

fn uri(header: &[u8], place: Range<usize>, out: &mut Vec<Range<usize>>) {
    let text = &header[place.clone()];
    let lead = match memmem::find(text, b"://") {
        // The host is no secret: it is whom one would complain to.
        Some(scheme) => memchr::memchr2(b'/', b'?', &text[scheme + 3..])
            .map_or(text.len(), |path| scheme + 3 + path),
        None => memchr::memchr(b':', text).map_or(0, |colon| colon + 1),
    };
    let is_mail = text
        .get(..7)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"mailto:"));
    let mut at = lead;
    while at < text.len() {
        let length = text[at..]
            .iter()
            .take_while(|byte| is_token(**byte))
            .count();
        let run = &text[at..at + length];
        let is_host = is_mail && at > 0 && text[at - 1] == b'@';
        if is_identifier(run) && !is_host {
            out.push(place.start + at..place.start + at + length);
        }
        at += length.max(1);
    }
}

/// Whether a run of token characters can name a person.
pub(super) fn is_identifier(run: &[u8]) -> bool {
    run.len() >= MIN_IDENTIFIER && run.iter().any(u8::is_ascii_digit)
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~%+".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_stand_behind_the_host() {
        let header = b"Subject: x\r\nList-Unsubscribe: <https://u12345678901.esp.example/un/4f2a9c81d0e7?m=leave>,\r\n \
            <mailto:leave-88121aa2b34c@l1234567890.example?subject=go>\r\nX: <https://a.example/0123456789abc>\r\n";
        let found: Vec<&[u8]> = identifiers(header)
            .into_iter()
            .map(|range| &header[range])
            .collect();
        assert_eq!(found, [&b"4f2a9c81d0e7"[..], b"leave-88121aa2b34c"]);
    }
}
