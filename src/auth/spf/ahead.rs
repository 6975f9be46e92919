//! What will likely be wanted: the questions of terms not yet reached, so that they are asked together with those
//! that are wanted now.
//!
//! Only what the limits of the RFC let a plain evaluation ask, and only names that are the same for every message: a
//! name with macros in it tells its owner of this sender and client, so it is asked when its turn comes.

use super::MAX_LOOKUPS;
use super::identity::{Subject, malformed, target_name};
use super::known::{Known, Wanted, key};
use super::macros::{MacroString, reverse_name};
use super::matches::{address_type, mx_hosts, ptr_names};
use super::record::{Kind, Mechanism, Record, is_spf};
use super::target::Target;
use super::term::{decides, literal_target};
use super::{MAX_MX_NAMES, MAX_PTR_NAMES};
use crate::auth::name::unaskable;
use crate::dns::RecordType;

/// Adds what can be asked ahead to what is wanted, at most `left` questions.
pub(super) fn look_ahead(subject: &Subject, known: &Known, wanted: &mut Wanted, left: &mut usize) {
    let mut ahead = Ahead {
        subject,
        known,
        wanted,
        left,
        terms: MAX_LOOKUPS,
    };
    ahead.record(&subject.domain);
}

struct Ahead<'a> {
    subject: &'a Subject,
    known: &'a Known,
    wanted: &'a mut Wanted,
    left: &'a mut usize,
    /// Terms with look-ups that an evaluation could still come to.
    terms: u32,
}

impl Ahead<'_> {
    /// Goes through a record in the order of evaluation. Returns whether something in it is sure to end the
    /// evaluation of it.
    fn record(&mut self, domain: &str) {
        if malformed(domain).is_some() {
            return;
        }
        self.want(domain, RecordType::Txt);
        let Some(answer) = self.known.get(domain, RecordType::Txt) else {
            return;
        };
        let records: Vec<Vec<u8>> = answer.texts().filter(|text| is_spf(text)).collect();
        let [text] = records.as_slice() else { return };
        let Ok(text) = std::str::from_utf8(text) else {
            return;
        };
        let Ok(record) = Record::parse(text) else {
            return;
        };
        for term in &record.terms {
            if let Kind::Directive(_, mechanism) = &term.kind {
                if self.terms == 0 || decides(mechanism, self.subject) {
                    return;
                }
                self.mechanism(mechanism, domain);
            }
        }
        if let Some((_, target)) = record.redirect() {
            self.nested(target);
        }
    }

    fn nested(&mut self, target: &MacroString) {
        if self.terms == 0 {
            return;
        }
        self.terms -= 1;
        if let Some(name) = target.literal() {
            self.record(target_name(name));
        }
    }

    fn mechanism(&mut self, mechanism: &Mechanism, domain: &str) {
        let family = address_type(self.subject.ip);
        match mechanism {
            Mechanism::All | Mechanism::Ip4(..) | Mechanism::Ip6(..) => return,
            Mechanism::Include(target) => return self.nested(target),
            Mechanism::A(target, _) => self.literal(target, domain, family),
            Mechanism::Mx(target, _) => {
                self.literal(target, domain, RecordType::Mx);
                self.mx(target, domain);
            }
            Mechanism::Ptr(_) => self.ptr(),
            Mechanism::Exists(target) => {
                if let Some(name) = target.literal() {
                    self.want(target_name(name), RecordType::A);
                }
            }
        }
        self.terms -= 1;
    }

    fn literal(&mut self, target: &Target, domain: &str, rtype: RecordType) {
        if let Some(name) = literal_target(target, domain) {
            self.want(name, rtype);
        }
    }

    fn mx(&mut self, target: &Target, domain: &str) {
        let Some(answer) =
            literal_target(target, domain).and_then(|name| self.known.get(name, RecordType::Mx))
        else {
            return;
        };
        let hosts = mx_hosts(answer);
        if hosts.len() <= MAX_MX_NAMES {
            for host in hosts {
                self.want(host, address_type(self.subject.ip));
            }
        }
    }

    fn ptr(&mut self) {
        let reverse = reverse_name(self.subject.ip);
        self.want(&reverse, RecordType::Ptr);
        if let Some(answer) = self.known.get(&reverse, RecordType::Ptr) {
            for name in ptr_names(answer).take(MAX_PTR_NAMES) {
                self.want(name, address_type(self.subject.ip));
            }
        }
    }

    fn want(&mut self, name: &str, rtype: RecordType) {
        let fresh = self.known.get(name, rtype).is_none() && unaskable(name).is_none();
        if fresh && *self.left > 0 && self.wanted.insert(key(name, rtype)) {
            *self.left -= 1;
        }
    }
}
