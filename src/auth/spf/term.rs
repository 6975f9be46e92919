//! What one term asks for: its target, its count against the limits, `include` (RFC 7208 sections 4.6.4, 4.8, 5.2).

use super::eval::{Evaluator, Stop};
use super::identity::{Subject, target_name};
use super::macros::{Letter, MacroString, Values};
use super::matches;
use super::record::Mechanism;
use super::target::Target;
use super::trace::{TermTrace, clip};
use super::{MAX_LOOKUPS, MAX_VOID_LOOKUPS};
use crate::auth::AuthResult;
use crate::auth::name::unaskable;
use crate::checked::Why;

impl Evaluator<'_> {
    /// Whether a mechanism matches (section 5). `path` gets the terms within an include that decided.
    pub(super) fn matches(
        &mut self,
        mechanism: &Mechanism,
        domain: &str,
        trace: &mut TermTrace,
        path: &mut Vec<String>,
    ) -> Result<bool, Stop> {
        match mechanism {
            Mechanism::All => Ok(true),
            Mechanism::Ip4(network, length) => Ok(self.ip4_matches(*network, *length, trace)),
            Mechanism::Ip6(network, length) => Ok(self.ip6_matches(*network, *length, trace)),
            Mechanism::Include(target) => {
                self.begin_term()?;
                let name = self.expand(target, domain)?;
                self.include(target_name(&name), trace, path)
            }
            Mechanism::A(target, lengths) => {
                self.begin_term()?;
                match self.target(target.as_ref(), domain, trace)? {
                    Some(name) => self.a_matches(&name, *lengths, trace),
                    None => Ok(false),
                }
            }
            Mechanism::Mx(target, lengths) => {
                self.begin_term()?;
                match self.target(target.as_ref(), domain, trace)? {
                    Some(name) => self.mx_matches(&name, *lengths, trace),
                    None => Ok(false),
                }
            }
            Mechanism::Exists(target) => {
                self.begin_term()?;
                match self.target(Some(target), domain, trace)? {
                    Some(name) => self.exists_matches(&name, trace),
                    None => Ok(false),
                }
            }
            Mechanism::Ptr(target) => {
                self.begin_term()?;
                match self.target(target.as_ref(), domain, trace)? {
                    Some(name) => self.ptr_matches(&name, trace),
                    None => Ok(false),
                }
            }
        }
    }

    /// Section 5.2, with its table of results.
    fn include(
        &mut self,
        name: &str,
        trace: &mut TermTrace,
        path: &mut Vec<String>,
    ) -> Result<bool, Stop> {
        trace.target = Some(clip(name));
        if !name.is_ascii() {
            // RFC 8616 section 4: a term with a local part that is not ASCII matches nothing.
            trace.detail = unaskable(name);
            return Ok(false);
        }
        let (verdict, nested) = self.check_host(name);
        trace.record = Some(Box::new(nested));
        match verdict.result? {
            AuthResult::Pass => {
                path.extend(verdict.path);
                Ok(true)
            }
            AuthResult::None => Err(Stop::Permanent(format!(
                "{} has no SPF record to include",
                clip(name)
            ))),
            _ => Ok(false),
        }
    }

    /// Counts a term that causes look-ups, before it causes them (section 4.6.4).
    pub(super) fn begin_term(&mut self) -> Result<(), Stop> {
        self.lookups += 1;
        if self.lookups > MAX_LOOKUPS {
            return Err(Stop::Permanent(format!(
                "more than {MAX_LOOKUPS} terms with DNS lookups"
            )));
        }
        Ok(())
    }

    /// Counts a term whose look-ups found nothing (section 4.6.4).
    pub(super) fn count_void(&mut self) -> Result<(), Stop> {
        self.void_lookups += 1;
        if self.void_lookups > MAX_VOID_LOOKUPS {
            return Err(Stop::Permanent(format!(
                "more than {MAX_VOID_LOOKUPS} void lookups (terms that found nothing)"
            )));
        }
        Ok(())
    }

    /// The name that a term asks for. `None` is a name that DNS cannot be asked for: the RFC leaves that open
    /// (section 4.8), and as with a name that does not exist, the term does not match.
    fn target(
        &mut self,
        target: Option<&MacroString>,
        domain: &str,
        trace: &mut TermTrace,
    ) -> Result<Option<String>, Stop> {
        let name = match target {
            Some(target) => target_name(&self.expand(target, domain)?).to_owned(),
            None => target_name(domain).to_owned(),
        };
        trace.target = Some(clip(&name));
        trace.detail = unaskable(&name);
        Ok(trace.detail.is_none().then_some(name))
    }

    /// Puts the values into a macro string; `%{p}` may want answers.
    pub(super) fn expand(&mut self, target: &MacroString, domain: &str) -> Result<String, Stop> {
        let unknown = self.request.unknown;
        let is_missing = unknown.helo && target.wants(&[Letter::Helo])
            || unknown.local_part && target.wants(&[Letter::Sender, Letter::LocalPart]);
        // Its owner's macro asks for what we were not given.
        if is_missing {
            return Err(Stop::Missing(Why::NoSender));
        }
        let validated_name = if target.wants(&[Letter::ValidatedName]) {
            self.validated_name(domain)?
        } else {
            String::new()
        };
        let values = Values {
            local_part: &self.subject.local_part,
            sender_domain: &self.subject.domain,
            domain,
            helo: &self.subject.helo,
            receiver: &self.request.receiver,
            ip: self.subject.ip,
            now: self.request.now,
            validated_name: &validated_name,
        };
        target.expand(&values).map_err(Stop::Permanent)
    }
}

/// The name of a target that is the same for everybody.
pub(super) fn literal_target<'t>(target: &'t Target, domain: &'t str) -> Option<&'t str> {
    match target {
        Some(target) => target.literal().map(target_name),
        None => Some(domain),
    }
}

/// Whether `mechanism` matches without any look-up.
pub(super) fn decides(mechanism: &Mechanism, subject: &Subject) -> bool {
    match mechanism {
        Mechanism::All => true,
        Mechanism::Ip4(network, length) => matches::in_v4(subject.ip, *network, *length),
        Mechanism::Ip6(network, length) => matches::in_v6(subject.ip, *network, *length),
        _ => false,
    }
}
