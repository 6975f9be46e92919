//! Alibaba DirectMail: `from HELO(mailfrom:SENDER fp:FINGERPRINT) by HOST(IP)`.

use super::{Dialect, Draft, Key, Marks, TokenKind, announced, grammar, inner};
use crate::message::Span;
use crate::received::RemarkKind;

pub(super) const DIALECT: Dialect = Dialect {
    name: "alibaba",
    title: "Alibaba DirectMail",
    software: &[],
    domains: &[],
    recognize: Some(|marks: &Marks<'_>| marks.from_comment.starts_with("mailfrom:")),
    read,
    clocks: &[],
};

fn read(draft: &mut Draft<'_>) {
    for index in draft.range(Key::From) {
        let token = draft.tokens[index];
        if token.kind != TokenKind::Comment {
            continue;
        }
        let parts: Vec<Span> =
            grammar::parts(draft.value, inner(draft.value, token.span)).collect();
        for part in parts {
            if let Some(sender) = draft.text(part).strip_prefix("mailfrom:") {
                draft.set_envelope_from(Span::new(part.end - sender.len(), part.end));
            } else {
                draft.remark(RemarkKind::Process, part);
            }
        }
        draft.tokens[index].used = true;
    }
    announced(draft);
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[(
        "from srv01(mailfrom:u@example.com fp:SMTPD_-VHcC6qejX3) by smtpdm.example(192.0.2.1); Wed, 28 Feb 2024 16:39:16 +0800",
        "dialect=alibaba name=srv01 helo=srv01 by=smtpdm.example by_ip=192.0.2.1 envelope_from=u@example.com time=2024-02-28T08:39:16Z",
    )];
}
