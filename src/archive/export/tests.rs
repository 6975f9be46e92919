//! What is none of the exports.

use crate::archive::walked::walked;
use crate::session;
use std::fs;
use std::path::Path;

#[test]
fn sessions_and_messages_are_none() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut sessions = 0;
    for case in fs::read_dir(cases).unwrap() {
        let path = case.unwrap().path().join("message.eml");
        let bytes = fs::read(&path).unwrap();
        sessions += usize::from(session::recognize(&bytes).is_some());
        let exports = [
            super::super::graph::sniff,
            super::super::gmail::sniff,
            super::super::quarantine::sniff,
            super::super::imap::sniff,
        ];
        assert!(
            !exports.iter().any(|sniff| sniff(&bytes)),
            "{}",
            path.display()
        );
    }
    assert!(sessions > 10, "{sessions}");
}

#[test]
fn a_session_that_quotes_an_export_is_a_session() {
    for text in [
        r#"{"session": [{"direction": "server", "data": "220 mx.example ESMTP"}, {"direction": "client", "data": "EHLO c", "raw": "RUhMTyBj"}]}"#,
        r#"[{"direction": "client", "data": "{\"internetMessageHeaders\": [{\"name\": \"To\", \"value\": \"x\"}]}", "payload": "x"}]"#,
        // Cut off.
        r#"{"session": [{"direction": "server", "data": "220 mx.example ESMTP"}, {"direction": "client", "raw": "RUhMTyBj"}, {"direct"#,
        r#"[{"direction": "client", "payload": {"data": "EHLO"}}, {"raw": "RUhM"#,
        "220 mx.example ESMTP\r\nDATA\r\n354 go\r\n* OK hi\r\n* 1 FETCH (BODY[] {3}\r\nabc)\r\n.\r\n",
        "S: 220 mx.example ESMTP\nC: DATA\nC: * OK hi\nC: * 1 FETCH (BODY[] {3}\n",
    ] {
        let found = walked(text.as_bytes());
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].text(), text);
    }
}
