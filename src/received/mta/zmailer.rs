//! ZMailer: `from RDNS ([IP]:port "EHLO name" rhost-flags-OK-OK-OK-OK) by HOST with …`, `from [IP] (…)` where the address
//! has no name, and `(list@host) by HOST via listexpand`.

use super::{Dialect, Draft, Key, Marks, NameIs, TokenKind};
use crate::received::RemarkKind;

pub(super) const DIALECT: Dialect = Dialect {
    name: "zmailer",
    title: "ZMailer",
    software: &[],
    domains: &[],
    recognize: Some(recognize),
    read,
    clocks: &[],
};

/// What it writes in place of a protocol where a list sends to its members.
const EXPANDED: &str = "listexpand";

fn recognize(marks: &Marks<'_>) -> bool {
    marks.via == EXPANDED
        || ["\"EHLO ", "\"HELO "]
            .iter()
            .any(|announced| marks.from_comment.contains(announced))
}

fn read(draft: &mut Draft<'_>) {
    draft.read(NameIs::Resolved);
    if draft.out.via.as_deref() != Some(EXPANDED) {
        return;
    }
    // `(list@host)`: who sent it to the members.
    for index in draft.range(Key::Lead) {
        let token = draft.tokens[index];
        if token.kind == TokenKind::Comment && !token.used {
            draft.take(index, RemarkKind::Process);
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from host.example.net ([192.0.2.1]:7291 \"EHLO mail.example.com\" rhost-flags-OK-OK-OK-FAIL) by lists.example.org \
             with ESMTP id S1492279Ab0GSUPV (ORCPT <rfc822;user@example.org>); Mon, 19 Jul 2010 22:15:21 +0200",
            "dialect=zmailer name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 port=7291 \
             by=lists.example.org with=ESMTP id=S1492279Ab0GSUPV time=2010-07-19T20:15:21Z",
        ),
        (
            "from [192.0.2.1] ([192.0.2.1]:59540 \"EHLO  mail.example.com\" rhost-flags-FAIL-FAIL-OK-OK) by lists.example.org \
             with ESMTP id S1726935AbgGOOak; Wed, 2 Sep 2020 10:19:44 -0400",
            "dialect=zmailer name=[192.0.2.1] helo=mail.example.com ip=192.0.2.1 port=59540 by=lists.example.org with=ESMTP \
             id=S1726935AbgGOOak time=2020-09-02T14:19:44Z",
        ),
        (
            "from host.example.net ([192.0.2.1]:7291 \"HELO [198.51.100.9]\" smtp-auth: <none> TLS-CIPHER: <none> TLS-PEER: \
             <none>) by lists.example.org with ESMTP id S1492279; Mon, 19 Jul 2010 22:15:21 +0200",
            "dialect=zmailer name=host.example.net helo=[198.51.100.9] rdns=host.example.net ip=192.0.2.1 port=7291 \
             by=lists.example.org with=ESMTP id=S1492279 time=2010-07-19T20:15:21Z",
        ),
        (
            "from host.example.net ([192.0.2.1]:7291 \"EHLO mail.example.com\" smtp-auth: u TLS-CIPHER: \
             \"DHE-RSA-AES256-SHA\" ident: \"NO-IDENT-SERVICE[2]\") by lists.example.org with ESMTP id S1492279; Mon, 19 Jul \
             2010 22:15:21 +0200",
            "dialect=zmailer name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 port=7291 \
             by=lists.example.org with=ESMTP id=S1492279 auth=u tls=/DHE-RSA-AES256-SHA time=2010-07-19T20:15:21Z",
        ),
        (
            "(list@lists.example.org) by lists.example.org via listexpand id S1728295AbgGOOak (ORCPT <rfc822;user@example.org>); \
             Wed, 2 Sep 2020 10:19:45 -0400",
            "dialect=zmailer by=lists.example.org via=listexpand id=S1728295AbgGOOak time=2020-09-02T14:19:45Z",
        ),
    ];
}
