//! Addresses that are not read.

use crate::limits::{MAX_ADDRESS_FIELD, MAX_MAILBOXES};
use crate::message::{Message, addresses};

/// Fields of addresses whose number is bounded in silence otherwise: of From, the report tells it by itself.
const COUNTED: &[&str] = &["To", "Cc", "Reply-To", "Sender"];

/// The shortest address with its comma, `a@b,`.
const SHORTEST: usize = 4;

/// Where the first field with more addresses than are read begins, and how many are not read of all. What is longer than is
/// read counts as one.
pub(crate) fn addresses_left_out(message: &Message<'_>) -> Option<(usize, usize)> {
    let mut found = None;
    for field in message.fields() {
        let is_counted = COUNTED
            .iter()
            .any(|name| field.name().eq_ignore_ascii_case(name));
        let length = field.raw_value().len();
        if !is_counted || length < MAX_MAILBOXES * SHORTEST {
            continue;
        }
        let more = addresses(field).more + usize::from(length > MAX_ADDRESS_FIELD);
        if more > 0 {
            let (_, count) = found.get_or_insert((field.value_span().start, 0));
            *count += more;
        }
    }
    found
}
