//! The mechanisms that compare addresses: `ip4`, `ip6`, `a`, `mx`, `exists`, `ptr` (RFC 7208 section 5), and `%{p}`.

use super::eval::{Evaluator, Stop, usable};
use super::macros::reverse_name;
use super::syntax::DualPrefix;
use super::trace::TermTrace;
use super::{MAX_MX_NAMES, MAX_PTR_NAMES};
use crate::auth::name::unaskable;
use crate::dns::{Answer, Data, RecordType};
use crate::names::{is_within, normalize};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

/// Whether an address lies in an IPv4 network; an IPv6 client never does.
pub(super) fn in_v4(ip: IpAddr, network: Ipv4Addr, length: u8) -> bool {
    let mask = u32::MAX.checked_shl(32 - u32::from(length)).unwrap_or(0);
    matches!(ip, IpAddr::V4(ip) if (u32::from(ip) ^ u32::from(network)) & mask == 0)
}

/// Whether an address lies in an IPv6 network; an IPv4 client never does, mapped or not (section 5).
pub(super) fn in_v6(ip: IpAddr, network: Ipv6Addr, length: u8) -> bool {
    let mask = u128::MAX.checked_shl(128 - u32::from(length)).unwrap_or(0);
    matches!(ip, IpAddr::V6(ip) if (u128::from(ip) ^ u128::from(network)) & mask == 0)
}

/// The address type of the client's family.
pub(super) fn address_type(ip: IpAddr) -> RecordType {
    if ip.is_ipv4() {
        RecordType::A
    } else {
        RecordType::Aaaa
    }
}

/// The first address record that the client matches under a prefix length.
fn matching(ip: IpAddr, answer: &Answer, lengths: DualPrefix) -> Option<String> {
    answer.records().iter().find_map(|data| match *data {
        Data::A(network) if in_v4(ip, network, lengths.v4) => Some(within(ip, network, lengths.v4)),
        Data::Aaaa(network) if in_v6(ip, network, lengths.v6) => {
            Some(within(ip, network, lengths.v6))
        }
        _ => None,
    })
}

fn within(ip: IpAddr, network: impl std::fmt::Display, length: u8) -> String {
    format!("{ip} is in {network}/{length}")
}

/// The names of a PTR answer that are looked at; the rest is ignored (section 4.6.4).
pub(super) fn ptr_names(answer: &Answer) -> impl Iterator<Item = &str> {
    answer
        .records()
        .iter()
        .filter_map(|data| match data {
            Data::Ptr(name) => Some(name.trim_end_matches('.')),
            _ => None,
        })
        .take(MAX_PTR_NAMES)
}

/// The hosts of an MX answer in order of preference, those that can be asked for.
pub(super) fn mx_hosts(answer: &Answer) -> Vec<&str> {
    let mut hosts: Vec<(u16, &str)> = answer
        .records()
        .iter()
        .filter_map(|data| match data {
            Data::Mx {
                preference,
                exchange,
            } => Some((*preference, exchange.trim_end_matches('.'))),
            _ => None,
        })
        .collect();
    hosts.sort_by_key(|(preference, _)| *preference);
    hosts.into_iter().map(|(_, host)| host).collect()
}

