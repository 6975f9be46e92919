//! E-mail header forensics: the path that a message took, what is proven about its sender, and
//! what each statement rests on.
//!
//! Bytes of a message go in, a [`Report`] comes out. An [`Analyzer`] is made once, of [`Settings`]; what is known of one message
//! beside its bytes is told with [`Known`]:
//!
//! ```
//! use hdrtrace::{Analyzer, Known, Settings};
//!
//! let message = b"Received: from client.example ([192.0.2.7]) by mx.example.net with ESMTP id 1;\r\n\
//!     \x20Sat, 02 May 2026 10:00:09 +0000\r\n\
//!     From: Alice <alice@client.example>\r\nSubject: Hello\r\n\r\nHi!\r\n";
//! let analyzer = Analyzer::new(Settings::default())?;
//! let report = analyzer.analyze(message, &Known::default())?;
//!
//! let boundary = report.route.boundary.as_ref().unwrap();
//! assert_eq!(boundary.ip.unwrap().to_string(), "192.0.2.7");
//! println!("{}", report.verdict.summary);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where DNS answers come from
//!
//! By default nothing is asked, and what could not be checked says so. [`DnsSource::System`] and [`DnsSource::Server`] ask;
//! recorded answers give the same report again, byte for byte:
//!
//! ```
//! use hdrtrace::{Analyzer, Capsule, Clock, DnsSource, Known, Settings};
//! use std::sync::Arc;
//!
//! let message = std::fs::read("samples/clean.eml")?;
//! let answers = std::fs::read_to_string("samples/clean.dns.json")?;
//! let analyzer = Analyzer::new(Settings {
//!     dns: DnsSource::Replay { capsule: Arc::new(Capsule::parse(&answers)?), any_message: false }.into(),
//!     clock: Clock::Fixed("2026-11-01T00:00:00Z".parse()?),
//!     ..Settings::default()
//! })?;
//! let report = analyzer.analyze(&message, &Known::default())?;
//! assert!(report.findings.iter().all(|finding| finding.severity < hdrtrace::Severity::Warning));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Many messages
//!
//! An [`Analyzer`] can be shared by threads and tasks; all of them share a [`Resolver`]. For many messages less may do than for
//! one ([`Depth`]), and the mail server may know more than the header tells:
//!
//! ```
//! use hdrtrace::{Analyzer, Depth, Known, Settings};
//!
//! let analyzer = Analyzer::new(Settings { depth: Depth::Verdict, ..Settings::default() })?;
//! let known = Known {
//!     name: "4bXk2c0zPnz1".to_owned(),
//!     client_ip: Some("192.0.2.7".parse()?),
//!     helo: Some("client.example".to_owned()),
//!     mail_from: Some("alice@client.example".to_owned()),
//!     ..Known::default()
//! };
//! let report = futures::executor::block_on(
//!     analyzer.analyze_async(b"From: Alice <alice@client.example>\r\n\r\nHi!\r\n", &known),
//! )?;
//! assert_eq!(report.input.name, "4bXk2c0zPnz1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! An SMTP session may hold several messages: [`Analyzer::analyze_all`].
//!
//! # What is stable
//!
//! What is named here, and the JSON of a report. The other modules are public for the program and the tests of this package,
//! are not in this documentation, and change without notice.
//!
//! Nothing here reads a clock, the environment or a file unless it was handed one: the clock is that of the settings, the
//! system's resolver is asked where [`DnsSource::System`] says so.
//!
//! # Features
//!
//! All are on by default: `cli` (the program), `net` (asking DNS), `rdap` (asking registries), `html` (reports as HTML), `geo`
//! (MaxMind DB files), `serve` (analyzing what others send by HTTP). Without any of them the crate has no network, no runtime and no threads of its own.
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

// Unstable: public for the program and the tests of this package.
#[doc(hidden)]
pub mod abuse;
#[doc(hidden)]
pub mod abuse_report;
mod analyze;
#[doc(hidden)]
pub mod archive;
#[doc(hidden)]
pub mod auth;
#[doc(hidden)]
pub mod body;
#[doc(hidden)]
pub mod casefile;
#[doc(hidden)]
pub mod check;
#[doc(hidden)]
pub mod checked;
#[doc(hidden)]
pub mod claims;
mod codec;
#[doc(hidden)]
pub mod compose;
#[doc(hidden)]
pub mod dns;
#[doc(hidden)]
pub mod enrich;
#[doc(hidden)]
pub mod evidence;
#[doc(hidden)]
pub mod explain;
mod fault;
#[doc(hidden)]
pub mod findings;
#[cfg(test)]
#[path = "../tests/common/growth.rs"]
mod growth;
#[doc(hidden)]
pub mod indicators;
#[doc(hidden)]
pub mod input;
#[doc(hidden)]
pub mod limits;
#[doc(hidden)]
pub mod message;
#[doc(hidden)]
pub mod names;
#[doc(hidden)]
pub mod rdap;
#[doc(hidden)]
pub mod received;
#[doc(hidden)]
pub mod recover;
#[doc(hidden)]
pub mod redact;
#[doc(hidden)]
pub mod render;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod route;
#[cfg(feature = "rules")]
#[doc(hidden)]
pub mod rules;
#[doc(hidden)]
pub mod scan;
#[cfg(feature = "serve")]
#[doc(hidden)]
pub mod serve;
#[doc(hidden)]
pub mod session;
mod settings;
mod texts;
#[cfg(feature = "rules")]
#[doc(hidden)]
pub mod trial;
#[doc(hidden)]
pub mod vendor_headers;
#[doc(hidden)]
pub mod words;
mod write;

pub use analyze::{AnalyzeError, Analyzer, Choice, Chosen, is_session, sha256};
#[doc(hidden)]
pub use analyze::{gather, raw_message, split_message};
pub use dns::{Capsule, CapsuleError, Limits, Resolver};
pub use enrich::EnrichSettings;
pub use findings::{Finding, Severity};
pub use report::Report;
pub use route::TrustSpec;
pub use settings::{
    At, Clock, Depth, DnsSettings, DnsSource, InputForm, Known, Settings, SettingsError,
};
#[doc(hidden)]
pub use texts::one_or_several;
