//! Whether a condition can be met by what the sender wrote alone.

use super::field::Source;
use super::language::{Needle, Term, Test};

/// Whether a sender who knows the condition can meet it, however its message comes: no part of it rests on what our side saw,
/// or what was checked.
pub(super) fn is_senders(test: &Test) -> bool {
    !is_checked(test, true)
}

/// Whether something beside the sender's word is needed for it to be so, or for it not to be so.
fn is_checked(test: &Test, wanted: bool) -> bool {
    match test {
        Test::Not(inner) => is_checked(inner, !wanted),
        // All of them are needed, one of them is enough.
        Test::And(parts) if wanted => parts.iter().any(|part| is_checked(part, wanted)),
        Test::Or(parts) if !wanted => parts.iter().any(|part| is_checked(part, wanted)),
        Test::And(parts) | Test::Or(parts) => parts.iter().all(|part| is_checked(part, wanted)),
        // That there is no such element, the sender decides by leaving it out.
        Test::Any(_, test) | Test::All(_, test) => wanted && is_checked(test, wanted),
        // Nor is how many there are anybody else's doing.
        Test::Filled(_) => false,
        Test::Is(term) | Test::Exists(term) | Test::OneOf(term, _) | Test::Network(term, _) => {
            of_term(term)
        }
        Test::Compare(left, _, right, _) => of_term(left) || of_term(right),
        Test::Domain(term, domains) => {
            of_term(term) || domains.fixed.is_empty() && domains.named.iter().all(of_term)
        }
        Test::Search(term, _, needle) => {
            of_term(term) || matches!(needle, Needle::Named(term) if of_term(term))
        }
    }
}

fn of_term(term: &Term) -> bool {
    match term {
        Term::Field(field, _) => field.source == Source::Checked,
        Term::Literal(_) => false,
        Term::Sum(left, _, right) => of_term(left) || of_term(right),
        Term::Count(_, test) => test.as_deref().is_some_and(|test| is_checked(test, true)),
        Term::Call(_, term) => of_term(term),
    }
}

#[cfg(test)]
mod tests {
    use super::is_senders;
    use crate::rules::language::compile;

    #[test]
    fn what_a_sender_can_write_is_told_from_what_it_cannot() {
        for (condition, expected) in [
            ("from.domain == \"example.com\"", true),
            ("header(\"X-Gateway\") exists", true),
            ("cidr(client.ip, \"192.0.2.0/24\")", false),
            ("subject contains \"x\" and dmarc.result == \"pass\"", false),
            ("subject contains \"x\" or dmarc.result == \"pass\"", true),
            (
                "not (subject contains \"x\" or dmarc.result == \"pass\")",
                false,
            ),
            (
                "any header(\"X-Gateway\") (value == \"x\" and trusted)",
                false,
            ),
            ("not any header(\"X-Gateway\") (not trusted)", true),
            ("any dkim (domain == \"example.com\")", true),
            (
                "any dkim (domain == \"example.com\" and result == \"pass\")",
                false,
            ),
            ("count(findings) == 1", true),
            ("any findings (code == \"AUT014\")", true),
            ("any hops (index == 1 and from.name == \"a\")", true),
            ("any headers (name == \"X-Gateway\" and index >= 0)", true),
            ("header(\"X-Gateway\") exists and input.size > 0", true),
            (
                "any dkim (key_bits > 0 and domain == \"example.com\")",
                true,
            ),
            ("count(links) == 0", true),
        ] {
            let test = compile(condition).expect(condition);
            assert_eq!(is_senders(&test), expected, "{condition}");
        }
    }
}
