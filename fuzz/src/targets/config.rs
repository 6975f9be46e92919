//! Settings as the configuration file, a program and the case folder write them: what is read is written so that it is read
//! again.

use hdrtrace::{Analyzer, Known, Settings, casefile};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{from_value, to_value};

pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(settings) = toml::from_str::<Settings>(&text) {
        assert_kept(&settings);
    }
    if let Ok(settings) = serde_json::from_str::<Settings>(&text) {
        assert_kept(&settings);
        let _ = Analyzer::new(settings);
    }
    if let Ok(known) = serde_json::from_str::<Known>(&text) {
        assert_kept(&known);
    }
    if let Ok((settings, known)) = casefile::asked_for(data) {
        assert_kept(&settings);
        assert_kept(&known);
    }
}

fn assert_kept<T: Serialize + DeserializeOwned>(read: &T) {
    let written = to_value(read).expect("JSON");
    let again: T = from_value(written.clone()).expect("what was written is read");
    assert_eq!(to_value(again).expect("JSON"), written);
}
