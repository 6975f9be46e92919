//! Attachments, and the files inside archives.

use super::Read;
use super::envelope::short;
use super::gather::{At, Gathered};
use super::model::Place;
use crate::report::body::Attachment;
use crate::words::indicators::{Kind, Role, Word};

pub(super) fn gather(read: &Read<'_>, all: &mut Gathered) {
    let Some(body) = read.report.body.done() else {
        return;
    };
    for file in &body.attachments {
        let at = |role, inside: Option<&str>, detail: Option<&str>| At {
            detail: detail.map(short),
            ..At::new(
                role,
                Word::Claimed,
                Place::Part {
                    part: file.part.clone(),
                    inside: inside.map(str::to_owned),
                },
            )
        };
        let name = file.name.as_deref();
        if let Some(name) = name {
            all.add(Kind::FileName, name, at(Role::Attachment, None, None));
        }
        all.add(Kind::Sha256, &file.sha256, at(Role::Attachment, None, name));
        let Some(archive) = &file.archive else {
            continue;
        };
        if is_document(file) {
            continue;
        }
        for name in archive.names.iter().filter(|name| !name.ends_with('/')) {
            all.add(Kind::FileName, name, at(Role::InnerFile, Some(name), None));
        }
        for inner in &archive.files {
            let name = Some(inner.name.as_str());
            all.add(Kind::Sha256, &inner.sha256, at(Role::InnerFile, name, name));
        }
    }
}

/// Whether a file is a document or a program that is an archive inside: what is in there are no files of the sender's.
fn is_document(file: &Attachment) -> bool {
    use crate::names::file::{Class, class};
    let name = file.name.as_deref();
    let ending = name.and_then(|name| name.trim_end_matches(['.', ' ']).rsplit_once('.'));
    let class = ending.and_then(|(_, ending)| class(ending));
    class.is_some_and(|class| class != Class::Archive)
}
