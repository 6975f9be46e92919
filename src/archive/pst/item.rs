//! Messages in a store (MS-PST section 2.4.5), read as properties.

use super::file::{Bad, Node, Store, number};
use super::heap::{Cell, Heap, table};
use crate::archive::mapi::{Attachment, Item, Properties, Value, kind, tag};
use crate::limits::{MAX_CONTAINERS, MAX_OUTLOOK_ATTACHMENTS, MAX_OUTLOOK_RECIPIENTS};
use std::collections::BTreeMap;

/// Subnodes of a message: its recipients, and its attachments (MS-PST section 2.4.5.3).
const RECIPIENTS: u32 = 0x692;
const ATTACHMENTS: u32 = 0x671;

/// `PtypObject` (MS-OXCDATA section 2.11.1).
const OBJECT: u16 = 0x000D;

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
    for record in heap.tree(store, root, 2, 6)? {
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
    store.enter(node)?;
    let Context {
        properties, inner, ..
    } = context(store, node, page, &[])?;
    let mut item = Item::new(properties);
    let page = item.properties.page();
    if let Some(node) = inner.get(&RECIPIENTS).filter(|_| !item.is_stored()) {
        match table(store, *node, MAX_OUTLOOK_RECIPIENTS, Properties::wants) {
            Ok(table) => {
                item.left_out.recipients = table.total - table.rows.len();
                let rows = table.rows.into_iter();
                item.recipients = rows.map(|(_, cells)| recipient(cells, page)).collect();
            }
            Err(_) => item.unreadable.push("the list of recipients"),
        }
    }
    if let Some(node) = inner.get(&ATTACHMENTS) {
        match table(store, *node, MAX_OUTLOOK_ATTACHMENTS, |_| false) {
            Ok(table) => {
                item.left_out.attachments = table.total - table.rows.len();
                for (id, _) in table.rows {
                    let (attachment, is_deep) = attachment(store, id, &inner, depth, page)
                        .unwrap_or_else(|_| (Attachment::unreadable(), false));
                    item.left_out.nested += usize::from(is_deep);
                    item.attachments.push(attachment);
                }
            }
            Err(_) => item.unreadable.push("the list of attachments"),
        }
    }
    Ok(item)
}

fn recipient(cells: Vec<Cell>, page: Option<u32>) -> Properties {
    let mut one = Properties::default();
    for (id, kind, bytes) in cells {
        if let Some(value) = Value::of(kind, bytes) {
            one.insert(id, value);
        }
    }
    one.set_page(page);
    one
}

/// An attachment, and whether it is a message that is nested too deeply.
fn attachment(
    store: &mut Store<'_>,
    id: u32,
    outer: &BTreeMap<u32, Node>,
    depth: usize,
    page: Option<u32>,
) -> Result<(Attachment, bool), Bad> {
    let node = *outer.get(&id).ok_or("an attachment is missing")?;
    let Context {
        properties,
        inner,
        object,
    } = context(store, node, page, &[])?;
    let mut attachment = Attachment {
        properties,
        message: None,
    };
    if !attachment.properties.is_embedded() {
        return Ok((attachment, false));
    }
    if depth >= MAX_CONTAINERS {
        return Ok((attachment, true));
    }
    let node = object.and_then(|id| inner.get(&id).or_else(|| outer.get(&id)).copied());
    match node.map(|node| item(store, node, depth + 1, page)) {
        Some(Ok(inner)) => attachment.message = Some(Box::new(inner)),
        Some(Err(_)) | None => attachment.properties.miss(tag::ATTACH_DATA),
    }
    Ok((attachment, false))
}
