//! What a job wants: `input.json` of Cortex 3.

use anyhow::{Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::{Component, Path, PathBuf};

/// TLP and PAP where a job names none: amber, as cortexutils has it.
const DEFAULT: u8 = 2;
/// From here on nobody outside may learn of it: red.
const RED: u8 = 3;

/// A job.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Job {
    #[serde(rename = "dataType")]
    data_type: Option<String>,
    file: Option<String>,
    filename: Option<String>,
    tlp: Option<u8>,
    pap: Option<u8>,
    config: Config,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Config {
    check_tlp: Option<bool>,
    max_tlp: Option<u8>,
    check_pap: Option<bool>,
    max_pap: Option<u8>,
    /// Whether nobody is asked, whatever TLP and PAP allow.
    offline: Option<bool>,
}

impl Job {
    /// Refuses what is not for this analyzer, or not allowed.
    pub(super) fn check(&self) -> Result<()> {
        let config = &self.config;
        allowed("TLP", self.tlp(), config.check_tlp, config.max_tlp)?;
        allowed("PAP", self.pap(), config.check_pap, config.max_pap)?;
        match self.data_type.as_deref() {
            Some("file") => Ok(()),
            Some(other) => bail!("the data type {other:?} is not supported; give a file"),
            None => bail!("the job names no data type"),
        }
    }

    fn tlp(&self) -> u8 {
        self.tlp.unwrap_or(DEFAULT)
    }

    fn pap(&self) -> u8 {
        self.pap.unwrap_or(DEFAULT)
    }

    /// Whether nobody may be asked: a query of DNS tells its receiver that somebody looks.
    pub(super) fn is_offline(&self) -> bool {
        self.tlp() >= RED || self.pap() >= RED || self.config.offline == Some(true)
    }

    /// The file's name in the job's folder.
    pub(super) fn file(&self) -> Result<&str> {
        match self.file.as_deref() {
            Some(file) if !file.is_empty() => Ok(file),
            _ => bail!("the job names no file"),
        }
    }

    /// The file of a job without a folder: Cortex gives its path.
    pub(super) fn given_file(&self) -> Result<PathBuf> {
        let file = Path::new(self.file()?);
        let climbs = file.components().any(|part| part == Component::ParentDir);
        if climbs || file.as_os_str() == "-" {
            bail!("{:?} is no path of a file", self.file()?);
        }
        Ok(file.to_owned())
    }

    /// What the message is called in the report.
    pub(super) fn name(&self) -> &str {
        let named = self.filename.as_deref().filter(|name| !name.is_empty());
        named.or(self.file.as_deref()).unwrap_or_default()
    }

    /// What of the job a failure repeats: nothing of its configuration, which may hold secrets.
    pub(super) fn named(&self) -> Value {
        json!({
            "dataType": self.data_type,
            "filename": self.filename,
            "tlp": self.tlp(),
            "pap": self.pap(),
        })
    }
}

/// A limit that is given holds, unless it is switched off.
fn allowed(what: &str, level: u8, checks: Option<bool>, most: Option<u8>) -> Result<()> {
    let is_checked = checks.unwrap_or(most.is_some());
    let most = most.unwrap_or(DEFAULT);
    if is_checked && level > most {
        bail!("{what} {level} is above the limit of {most}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(text: &str) -> Job {
        serde_json::from_str(text).expect("a job")
    }

    #[test]
    fn what_is_above_its_limit_is_refused() {
        for (config, level, allowed) in [
            (r#"{"check_tlp":true,"max_tlp":2}"#, 2, true),
            (r#"{"check_tlp":true,"max_tlp":2}"#, 3, false),
            (r#"{"check_tlp":true}"#, 3, false),
            (r#"{"max_tlp":1}"#, 2, false),
            (r#"{"check_tlp":false,"max_tlp":1}"#, 3, true),
            ("{}", 3, true),
        ] {
            for what in ["tlp", "pap"] {
                let config = config.replace("tlp", what);
                let text = format!(
                    r#"{{"dataType":"file","file":"a","{what}":{level},"config":{config}}}"#
                );
                assert_eq!(job(&text).check().is_ok(), allowed, "{text}");
            }
        }
    }

    #[test]
    fn at_red_nobody_is_asked() {
        for (text, offline) in [
            ("{}", false),
            (r#"{"tlp":2,"pap":2}"#, false),
            (r#"{"tlp":3}"#, true),
            (r#"{"tlp":4}"#, true),
            (r#"{"pap":3}"#, true),
            (r#"{"config":{"offline":true}}"#, true),
        ] {
            assert_eq!(job(text).is_offline(), offline, "{text}");
        }
    }

    #[test]
    fn only_files_are_taken() {
        for text in ["{}", r#"{"dataType":"ip"}"#, r#"{"dataType":"url"}"#] {
            assert!(job(text).check().is_err(), "{text}");
        }
        for file in ["../x", "a/../../x", "-", ""] {
            let text = format!(r#"{{"dataType":"file","file":"{file}"}}"#);
            assert!(job(&text).given_file().is_err(), "{file}");
        }
    }
}
