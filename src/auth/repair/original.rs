//! The message as it was signed, put together from what the diagnosis recovered.

use super::Diagnosis;
use super::search::lines;
use crate::message::{Message, to_crlf};

/// The message with its recovered body and fields, CRLF line ends.
///
/// What the signature does not cover stays as it came, but for the MIME fields, which follow the body. Whether this is
/// what was signed tells the check of it.
pub fn original(message: &Message<'_>, diagnosis: &Diagnosis) -> Vec<u8> {
    let ends = message.line_ends();
    let mut fields: Vec<Option<Vec<u8>>> = message
        .fields()
        .iter()
        .map(|field| Some(to_crlf(field.raw(), ends).into_owned()))
        .collect();
    let mut more: Vec<Vec<u8>> = Vec::new();
    let restored = |name: &str| diagnosis.fields.iter().any(|field| field.name == name);
    if diagnosis.recovered.is_some() {
        for (name, raw) in mime_fields(diagnosis) {
            if restored(&name) {
                continue;
            }
            for (at, _) in message.named(&name) {
                fields[at] = None;
            }
            more.push(raw);
        }
    }
    for field in &diagnosis.fields {
        let raw = Some(field.raw.clone()).filter(|raw| !raw.is_empty());
        match field.field.and_then(|at| fields.get_mut(at)) {
            Some(place) => *place = raw,
            None => more.extend(raw),
        }
    }
    let mut out = Vec::with_capacity(message.raw().len() + 1024);
    for field in fields.iter().flatten().chain(&more) {
        out.extend_from_slice(field);
        // The last field of an input that ends within it.
        if !field.ends_with(b"\r\n") {
            out.extend_from_slice(b"\r\n");
        }
    }
    out.extend_from_slice(b"\r\n");
    match &diagnosis.recovered {
        Some(body) => out.extend_from_slice(body),
        None => out.extend_from_slice(&to_crlf(message.body().unwrap_or_default(), ends)),
    }
    out
}

/// The fields that say how the recovered body is to be read, by name in lower case: those of the part that it was, and
/// the encoding that it had.
fn mime_fields(diagnosis: &Diagnosis) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = Vec::new();
    let mut at = 0;
    for (line, end) in lines(&diagnosis.part_header) {
        let whole = &diagnosis.part_header[std::mem::replace(&mut at, end)..end];
        if matches!(line.first(), Some(b' ' | b'\t')) {
            if let Some((_, field)) = found.last_mut() {
                field.extend_from_slice(whole);
            }
            continue;
        }
        let name = line.split(|&byte| byte == b':').next().unwrap_or_default();
        let name = String::from_utf8_lossy(name).trim().to_ascii_lowercase();
        // A line that is no field of MIME takes its continuations with it.
        found.push((name, whole.to_vec()));
    }
    found.retain(|(name, _)| name.starts_with("content-"));
    let encoding = "content-transfer-encoding";
    if let Some(was) = diagnosis.encoding_was {
        found.retain(|(name, _)| name != encoding);
        let field = format!("Content-Transfer-Encoding: {was}\r\n");
        found.push((encoding.to_owned(), field.into_bytes()));
    }
    found
}
