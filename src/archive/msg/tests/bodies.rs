//! Bodies and files.

use super::{HEADER, Object, read, received};
use crate::body;
use crate::checked::Checked;
use crate::message::Message;

/// What is found in the body that was rebuilt: links, and the files with their hashes.
fn found(object: &Object) -> (Vec<String>, Vec<String>) {
    let rebuilt = read(object).rebuilt.unwrap_or_default();
    let Checked::Done(body) = body::read(&Message::parse(rebuilt.as_bytes()), body::Unpack::Files)
    else {
        return Default::default();
    };
    let links = body.links.iter().map(|link| link.url.clone());
    let files = body.attachments.iter().map(|file| {
        let name = file.name.as_deref().unwrap_or("-");
        let declared = file.declared.as_deref().unwrap_or("-");
        format!("{} {name} {declared} {}", file.part, file.sha256)
    });
    (links.collect(), files.collect())
}

fn file(name: &str, bytes: &[u8]) -> Object {
    Object::default()
        .integer(0x3705, 1)
        .text(0x3707, name)
        .binary(0x3701, bytes)
}

#[test]
fn texts_are_looked_at_for_links() {
    let base = || Object::default().text(0x007D, HEADER);
    let rtf = |text: &str| compressed_rtf::compress_rtf(text).unwrap();
    let packed = "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0 Arial;}}{\\*\\htmltag64 <a href=\"https://html.example/caf\\'e9\">}\
        \\htmlrtf {\\b \\htmlrtf0 it\\htmlrtf }\\htmlrtf0 {\\*\\htmltag72 </a>}}";
    let plain = "{\\rtf1\\ansi{\\fonttbl{\\f0 https://font.example;}}{\\field{\\*\\fldinst HYPERLINK \"https://rtf.example/\"}{\\fldrslt x}}\\par \\u8364?}";
    for (object, links) in [
        (
            base().text(0x1000, "https://plain.example/"),
            vec!["https://plain.example/"],
        ),
        (
            base().narrow(0x1000, b"https://plain.example/"),
            vec!["https://plain.example/"],
        ),
        (
            base().binary(0x1013, b"<a href='https://html.example/'>x</a>"),
            vec!["https://html.example/"],
        ),
        (
            base().text(0x1013, "<a href='https://html.example/'>x</a>"),
            vec!["https://html.example/"],
        ),
        (
            base().binary(0x1009, &rtf(packed)),
            vec!["https://html.example/caf%C3%A9"],
        ),
        (
            base().binary(0x1009, &rtf(plain)),
            vec!["https://rtf.example/"],
        ),
        (base(), vec![]),
    ] {
        assert_eq!(found(&object).0, links);
    }
}

#[test]
fn files_have_their_hashes() {
    let object = received()
        .binary(0x1013, b"<img src='cid:logo'>")
        .attachment(file("R\u{e9}port \"1\".pdf", b"%PDF-1").text(0x370E, "application/pdf"))
        .attachment(file("x.bin", &[0; 5000]).text(0x370E, "a/b\r\nX: y"))
        .attachment(
            Object::default()
                .integer(0x3705, 7)
                .text(0x3707, "in the cloud"),
        )
        .attachment(
            Object::default()
                .text(0x3704, "OLD~1.TXT")
                .binary(0x3701, b"old")
                .text(0x3712, "logo"),
        );
    let hash = crate::sha256;
    assert_eq!(
        found(&object).1,
        [
            format!(
                "2 R\u{e9}port \"1\".pdf application/pdf {}",
                hash(b"%PDF-1")
            ),
            format!("3 x.bin application/octet-stream {}", hash(&[0; 5000])),
            format!("4 OLD~1.TXT application/octet-stream {}", hash(b"old")),
        ]
    );
}

#[test]
fn a_signed_message_is_looked_at_as_it_was_sent() {
    let entity = b"Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhttps://signed.example/\r\n\
        --b\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx\r\n--b--\r\n";
    let object = Object::default()
        .text(0x001A, "IPM.Note.SMIME.MultipartSigned")
        .text(0x007D, HEADER)
        .attachment(file("smime.p7m", entity).text(0x370E, "multipart/signed"));
    let (links, files) = found(&object);
    assert_eq!(links, ["https://signed.example/"]);
    assert!(
        files[0].starts_with("2 smime.p7s application/pkcs7-signature"),
        "{files:?}"
    );
    // What is encrypted, or of another form, is a file.
    let object = Object::default()
        .text(0x001A, "IPM.Note.SMIME")
        .text(0x007D, HEADER)
        .attachment(file("smime.p7m", b"\x30\x80").text(0x370E, "application/pkcs7-mime"));
    assert!(found(&object).1[0].starts_with("1 smime.p7m application/pkcs7-mime"));
}
