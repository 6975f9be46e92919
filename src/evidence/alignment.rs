//! Whether DMARC could pass at all: which identifiers of the message belong to the organization in From.
//!
//! That none does is a fact about the message, whatever DNS says (RFC 9989 section 4.4): offline too, it can be told.

use super::about::About;
use super::{Entry, Evidence};
use crate::auth::AuthResult;
use crate::auth::dkim::DkimCheck;
use crate::auth::signature::BodyHash;
use crate::checked::Checked;
use crate::limits::{MAX_NAMED, MAX_SIGNATURES};
use crate::names::{is_within, same_organization, share_private_suffix};

/// No identifier of the message is aligned with the author's domain, so that DMARC cannot pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unaligned {
    /// The domain in From.
    pub author: String,
    /// The other domains that the message was sent and signed as, each once: the envelope sender's first.
    pub identifiers: Vec<String>,
}

/// Results by which a receiver refutes a signature: broken, useless, or not there.
const REFUTED: &[AuthResult] = &[AuthResult::Fail, AuthResult::Permerror, AuthResult::None];

impl Evidence<'_> {
    /// The author's domain with which nothing can be aligned; `None` where something is or may be, and where the input
    /// lacks what would tell.
    ///
    /// A signature that is refuted (by its body hash, by its own form, by its key) is no identifier: it costs nothing
    /// to write one. A signature that only DNS can judge counts as one until DNS has.
    pub fn unaligned(&self) -> Option<&Unaligned> {
        let unaligned = self.derived.unaligned.get_or_init(|| self.find_unaligned());
        unaligned.as_ref()
    }

    fn find_unaligned(&self) -> Option<Unaligned> {
        // What was cut off may have held a signature.
        if self.may_lack_fields() {
            return None;
        }
        let sender = self.envelope_domain()?;
        let signers: Vec<&str> = self
            .auth
            .dkim
            .iter()
            // Nobody signs so often: what comes behind the limit was put there.
            .take(MAX_SIGNATURES)
            .enumerate()
            .filter(|(at, check)| may_pass(check) && !self.is_refuted_by_receiver(*at))
            .filter_map(|(_, check)| check.domain.as_deref())
            .collect();
        let sender_may_pass = self
            .auth
            .spf()
            .is_none_or(|result| matches!(result, AuthResult::Pass | AuthResult::Temperror));
        let is_aligned = |author: &str| {
            (sender_may_pass && may_align(author, &sender))
                || signers.iter().any(|signer| may_align(author, signer))
        };
        let author = self
            .facts
            .from_domains()
            .iter()
            .find(|author| !is_aligned(author))?
            .clone();
        let mut identifiers: Vec<String> = Vec::new();
        for domain in std::iter::once(sender.as_str()).chain(signers) {
            let domain = crate::names::normalize(domain);
            let is_other = !domain.is_empty() && !may_align(&author, &domain);
            if is_other && identifiers.len() < MAX_NAMED && !identifiers.contains(&domain) {
                identifiers.push(domain);
            }
        }
        Some(Unaligned {
            author,
            identifiers,
        })
    }

    /// Whether our own receiver, who saw the message as it came and DNS as it was, refutes a signature: it found it broken, or
    /// found none at all.
    fn is_refuted_by_receiver(&self, at: usize) -> bool {
        // What we proved ourselves comes first.
        if self.auth.dkim[at].result == Checked::Done(AuthResult::Pass) {
            return false;
        }
        let ours = || {
            let entries = self.ledger.iter();
            entries.filter(|entry| entry.standing.trusted() && entry.claim.method == "dkim")
        };
        let says = |entry: &Entry, words: &[AuthResult]| {
            let means = entry.claim.means();
            words.iter().any(|word| means == Some(word.word()))
        };
        let is_of_it = |entry: &&Entry| match &entry.about {
            About::Signature(one) => *one == at,
            About::OneOf(several) => several.contains(&at),
            _ => false,
        };
        let mut of_it = ours().filter(is_of_it).peekable();
        if of_it.peek().is_some() {
            return of_it.all(|entry| says(entry, REFUTED));
        }
        let mut all = ours().peekable();
        all.peek().is_some() && all.all(|entry| says(entry, &[AuthResult::None]))
    }

    /// The domain of SPF's identity: the envelope sender's, or for the null sender that of HELO (RFC 7208 section 2.4).
    fn envelope_domain(&self) -> Option<String> {
        let envelope = &self.auth.envelope;
        let sender = &envelope.mail_from.as_ref()?.value;
        if sender.is_empty() {
            return envelope.helo.as_ref().map(|helo| helo.value.clone());
        }
        let (_, domain) = sender.rsplit_once('@')?;
        Some(domain.to_owned())
    }
}

/// Whether a signature could still turn out to pass.
pub(crate) fn may_pass(check: &DkimCheck) -> bool {
    check.body_hash != BodyHash::Mismatch
        && !check.is_domain_keys()
        && check.has_whole_signature()
        && match check.result {
            Checked::Done(result) => matches!(
                result,
                AuthResult::Pass | AuthResult::Temperror | AuthResult::Neutral
            ),
            Checked::Skipped(_) => true,
        }
}

/// Whether two domains could be aligned by a tree walk: of one organization by the public suffix list, or one below the other, or
/// both below a name that a company lets its customers use. It may publish a record, which the walk finds (RFC 9989 sections
/// 4.10.2 and 11.8); a registry that publishes one says `psd=y`.
fn may_align(author: &str, identifier: &str) -> bool {
    let identifier = crate::names::normalize(identifier);
    same_organization(author, &identifier)
        || share_private_suffix(author, &identifier)
        || is_within(author, &identifier)
        || is_within(&identifier, author)
}

