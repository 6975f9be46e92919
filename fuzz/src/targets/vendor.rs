//! A header block whose fields of filters and platforms are decoded.

use hdrtrace::limits::MAX_VENDOR_RAW;
use hdrtrace::message::Message;
use hdrtrace::vendor_headers;

pub fn run(data: &[u8]) {
    let message = Message::parse(data);
    for field in vendor_headers::read(&message) {
        assert!(field.raw.len() <= MAX_VENDOR_RAW);
        assert!(field.cut_from.is_none_or(|whole| whole >= field.raw.len()));
        assert!(field.field_index < message.fields().len());
    }
    for field in message.fields() {
        let _ = vendor_headers::familiarity(field.name());
    }
}
