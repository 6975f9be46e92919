//! fetchmail and getmail: `from SERVER [IP] by HOST with POP3 (fetchmail-6.3) for … (single-drop)`. The name is that of
//! the server that was asked, not an announcement.

use super::{Dialect, Marks, announced};
use crate::received::peer;

pub(super) const DIALECT: Dialect = Dialect {
    name: "fetchmail",
    title: "fetchmail, getmail",
    software: &["fetchmail", "getmail"],
    domains: &[],
    recognise: Some(|marks: &Marks<'_>| {
        peer::is_retrieval(marks.with) || matches!(marks.with, "POP" | "SDPS" | "getmail")
    }),
    read: announced,
    clocks: &[],
};

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from pop.example.com [192.0.2.1] by localhost with POP3 (fetchmail-5.9.0) for u@localhost (single-drop); \
             Thu, 13 Mar 2003 20:39:56 -0800 (PST)",
            "dialect=fetchmail name=pop.example.com ip=192.0.2.1 by=localhost with=POP3 for=u@localhost time=2003-03-14T04:39:56Z",
        ),
        (
            "from mail.example.com [192.0.2.1] by localhost with IMAP (fetchmail-6.2.5) for u@localhost (multi-drop); Mon, 05 Mar \
             2018 10:00:00 +0100 (CET)",
            "dialect=fetchmail name=mail.example.com ip=192.0.2.1 by=localhost with=IMAP for=u@localhost time=2018-03-05T09:00:00Z",
        ),
        (
            "from pop.example.com by mail.example.org with POP3 (getmail4) for user@example.org; 05 Mar 2018 10:00:00 -0000",
            "dialect=fetchmail name=pop.example.com by=mail.example.org with=POP3 for=user@example.org time=2018-03-05T10:00:00Z",
        ),
        (
            "from imap.example.com ([192.0.2.1]) by localhost with IMAP4-SSL; 05 Mar 2018 10:00:00 -0000",
            "dialect=fetchmail name=imap.example.com ip=192.0.2.1 by=localhost with=IMAP4-SSL time=2018-03-05T10:00:00Z",
        ),
        (
            "from unknown by localhost with getmail; 5 Mar 2018 10:00:00 -0000",
            "dialect=fetchmail name=unknown by=localhost with=getmail time=2018-03-05T10:00:00Z",
        ),
    ];
}
