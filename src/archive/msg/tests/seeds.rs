//! What fuzzing begins with: small files of each kind, in `fuzz/seeds/outlook`.
//!
//! `UPDATE_GOLDEN=1 cargo test --lib seeds::` writes them anew.

use super::{Object, received, walk};
use std::fs;
use std::path::Path;

/// What is longer is not tried.
const LONGEST: usize = 8192;

fn seeds() -> Vec<(&'static str, Object)> {
    let rtf = compressed_rtf::compress_rtf(
        "{\\rtf1\\fromhtml1{\\*\\htmltag <a>}\\htmlrtf x\\htmlrtf0 \\u233?\\'e9}",
    );
    let file = |name, bytes| Object::default().text(0x3707, name).binary(0x3701, bytes);
    vec![
        ("received", received()),
        (
            "narrow",
            Object::default()
                .narrow(0x007D, b"From: caf\xe9@example.com\r\n\r\n--b")
                .integer(0x3FFD, 1251),
        ),
        (
            "draft",
            Object::default()
                .text(0x0037, "\u{1}\u{5}RE: x")
                .text(0x0C1E, "SMTP")
                .text(0x0C1F, "a@example.com")
                .integer(0x0E07, 8)
                .time(0x0039, 1_777_716_000)
                .recipient(Object::default().text(0x3003, "b@example.net")),
        ),
        ("rtf", received().binary(0x1009, &rtf.expect("compressed"))),
        (
            "file",
            received()
                .binary(0x1013, b"<a href='https://example.com/'>x</a>")
                .attachment(file("a.pdf", b"%PDF")),
        ),
        (
            "nested",
            received()
                .attachment(Object::default().embedded(received()))
                .attachment(file("b.eml", b"From: b@example.com")),
        ),
        (
            "signed",
            Object::default()
                .text(0x001A, "IPM.Note.SMIME.MultipartSigned")
                .text(0x007D, "From: a@example.com\r\n")
                .attachment(file(
                    "smime.p7m",
                    b"Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n",
                )),
        ),
    ]
}

#[test]
fn they_are_what_the_writer_writes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/outlook");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    for (name, object) in seeds() {
        let file = object.file();
        assert!(file.len() <= LONGEST, "{name}: {} bytes", file.len());
        assert!(
            walk(&file).is_ok_and(|found| !found.header.is_empty()),
            "{name}"
        );
        let path = folder.join(name).with_extension("msg");
        if update {
            fs::write(&path, &file).expect("written");
        }
        // A package leaves fuzzing out.
        if folder.is_dir() {
            assert!(
                fs::read(&path).is_ok_and(|kept| kept == file),
                "{name} (UPDATE_GOLDEN=1 writes it)"
            );
        }
    }
}
