//! What our receiver said of each identity of the message: of that one, or nothing.

use crate::auth::AuthResult;
use crate::auth::spf::Identity;
use crate::evidence::about::{self, About};
use crate::evidence::ledger::{Entry, compare};
use crate::evidence::{Authentication, Evidence};
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
mod tests;
