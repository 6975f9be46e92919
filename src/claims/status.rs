//! Fields that hold one result word, and stamps that hold none.

use super::cursor::{Cursor, is_key, lower};
use super::oddity::note;
use super::{AuthResField, Claim, FieldKind, Oddity, Properties, is_registered, registry};
use crate::message::{HeaderField, Span};

pub(super) fn read(source: &HeaderField, field: &mut AuthResField) {
    let method = match field.kind {
        FieldKind::SidResult => "sender-id",
        FieldKind::StatusWord { method } => method,
        _ => return stamp(source, field),
    };
    let mut cursor = Cursor::new(source.raw_value());
    cursor.skip_cfws();
    let start = cursor.at();
    let result = lower(cursor.run(is_key));
    let base = source.value_span().start;
    let ends = matches!(
        cursor.peek(),
        None | Some(b' ' | b'\t' | b'\r' | b'\n' | b';' | b'(')
    );
    note(&mut field.oddities, Oddity::MissingAuthservId);
    if !ends || !registry::is_result_word(result.as_bytes()) {
        // A filter's name, a selector, a sentence: these names mean a dozen things.
        let end = base + source.raw_value().trim_ascii_end().len();
        if end > base + start {
            field.unread.push(Span::new(base + start, end));
        }
        return;
    }
    let span = Span::new(base + start, base + cursor.at());
    cursor.skip_cfws();
    let comment = cursor.take_comments();
    let mut oddities = cursor.take_oddities();
    if !is_registered(method, &result) {
        note(&mut oddities, Oddity::UnregisteredResult);
    }
    field.claims.push(Claim {
        field_index: field.field_index,
        field: field.field.clone(),
        kind: field.kind,
        authserv_id: None,
        version: None,
        method: method.to_owned(),
        method_version: None,
        result,
        reason: None,
        comment,
        properties: Properties::default(),
        span,
        oddities,
    });
}

/// `OpenDKIM Filter v2.11.0 mx.example.com 4B1F22019A`: which host's filter saw the message, and no result.
fn stamp(source: &HeaderField, field: &mut AuthResField) {
    let text = source.text();
    let mut words = text
        .split_ascii_whitespace()
        .skip_while(|word| !is_version(word));
    field.version = words.next().map(str::to_owned);
    field.authserv_id = words.next().map(str::to_owned);
    field.no_result = true;
}

fn is_version(word: &str) -> bool {
    word.strip_prefix('v')
        .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
}
