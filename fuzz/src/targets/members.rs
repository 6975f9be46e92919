//! An archive that is attached: its directory is read within bounds.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hdrtrace::body;
use hdrtrace::checked::Checked;
use hdrtrace::message::Message;

/// The most names of an archive, and the most characters of one, that stand in a report.
const BOUNDS: (usize, usize) = (200, 200);

pub fn run(data: &[u8]) {
    let mut raw = b"From: a@client.example\r\nMIME-Version: 1.0\r\nContent-Type: application/zip; name=\"a.zip\"\r\n\
        Content-Disposition: attachment; filename=\"a.zip\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        .to_vec();
    raw.extend(BASE64_STANDARD.encode(data).into_bytes());
    raw.extend(b"\r\n");
    let Checked::Done(body) = body::read(&Message::parse(&raw), body::Unpack::Files) else {
        panic!("there is a body");
    };
    for attachment in &body.attachments {
        assert_eq!(attachment.size, data.len());
        if let Some(archive) = &attachment.archive {
            assert!(archive.names.len() <= BOUNDS.0);
            let longest = archive.names.iter().map(|name| name.chars().count()).max();
            assert!(longest.unwrap_or(0) <= BOUNDS.1);
        }
    }
}
