//! Fields with NUL bytes: read without them, spans moved back to where things stand.

use super::{Received, SlotSpans};
use crate::message::Span;

/// Reads a value as if its NUL bytes were not there.
pub(super) fn read_without(value: &str) -> Received {
    let stripped = value.replace('\0', "");
    // For each byte that stays, how far it moved.
    let origins: Vec<usize> = value
        .bytes()
        .enumerate()
        .filter(|(_, byte)| *byte != 0)
        .map(|(at, _)| at)
        .collect();
    let move_back = |span: Span| {
        let start = origins.get(span.start).copied().unwrap_or(value.len());
        let end = span
            .end
            .checked_sub(1)
            .and_then(|last| origins.get(last))
            .map_or(start, |last| last + 1);
        Span::new(start, end.max(start))
    };
    let mut received = super::read_plain(&stripped);
    for remark in &mut received.remarks {
        remark.span = move_back(remark.span);
    }
    for unparsed in &mut received.unparsed {
        unparsed.span = move_back(unparsed.span);
    }
    for span in slots(&mut received.spans) {
        *span = span.map(move_back);
    }
    received
}

fn slots(spans: &mut SlotSpans) -> [&mut Option<Span>; 14] {
    let SlotSpans {
        name,
        helo,
        rdns,
        ip,
        by,
        by_ip,
        via,
        with,
        id,
        for_,
        envelope_from,
        auth,
        tls,
        date,
    } = spans;
    [
        name,
        helo,
        rdns,
        ip,
        by,
        by_ip,
        via,
        with,
        id,
        for_,
        envelope_from,
        auth,
        tls,
        date,
    ]
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_lose_the_nul_and_spans_keep_their_place() {
        let field = "from mail.ex\0ample.com (host.example.net [192.0\0.2.1]) by mx.example.org";
        let hop = crate::received::read(field);
        assert_eq!(hop.helo(), Some("mail.example.com"));
        assert_eq!(hop.peer().unwrap().to_string(), "192.0.2.1");
        let span = hop.spans.helo.unwrap();
        assert_eq!(&field[span.start..span.end], "mail.ex\0ample.com");
    }
}
