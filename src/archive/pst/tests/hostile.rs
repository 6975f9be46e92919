//! Stores that are damaged, or refer to themselves.

use super::layers::START;
use super::{store, walk};
use crate::archive::{self, Content, Options};
use proptest::prelude::*;
use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::LazyLock;

static STORE: LazyLock<Vec<u8>> = LazyLock::new(|| store(0, 20_000));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_are_too_strange(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..60),
        copies in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1..32_usize), 0..4),
        end in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut file = STORE.clone();
        // Before the first block is only the header.
        let spread = |at: prop::sample::Index| START + at.index(file.len() - START);
        let changes: Vec<_> = changes.into_iter().map(|(at, byte)| (spread(at), byte)).collect();
        let copies: Vec<_> = copies.into_iter().map(|(from, to, length)| (spread(from), spread(to), length)).collect();
        for (at, byte) in changes {
            file[at] = byte;
        }
        for (from, to, length) in copies {
            let length = length.min(file.len() - from.max(to));
            file.copy_within(from..from + length, to);
        }
        if is_cut {
            file.truncate(end.index(file.len()));
        }
        let (found, failed, summary) = walk(&file);
        prop_assert!(!found.is_empty() || !failed.is_empty() || summary.is_none());
        // What is no store any more is handed on as it is.
        let kept = found.into_iter().filter(|(member, _)| !member.is_empty());
        for (_, header) in kept {
            prop_assert!(header.is_empty() || header.ends_with("\r\n"), "{header}");
            prop_assert!(!header.contains("\r\n\r\n"), "{header}");
        }
    }
}

#[test]
fn a_file_may_end_anywhere() {
    for end in (0..STORE.len()).step_by(509) {
        // Its trees are at its end: without them, nothing is found.
        let (found, _, _) = walk(&STORE[..end]);
        assert!(
            end == 0 || found.is_empty() || end + 2048 > STORE.len(),
            "{end}"
        );
    }
}

#[test]
fn other_versions_are_refused() {
    let mut file = STORE.clone();
    file[10] = 36;
    let refused = |file: &[u8]| {
        let content = Content::Bytes(Cow::Borrowed(file));
        let end = archive::walk(content, &Options::default(), &mut |_| {
            ControlFlow::Continue(())
        });
        end.expect_err("refused").to_string()
    };
    assert!(refused(&file).contains("version 36"));
    file[10] = 23;
    for (coding, what) in [
        (
            0x10,
            "uses a method that is not supported: Windows Information Protection (coding 0x10)",
        ),
        (
            0x11,
            "is a damaged Outlook data file (.pst): unknown coding 0x11",
        ),
    ] {
        file[513] = coding;
        assert_eq!(refused(&file), what);
    }
}

#[test]
fn what_refers_to_itself_ends() {
    // Every list of blocks and of subnodes names itself, every page the root.
    let mut file = STORE.clone();
    let mut changed = 0;
    for at in (START..file.len() - 512).step_by(64) {
        if matches!(file[at..at + 2], [1, 1] | [2, 0]) {
            changed += 1;
            file[at + 1] = 1;
            file[at + 2..at + 4].copy_from_slice(&[0xFF, 0]);
            for entry in (at + 8..at + 512).step_by(8) {
                file[entry..entry + 8].copy_from_slice(&[0x0A, 0, 0, 0, 0, 0, 0, 0]);
            }
        }
    }
    assert!(changed > 1, "{changed}");
    // It ends, and says what it came to.
    let (_, failed, _) = walk(&file);
    assert!(!failed.is_empty());
}
