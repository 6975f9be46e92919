//! E-mail header forensics: the path that a message took, what is proven about its sender, and
//! what each statement rests on.
//!
//! Bytes of a message go in, a [`Report`] comes out:
//!
//! ```
//! use hdrtrace::{Options, analyze};
//!
//! let message = b"Received: from client.example ([192.0.2.7]) by mx.example.net with ESMTP id 1;\r\n\
//!     \x20Sat, 02 May 2026 10:00:09 +0000\r\n\
//!     From: Alice <alice@client.example>\r\nSubject: Hello\r\n\r\nHi!\r\n";
//! // Without DNS; see `DnsSource` for the others.
//! let report = analyze(message, &Options::default()).unwrap();
//!
//! let boundary = report.route.boundary.as_ref().unwrap();
//! assert_eq!(boundary.ip.unwrap().to_string(), "192.0.2.7");
//! println!("{}", report.verdict.summary);
//! ```
//!
//! Everything flows one way: [`message`] splits the bytes, [`received`] reads one trace field,
//! [`route`] orders the hops and finds the trust boundary, [`auth`] evaluates SPF, DKIM, ARC and
//! DMARC over [`dns`], [`claims`] reads what headers say of the same, [`evidence`] joins all of it,
//! [`findings`] judge it, [`report`] is what is written down, [`render`] shows it. What was not
//! checked is [`checked::Checked::Skipped`] with its reason, never a failure.
#![forbid(unsafe_code)]

/// Declares an enum without fields together with `ALL`, the list of its values in the order in which they are declared, so
/// that a value cannot be missing from it.
macro_rules! listed {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$note:meta])* $value:ident,)+ }) => {
        $(#[$meta])*
        $vis enum $name {
            $($(#[$note])* $value,)+
        }

        impl $name {
            /// All of them.
            $vis const ALL: [Self; [$(stringify!($value)),+].len()] = [$(Self::$value),+];
        }
    };
}

pub mod abuse;
mod analyze;
pub mod auth;
pub mod body;
pub mod casefile;
pub mod checked;
pub mod claims;
pub mod compose;
pub mod desk;
pub mod dns;
pub mod enrich;
pub mod evidence;
pub mod explain;
pub mod findings;
pub mod input;
pub mod limits;
pub mod message;
pub mod names;
pub mod probe;
pub mod rdap;
pub mod received;
pub mod recovery;
pub mod redact;
pub mod render;
pub mod report;
pub mod route;
pub mod session;
pub mod vendor_headers;

pub use analyze::{
    AnalyzeError, Analyzer, At, DnsSource, InputForm, Options, analyze, analyze_all, gather,
    is_session, sha256,
};
pub use report::Report;
