//! A message without the judgment of the receiver and its filters: what is left is what the sender wrote, and the trace
//! fields. What is found in it is the tool's own judgment.

/// Fields in which a receiver or a filter says what it thinks of a message; those that end in `*` by their beginning.
const JUDGEMENT: &[&str] = &[
    "ARC-*",
    "Authentication-Results*",
    "BCL",
    "DMARC-*",
    "DomainKey-Status",
    "Old-Authentication-Results",
    "Received-SPF*",
    "SpamDiagnostic*",
    "X-Amavis*",
    "X-Amp-*",
    "X-Anti*",
    "X-Apple-Auth*",
    "X-AtpMessage*",
    "X-AuthUser-*",
    "X-Barracuda-*",
    "X-Bogosity",
    "X-Brightmail-*",
    "X-CMAE-*",
    "X-CNFS-*",
    "X-CRM114-*",
    "X-DKIM*",
    "X-DMARC*",
    "X-DSPAM-*",
    "X-EOP*",
    "X-Exchange-*",
    "X-FEAS-*",
    "X-FireEye*",
    "X-Forefront-*",
    "X-Gm-*",
    "X-Google-Smtp-Source",
    "X-ICL-*",
    "X-IMSS-*",
    "X-IncomingHeaderCount",
    "X-IncomingTopHeaderMarker",
    "X-IronPort-*",
    "X-MS-*",
    "X-Message-Delivery",
    "X-Message-Flag",
    "X-Message-Info",
    "X-Microsoft-*",
    "X-Mimecast-*",
    "X-OriginatorOrg",
    "X-Policy",
    "X-Pm-Spam*",
    "X-Proofpoint-*",
    "X-Pyzor*",
    "X-Rspamd-*",
    "X-SBRS",
    "X-SEA-*",
    "X-SID-*",
    "X-Sender-IP",
    "X-Spam*",
    "X-SpamExperts-*",
    "X-TM-*",
    "X-TMASE-*",
    "X-UI-*",
    "X-VR*",
    "X-Virus-*",
    "X-YMailISG",
];

/// The message without those fields.
pub fn stripped(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    let mut is_cut = false;
    while !rest.is_empty() {
        let end = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(end);
        if line.trim_ascii().is_empty() {
            break;
        }
        // A continuation goes with its field.
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            is_cut = is_judgment(line);
        }
        if !is_cut {
            out.extend_from_slice(line);
        }
        rest = after;
    }
    out.extend_from_slice(rest);
    out
}

fn is_judgment(line: &[u8]) -> bool {
    let name = line
        .split(|byte| *byte == b':')
        .next()
        .unwrap_or_default()
        .trim_ascii_end();
    JUDGEMENT.iter().any(|known| {
        let start = known.trim_end_matches('*');
        let head = name.get(..start.len()).unwrap_or_default();
        head.eq_ignore_ascii_case(start.as_bytes())
            && (known.ends_with('*') || name.len() == start.len())
    })
}

#[test]
fn judgment_is_cut_and_nothing_else() {
    let raw = b"Authentication-Results: mx.example.net;\r\n spf=pass\r\nReceived: from a by b\r\n\
        x-spam-status: No,\r\n\tscore=1\r\nX-Policy-Note: kept\r\nFrom: a@a.example\r\n\r\nX-Spam: in the body\r\n";
    let expected: &[u8] = b"Received: from a by b\r\nX-Policy-Note: kept\r\nFrom: a@a.example\r\n\r\nX-Spam: in the body\r\n";
    assert_eq!(stripped(raw), expected);
}
