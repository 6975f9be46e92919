//! Messages in a store (MS-PST section 2.4.5), read as properties.

use super::file::{Bad, Node, Store, number};
use super::heap::{Heap, table};
use crate::archive::mapi::{Attachment, Item, LeftOut, Properties, Value, kind, tag};
use crate::limits::{MAX_CONTAINERS, MAX_OUTLOOK_ATTACHMENTS, MAX_OUTLOOK_RECIPIENTS};
use std::collections::BTreeMap;

/// Subnodes of a message: its recipients, and its attachments (MS-PST section 2.4.5.3).
const RECIPIENTS: u32 = 0x692;
const ATTACHMENTS: u32 = 0x671;

/// `PtypObject` (MS-OXCDATA section 2.11.1).
const OBJECT: u16 = 0x000D;

/// `PidTagAttachMethod` of a message (MS-OXCMSG section 2.2.2.9).
const IS_MESSAGE: u32 = 5;

/// The properties of a node, its subnodes, and the node of an object that it has (MS-PST section 2.3.3).
pub(super) struct Context {
    pub properties: Properties,
    inner: BTreeMap<u32, Node>,
    object: Option<u32>,
}

/// Reads the properties of a node that are of use, and others that are asked for.
pub(super) fn context(
    store: &mut Store<'_>,
    node: Node,
    page: Option<u32>,
    more: &[u16],
) -> Result<Context, Bad> {
    let mut heap = Heap::open(store, node)?;
    let mut properties = Properties::default();
    let mut object = None;
    let root = heap.root().ok_or("a heap is damaged")?;
    for record in heap.tree(root, 2, 6)? {
        let &[i0, i1, k0, k1, ref value @ ..] = &record[..] else {
            continue;
        };
        let (id, kind) = (u16::from_le_bytes([i0, i1]), u16::from_le_bytes([k0, k1]));
        if !Properties::wants(id) && !more.contains(&id) {
            continue;
        }
        let place = number(value, 0, 4).and_then(|place| u32::try_from(place).ok());
        let bytes = match kind {
            kind::INTEGER => Some(value.to_vec()),
            _ => place.and_then(|place| heap.value(store, place)),
        };
        match bytes {
            None => properties.miss(id),
            Some(bytes) if kind == OBJECT && id == tag::ATTACH_DATA => {
                object = number(&bytes, 0, 4).and_then(|node| u32::try_from(node).ok());
            }
            Some(bytes) => {
                if let Some(value) = Value::of(kind, bytes) {
                    properties.insert(id, value);
                }
            }
        }
    }
    properties.set_page(page);
    Ok(Context {
        properties,
        inner: heap.inner,
        object,
    })
}

/// A message.
pub(super) fn item(
    store: &mut Store<'_>,
    node: Node,
    depth: usize,
    page: Option<u32>,
) -> Result<Item, Bad> {
    let Context {
        properties, inner, ..
    } = context(store, node, page, &[])?;
    let page = properties.page();
    let mut left_out = LeftOut::default();
    let mut recipients = Vec::new();
    // The header names them, if there is one.
    let has_header = properties
        .text(tag::TRANSPORT_MESSAGE_HEADERS)
        .is_some_and(|header| header.contains("Received:"));
    if let Some(node) = inner.get(&RECIPIENTS).filter(|_| !has_header)
        && let Ok(table) = table(store, *node, MAX_OUTLOOK_RECIPIENTS, Properties::wants)
    {
        left_out.recipients = table.total - table.rows.len();
        for (_, cells) in table.rows {
            let mut one = Properties::default();
            for (id, kind, bytes) in cells {
                if let Some(value) = Value::of(kind, bytes) {
                    one.insert(id, value);
                }
            }
            one.set_page(page);
            recipients.push(one);
        }
    }
    let mut attachments = Vec::new();
    if let Some(node) = inner.get(&ATTACHMENTS)
        && let Ok(table) = table(store, *node, MAX_OUTLOOK_ATTACHMENTS, |_| false)
    {
        left_out.attachments = table.total - table.rows.len();
        for (id, _) in table.rows {
            let node = inner.get(&id).copied();
            let read = node.ok_or("an attachment is missing");
            let read = read.and_then(|node| attachment(store, node, &inner, depth, page));
            left_out.nested += usize::from(read.as_ref().is_ok_and(|(_, is_deep)| *is_deep));
            attachments.push(read.map_or_else(|_| missing(), |(attachment, _)| attachment));
        }
    }
    Ok(Item {
        properties,
        recipients,
        attachments,
        left_out,
    })
}

/// An attachment that cannot be read.
fn missing() -> Attachment {
    let mut properties = Properties::default();
    properties.miss(tag::ATTACH_DATA);
    Attachment {
        properties,
        message: None,
    }
}

/// An attachment, and whether it is a message that is nested too deeply.
fn attachment(
    store: &mut Store<'_>,
    node: Node,
    outer: &BTreeMap<u32, Node>,
    depth: usize,
    page: Option<u32>,
) -> Result<(Attachment, bool), Bad> {
    let Context {
        mut properties,
        inner,
        object,
    } = context(store, node, page, &[])?;
    let mut message = None;
    let mut is_deep = false;
    if properties.integer(tag::ATTACH_METHOD) == Some(IS_MESSAGE) {
        let node = object.and_then(|id| inner.get(&id).or_else(|| outer.get(&id)).copied());
        match node {
            _ if depth >= MAX_CONTAINERS => is_deep = true,
            Some(node) => match item(store, node, depth + 1, page) {
                Ok(inner) => message = Some(Box::new(inner)),
                Err(_) => properties.miss(tag::ATTACH_DATA),
            },
            None => properties.miss(tag::ATTACH_DATA),
        }
    }
    Ok((
        Attachment {
            properties,
            message,
        },
        is_deep,
    ))
}
