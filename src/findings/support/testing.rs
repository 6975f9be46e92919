//! What the tests of findings share: a small message, traced, and what was found in it.

#[cfg(test)]
use crate::Analyzer;
use crate::dns::{Answer, Data, Dns, Outcome, RecordType};
use crate::enrich::{EnrichSettings, Kind};
use crate::evidence::Evidence;
use crate::findings::catalogue::find;
#[cfg(test)]
use crate::findings::model::{Finding, Hit, Severity, severity};
use crate::message::Message;
use crate::{Clock, Known, Settings};

/// A message and the DNS that it is traced with.
pub(crate) struct Mail {
    raw: Vec<u8>,
    zone: Option<Vec<(&'static str, &'static str)>>,
    protect: Vec<String>,
    enrich: EnrichSettings,
    looked_up: Vec<(&'static str, Record)>,
}

/// A record beside those that authentication reads.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Record {
    A(&'static str),
    Ptr(&'static str),
    /// The server fails.
    Fails,
}

/// The trace field of the receiver at which a stranger handed the mail over.
const BORDER: &str = "Received: from client.example ([192.0.2.7]) by mx.example.net with ESMTPS id 1a2b3c;\r\n\
    \x20Sat, 02 May 2026 10:00:09 +0000\r\n";

/// A signature that is well formed, and made by nobody.
pub(crate) const SIGNED: &str = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=a.example; s=s; h=from:to; \
    bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n";

/// Stands in a zone of which nothing is said to exist.
const LYING: &str = "lying";

impl Mail {
    /// A message of these fields.
    pub(crate) fn new(header: &str) -> Self {
        Self::raw(format!("{header}\r\nHello.\r\n").into_bytes())
    }

    /// These bytes.
    pub(crate) fn raw(raw: impl Into<Vec<u8>>) -> Self {
        Self {
            raw: raw.into(),
            zone: None,
            protect: Vec::new(),
            enrich: EnrichSettings::default(),
            looked_up: Vec::new(),
        }
    }

    /// A message taken by mx.example.net from 192.0.2.7, with fields above and below that.
    pub(crate) fn received(above: &str, below: &str) -> Self {
        Self::new(&format!("{above}{BORDER}{below}"))
    }

    /// The same with these TXT records, and no others, in DNS.
    pub(crate) fn with_dns(mut self, zone: &[(&'static str, &'static str)]) -> Self {
        self.zone = Some(zone.to_vec());
        self
    }

    /// The same with a resolver that says of every name that it does not exist.
    #[cfg(test)]
    pub(crate) fn with_lying_dns(mut self) -> Self {
        self.zone = Some(vec![("", LYING)]);
        self
    }

    /// The same with a domain to guard.
    pub(crate) fn protecting(mut self, domain: &str) -> Self {
        self.protect.push(domain.to_owned());
        self
    }

    /// The same with look-ups beside authentication: which, on which lists, and what DNS holds for them.
    pub(crate) fn enriched(
        mut self,
        kinds: &[Kind],
        lists: &[&str],
        looked_up: &[(&'static str, Record)],
    ) -> Self {
        self.zone.get_or_insert_default();
        self.enrich = EnrichSettings {
            sources: kinds.iter().copied().collect(),
            dnsbl: lists
                .iter()
                .map(|list| list.parse().expect("a list"))
                .collect(),
            allow_reserved: true,
            ..EnrichSettings::default()
        };
        self.looked_up = looked_up.to_vec();
        self
    }

    /// Looks at what is known of it. What a finding is to see is written into the message, never into the evidence: only so
    /// the whole way from the bytes is tested.
    pub(crate) fn evidence<T>(&self, look: impl FnOnce(&Evidence<'_>) -> T) -> T {
        self.changed_evidence(|evidence| look(evidence))
    }

    /// The same to be changed, for what lies below the findings and needs a verdict that no message at hand gives, such as
    /// an intact chain of a certain sealer's. No finding is tested by it.
    pub(crate) fn changed_evidence<T>(&self, look: impl FnOnce(&mut Evidence<'_>) -> T) -> T {
        let settings = Settings {
            clock: Clock::Fixed(chrono::DateTime::UNIX_EPOCH),
            protect: self.protect.clone(),
            enrich: self.enrich.clone(),
            ..Settings::default()
        };
        let dns = match self.zone.clone() {
            None => Dns::offline(),
            Some(zone) => {
                let looked_up = self.looked_up.clone();
                Dns::from_fn(move |name, rtype| {
                    looked_up_answer(&looked_up, name, rtype)
                        .unwrap_or_else(|| answer(&zone, name, rtype))
                })
            }
        };
        let message = Message::parse(&self.raw);
        let mut evidence = crate::gather(&message, &[], &settings, &Known::default(), &dns)
            .expect("nothing is waited for");
        look(&mut evidence)
    }

    /// Asserts that a finding is made once or more: the severity and the marked bytes of each.
    #[track_caller]
    pub(crate) fn finds(&self, finding: &Finding, expected: &[(Severity, &[&str])]) {
        let found = self.hits(finding);
        let seen: Vec<(Severity, Vec<String>)> = found
            .iter()
            .map(|hit| {
                let marked = |place: &crate::findings::Place| {
                    String::from_utf8_lossy(place.span.of(&self.raw)).into_owned()
                };
                (
                    severity(finding, hit),
                    hit.places.iter().map(marked).collect(),
                )
            })
            .collect();
        let expected: Vec<(Severity, Vec<String>)> = expected
            .iter()
            .map(|(severity, marked)| {
                (
                    *severity,
                    marked.iter().map(|text| (*text).to_owned()).collect(),
                )
            })
            .collect();
        assert_eq!(seen, expected, "{found:?}");
    }

    /// Asserts that a finding is not made.
    #[track_caller]
    pub(crate) fn lacks(&self, finding: &Finding) {
        assert_eq!(self.hits(finding), []);
    }

    pub(crate) fn hits(&self, finding: &Finding) -> Vec<Hit> {
        self.evidence(|evidence| {
            find(evidence)
                .into_iter()
                .filter(|(found, _)| found.code == finding.code)
                .map(|(_, hit)| hit)
                .collect()
        })
    }
}

fn looked_up_answer(
    records: &[(&'static str, Record)],
    name: &str,
    rtype: RecordType,
) -> Option<Answer> {
    let (_, record) = records.iter().find(|(owner, _)| *owner == name)?;
    let outcome = match (record, rtype) {
        (Record::A(ip), RecordType::A) => {
            Outcome::Records(vec![Data::A(ip.parse().expect("an address"))])
        }
        (Record::Ptr(name), RecordType::Ptr) => {
            Outcome::Records(vec![Data::Ptr((*name).to_owned())])
        }
        (Record::Fails, _) => Outcome::ServFail,
        _ => Outcome::NoData,
    };
    Some(Answer::new(name, rtype, outcome))
}

/// A session whose findings are looked at.
pub(crate) struct Talk(String);

impl Talk {
    /// This input.
    pub(crate) fn raw(input: &str) -> Self {
        Self(input.to_owned())
    }

    /// What follows a greeting.
    pub(crate) fn new(rest: &str) -> Self {
        Self::offering("PIPELINING", rest)
    }

    /// The same where the server offers this.
    pub(crate) fn offering(offer: &str, rest: &str) -> Self {
        Self(format!(
            "S: 220 mx.example.net ESMTP\nC: EHLO client.example\nS: 250-mx.example.net\nS: 250 {offer}\n{rest}"
        ))
    }

    /// What follows this greeting from 192.0.2.7.
    pub(crate) fn greeting(name: &str, rest: &str) -> Self {
        Self(format!(
            "S: 220 mx.example.net ESMTP\nC: EHLO {name}\nS: 250 mx.example.net Hello {name} [192.0.2.7]\n{rest}"
        ))
    }

    /// A mail from and to, with this header.
    pub(crate) fn mail(from: &str, to: &str, header: &str) -> Self {
        let header = header.replace('\n', "\nC: ");
        Self::new(&format!(
            "C: MAIL FROM:<{from}>\nS: 250 ok\nC: RCPT TO:<{to}>\nS: 250 ok\nC: DATA\nS: 354 go\nC: {header}\nC: \nC: x\nC: .\nS: 250 ok\n"
        ))
    }

    fn found(&self, finding: &Finding) -> Vec<(Severity, Vec<usize>)> {
        let settings = Settings {
            clock: Clock::Fixed(chrono::DateTime::UNIX_EPOCH),
            ..Settings::default()
        };
        let analyzer = Analyzer::new(settings).expect("settings that work");
        let report = analyzer
            .analyze(self.0.as_bytes(), &Known::default())
            .expect("a session");
        let found = report.findings.into_iter();
        found
            .filter(|found| found.code == finding.code)
            .map(|found| (found.severity, found.steps))
            .collect()
    }

    /// Asserts that a finding is made with these severities, each in a step.
    #[track_caller]
    pub(crate) fn finds(&self, finding: &Finding, expected: &[Severity]) {
        let found = self.found(finding);
        let severities: Vec<Severity> = found.iter().map(|one| one.0).collect();
        assert_eq!(severities, expected, "{found:?}");
        assert!(found.iter().all(|one| !one.1.is_empty()), "{found:?}");
    }

    /// Asserts that a finding is not made.
    #[track_caller]
    pub(crate) fn lacks(&self, finding: &Finding) {
        assert_eq!(self.found(finding), []);
    }
}

fn answer(zone: &[(&'static str, &'static str)], name: &str, rtype: RecordType) -> Answer {
    let texts: Vec<Data> = zone
        .iter()
        .filter(|(owner, _)| *owner == name)
        .map(|(_, text)| Data::Txt(vec![text.as_bytes().to_vec()]))
        .collect();
    if zone.iter().any(|(_, text)| *text == LYING) {
        return Answer::new(name, rtype, Outcome::NxDomain);
    }
    // As DNS is: the top has name servers, and a name with names below it exists (RFC 8020).
    if name == "com" && rtype == RecordType::Ns {
        let server = Data::Ns("ns.example".to_owned());
        return Answer::new(name, rtype, Outcome::Records(vec![server]));
    }
    let exists = name == "com"
        || zone
            .iter()
            .any(|(owner, _)| crate::names::is_within(owner, name));
    let outcome = match (texts.is_empty(), rtype) {
        (true, _) if exists => Outcome::NoData,
        (false, RecordType::Txt) => Outcome::Records(texts),
        (false, _) => Outcome::NoData,
        (true, _) => Outcome::NxDomain,
    };
    Answer::new(name, rtype, outcome)
}
