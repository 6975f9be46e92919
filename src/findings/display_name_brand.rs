//! IDN002: the display name is a brand's, the address is not.

use super::{Basis, Finding, Hit, Place, Severity};
use super::{context, lookalike};
use crate::evidence::Evidence;
use crate::message::Span;

pub(super) const FINDING: Finding = Finding {
    code: "IDN002",
    name: "display-name-brand",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "The sender's display name names a brand whose address it is not",
    meaning: "The name that mail programs show for the sender contains the name of an often imitated brand, and the address is at a domain that is not the brand's.",
    why: "Many programs show the name only, and the reader takes the brand for the sender.",
    wrong: "Platforms and partners send in a brand's name from their own domains; employees of the brand write from private addresses. The list of brands and their domains is short and by hand.",
    references: &["RFC 5322 section 3.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    facts
        .from
        .iter()
        .filter_map(|mailbox| {
            let (display, domain) = (mailbox.display.as_deref()?, mailbox.domain()?);
            let (brand, shown) = lookalike::named_in(display)?;
            if brand.owns(&domain) {
                return None;
            }
            let detail = format!("says {}, but the address is at {domain}", brand.name);
            let hit = Hit::new(detail).at(marked(evidence, shown));
            // A partner or platform in the brand's name carries the brand's own signature.
            let is_brands = context::vouched_domains(evidence).any(|domain| brand.owns(&domain));
            let context = is_brands.then(|| context::vouched(brand.name));
            Some(hit.in_context(context, Severity::Notice))
        })
        .collect()
}

/// The brand's name as it stands in From, in whatever letters; the whole value if it is encoded.
fn marked(evidence: &Evidence<'_>, shown: &str) -> Option<Place> {
    let index = *evidence.facts.from_fields.first()?;
    let field = evidence.message.fields().get(index)?;
    let value = field.raw_value().to_ascii_lowercase();
    match memchr::memmem::find(&value, shown.as_bytes()) {
        Some(at) => {
            let start = field.value_span().start + at;
            Some(Place::new(index, Span::new(start, start + shown.len())))
        }
        None => Place::field(evidence, index),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::testing::Mail;

    #[test]
    fn a_brand_in_front_of_a_strange_address_is_told() {
        Mail::new("From: PayPal Service <x@sender.test>\r\n")
            .finds(&FINDING, &[(Severity::Warning, &["PayPal"])]);
        let encoded = "=?utf-8?q?Pay=50al?= <x@sender.test>";
        Mail::new(&format!("From: {encoded}\r\n"))
            .finds(&FINDING, &[(Severity::Warning, &[encoded])]);
        Mail::new("From: PayPal <service@mail.paypal.com>\r\n").lacks(&FINDING);
        Mail::new("From: Alice <x@sender.test>\r\n").lacks(&FINDING);
    }
}