impl Evaluator<'_> {
    pub(super) fn ip4_matches(&self, network: Ipv4Addr, length: u8, trace: &mut TermTrace) -> bool {
        let matched = in_v4(self.subject.ip, network, length);
        trace.detail = Some(self.compared(matched, &format!("{network}/{length}")));
        matched
    }

    pub(super) fn ip6_matches(&self, network: Ipv6Addr, length: u8, trace: &mut TermTrace) -> bool {
        let matched = in_v6(self.subject.ip, network, length);
        trace.detail = Some(self.compared(matched, &format!("{network}/{length}")));
        matched
    }

    fn compared(&self, matched: bool, network: &str) -> String {
        let is = if matched { "is in" } else { "is not in" };
        format!("{} {is} {network}", self.subject.ip)
    }

    /// Section 5.3.
    pub(super) fn a_matches(
        &mut self,
        name: &str,
        lengths: DualPrefix,
        trace: &mut TermTrace,
    ) -> Result<bool, Stop> {
        let ip = self.subject.ip;
        let answer = self.ask_traced(name, address_type(ip), trace)?;
        if answer.records().is_empty() {
            self.count_void()?;
        }
        trace.detail = matching(ip, &answer, lengths);
        Ok(trace.detail.is_some())
    }

    /// Section 5.4. All hosts are asked for at once; they count in order of preference.
    pub(super) fn mx_matches(
        &mut self,
        name: &str,
        lengths: DualPrefix,
        trace: &mut TermTrace,
    ) -> Result<bool, Stop> {
        let ip = self.subject.ip;
        let answer = self.ask_traced(name, RecordType::Mx, trace)?;
        if answer.records().is_empty() {
            self.count_void()?;
        }
        let hosts = mx_hosts(&answer);
        if hosts.len() > MAX_MX_NAMES {
            return Err(Stop::Permanent(format!(
                "{name} has {} MX records; more than {MAX_MX_NAMES} is an error",
                hosts.len()
            )));
        }
        // A null MX (RFC 7505) and names that DNS cannot carry have no address.
        let hosts: Vec<&str> = hosts
            .into_iter()
            .filter(|host| unaskable(host).is_none())
            .collect();
        self.want_all(&hosts, address_type(ip))?;
        let mut void = false;
        for host in hosts {
            let answer = self.ask_traced(host, address_type(ip), trace)?;
            trace.detail = matching(ip, &answer, lengths);
            if trace.detail.is_some() {
                return Ok(true);
            }
            // The limit is on terms (section 4.6.4), so one term counts once.
            if answer.records().is_empty() && !std::mem::replace(&mut void, true) {
                self.count_void()?;
            }
        }
        Ok(false)
    }

    /// Section 5.7: always an A look-up, whatever the client's family.
    pub(super) fn exists_matches(
        &mut self,
        name: &str,
        trace: &mut TermTrace,
    ) -> Result<bool, Stop> {
        let answer = self.ask_traced(name, RecordType::A, trace)?;
        let found = !answer.records().is_empty();
        if !found {
            self.count_void()?;
        }
        Ok(found)
    }

    /// Section 5.5. A fault of DNS under `ptr` is no error of the check: the mechanism does not match, or the name is
    /// skipped.
    pub(super) fn ptr_matches(
        &mut self,
        target: &str,
        trace: &mut TermTrace,
    ) -> Result<bool, Stop> {
        let reverse = reverse_name(self.subject.ip);
        let answer = match self.ask_traced(&reverse, RecordType::Ptr, trace) {
            Err(Stop::Temporary(_)) => return Ok(false),
            other => other?,
        };
        if answer.records().is_empty() {
            self.count_void()?;
        }
        let names: Vec<&str> = ptr_names(&answer)
            .filter(|name| is_within(name, target))
            .collect();
        self.want_all(&names, address_type(self.subject.ip))?;
        for name in names {
            if self.is_validated(name, Some(trace))? {
                trace.detail = Some(format!(
                    "{} has the confirmed name {name} within {target}",
                    self.subject.ip
                ));
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether an address record of a name gives the client's address.
    fn is_validated(&mut self, name: &str, trace: Option<&mut TermTrace>) -> Result<bool, Stop> {
        if unaskable(name).is_some() {
            return Ok(false);
        }
        let rtype = address_type(self.subject.ip);
        let answer = match trace {
            Some(trace) => self.ask_traced(name, rtype, trace),
            None => self
                .ask(name, rtype)
                .and_then(|answer| usable(&answer).map(|()| answer)),
        };
        let answer: Arc<Answer> = match answer {
            Err(Stop::Temporary(_)) => return Ok(false),
            other => other?,
        };
        let whole = DualPrefix { v4: 32, v6: 128 };
        Ok(matching(self.subject.ip, &answer, whole).is_some())
    }

    /// `%{p}` (section 7.3): of the validated names of the client the domain itself, else one below it, else any, else
    /// `unknown`.
    pub(super) fn validated_name(&mut self, domain: &str) -> Result<String, Stop> {
        let unknown = || Ok("unknown".to_owned());
        let answer = self.ask(&reverse_name(self.subject.ip), RecordType::Ptr)?;
        match usable(&answer) {
            Err(Stop::Temporary(_)) => return unknown(),
            other => other?,
        }
        let domain = normalize(domain);
        let mut names: Vec<&str> = ptr_names(&answer).collect();
        self.want_all(&names, address_type(self.subject.ip))?;
        names.sort_by_key(|name| match normalize(name) {
            name if name == domain => 0,
            name if is_within(&name, &domain) => 1,
            _ => 2,
        });
        for name in names {
            if self.is_validated(name, None)? {
                return Ok(name.to_owned());
            }
        }
        unknown()
    }

    /// Notes all questions of a kind that are not at hand, so that they are asked at once.
    fn want_all(&mut self, names: &[&str], rtype: RecordType) -> Result<(), Stop> {
        let mut missing = false;
        for name in names.iter().filter(|name| unaskable(name).is_none()) {
            missing |= self.ask(name, rtype).is_err();
        }
        if missing { Err(Stop::Want) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefix_lengths_at_their_ends() {
        let ip = "192.0.2.1".parse().unwrap();
        assert!(in_v4(ip, "203.0.113.9".parse().unwrap(), 0));
        assert!(in_v4(ip, "192.0.2.1".parse().unwrap(), 32));
        assert!(!in_v4(ip, "192.0.2.0".parse().unwrap(), 32));
        assert!(in_v4(ip, "192.0.2.0".parse().unwrap(), 31));
        assert!(!in_v6(ip, "::ffff:192.0.2.1".parse().unwrap(), 0));
        let ip = "2001:db8::1".parse().unwrap();
        assert!(in_v6(ip, "::".parse().unwrap(), 0));
        assert!(in_v6(ip, "2001:db8::1".parse().unwrap(), 128));
        assert!(!in_v6(ip, "2001:db8::".parse().unwrap(), 128));
        assert!(!in_v4(ip, "0.0.0.0".parse().unwrap(), 0));
    }
}
