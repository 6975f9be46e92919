//! Form (`FRM`): how the message is written.

use crate::findings::model::Finding;

mod bad_date;
mod control_bytes;
mod date_far;
mod eight_bit;
mod encoded_word_abuse;
mod forged_mailer;
mod hidden_characters;
mod junk_line;
mod message_id;
mod missing_fields;
mod no_blank_after_colon;
mod overlong_line;
mod repeated_field;
mod reply_without_thread;

/// By code.
pub(super) const ALL: &[&Finding] = &[
    &missing_fields::FINDING,
    &message_id::FINDING,
    &repeated_field::FINDING,
    &bad_date::FINDING,
    &date_far::FINDING,
    &control_bytes::FINDING,
    &overlong_line::FINDING,
    &eight_bit::FINDING,
    &encoded_word_abuse::FINDING,
    &hidden_characters::FINDING,
    &forged_mailer::FINDING,
    &reply_without_thread::FINDING,
    &junk_line::FINDING,
    &no_blank_after_colon::FINDING,
];
