//! A header block whose Authentication-Results and the like are read: every claim stands within its field.

use hdrtrace::claims;
use hdrtrace::limits::MAX_CLAUSES;
use hdrtrace::message::Message;

pub fn run(data: &[u8]) {
    let message = Message::parse(data);
    for field in claims::fields(&message) {
        let within = message.fields()[field.field_index].value_span();
        let spans = field.unread.iter().copied();
        for span in spans.chain(field.claims.iter().map(|claim| claim.span)) {
            assert!(within.start <= span.start && span.start <= span.end && span.end <= within.end);
        }
        assert!(field.claims.len() <= MAX_CLAUSES);
    }
}
