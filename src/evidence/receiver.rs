//! What our receiver said of each identity of the message: of that one, or nothing.

use super::about::{self, About};
use super::ledger::{Entry, compare};
use super::{Authentication, Evidence};
use crate::auth::AuthResult;
use crate::auth::spf::Identity;
use crate::words::evidence::Standing;

/// A claim, and whether our verdict on the same thing agrees with it.
#[derive(Clone, Copy, Debug)]
pub struct Said<'e> {
    /// Its place in the ledger.
    pub index: usize,
    /// The claim.
    pub entry: &'e Entry,
    /// Whether our own verdict says the same; `None` where that cannot be compared.
    pub agrees: Option<bool>,
}

impl Evidence<'_> {
    /// What our receiver said of SPF for an identity. One that another domain was checked for is not it.
    pub fn receiver_spf(&self, identity: Identity) -> Option<&Entry> {
        let said = self.claims_of(Standing::trusted).spf(identity)?;
        Some(said.entry)
    }

    /// What our receiver said of a signature, by its place in [`Authentication::dkim`]. `None` where its claim could as
    /// well be about another one.
    pub fn receiver_dkim(&self, index: usize) -> Option<&Entry> {
        let said = self.claims_of(Standing::trusted).dkim(index)?;
        Some(said.entry)
    }

    /// What our receiver said of DMARC for the domain in From.
    pub fn receiver_dmarc(&self) -> Option<&Entry> {
        let said = self.claims_of(Standing::trusted).dmarc()?;
        Some(said.entry)
    }

    /// What our receiver said of the ARC chain.
    pub fn receiver_arc(&self) -> Option<&Entry> {
        let said = self.claims_of(Standing::trusted).arc()?;
        Some(said.entry)
    }

    /// What our receiver said of the author, the envelope sender and each signature, and whose it is each time:
    /// `dkim=fail for a.example (s=s1)`. What it said of others is left out.
    pub fn receiver_words(&self) -> Vec<String> {
        let signatures = (0..self.auth.dkim.len()).filter_map(|index| self.receiver_dkim(index));
        let entries = self
            .receiver_dmarc()
            .into_iter()
            .chain(self.receiver_spf(Identity::MailFrom))
            .chain(signatures);
        let mut words: Vec<String> = entries
            .map(|entry| {
                let claim = &entry.claim;
                format!("{}={}{}", claim.method, claim.result, self.whose(entry))
            })
            .collect();
        words.dedup();
        words
    }

    /// ` for ` and the identity, as we know it.
    fn whose(&self, entry: &Entry) -> String {
        let name = match &entry.about {
            About::Author => self.auth.dmarc.domain.clone(),
            About::Spf(_) => about::spf_domain(Identity::MailFrom, &self.auth),
            About::Signature(index) => self.auth.dkim.get(*index).and_then(|check| {
                let selector = check.selector.as_deref().unwrap_or_default();
                Some(format!("{} (s={selector})", check.domain.as_deref()?))
            }),
            About::OneOf(among) => among
                .first()
                .and_then(|&index| self.auth.dkim.get(index)?.domain.clone()),
            _ => None,
        };
        name.map(|name| format!(" for {name}")).unwrap_or_default()
    }

    /// The claims of those who stand so.
    pub fn claims_of(&self, believed: fn(Standing) -> bool) -> ClaimsOf<'_> {
        ClaimsOf {
            auth: &self.auth,
            entries: self
                .ledger
                .iter()
                .enumerate()
                .filter(|(_, entry)| believed(entry.standing))
                .collect(),
        }
    }
}

/// Some of the claims, by what they are about. The topmost counts where several are about one thing.
#[derive(Clone, Debug)]
pub struct ClaimsOf<'e> {
    auth: &'e Authentication,
    entries: Vec<(usize, &'e Entry)>,
}

impl<'e> ClaimsOf<'e> {
    /// About SPF for an identity.
    pub fn spf(&self, identity: Identity) -> Option<Said<'e>> {
        self.first(&About::Spf(identity))
    }

    /// About a signature. Claims that do not say which of several signatures of one domain they mean count where one
    /// field has one for each and all of them mean the same.
    pub fn dkim(&self, index: usize) -> Option<Said<'e>> {
        if let Some(said) = self.first(&About::Signature(index)) {
            return Some(said);
        }
        let (at, entry, among) =
            self.entries
                .iter()
                .find_map(|(at, entry)| match &entry.about {
                    About::OneOf(among) if among.contains(&index) => Some((*at, *entry, among)),
                    _ => None,
                })?;
        let mut like_it = self
            .entries
            .iter()
            .filter(|(_, other)| matches!(&other.about, About::OneOf(those) if those == among));
        let in_field = like_it
            .clone()
            .filter(|(_, other)| other.claim.field_index == entry.claim.field_index)
            .count();
        let means = entry.claim.means();
        if in_field < among.len() || !like_it.all(|(_, other)| other.claim.means() == means) {
            return None;
        }
        let ours = self.auth.dkim.get(index)?.result.done().copied();
        Some(Said {
            index: at,
            entry,
            agrees: ours
                // A body that is not at hand is no verdict against the signature.
                .filter(|ours| *ours != AuthResult::Neutral)
                .and_then(|ours| compare(means, ours)),
        })
    }

    /// That there is no signature, of a message that has none.
    pub fn no_signature(&self) -> Option<Said<'e>> {
        self.first(&About::NoSignature)
    }

    /// About DMARC for the domain in From: one that names it before one that names its organization or nobody.
    pub fn dmarc(&self) -> Option<Said<'e>> {
        let exact = self.entries.iter().find(|(_, entry)| {
            entry.about == About::Author && about::is_exactly_author(&entry.claim, self.auth)
        });
        exact
            .map(|&(index, entry)| said(index, entry))
            .or_else(|| self.first(&About::Author))
    }

    /// About the ARC chain.
    pub fn arc(&self) -> Option<Said<'e>> {
        self.first(&About::Chain)
    }

    fn first(&self, about: &About) -> Option<Said<'e>> {
        self.entries
            .iter()
            .find(|(_, entry)| entry.about == *about)
            .map(|&(index, entry)| said(index, entry))
    }
}

