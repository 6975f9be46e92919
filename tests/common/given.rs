//! What a test traces a message with.
// Each binary uses a part of this one.
#![allow(dead_code)]

use hdrtrace::dns::{Bounds, Resolver};
use hdrtrace::{AnalyzeError, Analyzer, DnsSource, Known, Report, Settings};

/// Settings, and what is known of the one message.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub settings: Settings,
    pub known: Known,
}

impl Given {
    pub fn analyzer(&self) -> Analyzer {
        Analyzer::new(self.settings.clone()).expect("settings that work")
    }

    /// One whose resolver serves one message: it asks on where one for many would leave a silent server alone.
    fn alone(&self) -> Analyzer {
        let bounds = Bounds {
            pause: None,
            ..Bounds::default()
        };
        match &self.settings.dns.source {
            DnsSource::Server(server) => {
                let resolver = Resolver::servers([server.clone()], &bounds);
                self.analyzer().with_resolver(resolver)
            }
            _ => self.analyzer(),
        }
    }
}

/// Traces one message by itself.
pub fn analyze(raw: &[u8], given: &Given) -> Result<Report, AnalyzeError> {
    given.alone().analyze(raw, &given.known)
}

/// Traces all messages of an input.
pub fn analyze_all(raw: &[u8], given: &Given) -> Result<Vec<Report>, AnalyzeError> {
    given.alone().analyze_all(raw, &given.known)
}
