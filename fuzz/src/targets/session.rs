//! A session in any form; and behind a log-in whose secret is known, one in which that secret is never shown.
//!
//! The first byte says which: bit 0 puts the log-in in front, bit 1 says that the input is a session.

use crate::given;
use crate::inert::text;
use hdrtrace::render::Format;
use hdrtrace::{AnalyzeError, Known, Report};

/// What the client says to log in; in `dictionary.txt`, so that inputs repeat it.
const SECRET: &str = "Tr0ub4dour-Xyzzy";

/// Its session up to there. The response is `\0alice\0`, and the secret.
const LOG_IN: &[u8] = b"S: 220 mx.example.net ESMTP\nC: EHLO client.example\nS: 250-mx.example.net\nS: 250 AUTH PLAIN\n\
    C: AUTH PLAIN AGFsaWNlAFRyMHViNGRvdXItWHl6enk=\nS: 235 2.7.0 ok\n";

const SHOWN: &[Format] = &[
    Format::Terminal,
    Format::Annotated,
    Format::Json,
    Format::Html,
    Format::Markdown,
];

pub fn run(data: &[u8]) {
    let Some((&how, input)) = data.split_first() else {
        return;
    };
    let (has_log_in, is_session) = (how & 1 != 0, how & 2 != 0);
    let input = if has_log_in {
        [LOG_IN, input].concat()
    } else {
        input.to_vec()
    };
    let analyzer = if is_session {
        &given::SESSION
    } else {
        &given::ANY
    };
    let reports = match analyzer.analyze_all(&input, &Known::default()) {
        Ok(reports) => reports,
        Err(AnalyzeError::Fault(fault)) => panic!("{fault}"),
        Err(_) => return,
    };
    if has_log_in {
        reports.iter().take(3).for_each(assert_secret);
    }
}

fn assert_secret(report: &Report) {
    assert!(report.session.is_some(), "it begins as a session does");
    let secret = SECRET.to_lowercase();
    for &format in SHOWN {
        let shown = text(report, format).to_lowercase();
        assert!(!shown.contains(&secret), "{format:?} shows the secret");
    }
}
