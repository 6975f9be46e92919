//! The handwriting of mail programs: Received fields of Postfix, Exim and Dovecot, and our reader's own server.

use super::clock::Moment;
use super::ids;
use super::letter::Letter;

/// Whose mailbox the samples come from.
pub const READER: &str = "robin@example.net";
/// The name of the server that takes mail for it, and by which it signs its results.
pub const MX: &str = "mx.example.net";

/// TLS 1.3 as Postfix writes it on the server's side.
pub const TLS13: &str = "\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\
    \n\t key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256)\
    \n\t(No client certificate requested)";
/// TLS 1.2 likewise.
pub const TLS12: &str = "\n\t(using TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits))\
    \n\t(No client certificate requested)";
/// No TLS.
pub const PLAIN: &str = "";

/// A step into a Postfix.
pub struct Postfix<'a> {
    /// The HELO name, the name by reverse DNS or `unknown`, and the address.
    pub from: (&'a str, &'a str, &'a str),
    /// [`TLS13`], [`TLS12`] or [`PLAIN`], and what follows it in comments.
    pub tls: &'a str,
    /// The host.
    pub by: &'a str,
    /// The protocol.
    pub with: &'a str,
    /// The queue ID.
    pub id: &'a str,
    /// The recipient.
    pub to: &'a str,
    /// When, with the zone's letters.
    pub at: (Moment, &'a str),
}

impl Postfix<'_> {
    /// Puts the field on the letter.
    pub fn stamp(&self, letter: &mut Letter) {
        let Self {
            from: (helo, rdns, ip),
            tls,
            by,
            with,
            id,
            to,
            at: (time, zone),
        } = self;
        let family = if ip.contains(':') { "IPv6:" } else { "" };
        letter.stamp(&format!(
            "Received: from {helo} ({rdns} [{family}{ip}]){tls}\n\
             \tby {by} (Postfix) with {with} id {id}\n\
             \tfor <{to}>; {}",
            time.postfix(zone),
        ));
    }
}

/// How mail reaches the reader.
pub struct Arrival<'a> {
    /// The HELO name, the name by reverse DNS or `unknown`, and the address.
    pub from: (&'a str, &'a str, &'a str),
    /// As in [`Postfix`].
    pub tls: &'a str,
    /// The queue ID, whose first five digits are below a million microseconds.
    pub id: &'a str,
    /// When.
    pub at: Moment,
    /// MAIL FROM.
    pub mail_from: &'a str,
    /// What the server found: the results, each with `;` before it.
    pub results: &'a str,
    /// Seconds until LMTP hands it to the store; `None` if this host is the store.
    pub stored: Option<i64>,
}

impl Arrival<'_> {
    /// Takes the letter in: Postfix, a milter's results, the store, the envelope's addresses.
    pub fn deliver(&self, letter: &mut Letter) {
        let with = if self.tls == PLAIN { "ESMTP" } else { "ESMTPS" };
        Postfix {
            from: self.from,
            tls: self.tls,
            by: MX,
            with,
            id: self.id,
            to: READER,
            at: (self.at, "UTC"),
        }
        .stamp(letter);
        letter.stamp(&format!("Authentication-Results: {MX}{}", self.results));
        letter.stamp(&format!("X-Original-To: {READER}"));
        if let Some(seconds) = self.stored {
            let time = self.at.later(seconds);
            letter.stamp(&format!(
                "Received: from {MX}\n\
                 \tby store.example.net with LMTP\n\
                 \tid {}\n\
                 \t(envelope-from <{}>)\n\
                 \tfor <{READER}>; {}",
                ids::dovecot(time, 734_003_200, 0x0009_e5d2),
                self.mail_from,
                time.padded(),
            ));
        }
        letter.stamp(&format!("Delivered-To: {READER}"));
        letter.stamp(&format!("Return-Path: <{}>", self.mail_from));
    }
}

/// A step into an Exim that knows the peer's name.
pub struct Exim<'a> {
    /// The name by reverse DNS and the address; HELO is the same name.
    pub from: (&'a str, &'a str),
    /// The host.
    pub by: &'a str,
    /// MAIL FROM.
    pub mail_from: &'a str,
    /// The recipient.
    pub to: &'a str,
    /// The number of the process, for the id.
    pub process: usize,
    /// When.
    pub at: Moment,
}

impl Exim<'_> {
    /// Puts the field on the letter.
    pub fn stamp(&self, letter: &mut Letter) {
        let Self {
            from: (name, ip),
            by,
            mail_from,
            to,
            process,
            at,
        } = self;
        letter.stamp(&format!(
            "Received: from {name} ([{ip}])\n\
             \tby {by} with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384\n\
             \t(Exim 4.98.2)\n\
             \t(envelope-from <{mail_from}>)\n\
             \tid {}\n\
             \tfor {to};\n\
             \t{}",
            ids::exim(*at, *process, process % 2000),
            at.padded(),
        ));
    }
}

/// Columns that Exchange fills.
const EXCHANGE_WIDTH: usize = 78;

/// Folds a field as Exchange does: at blanks, as late as the width allows, indented by one blank.
pub fn exchange_fold(field: &str) -> String {
    let mut text = String::new();
    let mut column = 0;
    for word in field.split(' ') {
        if column > 0 && column + 1 + word.len() > EXCHANGE_WIDTH {
            text.push('\n');
            column = 0;
        }
        if !text.is_empty() {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += word.len();
    }
    text
}