fn said(index: usize, entry: &Entry) -> Said<'_> {
    Said {
        index,
        entry,
        agrees: entry.agrees,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::testing::Mail;

    const ZONE: &[(&str, &str)] = &[
        ("a.example", "v=spf1 ip4:192.0.2.7 -all"),
        ("_dmarc.a.example", "v=DMARC1; p=reject"),
    ];

    /// A mail of bounce@a.example from client.example, with these fields of the receiver's on top, and signatures of
    /// these domains and selectors.
    fn mail(fields: &[&str], signatures: &[(&str, &str, &str)]) -> Mail {
        let fields = fields.iter().map(|field| format!("{field}\r\n"));
        let signatures = signatures
            .iter()
            .map(|(domain, selector, more)| {
                format!(
                    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s={selector};{more} h=from:to; \
                     bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b={selector}{selector}{selector}{selector}\r\n"
                )
            });
        Mail::received(
            &format!(
                "Return-Path: <bounce@a.example>\r\n{}",
                fields.collect::<Vec<_>>().concat()
            ),
            &format!(
                "{}From: a@a.example\r\n",
                signatures.collect::<Vec<_>>().concat()
            ),
        )
    }

    fn ar(results: &str) -> String {
        format!("Authentication-Results: mx.example.net; {results}")
    }

    fn result(entry: Option<&Entry>) -> Option<String> {
        entry.map(|entry| entry.claim.result.clone())
    }

    /// What is said of MAIL FROM and of HELO.
    fn spf(fields: &[&str]) -> (Option<String>, Option<String>) {
        mail(fields, &[]).with_dns(ZONE).evidence(|evidence| {
            let of = |identity| result(evidence.receiver_spf(identity));
            (of(Identity::MailFrom), of(Identity::Helo))
        })
    }

    #[test]
    fn spf_is_of_one_identity() {
        let received = |rest: &str| format!("Received-SPF: {rest}");
        for (fields, mail_from, helo) in [
            (
                vec![ar(
                    "spf=none smtp.helo=client.example; spf=pass smtp.mailfrom=bounce@a.example",
                )],
                Some("pass"),
                Some("none"),
            ),
            // Both in one result: the sender was checked.
            (
                vec![ar(
                    "spf=fail smtp.mailfrom=a.example smtp.helo=client.example",
                )],
                Some("fail"),
                None,
            ),
            (
                vec![ar("spf=pass smtp.helo=client.example")],
                None,
                Some("pass"),
            ),
            (
                vec![ar(
                    "spf=pass (sender IP is 192.0.2.7) smtp.mail=bounce@a.example",
                )],
                Some("pass"),
                None,
            ),
            (vec![ar("spf=pass")], Some("pass"), None),
            // Of another domain, client or identity.
            (vec![ar("spf=pass smtp.mailfrom=b.example")], None, None),
            (vec![ar("spf=pass smtp.helo=b.example")], None, None),
            (
                vec![ar(
                    "spf=pass smtp.mailfrom=a.example smtp.remote-ip=192.0.2.99",
                )],
                None,
                None,
            ),
            (
                vec![received(
                    "pass (ok) identity=helo; client-ip=192.0.2.7; helo=client.example; envelope-from=bounce@a.example",
                )],
                None,
                Some("pass"),
            ),
            (
                vec![received(
                    "fail (no) identity=mailfrom; client-ip=192.0.2.7; helo=client.example; envelope-from=<bounce@a.example>",
                )],
                Some("fail"),
                None,
            ),
            (
                vec![received("pass (ok) identity=pra; client-ip=192.0.2.7")],
                None,
                None,
            ),
            // Microsoft notes HELO in each.
            (
                vec![received(
                    "Fail (x: domain of a.example does not designate it) receiver=x; client-ip=192.0.2.7; helo=client.example;",
                )],
                Some("fail"),
                None,
            ),
            // The field of another identity on top hides nothing.
            (
                vec![
                    ar("spf=pass smtp.helo=client.example"),
                    ar("spf=softfail smtp.mailfrom=bounce@a.example"),
                ],
                Some("softfail"),
                Some("pass"),
            ),
        ] {
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            let expected = (mail_from.map(str::to_owned), helo.map(str::to_owned));
            assert_eq!(spf(&fields), expected, "{fields:?}");
        }
    }

    #[test]
    fn dkim_is_of_one_signature() {
        let one = [("a.example", "s", "")];
        let two = [("a.example", "ssss", ""), ("a.example", "tttt", "")];
        let sub = [("a.example", "ssss", ""), ("m.a.example", "tttt", "")];
        let agents = [
            ("a.example", "ssss", " i=@x.a.example;"),
            ("a.example", "tttt", " i=@y.a.example;"),
        ];
        for (signatures, results, expected) in [
            (
                &one[..],
                "dkim=pass header.i=@a.example",
                &[Some("pass")][..],
            ),
            (
                &one,
                "dkim=pass header.i=info@mail.a.example",
                &[Some("pass")],
            ),
            (&one, "dkim=pass header.i=@example", &[None]),
            (&one, "dkim=pass header.d=b.example", &[None]),
            (
                &one,
                "dkim=pass header.d=A.example. header.s=S",
                &[Some("pass")],
            ),
            (&one, "dkim=pass", &[Some("pass")]),
            (
                &one,
                "dkim=pass header.d=b.example; dkim=fail header.d=a.example",
                &[Some("fail")],
            ),
            (
                &two,
                "dkim=permerror header.d=a.example header.s=tttt; dkim=pass header.d=a.example header.s=ssss",
                &[Some("pass"), Some("permerror")],
            ),
            (
                &two,
                "dkim=pass header.d=a.example header.b=tttttttt",
                &[None, Some("pass")],
            ),
            (&two, "dkim=pass header.s=tttt", &[None, Some("pass")]),
            // One result, and two that it could be about; or two that differ.
            (&two, "dkim=pass header.d=a.example", &[None, None]),
            (
                &two,
                "dkim=pass header.d=a.example; dkim=fail header.d=a.example",
                &[None, None],
            ),
            (
                &two,
                "dkim=fail header.d=a.example; dkim=fail header.d=a.example",
                &[Some("fail"), Some("fail")],
            ),
            (
                &sub,
                "dkim=pass header.i=@m.a.example",
                &[None, Some("pass")],
            ),
            (&sub, "dkim=pass header.i=@a.example", &[Some("pass"), None]),
            (
                &agents,
                "dkim=pass header.d=a.example header.i=@y.a.example",
                &[None, Some("pass")],
            ),
            (
                &one,
                "dkim=pass header.d=a.example header.a=ed25519-sha256",
                &[None],
            ),
        ] {
            let found = mail(&[&ar(results)], signatures)
                .with_dns(ZONE)
                .evidence(|evidence| {
                    let of = |index| result(evidence.receiver_dkim(index));
                    (0..signatures.len()).map(of).collect::<Vec<_>>()
                });
            let expected: Vec<_> = expected
                .iter()
                .map(|word| word.map(str::to_owned))
                .collect();
            assert_eq!(found, expected, "{results}");
        }
    }

    #[test]
    fn dmarc_is_of_one_author() {
        for (results, expected) in [
            (
                "dmarc=pass header.from=b.example; dmarc=fail header.from=a.example",
                Some("fail"),
            ),
            ("dmarc=pass header.from=b.example", None),
            (
                "dmarc=pass header.from=mail.a.example; dmarc=fail header.from=a.example",
                Some("fail"),
            ),
            ("dmarc=pass", Some("pass")),
        ] {
            let found = mail(&[&ar(results)], &[])
                .with_dns(ZONE)
                .evidence(|evidence| result(evidence.receiver_dmarc()));
            assert_eq!(found.as_deref(), expected, "{results}");
        }
    }

    #[test]
    fn only_the_receivers_word_counts() {
        let forged = "Authentication-Results: mx.example.net; dkim=pass header.d=a.example\r\n";
        let mail = Mail::received(
            "Authentication-Results: mx.example.net; dkim=fail header.d=b.example\r\n",
            &format!(
                "{forged}{}From: a@a.example\r\n",
                crate::findings::testing::SIGNED
            ),
        );
        mail.evidence(|evidence| assert!(evidence.receiver_dkim(0).is_none()));
    }

    #[test]
    fn words_say_whose_they_are() {
        let results = "dkim=pass header.d=esp.example; dkim=fail header.d=a.example header.s=ssss; \
            spf=pass smtp.mailfrom=b@esp.example; dmarc=fail header.from=a.example";
        let mail = mail(&[&ar(results)], &[("a.example", "ssss", "")]);
        mail.evidence(|evidence| {
            assert_eq!(
                evidence.receiver_words(),
                [
                    "dmarc=fail for a.example",
                    "dkim=fail for a.example (s=ssss)"
                ]
            );
        });
    }
}
