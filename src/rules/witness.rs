//! What of a message makes a condition true: the values that are told, and the places in the header that show them.

use super::field::Field;
use super::language::{Listing, Needle, Owner, Sight, Term, Test};
use super::mail::{HeaderView, Mail};
use super::record::Subject;
use crate::limits::{MAX_RULE_PLACES, MAX_RULE_VALUE, MAX_RULE_VALUES};
use crate::report::PlaceReport;

/// What makes a condition true.
#[derive(Debug, Default)]
pub(super) struct Witness {
    values: Vec<String>,
    pub places: Vec<PlaceReport>,
}

impl Witness {
    /// Of a condition that is true.
    pub(super) fn of(test: &Test, mail: &Mail<'_>) -> Self {
        let mut witness = Self::default();
        witness.test(test, mail, Sight::of(Subject::Message(mail)), true);
        witness
    }

    /// The values in a line.
    pub(super) fn detail(&self) -> String {
        self.values.join("; ")
    }

    /// The fields with these names.
    pub(super) fn fields(mail: &Mail<'_>, names: &[String]) -> Vec<PlaceReport> {
        let is_named = |field: &&HeaderView<'_>| names.iter().any(|name| field.is(name));
        let named = mail.fields.iter().filter(is_named);
        named.take(MAX_RULE_PLACES).map(place).collect()
    }

    /// Takes what makes it true, or what makes it not true.
    fn test(&mut self, test: &Test, mail: &Mail<'_>, sight: Sight<'_>, wanted: bool) {
        match test {
            Test::Not(inner) => self.test(inner, mail, sight, !wanted),
            Test::And(parts) | Test::Or(parts) => {
                for part in parts.iter().filter(|part| part.holds(sight) == wanted) {
                    self.test(part, mail, sight, wanted);
                }
            }
            Test::Any(listing, test) | Test::All(listing, test) => {
                let those = sight
                    .elements(listing)
                    .map(|element| sight.at(element))
                    .filter(|inner| test.holds(*inner) == wanted);
                // A sender may write any number of them, all alike.
                for inner in those.take(MAX_RULE_PLACES) {
                    self.element(listing, inner.here, mail);
                    self.test(test, mail, inner, wanted);
                }
            }
            Test::Filled(listing) => self.listing(listing, mail, sight),
            Test::Is(term) | Test::OneOf(term, _) | Test::Network(term, _) | Test::Exists(term) => {
                self.term(term, mail, sight);
            }
            Test::Compare(left, _, right, _) => {
                self.term(left, mail, sight);
                self.term(right, mail, sight);
            }
            Test::Domain(term, domains) => {
                self.term(term, mail, sight);
                for term in &domains.named {
                    self.term(term, mail, sight);
                }
            }
            Test::Search(term, _, needle) => {
                self.term(term, mail, sight);
                if let Needle::Named(term) = needle {
                    self.term(term, mail, sight);
                }
            }
        }
    }

    fn term(&mut self, term: &Term, mail: &Mail<'_>, sight: Sight<'_>) {
        match term {
            Term::Field(field, owner) => {
                let shown = field.value(sight.owner(*owner)).shown();
                self.value(field.noun, shown);
                if *owner == Owner::Message || matches!(sight.here, Subject::Message(_)) {
                    self.shown_by(field, mail);
                }
            }
            Term::Literal(_) => {}
            Term::Sum(left, _, right) => {
                self.term(left, mail, sight);
                self.term(right, mail, sight);
            }
            Term::Count(listing, _) => {
                let noun = match listing {
                    Listing::Field(field) => format!("number of {}", field.noun),
                    Listing::Header(name) => format!("number of {name} fields"),
                };
                self.value(&noun, term.value(sight).shown());
                self.listing(listing, mail, sight);
            }
            Term::Call(_, inner) => self.term(inner, mail, sight),
        }
    }

    fn listing(&mut self, listing: &Listing, mail: &Mail<'_>, sight: Sight<'_>) {
        for element in sight.elements(listing).take(MAX_RULE_PLACES) {
            self.element(listing, element, mail);
        }
    }

    /// Tells a value, once.
    fn value(&mut self, noun: &str, shown: Option<String>) {
        let Some(shown) = shown.filter(|_| self.values.len() < MAX_RULE_VALUES) else {
            return;
        };
        let told = format!("{noun}: {}", cut(&shown));
        if !self.values.contains(&told) {
            self.values.push(told);
        }
    }

    fn shown_by(&mut self, field: &Field, mail: &Mail<'_>) {
        for name in field.shown_by {
            let found = mail.fields.iter().find(|field| field.is(name));
            self.place(found);
        }
    }

    /// The header field that an element is, or was read from; else those that show the list.
    fn element(&mut self, listing: &Listing, element: Subject<'_>, mail: &Mail<'_>) {
        let index = match element {
            Subject::Header(field) => Some(field.index),
            Subject::Dkim(dkim) => Some(dkim.field),
            Subject::Vendor(vendor) => Some(vendor.field.field_index),
            Subject::Hop(hop) => hop.received_index.and_then(|at| {
                let mut received = mail.fields.iter().filter(|field| field.is("Received"));
                Some(received.nth(at)?.index)
            }),
            Subject::Claim(claim) => {
                let holds = |field: &&HeaderView<'_>| {
                    let span = field.span();
                    span.start <= claim.span.start && claim.span.end <= span.end
                };
                mail.fields.iter().find(holds).map(|field| field.index)
            }
            _ => None,
        };
        match (index, listing) {
            (Some(index), _) => {
                let found = mail.fields.iter().find(|field| field.index == index);
                self.place(found);
            }
            (None, Listing::Field(field)) => self.shown_by(field, mail),
            (None, Listing::Header(_)) => {}
        }
    }

    fn place(&mut self, field: Option<&HeaderView<'_>>) {
        if let Some(field) = field.filter(|_| self.places.len() < MAX_RULE_PLACES)
            && self.places.iter().all(|place| place.index != field.index)
        {
            self.places.push(place(field));
        }
    }
}

fn place(field: &HeaderView<'_>) -> PlaceReport {
    PlaceReport {
        field: field.field.name().to_owned(),
        index: field.index,
        span: field.span(),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_RULE_VALUE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