#[cfg(test)]
mod tests {
    use super::AuthResult;
    use crate::findings::testing::{Mail, SIGNED};

    fn unaligned(above: &str, below: &str) -> Option<(String, Vec<String>)> {
        Mail::received(above, below).evidence(|evidence| {
            evidence
                .unaligned()
                .cloned()
                .map(|found| (found.author, found.identifiers))
        })
    }

    #[test]
    fn a_signature_too_short_for_any_key_aligns_with_nothing() {
        let found = |b: &str| {
            let signed = SIGNED.replace("b=AAAA", &format!("b={b}"));
            let mail = Mail::raw(format!(
                "Return-Path: <b@sender.test>\r\nReceived: from client.example ([192.0.2.7]) by mx.example.net with \
                 ESMTPS id 1a2b3c;\r\n Sat, 02 May 2026 10:00:09 +0000\r\n{signed}{FROM}\r\n"
            ));
            mail.evidence(|evidence| evidence.unaligned().is_some())
        };
        assert!(found("AAAA"));
        // 128 bytes, which only the key could refute.
        assert!(!found(&"AAAA".repeat(43)));
    }

    const FROM: &str = "From: a@a.example\r\n";

    #[test]
    fn what_belongs_to_another_organization_aligns_with_nothing() {
        let found = unaligned("Return-Path: <b@sender.test>\r\n", FROM);
        assert_eq!(
            found,
            Some(("a.example".into(), vec!["sender.test".into()]))
        );
        assert_eq!(unaligned("Return-Path: <b@mail.a.example>\r\n", FROM), None);
        // The null sender is judged by HELO, here client.example.
        let found = unaligned("Return-Path: <>\r\n", FROM);
        assert_eq!(
            found.map(|(_, sent)| sent),
            Some(vec!["client.example".into()])
        );
    }

    #[test]
    fn without_an_envelope_sender_nothing_is_said() {
        assert_eq!(unaligned("", FROM), None);
    }

    #[test]
    fn a_signature_that_its_body_refutes_aligns_with_nothing() {
        let sender = "Return-Path: <b@sender.test>\r\n";
        // The body hash is that of an empty body, and there is one.
        assert!(unaligned(sender, &format!("{SIGNED}{FROM}")).is_some());
    }

    /// A signature of the author's domain that only its key could refute.
    fn forged() -> String {
        let signature = "AAAA".repeat(86);
        format!(
            "DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=s; h=from; l=0; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; \
             b={signature}\r\n{FROM}"
        )
    }

    #[test]
    fn a_signature_that_the_receiver_refutes_aligns_with_nothing() {
        let sender = "Return-Path: <b@sender.test>\r\n";
        let found = |results: &str| {
            let above = format!("{sender}Authentication-Results: mx.example.net; {results}\r\n");
            unaligned(&above, &forged()).is_some()
        };
        assert!(unaligned(sender, &forged()).is_none());
        for results in [
            "dkim=none (message not signed)",
            "dkim=fail header.d=a.example",
            "dkim=permerror header.d=a.example header.s=s",
        ] {
            assert!(found(results), "{results}");
        }
        for results in [
            "dkim=pass header.d=a.example",
            "dkim=temperror header.d=a.example",
            "dkim=pass header.d=b.example",
            "spf=pass smtp.mailfrom=b@sender.test",
        ] {
            assert!(!found(results), "{results}");
        }
    }

    #[test]
    fn domain_keys_align_with_nothing() {
        let fields = forged().replace("DKIM-Signature: v=1;", "DomainKey-Signature:");
        assert!(unaligned("Return-Path: <b@sender.test>\r\n", &fields).is_some());
    }

    #[test]
    fn the_receiver_says_whose_sender_it_checked() {
        let results =
            "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=b@sender.test\r\n";
        let told = Some(("a.example".into(), vec!["sender.test".into()]));
        for below in [
            String::new(),
            "Return-Path: <b@a.example>\r\n".to_owned(),
            "Return-Path: <b@a.example>\r\nReturn-Path: <b@sender.test>\r\n".to_owned(),
        ] {
            assert_eq!(
                unaligned(results, &format!("{below}{FROM}")),
                told,
                "{below}"
            );
        }
        let helo = "Authentication-Results: mx.example.net; spf=pass smtp.helo=client.example\r\n";
        let null = format!("Return-Path: <>\r\n{FROM}");
        assert_eq!(
            unaligned(helo, &null).map(|(_, sent)| sent),
            Some(vec!["client.example".into()])
        );
    }

    #[test]
    fn what_we_proved_stands_against_the_receivers_word() {
        use crate::findings::signed::{BY_ED25519, KEY_ED25519, SELECTOR};
        let said = "Return-Path: <b@sender.test>\r\nAuthentication-Results: mx.example.net; dkim=fail header.d=a.example\r\n";
        let mail = Mail::received(said, &format!("{BY_ED25519}{FROM}"))
            .with_dns(&[(SELECTOR, KEY_ED25519)]);
        mail.evidence(|evidence| {
            assert_eq!(evidence.auth.signatures(AuthResult::Pass).count(), 1);
            assert_eq!(evidence.unaligned(), None);
        });
    }
}
