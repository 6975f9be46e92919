//! CFBL-Address (RFC 9477): the sender's own address for complaints, believed only if a valid signature covers it.

use super::Source;
use super::{Case, Contact, Facts, Party, Role, Subject};
use crate::auth::AuthResult;
use crate::enrich::contact::address;
use crate::message::Mailbox;
use crate::names::{is_within, normalize};

/// Identifiers that a complaint gives back (RFC 9477 section 3.2).
const FEEDBACK_ID: &str = "CFBL-Feedback-ID";

pub(super) fn find(facts: &Facts<'_, '_>, case: &mut Case) {
    for (index, field) in facts.evidence.message.named("CFBL-Address") {
        let text = field.text();
        let mut words = text.split(';');
        let Some(to) = words.next().and_then(address) else {
            continue;
        };
        let domain = to
            .rsplit_once('@')
            .map(|(_, domain)| normalize(domain))
            .unwrap_or_default();
        let signers = signers_of(facts, index);
        let vouching = signers.iter().find(|signer| is_near(signer, &domain));
        // A third party's address needs the author's consent: its own signature over the same field.
        let author = facts.evidence.facts.from.first().and_then(Mailbox::domain);
        let by_author =
            author.is_some_and(|author| signers.iter().any(|signer| is_near(signer, &author)));
        let Some(signer) = vouching.filter(|_| by_author) else {
            case.leave_out(to, "CFBL-Address is not covered by valid signatures of its own and the author's domain (RFC 9477 section 3.1)");
            continue;
        };
        let reason = format!(
            "CFBL-Address asks for complaints at {to}, covered by a valid DKIM signature of {signer}"
        );
        let mut party = Party::new(Role::FeedbackLoop, Subject::Domain(domain), reason);
        if let Some(format) = words.find_map(|word| word.trim().strip_prefix("report=")) {
            party.reasons.push(format!(
                "it asks for reports in the format {}",
                format.trim()
            ));
        }
        party.contacts.push(Contact::automatic(to, Source::Cfbl));
        // The id must be signed as well, or a stranger's id would be handed to the loop as the sender's.
        let id = facts
            .evidence
            .message
            .named(FEEDBACK_ID)
            .find(|(at, _)| signers_of(facts, *at).contains(signer));
        if let Some((_, id)) = id {
            party
                .identifiers
                .push((FEEDBACK_ID.to_owned(), id.text().into_owned()));
        }
        case.add(party);
    }
}

/// Whose valid signatures cover a field, and with it the whole body: else the message can be another's.
fn signers_of(facts: &Facts<'_, '_>, field: usize) -> Vec<String> {
    let checks = facts.evidence.auth.dkim.iter();
    checks
        .filter(|check| {
            check.result.done() == Some(&AuthResult::Pass)
                && check.body_bytes_unsigned.is_none_or(|bytes| bytes == 0)
                && check.signed_fields.contains(&field)
        })
        .filter_map(|check| check.domain.as_deref().map(normalize))
        .collect()
}

/// Relaxed alignment: the same domain, or one below the other.
fn is_near(a: &str, b: &str) -> bool {
    is_within(a, b) || is_within(b, a)
}
