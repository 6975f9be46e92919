//! KumoMTA: `from HELO (IP) by HOST (KumoMTA IP) with …`; the address behind its name is its own.

use super::{Dialect, Draft, Key, TokenKind, announced, inner};
use crate::message::Span;
use crate::received::clock::IdClockKind;
use crate::received::ip;

pub(super) const DIALECT: Dialect = Dialect {
    name: "kumomta",
    title: "KumoMTA",
    software: &["KumoMTA"],
    domains: &[],
    recognize: None,
    read,
    clocks: &[IdClockKind::UuidV1, IdClockKind::UuidV7],
};

fn read(draft: &mut Draft<'_>) {
    announced(draft);
    let comment = draft
        .range(Key::By)
        .map(|index| draft.tokens[index])
        .find(|token| token.kind == TokenKind::Comment)
        .map(|token| inner(draft.value, token.span));
    let Some(span) = comment else {
        return;
    };
    let Some(own) = draft.text(span).strip_prefix("KumoMTA ") else {
        return;
    };
    if let (Some(address), Some(by)) = (ip::parse(own), draft.out.by.as_mut()) {
        by.ip = Some(address.ip);
        by.ip_raw = Some(own.to_owned());
        draft.out.spans.by_ip = Some(Span::new(span.end - own.len(), span.end));
    }
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from mail.example.com (192.0.2.1) by mx.example.org (KumoMTA 198.51.100.7) with ESMTP id 5b4b20b4d0d911eeabf4005056bdd08f \
             for <user@example.org>; Wed, 21 Feb 2024 16:50:46 +0000",
            "dialect=kumomta name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org by_ip=198.51.100.7 with=ESMTP \
             id=5b4b20b4d0d911eeabf4005056bdd08f for=user@example.org time=2024-02-21T16:50:46Z clock=UuidV1@2024-02-21T16:50:45Z",
        ),
        (
            "from mail.example.com (192.0.2.1:51234) by mx.example.org (KumoMTA 198.51.100.7) with ESMTPS \
             (TLSv1.3:TLS_AES_256_GCM_SHA384) id 5b4b20b4d0d911eeabf4005056bdd08f for <user@example.org>; Wed, 21 Feb 2024 16:50:46 \
             +0000",
            "dialect=kumomta name=mail.example.com helo=mail.example.com ip=192.0.2.1 port=51234 by=mx.example.org \
             by_ip=198.51.100.7 with=ESMTPS id=5b4b20b4d0d911eeabf4005056bdd08f for=user@example.org \
             tls=TLSv1.3/TLS_AES_256_GCM_SHA384 time=2024-02-21T16:50:46Z clock=UuidV1@2024-02-21T16:50:45Z",
        ),
    ];
}
