//! Received-SPF (RFC 7208 section 9.1): `result (comment) key=value; key=value …`.

use super::clause::{begins_claim, pairs};
use super::cursor::{Cursor, is_key, lower};
use super::oddity::note;
use super::{AuthResField, Claim, Oddity, Properties, is_registered};
use crate::message::{HeaderField, Span};

pub(super) fn read(source: &HeaderField, field: &mut AuthResField) {
    let mut cursor = Cursor::new(source.raw_value());
    cursor.skip_cfws();
    let start = cursor.at();
    let result = lower(cursor.run(is_key));
    let base = source.value_span().start;
    if result.is_empty()
        || !matches!(
            cursor.peek(),
            None | Some(b' ' | b'\t' | b'\r' | b'\n' | b';' | b'(')
        )
    {
        note(&mut field.oddities, Oddity::StrayText);
        let rest = source.raw_value().len();
        field.unread.push(Span::new(base + start, base + rest));
        return;
    }
    let mut oddities = Vec::new();
    if !is_registered("spf", &result) {
        oddities.push(Oddity::UnregisteredResult);
    }
    let mut properties = Properties::default();
    let mut reason = None;
    loop {
        // Pairs are separated by `;` or, as in Google's and many milters' fields, by nothing but white space.
        pairs(&mut cursor, &mut properties, &mut reason, &mut oddities);
        if !cursor.eat(b';') {
            break;
        }
    }
    let text = cursor.since(start).trim_ascii_end();
    let span = Span::new(base + start, base + start + text.len());
    let comment = cursor.take_comments();
    for oddity in cursor.take_oddities() {
        note(&mut oddities, oddity);
    }
    if comment
        .as_deref()
        .is_some_and(|text| begins_claim(text.as_bytes()))
    {
        note(&mut oddities, Oddity::ClaimInComment);
    }
    field.authserv_id = receiver(&properties, comment.as_deref());
    if field.authserv_id.is_none() {
        note(&mut field.oddities, Oddity::MissingAuthservId);
    }
    field.no_result = false;
    field.claims.push(Claim {
        field_index: field.field_index,
        field: field.field.clone(),
        kind: field.kind,
        authserv_id: field.authserv_id.clone(),
        version: None,
        method: "spf".to_owned(),
        method_version: None,
        result,
        reason,
        comment,
        properties,
        span,
        oddities,
    });
}

/// Who checked: `receiver=`, or the host before the colon that most comments begin with
/// (`mx.example.com: domain of …`).
fn receiver(properties: &Properties, comment: Option<&str>) -> Option<String> {
    let named = properties
        .get("receiver")
        .map(|name| name.trim_matches(['<', '>']))
        .filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("unknown"));
    let said = || {
        let (host, _) = comment?.split_once(':')?;
        let is_host = host.contains('.') && host.bytes().all(is_key);
        is_host.then_some(host)
    };
    named.or_else(said).map(str::to_owned)
}
