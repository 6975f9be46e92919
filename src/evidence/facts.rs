//! What the message says of itself: its author, its envelope, its names and dates.

use crate::message::{HeaderField, Mailbox, Message, decoded_text, mailboxes};
use crate::received::date::{self, ReceivedDate};

/// The fields that findings and reports ask for, read once. All of it is the sender's word.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Addresses of all From fields, in the order written.
    pub from: Vec<Mailbox>,
    /// Indices of the From fields; RFC 5322 section 3.6 wants exactly one.
    pub from_fields: Vec<usize>,
    /// Addresses of Reply-To, with the index of the field.
    pub reply_to: Option<(usize, Vec<Mailbox>)>,
    /// Addresses of Sender, with the index of the field.
    pub sender: Option<(usize, Vec<Mailbox>)>,
    /// Addresses of To and Cc.
    pub recipients: Vec<Mailbox>,
    /// Addresses that hosts on the way noted as the recipient's: Delivered-To, X-Original-To and Envelope-To.
    pub delivered_to: Vec<String>,
    /// The topmost Return-Path: index of the field, and the address, empty for the null sender.
    pub return_path: Option<(usize, String)>,
    /// The subject with encoded words decoded.
    pub subject: Option<String>,
    /// Date: index of the field, and what could be read of it.
    pub date: Option<(usize, Option<ReceivedDate>)>,
    /// Message-ID with its brackets, and the index of the field.
    pub message_id: Option<(usize, String)>,
    /// The list that the mail came through, by List-Id or List-Post: index of the field, and its value.
    pub list: Option<(usize, String)>,
}

/// Fields in which the last hosts note the recipient.
const DELIVERED: &[&str] = &[
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "X-Envelope-To",
];

impl Facts {
    /// Reads them.
    pub fn of(message: &Message<'_>) -> Self {
        let mut facts = Self::default();
        for (index, field) in message.fields().iter().enumerate() {
            facts.take(index, field);
        }
        facts
    }

    fn take(&mut self, index: usize, field: &HeaderField<'_>) {
        // Names of other lengths or letters are passed over without comparing further.
        let name = field.name();
        if name.eq_ignore_ascii_case("From") {
            self.from.extend(mailboxes(field));
            self.from_fields.push(index);
        } else if name.eq_ignore_ascii_case("Reply-To") {
            self.reply_to
                .get_or_insert_with(|| (index, mailboxes(field)));
        } else if name.eq_ignore_ascii_case("Sender") {
            self.sender.get_or_insert_with(|| (index, mailboxes(field)));
        } else if name.eq_ignore_ascii_case("To") || name.eq_ignore_ascii_case("Cc") {
            self.recipients.extend(mailboxes(field));
        } else if name.eq_ignore_ascii_case("Return-Path") {
            self.return_path
                .get_or_insert_with(|| (index, bare_address(&field.text())));
        } else if DELIVERED
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
        {
            self.delivered_to.push(bare_address(&field.text()));
        } else if name.eq_ignore_ascii_case("Subject") {
            self.subject.get_or_insert_with(|| decoded_text(field));
        } else if name.eq_ignore_ascii_case("Date") {
            self.date
                .get_or_insert_with(|| (index, date::read(&field.text()).ok()));
        } else if name.eq_ignore_ascii_case("Message-ID") {
            self.message_id
                .get_or_insert_with(|| (index, field.text().into_owned()));
        } else if name.eq_ignore_ascii_case("List-Id") || name.eq_ignore_ascii_case("List-Post") {
            self.list
                .get_or_insert_with(|| (index, field.text().into_owned()));
        }
    }

    /// The domains of the From addresses, each once, in the order written.
    pub fn from_domains(&self) -> Vec<String> {
        let mut domains: Vec<String> = Vec::new();
        for domain in self.from.iter().filter_map(Mailbox::domain) {
            if !domains.contains(&domain) {
                domains.push(domain);
            }
        }
        domains
    }
}

/// The address of a Return-Path: without comment, display name and angle brackets.
fn bare_address(value: &str) -> String {
    let inner = match (value.find('<'), value.rfind('>')) {
        (Some(open), Some(close)) if open < close => &value[open + 1..close],
        _ => value.split_ascii_whitespace().next().unwrap_or_default(),
    };
    inner.trim().to_owned()
}
