use super::super::walked::walked;
use crate::codec::base64::encode;
use crate::words::origin::{Container, Keeps};
use serde_json::json;
use std::io::Write;

const MESSAGE: &[u8] = b"Received: from a\r\n by b\r\nFrom: a@example.com\r\n\r\nbody \xff\r\n";
const TEXT: &str = "From: a@example.com\r\nTo: \"b\" <b@example.com>\r\n\r\nbody_x & more\r\n";

/// In all the ways in which PowerShell writes a text.
fn spelled(text: &str) -> [Vec<u8>; 4] {
    let utf16 = |order: fn(u16) -> [u8; 2]| {
        format!("\u{feff}{text}")
            .encode_utf16()
            .flat_map(order)
            .collect()
    };
    [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
    ]
}

#[test]
fn json_of_powershell_has_the_true_bytes() {
    let one = json!({"Organization": "o", "Identity": "11\\22", "Eml": encode(MESSAGE), "BodyEncoding": "Base64"});
    for (value, count) in [(one.clone(), 1), (json!([one, one]), 2)] {
        for text in spelled(&format!("{value:#}")) {
            let found = walked(&text);
            assert_eq!(found.len(), count);
            for found in found {
                assert_eq!(found.bytes, MESSAGE);
                assert_eq!(found.keeps(), Keeps::All);
                assert_eq!(found.fact("Identity"), "11\\22");
            }
        }
    }
}

/// An object as `Export-Clixml` writes it.
fn clixml(eml: &str) -> String {
    format!(
        "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\r\n  <Obj RefId=\"0\">\r\n    \
         <TN RefId=\"0\"><T>Deserialized.QuarantineMessage</T></TN>\r\n    <Props>\r\n      <S N=\"Identity\">1&amp;2</S>\r\n      \
         <Obj N=\"Other\" RefId=\"1\"><Props><S N=\"Identity\">no</S></Props></Obj>\r\n      <S N=\"Eml\">{eml}</S>\r\n    \
         </Props>\r\n  </Obj>\r\n</Objs>"
    )
}

#[test]
fn clixml_has_them_too() {
    let escaped = TEXT
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&#x3E;")
        .replace('_', "_x005F_")
        .replace('\r', "_x000D_")
        .replace('\n', "_x000A_");
    for (eml, expected) in [(encode(MESSAGE), MESSAGE), (escaped, TEXT.as_bytes())] {
        for text in spelled(&clixml(&eml)) {
            let found = walked(&text);
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!(found[0].bytes, expected);
            assert_eq!(found[0].keeps(), Keeps::All);
            assert_eq!(found[0].fact("Identity"), "1&2");
        }
    }
    let whole = clixml(&encode(MESSAGE));
    let cut = &whole[..whole.find("</Props>\r\n  </Obj>").unwrap() - 20];
    let found = walked(cut.as_bytes());
    let error = found[0].error.as_deref();
    assert_eq!(
        error,
        Some("is a damaged Exchange quarantine export: it is cut off")
    );
}

/// PowerShell writes what XML cannot hold, and half a pair, as units of UTF-16.
#[test]
fn what_is_escaped_is_one_text() {
    for (eml, expected) in [
        ("a_xD83D__xDE00_b_x000D__x000A_", "a\u{1f600}b\r\n"),
        ("a_xD83D_b", "a_xD83D_b"),
        ("a_xDE00__xD83D_b", "a_xDE00__xD83D_b"),
        (
            "_x00e9__x12_&#xE9;&#233;&amp;&x",
            "\u{e9}_x12_\u{e9}\u{e9}&&x",
        ),
        ("_x0g00_", "_x0g00_"),
    ] {
        let text = format!("From: a@example.com&#xD;&#xA;Subject: {eml}\r\n\r\nx");
        let found = walked(clixml(&text).as_bytes());
        let expected = format!("From: a@example.com\r\nSubject: {expected}\r\n\r\nx");
        assert_eq!(found[0].text(), expected);
    }
}

#[test]
fn the_service_says_how_it_wrote_the_message() {
    // What looks like no message is one where the service says so.
    let strange = b"no header at all";
    let said = |eml: &str, encoding: &str| {
        let json = json!({"Identity": "1", "Eml": eml, "BodyEncoding": encoding}).to_string();
        let clixml = clixml(eml).replace(
            "<S N=\"Identity\">1",
            &format!("<S N=\"BodyEncoding\">{encoding}</S><S N=\"Identity\">1"),
        );
        [json, clixml]
    };
    for text in said(&encode(strange), "Base64") {
        let found = walked(text.as_bytes());
        assert_eq!(found[0].bytes, strange, "{text}");
        assert_eq!(found[0].fact("BodyEncoding"), "Base64");
    }
    for (eml, encoding) in [
        (encode(strange), "7bit"),
        ("From: a@example.com\r\n\r\nx".to_owned(), "base64"),
    ] {
        for text in said(&eml, encoding) {
            assert!(walked(text.as_bytes())[0].error.is_some(), "{text}");
        }
    }
    for text in said("From: a@example.com\r\n\r\nx", "7bit") {
        assert_eq!(
            walked(text.as_bytes())[0].text(),
            "From: a@example.com\r\n\r\nx"
        );
    }
}

#[test]
fn text_is_the_message_only_where_it_is_ascii() {
    let eml = |text: &str| json!({"Identity": "1", "Eml": text}).to_string();
    let found = walked(eml(TEXT).as_bytes());
    assert_eq!((found[0].text(), found[0].keeps()), (TEXT, Keeps::All));
    let recoded = TEXT.replace("body", "b\u{f6}dy");
    let found = walked(eml(&recoded).as_bytes());
    assert_eq!(
        (found[0].text(), found[0].keeps()),
        (recoded.as_str(), Keeps::Nothing)
    );
    for wrong in ["hello", "aGVsbG8=", "****"] {
        let found = walked(eml(wrong).as_bytes());
        let error = found[0].error.as_deref().unwrap();
        assert!(
            error.ends_with("Eml is neither a message nor valid base64 of one"),
            "{error}"
        );
    }
    let listed = json!([{"Identity": "1", "QuarantineTypes": "HighConfPhish", "ReleaseStatus": "NotReleased"}]);
    let found = walked(listed.to_string().as_bytes());
    let error = found[0].error.as_deref();
    assert_eq!(
        error,
        Some(
            "lists quarantined messages without their content; use Export-QuarantineMessage for each"
        )
    );
}

#[test]
fn what_is_compressed_is_opened() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("m.eml", options).unwrap();
    archive.write_all(MESSAGE).unwrap();
    let bytes = archive.finish().unwrap().into_inner();
    let found = walked(
        json!({"Identity": "1", "Eml": encode(&bytes)})
            .to_string()
            .as_bytes(),
    );
    assert_eq!(found[0].bytes, MESSAGE);
    let containers: Vec<Container> = found[0]
        .origin
        .steps
        .iter()
        .map(|step| step.container)
        .collect();
    assert_eq!(containers, [Container::Quarantine, Container::Zip]);
}
