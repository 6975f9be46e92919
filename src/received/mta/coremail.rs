//! Coremail: `from HELO (RDNS [IP]) by HOST (Coremail) with SMTP …`, and its webmail, which names the account in place of
//! an announcement and no protocol: `from user$example.com ( [IP] ) by ajax-webmail-… (Coremail)`.

use super::{Dialect, Draft, Key, announced_unless};
use crate::received::Auth;

pub(super) const DIALECT: Dialect = Dialect {
    name: "coremail",
    title: "Coremail",
    software: &["Coremail"],
    domains: &[],
    recognize: None,
    read,
    clocks: &[],
};

fn read(draft: &mut Draft<'_>) {
    let name = draft.range(Key::From).start;
    let account = draft
        .word(name)
        .filter(|word| word.contains(['$', '@']) && draft.clause(Key::With).is_none())
        .map(str::to_owned);
    let is_webmail = account.is_some();
    if let Some(account) = account {
        draft.set_auth(Auth::User(account), draft.tokens[name].span);
    }
    announced_unless(draft, is_webmail);
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from PC (unknown [192.0.2.1]) by smtp12 (Coremail) with SMTP id abcDEF--.12345S2; Mon, 05 Mar 2018 18:00:00 +0800 \
             (CST)",
            "dialect=coremail name=PC helo=PC ip=192.0.2.1 by=smtp12 with=SMTP id=abcDEF--.12345S2 time=2018-03-05T10:00:00Z",
        ),
        (
            "from user$example.com ( [192.0.2.1] ) by ajax-webmail-wmsvr12 (Coremail) ; Mon, 5 Mar 2018 18:00:00 +0800 (CST)",
            "dialect=coremail name=user$example.com ip=192.0.2.1 by=ajax-webmail-wmsvr12 auth=user$example.com \
             time=2018-03-05T10:00:00Z",
        ),
        (
            "from user@example.com ( [192.0.2.1] ) by ajax-webmail-wmsvr51 (Coremail) ; Mon, 5 Mar 2018 18:00:00 +0800 (CST)",
            "dialect=coremail name=user@example.com ip=192.0.2.1 by=ajax-webmail-wmsvr51 auth=user@example.com \
             time=2018-03-05T10:00:00Z",
        ),
        (
            "from user$example.com (unknown [192.0.2.1]) by smtp12 (Coremail) with SMTP id abcDEF--.12345S2; Mon, 05 Mar 2018 \
             18:00:00 +0800 (CST)",
            "dialect=coremail name=user$example.com helo=user$example.com ip=192.0.2.1 by=smtp12 with=SMTP \
             id=abcDEF--.12345S2 time=2018-03-05T10:00:00Z",
        ),
    ];
}
