//! A condition in words.

use super::field::Field;
use super::language::{Comparison, Function, Listing, Needle, Search, Set, Sign, Term, Test};
use super::value::Value;
use crate::limits::MAX_RULE_CONSTANTS;

/// What is true of a message where the rule hits.
pub(super) fn told(test: &Test) -> String {
    match test {
        Test::And(parts) => joined(parts, " and "),
        Test::Or(parts) => joined(parts, " or "),
        Test::Not(inner) => told_not(inner),
        Test::Is(Term::Literal(value)) => format!("this is {}", shown(value)),
        Test::Is(term) => format!("there is {}", noun(term)),
        Test::Compare(left, how, right, _) => {
            let how = comparison(*how, right);
            format!("the {} {how} {}", noun(left), operand(right))
        }
        Test::OneOf(term, set) => format!("the {} is one of {}", noun(term), items(set)),
        Test::Network(term, networks) => {
            let networks: Vec<String> = networks.iter().map(ToString::to_string).collect();
            format!("the {} is within {}", noun(term), listed(&networks))
        }
        Test::Domain(term, domains) => {
            let mut all: Vec<String> = domains.fixed.iter().cloned().collect();
            all.sort_unstable();
            all.extend(domains.named.iter().map(operand));
            format!("the {} is {}, or below it", noun(term), listed(&all))
        }
        Test::Search(term, how, needle) => {
            let needle = match needle {
                Needle::Fixed { written, .. } => format!("{written:?}"),
                Needle::Named(term) => operand(term),
            };
            format!("the {} {} {needle}", noun(term), search(*how))
        }
        Test::Exists(term) => format!("the {} is present", noun(term)),
        Test::Filled(Listing::Header(name)) => format!("there is a {name} header field"),
        Test::Filled(Listing::Field(field)) => format!("there are {}", field.noun),
        Test::Any(listing, test) => {
            format!(
                "for at least one of the {}, {}",
                elements(listing),
                inner(test)
            )
        }
        Test::All(listing, test) => {
            format!("for each of the {}, {}", elements(listing), inner(test))
        }
    }
}

fn told_not(test: &Test) -> String {
    match test {
        Test::Is(term @ Term::Field(..)) => format!("there is no {}", noun(term)),
        Test::Exists(term) => format!("the {} is missing", noun(term)),
        Test::Filled(Listing::Header(name)) => format!("there is no {name} header field"),
        Test::Filled(Listing::Field(field)) => format!("there are no {}", field.noun),
        Test::Any(listing, test) => {
            format!("for none of the {}, {}", elements(listing), inner(test))
        }
        other => format!("it is not the case that {}", inner(other)),
    }
}

fn joined(parts: &[Test], word: &str) -> String {
    let parts: Vec<String> = parts.iter().map(inner).collect();
    parts.join(word)
}

/// What stands within another, in parentheses where it could be read otherwise.
fn inner(test: &Test) -> String {
    match test {
        Test::And(_) | Test::Or(_) | Test::Any(..) | Test::All(..) => format!("({})", told(test)),
        _ => told(test),
    }
}

fn noun(term: &Term) -> String {
    match term {
        Term::Field(field, _) => of_field(field).to_owned(),
        Term::Literal(value) => shown(value),
        Term::Sum(left, sign, right) => {
            let sign = match sign {
                Sign::Plus => "plus",
                Sign::Minus => "minus",
            };
            format!("{} {sign} {}", noun(left), operand(right))
        }
        Term::Count(listing, None) => format!("number of {}", elements(listing)),
        Term::Count(listing, Some(test)) => {
            format!("number of {} for which {}", elements(listing), inner(test))
        }
        Term::Call(Function::Number, term) => format!("number in the {}", noun(term)),
        Term::Call(function, term) => format!("{} of the {}", function.noun(), noun(term)),
    }
}

fn of_field(field: &Field) -> &'static str {
    field.noun
}

/// What something is compared with.
fn operand(term: &Term) -> String {
    match term {
        Term::Literal(value) => shown(value),
        term => format!("the {}", noun(term)),
    }
}

fn elements(listing: &Listing) -> String {
    match listing {
        Listing::Field(field) => of_field(field).to_owned(),
        Listing::Header(name) => format!("{name} header fields"),
    }
}

fn comparison(how: Comparison, right: &Term) -> &'static str {
    let is_time = matches!(right, Term::Literal(Value::Time(_)));
    match how {
        Comparison::Equal => "is",
        Comparison::Unequal => "is known and is not",
        Comparison::Less if is_time => "is before",
        Comparison::Less => "is less than",
        Comparison::AtMost if is_time => "is not after",
        Comparison::AtMost => "is at most",
        Comparison::Greater if is_time => "is after",
        Comparison::Greater => "is more than",
        Comparison::AtLeast if is_time => "is not before",
        Comparison::AtLeast => "is at least",
    }
}

fn search(how: Search) -> &'static str {
    match how {
        Search::Contains => "contains",
        Search::StartsWith => "starts with",
        Search::EndsWith => "ends with",
        Search::Matches => "matches the regular expression",
    }
}

fn shown(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => format!("{text:?}"),
        value => value.shown().unwrap_or_default(),
    }
}

fn items(set: &Set) -> String {
    let all: Vec<String> = match set {
        Set::Texts(_, texts) => texts.iter().map(|text| format!("{text:?}")).collect(),
        Set::Values(values) => values.iter().map(shown).collect(),
    };
    listed(&all)
}

fn listed(all: &[String]) -> String {
    match all.len().checked_sub(MAX_RULE_CONSTANTS) {
        Some(more @ 1..) => format!("{} and {more} more", all[..MAX_RULE_CONSTANTS].join(", ")),
        _ => match all.split_last() {
            Some((last, before)) if !before.is_empty() => {
                format!("{} or {last}", before.join(", "))
            }
            _ => all.concat(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::rules::language::compile;

    #[test]
    fn conditions_are_told_in_words() {
        for (condition, words) in [
            (
                "cidr(client.ip, \"192.0.2.0/24\") and not client.tls",
                "the IP address that your side received the message from is within 192.0.2.0/24 and there is no use of TLS by the client",
            ),
            (
                "(from.display contains \"CEO\" or subject exists) and from.domain != \"example.com\"",
                "(the display name of the first author contains \"CEO\" or the subject is present) and the domain of the first author is known and is not \"example.com\"",
            ),
            (
                "any links (host in [\"a.example\", \"b.example\"])",
                "for at least one of the links, the host of the link is one of \"a.example\" or \"b.example\"",
            ),
            (
                "received - date > 2h and count(hops) >= 3",
                "the time of receipt by your side minus the time in Date is more than 2h and the number of hops is at least 3",
            ),
            (
                "not header(\"X-Mailer\") exists or length(subject) > 9",
                "there is no X-Mailer header field or the length of the subject is more than 9",
            ),
            (
                "not domain_within(from.domain, \"example.com\")",
                "it is not the case that the domain of the first author is example.com, or below it",
            ),
        ] {
            assert_eq!(told(&compile(condition).expect(condition)), words);
        }
    }
}
