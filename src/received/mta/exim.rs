//! Exim (`src/host.c`, `host_build_sender_fullhost`): `from RDNS ([IP]:port helo=HELO ident=USER)`, or
//! `from [IP] (port=… helo=HELO)` where the address has no name. HELO is left out when it equals the name.

use super::{Dialect, Draft, Key, Marks, NameIs, TokenKind, inner};
use crate::received::clock::IdClockKind;
use crate::received::ip;
use crate::received::peer::Transport;
use crate::received::peer_slots::Peer;

pub(super) const DIALECT: Dialect = Dialect {
    name: "exim",
    title: "Exim",
    software: &["Exim", "MailAnyone", "connectmail/exim"],
    domains: &[],
    recognize: Some(recognize),
    read,
    clocks: &[IdClockKind::Exim],
};

/// Exim's ids tell it apart where its comment was taken out, together with its protocols in lower case.
fn recognize(marks: &Marks<'_>) -> bool {
    let dashes = match marks.id.len() {
        16 => [6, 13],
        23 => [6, 18],
        _ => return false,
    };
    let bytes = marks.id.as_bytes();
    dashes.iter().all(|&at| bytes[at] == b'-')
        && marks.with.starts_with(|c: char| c.is_ascii_lowercase())
}

fn read(draft: &mut Draft<'_>) {
    if !read_full_host(draft) {
        draft.read(NameIs::Resolved);
    }
}

