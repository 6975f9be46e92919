//! The storages and streams of a message (MS-OXMSG section 2), read as properties.

use super::PROPERTIES;
use super::ole::{Entry, Ole};
use crate::archive::mapi::{Attachment, Item, Properties, Value, kind, tag};
use crate::limits::{MAX_CONTAINERS, MAX_OUTLOOK_ATTACHMENTS, MAX_OUTLOOK_RECIPIENTS};

/// Names (MS-OXMSG sections 2.1.3, 2.2.1, 2.2.2, 2.2.3), before the number.
const STREAM: &str = "__substg1.0_";
const RECIPIENT: &str = "__recip_version1.0_#";
const ATTACHMENT: &str = "__attach_version1.0_#";
const NAMED: &str = "__nameid_version1.0";

/// The storage of a message that is an attachment.
const EMBEDDED: &str = "__substg1.0_3701000D";

/// What stands above the entries of a property stream (MS-OXMSG section 2.4.1), and how long one is.
const HEAD_TOP: usize = 32;
const HEAD_EMBEDDED: usize = 24;
const HEAD_OTHER: usize = 8;
const ENTRY: usize = 16;

/// The message that a file is; `None` for one that is none.
pub(super) fn message(ole: &mut Ole<'_>) -> Option<Item> {
    let entries = ole.list("/")?;
    let has = |found: &dyn Fn(&str) -> bool| entries.iter().any(|entry| found(&entry.name));
    let is_message = has(&|name| name.eq_ignore_ascii_case(PROPERTIES))
        && has(&|name| behind(name, STREAM).is_some() || name.eq_ignore_ascii_case(NAMED));
    is_message.then(|| item(ole, "", &entries, 1, None))
}

fn item(ole: &mut Ole<'_>, path: &str, entries: &[Entry], depth: usize, page: Option<u32>) -> Item {
    let head = if depth == 1 { HEAD_TOP } else { HEAD_EMBEDDED };
    let mut item = Item::new(properties(ole, path, entries, head, page));
    let page = item.properties.page();
    if !item.is_stored() {
        let paths = storages(path, entries, RECIPIENT);
        item.left_out.recipients = paths.len().saturating_sub(MAX_OUTLOOK_RECIPIENTS);
        for path in paths.into_iter().take(MAX_OUTLOOK_RECIPIENTS) {
            match ole.list(&path) {
                Some(entries) => {
                    let one = properties(ole, &path, &entries, HEAD_OTHER, page);
                    item.recipients.push(one);
                }
                None => item.left_out.recipients += 1,
            }
        }
    }
    let paths = storages(path, entries, ATTACHMENT);
    item.left_out.attachments = paths.len().saturating_sub(MAX_OUTLOOK_ATTACHMENTS);
    for path in paths.into_iter().take(MAX_OUTLOOK_ATTACHMENTS) {
        let (attachment, is_deep) = attachment(ole, &path, depth, page);
        item.left_out.nested += usize::from(is_deep);
        item.attachments.push(attachment);
    }
    item
}

/// An attachment, and whether it is a message that is nested too deeply.
fn attachment(
    ole: &mut Ole<'_>,
    path: &str,
    depth: usize,
    page: Option<u32>,
) -> (Attachment, bool) {
    let Some(entries) = ole.list(path) else {
        return (Attachment::unreadable(), false);
    };
    let mut attachment = Attachment {
        properties: properties(ole, path, &entries, HEAD_OTHER, page),
        message: None,
    };
    let is_told = !attachment.properties.is_unreadable(tag::ATTACH_METHOD);
    if !is_told && attachment.properties.bytes(tag::ATTACH_DATA).is_none() {
        // It may be a message.
        attachment.properties.miss(tag::ATTACH_DATA);
    }
    if !attachment.properties.is_embedded() {
        return (attachment, false);
    }
    if depth >= MAX_CONTAINERS {
        return (attachment, true);
    }
    let inner = format!("{path}/{EMBEDDED}");
    match ole.list(&inner) {
        Some(entries) => {
            let item = self::item(ole, &inner, &entries, depth + 1, page);
            attachment.message = Some(Box::new(item));
        }
        None => attachment.properties.miss(tag::ATTACH_DATA),
    }
    (attachment, false)
}

/// The storages of a kind, in the order of their numbers.
fn storages(path: &str, entries: &[Entry], kind: &str) -> Vec<String> {
    let mut found: Vec<(u32, String)> = entries
        .iter()
        .filter(|entry| !entry.is_stream)
        .filter_map(|entry| Some((behind(&entry.name, kind)?, format!("{path}/{}", entry.name))))
        .collect();
    found.sort();
    found.into_iter().map(|(_, path)| path).collect()
}

/// The number behind a name: eight hexadecimal digits, so that nothing in it leads elsewhere.
fn behind(name: &str, kind: &str) -> Option<u32> {
    let (start, number) = name.split_at_checked(kind.len())?;
    (start.eq_ignore_ascii_case(kind) && number.len() == 8)
        .then(|| u32::from_str_radix(number, 16).ok())
        .flatten()
}

fn properties(
    ole: &mut Ole<'_>,
    path: &str,
    entries: &[Entry],
    head: usize,
    page: Option<u32>,
) -> Properties {
    let mut properties = Properties::default();
    match ole.read(&format!("{path}/{PROPERTIES}")) {
        Some(fixed) => read_fixed(fixed.get(head..).unwrap_or_default(), &mut properties),
        None => properties.miss(tag::ATTACH_METHOD),
    }
    // In the order of their types: of two texts, the one in Unicode stays.
    for entry in entries.iter().filter(|entry| entry.is_stream) {
        let Some(number) = behind(&entry.name, STREAM) else {
            continue;
        };
        let (id, kind) = ((number >> 16) as u16, (number & 0xFFFF) as u16);
        if !Properties::wants(id) || ![kind::NARROW, kind::TEXT, kind::BINARY].contains(&kind) {
            continue;
        }
        let bytes = ole.read(&format!("{path}/{}", entry.name));
        match bytes.and_then(|bytes| Value::of(kind, bytes)) {
            None => properties.miss(id),
            Some(value) => properties.insert(id, value),
        }
    }
    properties.set_page(page);
    properties
}

/// The properties that have a fixed size: type, number, flags, value (MS-OXMSG section 2.4.2.1).
fn read_fixed(entries: &[u8], properties: &mut Properties) {
    let (entries, _) = entries.as_chunks::<ENTRY>();
    for &[k0, k1, i0, i1, _, _, _, _, ref value @ ..] in entries {
        let (kind, id) = (u16::from_le_bytes([k0, k1]), u16::from_le_bytes([i0, i1]));
        if Properties::wants(id)
            && [kind::INTEGER, kind::TIME].contains(&kind)
            && let Some(value) = Value::of(kind, value.to_vec())
        {
            properties.insert(id, value);
        }
    }
}
