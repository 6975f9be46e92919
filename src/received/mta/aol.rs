//! AOL: `from USER@aol.com by HOST (mail_out_v36.) id …`: the sender stands in the place of a host.

use super::{Dialect, Marks, NameIs};

pub(super) const DIALECT: Dialect = Dialect {
    name: "aol",
    title: "AOL",
    software: &["mail_out_v"],
    recognise: |marks: &Marks<'_>| marks.from.contains('@') && marks.by_within("aol.com"),
    read: |draft| draft.read(NameIs::Local),
    clocks: &[],
};

#[cfg(test)]
mod tests {
    use crate::received::testing::check;

    #[test]
    fn rows() {
        check(&[(
            "from user@example.com by imo-m09.example (mail_out_v34.13.) id 7.53.208064a0 (4394); Sat, 11 Jan 2003 23:24:31 -0500 (EST)",
            "dialect=aol name=user@example.com by=imo-m09.example id=7.53.208064a0 time=2003-01-12T04:24:31Z",
        )]);
    }
}
