//! Authentication-Results and the fields of its shape (RFC 8601 section 2.2).

use super::clause::{Key, begins_claim, begins_property, key, pairs};
use super::cursor::{Cursor, is_key, lower, unquote};
use super::oddity::note;
use super::{
    AuthResField, Claim, FieldKind, MAX_CLAUSES, Oddity, Properties, is_registered, registry,
};
use crate::message::{HeaderField, Span};

pub(super) fn read(source: &HeaderField, field: &mut AuthResField) {
    Reader {
        cursor: Cursor::new(source.raw_value()),
        base: source.value_span().start,
        field,
    }
    .read();
}

struct Reader<'a, 'f> {
    cursor: Cursor<'a>,
    /// Where the value begins in the message.
    base: usize,
    field: &'f mut AuthResField,
}

/// Words before an `=` that no method has: Yahoo's old fields write `from=example.com;` as a clause of its own.
const NO_METHODS: &[&str] = &["from", "i", "reason", "action"];

impl Reader<'_, '_> {
    fn read(&mut self) {
        self.note_bytes();
        self.instance();
        self.head();
        loop {
            self.cursor.skip_cfws();
            match self.cursor.peek() {
                None => break,
                Some(b';') => {
                    self.cursor.eat(b';');
                }
                Some(_) if self.field.claims.len() >= MAX_CLAUSES => {
                    self.odd(Oddity::TooManyClauses);
                    break;
                }
                Some(_) => self.clause(),
            }
        }
        for oddity in self.cursor.take_oddities() {
            self.odd(oddity);
        }
        if self.field.authserv_id.is_none() {
            self.odd(Oddity::MissingAuthservId);
        }
        if self.field.no_result && !self.field.claims.is_empty() {
            self.odd(Oddity::NoneWithResults);
        }
        self.hand_down();
    }

    fn odd(&mut self, oddity: Oddity) {
        note(&mut self.field.oddities, oddity);
    }

    fn note_bytes(&mut self) {
        let value = self.cursor.rest();
        // Without an early exit, so that many bytes are compared at once; the field is plain as a rule.
        let plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\t' | b'\r' | b'\n');
        if value.iter().fold(true, |all, byte| all & plain(byte)) {
            return;
        }
        for &byte in value {
            match byte {
                0x80.. => self.odd(Oddity::EightBit),
                b'\t' | b'\r' | b'\n' => {}
                0..0x20 | 0x7f => self.odd(Oddity::ControlBytes),
                _ => {}
            }
        }
    }

    /// `i=1;` of ARC-Authentication-Results.
    fn instance(&mut self) {
        let FieldKind::ArcAuthenticationResults { instance } = &mut self.field.kind else {
            return;
        };
        self.cursor.skip_cfws();
        let start = self.cursor.at();
        if key(&mut self.cursor).is_some_and(|key| key.name == "i") {
            self.cursor.skip_cfws();
            let digits = self.cursor.run(|byte| byte.is_ascii_digit());
            *instance = std::str::from_utf8(digits)
                .ok()
                .and_then(|digits| digits.parse().ok());
            self.cursor.skip_cfws();
            self.cursor.eat(b';');
        } else {
            self.cursor.rewind(start);
        }
        if instance.is_none() {
            self.odd(Oddity::MissingInstance);
        }
    }

    /// `authserv-id [version]` up to its semicolon; nothing where the first clause is a result.
    fn head(&mut self) {
        self.cursor.skip_cfws();
        let start = self.cursor.at();
        if self.cursor.at_clause_end() {
            return;
        }
        let headless = key(&mut self.cursor).is_some();
        self.cursor.rewind(start);
        if headless {
            return;
        }
        let quoted = self.cursor.peek() == Some(b'"');
        let Some(id) = (if quoted {
            self.cursor.quoted()
        } else {
            self.cursor.word()
        }) else {
            return;
        };
        if quoted && begins_claim(id) {
            self.cursor.note(Oddity::ClaimInQuotes);
        }
        if id.eq_ignore_ascii_case(b"none") {
            self.field.no_result = true;
        } else {
            if id.starts_with(b"=?") {
                self.odd(Oddity::EncodedWord);
            }
            self.field.authserv_id = Some(unquote(id));
        }
        self.cursor.skip_cfws();
        let version = self.cursor.run(|byte| byte.is_ascii_digit());
        if !version.is_empty() {
            self.field.version = Some(lower(version));
            self.cursor.skip_cfws();
        }
        self.cursor.take_comments();
        if !self.cursor.at_clause_end() {
            self.behind_head();
        }
    }

    /// Something stands between the authserv-id and the semicolon: a result whose semicolon is missing is read by the
    /// caller as the next clause; other words are passed over.
    fn behind_head(&mut self) {
        let start = self.cursor.at();
        let is_result = key(&mut self.cursor).is_some_and(|key| registry::is_method(&key.name));
        self.cursor.rewind(start);
        if is_result {
            self.odd(Oddity::MissingSemicolon);
        } else {
            self.cursor.skip_clause();
            self.unread(start, Oddity::StrayText);
        }
    }