/// `from RDNS (HELO) [IP.port] (ident)`, without the name where the address has none: Exim that puts the full host, as
/// its log has it, here too. Exim 3 run by inetd does.
fn read_full_host(draft: &mut Draft<'_>) -> bool {
    let range = draft.range(Key::From);
    let clause = draft.tokens.get(range.clone()).unwrap_or_default();
    let (name, comment, address) = match *clause {
        [name, comment, address, ..] if name.kind == TokenKind::Word => {
            (Some(name), comment, address)
        }
        [comment, address, ..] => (None, comment, address),
        _ => return false,
    };
    let helo = inner(draft.value, comment.span);
    // An address behind the comment is the peer's; whatever the comment holds is the announcement then.
    let shaped = comment.kind == TokenKind::Comment
        && address.kind == TokenKind::Bracket
        && !draft.text(helo).contains('=');
    let Some(found) = ip::parse(draft.text(address.span)).filter(|_| shaped) else {
        return false;
    };
    let peer = Peer {
        helo: Some(helo),
        helo_seen: true,
        address: Some((found, address.span)),
        ..Peer::default()
    };
    let read = range.start..range.start + 2 + usize::from(name.is_some());
    for index in read {
        draft.tokens[index].used = true;
    }
    draft.read(NameIs::Resolved);
    let name = name.map(|token| token.span);
    draft.settle_from(name, &peer, NameIs::Resolved, Transport::Smtp);
    true
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from host.example.net ([192.0.2.1]:49019 helo=mail.example.com ident=u) by mx.example.org with esmtpsa (TLS1.2) tls \
             TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 (Exim 4.96) (envelope-from <u@example.net>) id 1wF9vY-00000001ErI-0ePf \
             for user@example.org; Tue, 21 Apr 2026 09:10:04 -0300",
            "dialect=exim name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 port=49019 ident=u \
             by=mx.example.org with=esmtpsa id=1wF9vY-00000001ErI-0ePf for=user@example.org envelope_from=u@example.net auth=yes \
             tls=TLSv1.2/TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 time=2026-04-21T12:10:04Z clock=Exim@2026-04-21T12:10:04Z",
        ),
        (
            "from [192.0.2.1] (port=2525 helo=[198.51.100.9]) by mx.example.org with esmtp (Exim 4.96) id 1FiWc9-0007Du-00; \
             Tue, 23 May 2006 13:07:57 +0000",
            "dialect=exim name=[192.0.2.1] helo=[198.51.100.9] ip=192.0.2.1 port=2525 by=mx.example.org with=esmtp \
             id=1FiWc9-0007Du-00 time=2006-05-23T13:07:57Z clock=Exim@2006-05-23T13:07:57Z",
        ),
        (
            "from host.example.net ([192.0.2.1]) by mx.example.org with esmtp id 1FiWc9-0007Du-00; Tue, 23 May 2006 13:07:57 +0000",
            "dialect=exim name=host.example.net helo=host.example.net rdns=host.example.net ip=192.0.2.1 by=mx.example.org with=esmtp \
             id=1FiWc9-0007Du-00 time=2006-05-23T13:07:57Z clock=Exim@2006-05-23T13:07:57Z",
        ),
        (
            "from www-data by mx.example.org with local (Exim 4.96) (envelope-from <>) id 1FiWc9-0007Du-00; Tue, 23 May 2006 13:07:57 +0000",
            "dialect=exim name=www-data by=mx.example.org with=local id=1FiWc9-0007Du-00 envelope_from= time=2006-05-23T13:07:57Z \
             clock=Exim@2006-05-23T13:07:57Z",
        ),
        (
            "from host.example.net (mail.example.com) [192.0.2.1.13219] (mail) by mx.example.org with esmtp (Exim 3.35 #1 (Debian)) \
             id 1FiWc9-0007Du-00; Tue, 23 May 2006 13:07:57 +0000",
            "dialect=exim name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 port=13219 unparsed=(mail) \
             by=mx.example.org with=esmtp id=1FiWc9-0007Du-00 time=2006-05-23T13:07:57Z clock=Exim@2006-05-23T13:07:57Z",
        ),
        (
            "from host.example.net ([192.0.2.1] helo=mail.example.com) by mx.example.org with esmtps \
             (TLS1.0:DHE_RSA_AES_256_CBC_SHA1:32) (Exim 4.72) (envelope-from <u@example.com>) id 1LXwkB-0003aZ-2b for \
             user@example.org; Fri, 13 Feb 2009 12:02:07 +0000",
            "dialect=exim name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org \
             with=esmtps id=1LXwkB-0003aZ-2b for=user@example.org envelope_from=u@example.com tls=TLSv1.0/DHE_RSA_AES_256_CBC_SHA1 \
             time=2009-02-13T12:02:07Z clock=Exim@2009-02-13T12:02:07Z",
        ),
        (
            "from [192.0.2.1] (ident=u helo=mail.example.com) by mx.example.org with asmtp (Exim 3.36 #1) id 1LXwkB-0003aZ-00 for \
             user@example.org; Fri, 13 Feb 2009 12:02:07 +0000",
            "dialect=exim name=[192.0.2.1] helo=mail.example.com ip=192.0.2.1 ident=u by=mx.example.org with=asmtp \
             id=1LXwkB-0003aZ-00 for=user@example.org auth=yes time=2009-02-13T12:02:07Z clock=Exim@2009-02-13T12:02:07Z",
        ),
        (
            "from [192.0.2.1]:49152 (helo=[198.51.100.9]) by mx.example.org with esmtpa (Exim 4.96) (envelope-from <u@example.com>) \
             id 1LXwkB-0003aZ-2b for user@example.org; Fri, 13 Feb 2009 12:02:07 +0000",
            "dialect=exim name=[192.0.2.1]:49152 helo=[198.51.100.9] ip=192.0.2.1 port=49152 by=mx.example.org with=esmtpa \
             id=1LXwkB-0003aZ-2b for=user@example.org envelope_from=u@example.com auth=yes time=2009-02-13T12:02:07Z \
             clock=Exim@2009-02-13T12:02:07Z",
        ),
        (
            "from localhost ([127.0.0.1] helo=mx.example.org) by mx.example.org with local-esmtp (Exim 4.96) id 1LXwkB-0003aZ-2b; \
             Fri, 13 Feb 2009 12:02:07 +0000",
            "dialect=exim name=localhost helo=mx.example.org rdns=localhost ip=127.0.0.1 by=mx.example.org with=local-esmtp \
             id=1LXwkB-0003aZ-2b time=2009-02-13T12:02:07Z clock=Exim@2009-02-13T12:02:07Z",
        ),
        (
            "from mail by mx.example.org with spam-scanned (Exim 4.63) (envelope-from <u@example.com>) id 1LXwkB-0003aZ-2b for \
             user@example.org; Fri, 13 Feb 2009 12:02:07 +0000",
            "dialect=exim name=mail by=mx.example.org with=spam-scanned id=1LXwkB-0003aZ-2b for=user@example.org \
             envelope_from=u@example.com time=2009-02-13T12:02:07Z clock=Exim@2009-02-13T12:02:07Z",
        ),
        (
            "from host.example.net ([2001:db8::1]:34567) by mx.example.org with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim \
             4.97.1) (envelope-from <u@example.com>) id 1LXwkB-00000001aZ2-2bCd for user@example.org; Fri, 13 Feb 2009 12:02:07 \
             +0000",
            "dialect=exim name=host.example.net helo=host.example.net rdns=host.example.net ip=2001:db8::1 port=34567 \
             by=mx.example.org with=esmtps id=1LXwkB-00000001aZ2-2bCd for=user@example.org envelope_from=u@example.com \
             tls=TLSv1.3/TLS_AES_256_GCM_SHA384 time=2009-02-13T12:02:07Z clock=Exim@2009-02-13T12:02:07Z",
        ),
        (
            "from (mail.example.com) [192.0.2.1]:41234 by mx.example.org with esmtp (Exim 4.92) id 1FiWc9-0007Du-00; Tue, 23 May \
             2006 13:07:57 +0000",
            "dialect=exim helo=mail.example.com ip=192.0.2.1 port=41234 by=mx.example.org with=esmtp id=1FiWc9-0007Du-00 \
             time=2006-05-23T13:07:57Z clock=Exim@2006-05-23T13:07:57Z",
        ),
        (
            "from host.example.net ([198.51.100.9]) [192.0.2.1]:41234 by mx.example.org with esmtp (Exim 4.92) id \
             1FiWc9-0007Du-00; Tue, 23 May 2006 13:07:57 +0000",
            "dialect=exim name=host.example.net helo=[198.51.100.9] rdns=host.example.net ip=192.0.2.1 port=41234 \
             by=mx.example.org with=esmtp id=1FiWc9-0007Du-00 time=2006-05-23T13:07:57Z clock=Exim@2006-05-23T13:07:57Z",
        ),
        (
            "from u (helo=mail.example.com) by mx.example.org with local-esmtp (Exim 4.96) id 1FiWc9-0007Du-00; Tue, 23 May 2006 \
             13:07:57 +0000",
            "dialect=exim name=u helo=mail.example.com by=mx.example.org with=local-esmtp id=1FiWc9-0007Du-00 \
             time=2006-05-23T13:07:57Z clock=Exim@2006-05-23T13:07:57Z",
        ),
    ];
}
