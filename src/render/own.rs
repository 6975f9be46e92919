//! Names of the reader's own: of hosts of the receiver's side, which are nobody's trap and stay whole where others are defanged;
//! of files, whose folders are nobody else's business.

use crate::report::Report;
use crate::words::route::Trust;

/// The most names. More are no one receiver's.
const MAX_NAMES: usize = 16;

/// Each once: who received it, by hops of the receiver's side, and who wrote results that are trusted.
pub(super) fn names(report: &Report) -> Vec<String> {
    let hops = report.route.hops.iter().rev();
    let by = hops
        .filter(|hop| hop.trust != Trust::Claimed)
        .filter_map(|hop| hop.by.name.as_ref());
    let claims = report.claims.iter().filter(|claim| claim.trusted);
    let ids = claims.filter_map(|claim| claim.authserv_id.as_ref());
    let mut names: Vec<String> = Vec::new();
    for name in by.chain(ids) {
        if names.len() == MAX_NAMES {
            break;
        }
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// A file's name without its folders.
pub(super) fn file(name: &str) -> &str {
    let last = name
        .trim_end_matches(['/', '\\'])
        .rsplit(['/', '\\'])
        .next();
    last.filter(|last| !last.is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_left_out() {
        for (name, shown) in [
            ("/home/robin/cases/x.eml", "x.eml"),
            ("C:\\Users\\robin\\x.eml", "x.eml"),
            ("a.zip/inner/x.eml", "x.eml"),
            ("-", "-"),
            ("/", "/"),
        ] {
            assert_eq!(file(name), shown);
        }
    }
}
