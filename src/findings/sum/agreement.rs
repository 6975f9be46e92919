//! SUM001: warnings of several families agree.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Found, Hit, Severity, severity};

pub(in crate::findings) const FINDING: Finding = Finding {
    code: "SUM001",
    name: "independent-warnings",
    severity: Severity::High,
    basis: Basis::Derived,
    title: "Independent warnings agree",
    meaning: "Two or more families of findings (route, authentication, identity, form, filters, body) have a warning. They rest on different parts of the message, so a single mistake seldom explains them all.",
    why: "A single warning also occurs in legitimate mail now and then; two independent ones rarely do.",
    wrong: "One unusual but legitimate setup can cause several warnings. Read each of them.",
    references: &["docs/findings.md"],
    check: of_each_alone,
};

/// One finding alone agrees with nothing: [`over`] is asked when all are there.
fn of_each_alone(_: &Evidence<'_>) -> Vec<Hit> {
    Vec::new()
}

/// Whether warnings of two families are among these.
pub(in crate::findings) fn over(found: &[Found]) -> Option<Hit> {
    let mut families: Vec<(&str, &Finding)> = Vec::new();
    for (finding, hit) in found {
        if severity(finding, hit) >= Severity::Warning
            && !families
                .iter()
                .any(|(family, _)| *family == finding.family())
        {
            families.push((finding.family(), finding));
        }
    }
    if families.len() < 2 {
        return None;
    }
    let named: Vec<&str> = families.iter().map(|(_, finding)| finding.name).collect();
    let (last, others) = named.split_last()?;
    Some(Hit::new(format!("{} and {last}", others.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn two_families_are_needed() {
        let compauth = "Authentication-Results: mx.example.net; compauth=fail reason=001\r\n";
        Mail::received(compauth, "From: a@a.example\r\n").lacks(&FINDING);
        Mail::received("", "From: PayPal <a@a.example>\r\n").lacks(&FINDING);
        Mail::received(compauth, "From: PayPal <a@a.example>\r\n")
            .finds(&FINDING, &[(Severity::High, &[])]);
    }
}