    fn clause(&mut self) {
        let start = self.cursor.at();
        // A comment before a clause belongs to it (`(x) dkim=pass`), as long as it is in this clause.
        match key(&mut self.cursor) {
            Some(Key { name, version }) if !NO_METHODS.contains(&name.as_str()) => {
                self.result(start, name, version);
            }
            Some(_) => {
                self.cursor.skip_clause();
                self.unread(start, Oddity::StrayText);
            }
            None => {
                self.cursor.rewind(start);
                self.lone(start);
            }
        }
        self.cursor.take_comments();
    }

    /// A clause without `=`: `none`, an authserv-id between results, or something else.
    fn lone(&mut self, start: usize) {
        let Some(word) = self.cursor.word() else {
            return;
        };
        let oddity = if word.starts_with(b"=?") {
            Oddity::EncodedWord
        } else {
            Oddity::StrayText
        };
        self.cursor.skip_cfws();
        if !self.cursor.at_clause_end() || word.is_empty() {
            self.cursor.skip_clause();
            return self.unread(start, oddity);
        }
        if word.eq_ignore_ascii_case(b"none") {
            self.field.no_result = true;
            return;
        }
        match &self.field.authserv_id {
            Some(id) if id.as_bytes().eq_ignore_ascii_case(word) => {
                self.odd(Oddity::AuthservIdBetweenResults);
            }
            // Microsoft's older shape: `spf=pass …; example.com; dkim=pass …;example.com; dmarc=…`.
            None if is_host(word) => {
                self.field.authserv_id = Some(unquote(word));
                self.odd(Oddity::AuthservIdBetweenResults);
            }
            _ => self.unread(start, oddity),
        }
    }

    /// Reads a clause behind its `method=`.
    fn result(&mut self, start: usize, method: String, method_version: Option<String>) {
        let equals = self.cursor.at();
        self.cursor.skip_cfws();
        let misses = self.cursor.at_clause_end()
            || self.cursor.at() > equals && begins_property(self.cursor.rest());
        let word = if misses { &[] } else { self.cursor.run(is_key) };
        if let Some(oddity) = no_result(word, &self.cursor) {
            self.cursor.skip_clause();
            return self.unread(start, oddity);
        }
        let result = lower(word);
        let mut oddities = Vec::new();
        if !registry::is_method(&method) {
            oddities.push(Oddity::UnregisteredMethod);
        } else if registry::has_results(&method) && !is_registered(&method, &result) {
            oddities.push(Oddity::UnregisteredResult);
        }
        let mut properties = Properties::default();
        let mut reason = None;
        pairs(
            &mut self.cursor,
            &mut properties,
            &mut reason,
            &mut oddities,
        );
        let clause = self.cursor.since(start).trim_ascii_end();
        let span = Span::new(self.base + start, self.base + start + clause.len());
        let comment = self.cursor.take_comments();
        for oddity in self.cursor.take_oddities() {
            note(&mut oddities, oddity);
        }
        // The comment of an `arc` result lists the results of the hop before (Google, Microsoft): no trick.
        if method != "arc"
            && comment
                .as_deref()
                .is_some_and(|text| begins_claim(text.as_bytes()))
        {
            note(&mut oddities, Oddity::ClaimInComment);
        }
        for earlier in &self.field.claims {
            if earlier.method == method && earlier.properties == properties {
                let same = earlier.result == result;
                note(
                    &mut oddities,
                    if same {
                        Oddity::DuplicateClause
                    } else {
                        Oddity::ConflictingClause
                    },
                );
            }
        }
        self.field.claims.push(Claim {
            field_index: self.field.field_index,
            field: self.field.field.clone(),
            kind: self.field.kind,
            authserv_id: None,
            version: None,
            method,
            method_version,
            result,
            reason,
            comment,
            properties,
            span,
            oddities,
        });
    }

    fn unread(&mut self, start: usize, oddity: Oddity) {
        self.odd(oddity);
        let text = self.cursor.since(start).trim_ascii_end();
        if !text.is_empty() && self.field.unread.len() < MAX_CLAUSES {
            let start = self.base + start;
            self.field.unread.push(Span::new(start, start + text.len()));
        }
    }

    /// Gives each claim what holds for the whole field; an authserv-id may have come late.
    fn hand_down(&mut self) {
        for claim in &mut self.field.claims {
            claim.kind = self.field.kind;
            claim.authserv_id.clone_from(&self.field.authserv_id);
            claim.version.clone_from(&self.field.version);
        }
    }
}

/// Why a word behind `method=` is no result, if it is none.
fn no_result(word: &[u8], cursor: &Cursor) -> Option<Oddity> {
    match cursor.peek() {
        Some(b'"') => Some(Oddity::QuotedResult),
        _ if word.is_empty() && cursor.rest().starts_with(b"=?") => Some(Oddity::EncodedWord),
        _ if word.is_empty() && cursor.at_clause_end() => Some(Oddity::EmptyResult),
        _ if word.is_empty() => Some(Oddity::StrayText),
        // A word that goes on with something else (`pass=fail`, `pass:x`, `pass?=`) is none either.
        None | Some(b' ' | b'\t' | b'\r' | b'\n' | b';' | b'(' | b')') => None,
        Some(_) => Some(Oddity::StrayText),
    }
}

fn is_host(word: &[u8]) -> bool {
    word.iter().all(|&byte| is_key(byte)) && word.contains(&b'.')
}
