//! The explanation of a fail (RFC 7208 section 6.2): asked for when the result is known, and no part of it.

use super::eval::{Evaluator, Stop};
use super::identity::target_name;
use super::macros::{MacroString, Place};
use crate::auth::name::unaskable;
use crate::dns::RecordType;
use crate::limits::MAX_EXPLANATION;

impl Evaluator<'_> {
    /// The text that the domain's owner gives for a fail. Whatever is wrong with it, there is simply none.
    pub(super) fn explanation(
        &mut self,
        target: &MacroString,
        domain: &str,
    ) -> Result<Option<String>, Stop> {
        match self.fetch_explanation(target, domain) {
            Ok(text) => Ok(text),
            Err(Stop::Want) => Err(Stop::Want),
            Err(_) => Ok(None),
        }
    }

    fn fetch_explanation(
        &mut self,
        target: &MacroString,
        domain: &str,
    ) -> Result<Option<String>, Stop> {
        let expanded = self.expand(target, domain)?;
        let name = target_name(&expanded);
        if unaskable(name).is_some() {
            return Ok(None);
        }
        let answer = self.ask(name, RecordType::Txt)?;
        // "If there are any DNS processing errors …, or if no records are returned, or if more than one record is
        // returned, or if there are syntax errors in the explanation string, then proceed as if no exp modifier was
        // given."
        let [text] = answer.records() else {
            return Ok(None);
        };
        let Some(Ok(text)) = text.text().map(String::from_utf8) else {
            return Ok(None);
        };
        let Ok(text) = MacroString::parse(&text, Place::Explanation) else {
            return Ok(None);
        };
        let text = self.expand(&text, domain)?;
        Ok(Some(text.chars().take(MAX_EXPLANATION).collect()))
    }
}
