//! What a sender writes beside the recipient does not take the recipient out of redaction.

use super::recipients::{redacted, redactor};
use super::text_of;
use hdrtrace::message::Message;
use hdrtrace::redact::{Protected, Why};

#[test]
fn a_field_of_the_name_of_the_recipient_switches_nothing_off() {
    let found = redacted(include_bytes!("inputs/switch-off-local.eml"));
    let text = text_of(&found.bytes);
    assert!(
        !text.contains("mquill77") && !text.contains("Quill"),
        "{text}"
    );
    // The sender calls himself so, too: said, since it is evidence.
    assert_eq!(found.evidence, ["From"]);
}

#[test]
fn neither_the_senders_name_nor_a_lists_switches_anything_off() {
    let raw = include_bytes!("inputs/sender-switches-off.eml");
    let found = redacted(raw);
    let text = text_of(&found.bytes).to_lowercase();
    assert!(
        !text.contains("morgan") && !text.contains("quill"),
        "{text}"
    );
    // Whose domain it is stays.
    assert!(text.contains(".lists.evil.example") && text.contains("<alerts@bank.example>"));
}

/// A mail that says to come from its own recipient: that From and To are the same is shown by their token.
#[test]
fn who_is_made_the_sender_of_his_own_mail_stays_protected() {
    let raw = b"From: Robin <robin.vale@example.net>\r\nSender: a@b.example\r\nTo: robin.vale@example.net\r\n\r\nhi\r\n";
    let found = redacted(raw);
    let text = text_of(&found.bytes);
    let token = super::key().token("robin.vale");
    assert_eq!(text.matches(&token).count(), 2, "{text}");
    assert_eq!(found.evidence, ["From"]);
    assert!(
        found.notes()[0].starts_with("From also contained")
            && found.notes()[0].contains("the same token")
    );
}

#[test]
fn what_is_not_looked_for_by_itself_is_named() {
    let raw = b"From: a@b.example\r\nTo: Support <support@example.net>, gardeners@lists.example.org, rv@example.net\r\n\r\nhi\r\n";
    let found = redacted(raw);
    let left: Vec<(&str, Why)> = found
        .unprotected
        .iter()
        .map(|left| (left.text.as_str(), left.why))
        .collect();
    assert_eq!(
        left,
        [
            ("Support", Why::OrdinaryWord),
            ("gardeners", Why::ListName),
            ("rv", Why::Short),
            ("support", Why::OrdinaryWord),
        ]
    );
    assert_eq!(
        found.unprotected[3].to_string(),
        "not searched for by itself: 'support' (a common word)"
    );
}

/// A list's name in one address is the person's in another.
#[test]
fn an_address_at_a_list_does_not_take_out_a_persons() {
    let raw = b"To: robin.vale@lists.evil.example\r\nDelivered-To: robin.vale@example.net\r\n\r\nhi robin.vale\r\n";
    let who = Protected::of(&Message::parse(raw));
    assert_eq!(who.unprotected().count(), 0);
    assert!(redactor(raw).redact(raw).unwrap().bytes.ends_with(b"\r\n"));
    assert!(!text_of(&redacted(raw).bytes).contains("robin"));
}
