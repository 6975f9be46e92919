//! The value of one Received field: nothing of it is lost, and every place in it is one.

use hdrtrace::message::Span;
use hdrtrace::received::{self, grammar};

pub fn run(data: &[u8]) {
    let value = String::from_utf8_lossy(data);
    assert_lossless(&value);
    let hop = received::read(&value);
    let unparsed = hop.unparsed.iter().map(|unparsed| unparsed.span);
    let remarks = hop.remarks.iter().map(|remark| remark.span);
    for Span { start, end } in unparsed.chain(remarks) {
        assert!(value.get(start..end).is_some(), "{start}..{end}");
    }
    if let (Some(ip), Some(helo)) = (hop.spans.ip, hop.spans.helo) {
        assert!(
            ip.end <= helo.start || helo.end <= ip.start,
            "the peer's address is taken from what it called itself"
        );
    }
}

/// Tokens stand in order, with nothing but white space between them.
fn assert_lossless(value: &str) {
    let is_white = |byte: u8| byte.is_ascii_whitespace() || byte == 0x0b;
    let mut at = 0;
    for token in grammar::tokens(value) {
        assert!(!token.span.is_empty());
        assert!(value[at..token.span.start].bytes().all(is_white));
        at = token.span.end;
    }
    assert!(value[at..].bytes().all(is_white));
}
