//! The folders of a store, and the messages in them (MS-PST section 2.4).

use super::file::{Bad, SPENT, Store, number};
use super::{heap, item};
use crate::archive::content::ReadSeek;
use crate::archive::error::{ArchiveError, Halt};
use crate::archive::mapi::{Outlook, Properties, tag};
use crate::archive::member::Member;
use crate::archive::walk::Walk;
use crate::limits::{MAX_MEMBER_NAME, MAX_PST_FOLDERS};
use crate::words::origin::Container;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Nodes (MS-PST section 2.4.1): the store itself, and the root of its folders.
const MESSAGE_STORE: u32 = 0x21;
const ROOT_FOLDER: u32 = 0x122;

/// Kinds of nodes (MS-PST section 2.2.2.1): the low five bits.
const KIND: u32 = 0x1F;
const FOLDER: u32 = 0x02;
const MESSAGE: u32 = 0x04;
const HIERARCHY: u32 = 0x0D;
const CONTENTS: u32 = 0x0E;

/// `PidTagIpmSubTreeEntryId`: the folder above all that people see.
const SUBTREE: u16 = 0x35E0;

pub(in crate::archive) fn read(walk: &mut Walk<'_>, reader: &mut dyn ReadSeek) -> Result<(), Halt> {
    let mut store = Store::open(reader, Arc::clone(&walk.tally))?;
    let top = top(&mut store).unwrap_or(ROOT_FOLDER);
    let mut seen = BTreeSet::from([top]);
    let mut handed = BTreeSet::new();
    let mut open = vec![(top, String::new())];
    while let Some((folder, path)) = open.pop() {
        go_on(&store)?;
        messages(walk, &mut store, folder, &path, &mut handed)?;
        let inside = match rows(&mut store, folder, HIERARCHY) {
            Ok(inside) => inside,
            Err(what) => {
                failed(walk, &path, what)?;
                continue;
            }
        };
        // The first is to be the next.
        for id in inside.into_iter().rev() {
            if id & KIND != FOLDER || !seen.insert(id) {
                continue;
            }
            if seen.len() > MAX_PST_FOLDERS {
                let what = format!("more than {MAX_PST_FOLDERS} folders");
                return Err(ArchiveError::damaged(Container::Pst, what).into());
            }
            let name = name(&mut store, id);
            let mut path = format!("{path}{name}/");
            path.truncate(path.floor_char_boundary(MAX_MEMBER_NAME));
            open.push((id, path));
        }
    }
    Ok(())
}

/// The folder above all that people see.
fn top(store: &mut Store<'_>) -> Option<u32> {
    let node = store.node(MESSAGE_STORE).ok()?;
    let context = item::context(store, node, None, &[SUBTREE]).ok()?;
    // MS-PST section 2.4.3.2: flags, the store's number, the node's.
    let id = number(context.properties.bytes(SUBTREE)?, 20, 4)?;
    u32::try_from(id).ok().filter(|id| id & KIND == FOLDER)
}

/// What a table of a folder lists.
fn rows(store: &mut Store<'_>, folder: u32, kind: u32) -> Result<Vec<u32>, Bad> {
    store.begin();
    let node = store.node(folder & !KIND | kind)?;
    let table = heap::table(store, node, usize::MAX, |_| false)?;
    Ok(table.rows.into_iter().map(|(id, _)| id).collect())
}

/// The name of a folder, without what separates folders.
fn name(store: &mut Store<'_>, folder: u32) -> String {
    let named = store
        .node(folder)
        .and_then(|node| item::context(store, node, None, &[]));
    named
        .ok()
        .and_then(|context| folder_name(&context.properties))
        .unwrap_or_else(|| format!("folder {folder:#x}"))
}

fn folder_name(properties: &Properties) -> Option<String> {
    let name = properties.text(tag::DISPLAY_NAME)?;
    Some(
        name.replace(['/', '\\'], "_")
            .replace(char::is_control, " "),
    )
}

fn messages(
    walk: &mut Walk<'_>,
    store: &mut Store<'_>,
    folder: u32,
    path: &str,
    handed: &mut BTreeSet<u32>,
) -> Result<(), Halt> {
    let ids = match rows(store, folder, CONTENTS) {
        Ok(ids) => ids,
        Err(what) => return failed(walk, path, what),
    };
    for (number, id) in (1..).zip(ids) {
        // A message is in one folder, and there once.
        if id & KIND != MESSAGE || !handed.insert(id) {
            continue;
        }
        go_on(store)?;
        store.begin();
        let member = Member::new(Container::Pst, format!("{path}{number}"));
        let read = store
            .node(id)
            .and_then(|node| item::item(store, node, 1, None));
        match read.map(Outlook::of) {
            Ok(Some(outlook)) => outlook.hand_on(walk, member, None)?,
            // A contact, a task, a note.
            Ok(None) => walk.summary.passed_over += 1,
            Err(what) => walk.failed(member, ArchiveError::damaged(Container::Pst, what))?,
        }
    }
    Ok(())
}

/// An error where no more is read.
fn go_on(store: &Store<'_>) -> Result<(), Halt> {
    if store.is_spent() {
        return Err(ArchiveError::damaged(Container::Pst, SPENT).into());
    }
    Ok(())
}

fn failed(walk: &mut Walk<'_>, path: &str, what: Bad) -> Result<(), Halt> {
    let member = Member::new(Container::Pst, path);
    walk.failed(member, ArchiveError::damaged(Container::Pst, what))
}
