//! fetchmail and getmail: `from SERVER [IP] by HOST with POP3 (fetchmail-6.3) for … (single-drop)`. The name is that of
//! the server that was asked, not an announcement.

use super::{Dialect, Marks, announced};

pub(super) const DIALECT: Dialect = Dialect {
    name: "fetchmail",
    title: "fetchmail, getmail",
    software: &["fetchmail", "getmail"],
    recognise: |marks: &Marks<'_>| {
        matches!(
            marks.with,
            "POP3" | "IMAP" | "POP3S" | "IMAPS" | "POP" | "SDPS"
        )
    },
    read: announced,
    clocks: &[],
};

#[cfg(test)]
mod tests {
    use crate::received::testing::check;

    #[test]
    fn rows() {
        check(&[(
            "from pop.example.com [192.0.2.1] by localhost with POP3 (fetchmail-5.9.0) for u@localhost (single-drop); \
             Thu, 13 Mar 2003 20:39:56 -0800 (PST)",
            "dialect=fetchmail name=pop.example.com ip=192.0.2.1 by=localhost with=POP3 for=u@localhost time=2003-03-14T04:39:56Z",
        )]);
    }
}
