//! What is wanted of an analysis, and what is known of a message beside its bytes.
//!
//! [`Settings`] holds for every message, [`Known`] for one. A configuration file, the record of an evidence folder and a command
//! line are other ways to write the same: each is read into these types, so that an option is written once, here.

mod at;
mod clock;
mod depth;
mod dns;
mod form;
mod known;

pub use at::At;
pub use clock::Clock;
pub use depth::Depth;
pub use dns::{DnsSettings, DnsSource};
pub use form::InputForm;
pub use known::Known;

use crate::archive;
use crate::enrich::{EnrichSettings, Kind};
use crate::route::TrustSpec;
#[cfg(feature = "rules")]
use crate::rules::{self, RuleSet};
use crate::texts;
use crate::write::Rules;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What is wanted of every analysis: whom to believe, where DNS answers come from, how deep to look.
///
/// With its defaults nothing is asked of DNS, and nothing is looked up beside. All of it can be written and read with serde,
/// but for what is open already: recorded answers, geo files.
///
/// ```
/// use hdrtrace::{Depth, DnsSource, Settings};
///
/// let settings = Settings {
///     trust: vec!["host:mx.example.net".parse().unwrap()],
///     dns: DnsSource::System.into(),
///     depth: Depth::Verdict,
///     ..Settings::default()
/// };
/// let text = serde_json::to_string(&settings).unwrap();
/// assert_eq!(serde_json::from_str::<Settings>(&text).unwrap().trust, settings.trust);
/// ```
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Whose hops to believe.
    #[serde(deserialize_with = "texts::one_or_several")]
    pub trust: Vec<TrustSpec>,
    /// Domains that others may try to look like, beside those of the recipients.
    #[serde(deserialize_with = "texts::one_or_several")]
    pub protect: Vec<String>,
    /// The time that expiry is judged at.
    pub at: At,
    /// How much is done.
    pub depth: Depth,
    /// What an input is taken for.
    pub input: InputForm,
    /// Which message is traced where one carries another, and what opens archives.
    pub archive: archive::Options,
    /// Where DNS answers come from, and what they may cost.
    pub dns: DnsSettings,
    /// What to look up beside what authentication needs.
    pub enrich: EnrichSettings,
    /// What tells the present moment.
    pub clock: Clock,
    /// The team's own findings. Each file is written with its name and its text.
    #[cfg(feature = "rules")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleSet>,
}

/// Why nothing can be analyzed with some settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// A geo file is named, and nobody opened it.
    #[error(
        "the geo file {} is named but was not opened: open it first",
        .0.display()
    )]
    GeoNotOpened(PathBuf),
    /// Servers are to be asked, and there is nothing to ask them with.
    #[error("no server can be queried: this build lacks the feature `net`")]
    NoNetwork,
    /// There is no time to ask DNS in.
    #[error("the DNS timeout is 0 s: give at least 1 s, or go offline")]
    NoTime,
    /// Two rules have the same code.
    #[cfg(feature = "rules")]
    #[error("{0} is the code of two rules: give each its own")]
    RuleTwice(String),
}

impl Settings {
    /// Finds what cannot work before the first message comes.
    pub(crate) fn check(&self) -> Result<(), SettingsError> {
        let enrich = &self.enrich;
        if enrich.sources.contains(&Kind::Geo) && enrich.geo_files.len() < enrich.geo.len() {
            let first = enrich.geo[enrich.geo_files.len()].clone();
            return Err(SettingsError::GeoNotOpened(first));
        }
        if self.dns.source.asks_servers() && cfg!(not(feature = "net")) {
            return Err(SettingsError::NoNetwork);
        }
        let limits = &self.dns.limits;
        if self.dns.source.asks_servers() && limits.message.min(limits.lookup).is_zero() {
            return Err(SettingsError::NoTime);
        }
        #[cfg(feature = "rules")]
        if let Some(code) = rules::twice(&self.rules) {
            return Err(SettingsError::RuleTwice(code.to_owned()));
        }
        Ok(())
    }

    /// The rules of the team.
    #[cfg(feature = "rules")]
    pub(crate) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// There are none without their feature.
    #[cfg(not(feature = "rules"))]
    #[expect(clippy::unused_self, reason = "the form of its twin")]
    pub(crate) fn rules(&self) -> &Rules {
        &[]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json, to_value};

    #[test]
    fn what_is_written_is_read_again() {
        let given = json!({
            "trust": ["hop:2", "net:192.0.2.0/24"],
            "protect": "example.net",
            "at": "2026-05-02T10:00:00Z",
            "depth": "verdict",
            "input": "smtp",
            "dns": {"nameserver": "192.0.2.53:53", "timeout": 9},
            "enrich": {"sources": ["all"], "dnsbl": ["domain:dbl.example.net"]},
            "clock": "2026-05-03T10:00:00Z",
        });
        let settings: Settings = from_value(given).unwrap();
        let written = to_value(&settings).unwrap();
        assert_eq!(written["dns"]["offline"], json!(false));
        assert_eq!(
            written["enrich"]["sources"].as_array().unwrap().len(),
            Kind::ALL.len()
        );
        let again: Settings = from_value(written.clone()).unwrap();
        assert_eq!(to_value(&again).unwrap(), written);
        let plain = to_value(Settings::default()).unwrap();
        assert_eq!(plain["dns"]["offline"], json!(true));
        assert_eq!(
            from_value::<Settings>(plain.clone())
                .map(|read| to_value(read).unwrap())
                .unwrap(),
            plain
        );
    }

    #[test]
    fn what_is_unknown_or_out_of_range_is_refused() {
        for given in [
            json!({"trusts": []}),
            json!({"trust": ["some"]}),
            json!({"at": "soon"}),
            json!({"depth": "deep"}),
            json!({"dns": {"timeout": 0}}),
            json!({"dns": {"server": "192.0.2.53"}}),
            json!({"enrich": {"sources": ["none"]}}),
            json!({"clock": "local"}),
        ] {
            assert!(from_value::<Settings>(given.clone()).is_err(), "{given}");
        }
    }

    #[test]
    fn settings_that_cannot_work_are_said_to_be() {
        let mut settings = Settings::default();
        settings.enrich.geo.push("city.mmdb".into());
        assert_eq!(settings.check(), Ok(()));
        settings.enrich.sources.insert(Kind::Geo);
        assert_eq!(
            settings.check(),
            Err(SettingsError::GeoNotOpened("city.mmdb".into()))
        );
        let mut settings = Settings {
            dns: DnsSource::System.into(),
            ..Settings::default()
        };
        settings.dns.limits.message = std::time::Duration::ZERO;
        assert_eq!(settings.check(), Err(SettingsError::NoTime));
    }
}
