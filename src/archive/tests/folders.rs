//! Folders: links, and what somebody put where it is not looked for.

use super::*;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use tempfile::TempDir;

/// A Maildir with a message in `new`.
fn maildir() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for part in ["cur", "new", "tmp"] {
        fs::create_dir(folder.path().join(part)).unwrap();
    }
    fs::write(folder.path().join("new/1"), message(1)).unwrap();
    folder
}

/// The members that a folder has: messages, and with an exclamation mark those that cannot be read.
fn members(folder: &Path, options: &Options) -> (Vec<String>, Summary) {
    let mut found = Vec::new();
    let end = walk_path(folder, options, &mut |item| {
        let (mark, steps) = match item {
            Item::Message(entry) => ("", entry.origin.unwrap().steps),
            Item::Failed(failure) => ("!", failure.steps),
        };
        found.push(format!("{mark}{}", steps[0].member));
        ControlFlow::Continue(())
    });
    (found, end.unwrap())
}

#[test]
fn a_part_of_a_maildir_may_be_a_link_to_a_folder_elsewhere() {
    let (folder, disk) = (maildir(), maildir());
    let cur = folder.path().join("cur");
    fs::remove_dir(&cur).unwrap();
    symlink(disk.path().join("new"), &cur).unwrap();
    let (found, _) = members(folder.path(), &Options::default());
    assert_eq!(found, ["cur/1", "new/1"]);
    // What is in the folder is there once.
    fs::remove_file(&cur).unwrap();
    symlink("new", &cur).unwrap();
    let (found, _) = members(folder.path(), &Options::default());
    assert_eq!(found, ["new/1"]);
    let around = tempfile::tempdir().unwrap();
    let inner = around.path().join("a/Maildir");
    fs::create_dir_all(inner.join("new")).unwrap();
    fs::create_dir(around.path().join("mail")).unwrap();
    fs::write(around.path().join("mail/2"), message(2)).unwrap();
    symlink("../../mail", inner.join("cur")).unwrap();
    let (found, _) = members(around.path(), &Options::default());
    assert_eq!(found, ["mail/2"]);
    let (found, _) = members(&inner, &Options::default());
    assert_eq!(found, ["cur/2"]);
}

#[test]
fn a_link_that_leads_nowhere_is_an_error_in_its_place() {
    let folder = maildir();
    symlink("nowhere", folder.path().join("new/2")).unwrap();
    symlink("3", folder.path().join("new/3")).unwrap();
    symlink("nowhere", folder.path().join("new/.lock")).unwrap();
    fs::write(folder.path().join("new/4"), message(4)).unwrap();
    let (found, summary) = members(folder.path(), &Options::default());
    assert_eq!(found, ["new/1", "!new/2", "!new/3", "new/4"]);
    assert_eq!(summary.hidden, 1);
}

#[test]
fn folders_in_a_part_of_a_maildir_are_opened() {
    let folder = maildir();
    for name in ["cur/2024/05", "new/.hidden"] {
        let inner = folder.path().join(name);
        fs::create_dir_all(&inner).unwrap();
        fs::write(inner.join("2.eml"), message(2)).unwrap();
    }
    let (found, summary) = members(folder.path(), &Options::default());
    assert_eq!(found, ["cur/2024/05/2.eml", "new/1"]);
    assert_eq!(summary.hidden, 1);
}

#[test]
fn what_the_reader_of_a_folder_writes_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["1.eml", "2.eml", ".hdrtrace-1.part"] {
        fs::write(folder.path().join(name), message(1)).unwrap();
    }
    let here = folder.path().canonicalize().unwrap();
    let options = Options {
        own: vec![here.join("2.eml"), here.join(".hdrtrace-1.part")],
        ..Options::default()
    };
    let (found, summary) = members(folder.path(), &options);
    assert_eq!((found, summary.hidden), (vec!["1.eml".to_owned()], 0));
}
