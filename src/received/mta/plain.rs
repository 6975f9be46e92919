//! MTAs whose slots mean what most others' do; what tells them apart is their name and the clocks in their ids.

use super::{ANY_CLOCK, Dialect, GENERIC as GENERIC_NAME, Marks, announced, never, postfix};
use crate::received::clock::IdClockKind;

const fn plain(
    name: &'static str,
    title: &'static str,
    software: &'static [&'static str],
) -> Dialect {
    Dialect {
        name,
        title,
        software,
        recognise: never,
        read: announced,
        clocks: &[],
    }
}

/// Told by the receiver's domain.
const fn at(name: &'static str, title: &'static str, recognise: fn(&Marks<'_>) -> bool) -> Dialect {
    Dialect {
        recognise,
        ..plain(name, title, &[])
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "a constant cannot borrow what it is made of"
)]
const fn with_clocks(dialect: Dialect, clocks: &'static [IdClockKind]) -> Dialect {
    Dialect { clocks, ..dialect }
}

/// Postfix under another name.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a constant cannot borrow what it is made of"
)]
const fn as_postfix(dialect: Dialect) -> Dialect {
    Dialect {
        read: postfix::read,
        clocks: &[IdClockKind::PostfixLong],
        ..dialect
    }
}

/// PowerMTA without its comment: twelve characters of id, and no protocol.
fn is_power_mta(marks: &Marks<'_>) -> bool {
    !marks.has_with
        && marks.id.len() == 12
        && marks.id.starts_with('h')
        && marks
            .id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

pub(super) const MAILCHANNELS: Dialect = Dialect {
    software: &["trex/"],
    ..as_postfix(at("mailchannels", "MailChannels", |marks| {
        marks.by_within("mailchannels.net")
    }))
};
pub(super) const APPLE: Dialect = Dialect {
    software: &["Xserve/"],
    ..as_postfix(at("apple", "Apple", |marks| {
        ["me.com", "icloud.com", "mac.com", "apple.com"]
            .iter()
            .any(|domain| marks.by_within(domain))
    }))
};
pub(super) const MAILCHIMP: Dialect = as_postfix(plain("mailchimp", "Mailchimp", &["Mailchimp"]));
pub(super) const POWERMTA: Dialect = Dialect {
    recognise: is_power_mta,
    ..plain("powermta", "PowerMTA", &["PowerMTA"])
};
pub(super) const AMAVIS: Dialect = plain("amavis", "amavis", &["amavis"]);
pub(super) const OPENSMTPD: Dialect = plain("opensmtpd", "OpenSMTPD", &["OpenSMTPD"]);
pub(super) const PROOFPOINT: Dialect = Dialect {
    // Its filter hands mail on under ids that are older than the field.
    recognise: |marks| marks.from.starts_with("pps.") || marks.by_within("pphosted.com"),
    ..plain("proofpoint", "Proofpoint", &["PPS"])
};
pub(super) const ORACLE: Dialect = plain(
    "oracle",
    "Oracle Communications Messaging Server and its ancestors",
    &[
        "Oracle Communications",
        "Sun Java System",
        "Sun Internet Mail",
        "iPlanet",
        "PMDF",
        "Netscape Messaging",
    ],
);
pub(super) const ZOHO: Dialect = with_clocks(
    at("zoho", "Zoho", |marks| {
        marks.by.starts_with("mx.zohomail")
            || marks.by_within("zohomail.com")
            || marks.by_within("zoho.com")
    }),
    &[IdClockKind::Milliseconds],
);
pub(super) const SES: Dialect = at("ses", "Amazon SES", |marks| {
    marks.by_within("amazonses.com") || marks.by_within("amazonaws.com")
});
pub(super) const MIMECAST: Dialect = at("mimecast", "Mimecast", |marks| {
    marks
        .by
        .split('.')
        .any(|label| label.eq_ignore_ascii_case("mimecast"))
});
pub(super) const MDAEMON: Dialect = plain("mdaemon", "MDaemon", &["MDaemon"]);
pub(super) const HALON: Dialect = with_clocks(
    plain("halon", "Halon", &["Halon"]),
    &[IdClockKind::UuidV1, IdClockKind::UuidV7],
);
pub(super) const BARRACUDA: Dialect = Dialect {
    recognise: |marks| marks.by_within("barracudanetworks.com") || marks.by_within("barracuda.com"),
    ..plain(
        "barracuda",
        "Barracuda",
        &["Spam Firewall", "Barracuda", "BSF"],
    )
};
pub(super) const FORTIMAIL: Dialect = plain("fortimail", "FortiMail", &["FortiMail"]);
pub(super) const VADE: Dialect = plain("vade", "Vade", &["ngmta", "Vade"]);
pub(super) const AXIGEN: Dialect = plain("axigen", "Axigen", &["Axigen", "AXIGEN"]);
pub(super) const DOMINO: Dialect = plain(
    "domino",
    "Lotus Domino",
    &[
        "Lotus Domino",
        "IBM Domino",
        "HCL Domino",
        "Lotus SMTP",
        "IBM TCMCSEPO",
    ],
);
pub(super) const ZIMBRA: Dialect = plain("zimbra", "Zimbra", &["Zimbra"]);
pub(super) const SALESFORCE: Dialect = at("salesforce", "Salesforce", |marks| {
    ["salesforce.com", "exacttarget.com", "sfdc.net"]
        .iter()
        .any(|domain| marks.by_within(domain))
});
pub(super) const IMPROVMX: Dialect = at("improvmx", "ImprovMX", |marks| {
    marks.by_within("improvmx.com")
});
pub(super) const CLOUDFILTER: Dialect = at("cloudfilter", "Cloudfilter cmsmtp", |marks| {
    marks.by == "cmsmtp" || marks.by_within("cloudfilter.net")
});
pub(super) const MANDRILL: Dialect = with_clocks(
    at("mandrill", "Mandrill", |marks| {
        marks.by_within("mandrillapp.com") || marks.by_within("mandrill.com")
    }),
    &[IdClockKind::PostfixLong, IdClockKind::UuidV1],
);
pub(super) const COREMAIL: Dialect = plain("coremail", "Coremail", &["Coremail"]);
pub(super) const TENCENT: Dialect = Dialect {
    recognise: |marks| marks.by_within("qq.com"),
    ..plain("tencent", "Tencent", &["NewEsmtp"])
};
pub(super) const COURIER: Dialect = Dialect {
    recognise: |marks| {
        let mut parts = marks.id.split('.');
        marks.id.len() >= 26
            && parts.clone().count() == 3
            && parts.all(|part| matches!(part.len(), 8 | 16))
    },
    ..with_clocks(
        plain("courier", "Courier", &["courier", "Courier"]),
        &[IdClockKind::Courier],
    )
};
pub(super) const INTERMAIL: Dialect = with_clocks(
    plain("intermail", "InterMail", &["InterMail"]),
    &[IdClockKind::Stamp],
);
pub(super) const ATTBI: Dialect = with_clocks(
    at("attbi", "AT&T", |marks| {
        marks.by_within("attbi.com") || marks.by_within("prserv.net")
    }),
    &[IdClockKind::Stamp],
);
pub(super) const KNOX: Dialect = with_clocks(
    plain("knox", "Samsung Knox Portal", &["KnoxPortal"]),
    &[IdClockKind::Stamp],
);
pub(super) const STALWART: Dialect = plain("stalwart", "Stalwart", &["Stalwart"]);
pub(super) const IMAIL: Dialect = plain("imail", "IMail", &["SMTPD32", "IMail"]);
pub(super) const DOVECOT: Dialect = with_clocks(
    at("dovecot", "Dovecot", |marks| {
        marks.id.len() == 22 && !marks.with.is_empty()
    }),
    &[IdClockKind::Dovecot],
);
pub(super) const GENERIC_MTA: Dialect =
    with_clocks(plain(GENERIC_NAME, "not told apart", &[]), ANY_CLOCK);

#[cfg(test)]
mod tests {
    use crate::received::testing::check;

    #[test]
    fn rows() {
        check(&[
            (
                "from mail.example.com (unknown [127.0.0.6]) (Authenticated sender: u) by relay.mailchannels.net (Postfix) with ESMTPA \
                 id 9563A816FB; Wed, 19 Jun 2024 04:04:31 +0000 (UTC)",
                "dialect=mailchannels name=mail.example.com helo=mail.example.com ip=127.0.0.6 by=relay.mailchannels.net with=ESMTPA \
                 id=9563A816FB auth=u time=2024-06-19T04:04:31Z shape=true",
            ),
            (
                "from mail.example.com (host.example.net [192.0.2.1]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384) by 198.51.100.7 \
                 (trex/6.9.2); Wed, 19 Jun 2024 04:04:33 +0000",
                "dialect=mailchannels name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=198.51.100.7 \
                 by_ip=198.51.100.7 tls=TLSv1.3/TLS_AES_256_GCM_SHA384 time=2024-06-19T04:04:33Z",
            ),
            (
                "from localhost (192.0.2.1) by mx.example.org (PowerMTA(TM) v3.5r17) id hrakoo0lrlgv for <user@example.org>; \
                 Fri, 20 Apr 2018 17:51:19 -0400 (envelope-from <u@example.net>)",
                "dialect=powermta name=localhost helo=localhost ip=192.0.2.1 by=mx.example.org id=hrakoo0lrlgv for=user@example.org \
                 envelope_from=u@example.net time=2018-04-20T21:51:19Z",
            ),
            (
                "by mx.example.org id hi424k3864o4 for <user@example.org>; Wed, 22 Jan 2025 09:37:26 -0500 (envelope-from <>)",
                "dialect=powermta by=mx.example.org id=hi424k3864o4 for=user@example.org envelope_from= time=2025-01-22T14:37:26Z",
            ),
            (
                "from mail.example.com ([127.0.0.1]) by localhost (mx.example.org [127.0.0.1]) (amavisd-new, port 10032) with ESMTP \
                 id KwjYuLcgPI1q; Mon, 20 Feb 2023 19:02:59 +0300 (EAT)",
                "dialect=amavis name=mail.example.com helo=mail.example.com ip=127.0.0.1 by=localhost by_ip=127.0.0.1 with=ESMTP \
                 id=KwjYuLcgPI1q time=2023-02-20T16:02:59Z",
            ),
            (
                "from localhost (mx.example.org [local]) by mx.example.org (OpenSMTPD) with ESMTPA id 5db34e0d for <user@example.org>; \
                 Tue, 7 Apr 2020 01:38:29 -0600 (MDT)",
                "dialect=opensmtpd name=localhost helo=localhost by=mx.example.org with=ESMTPA id=5db34e0d for=user@example.org auth=yes \
                 time=2020-04-07T07:38:29Z",
            ),
            (
                "from mail.example.com (host.example.net [192.0.2.1]) by relay.mimecast.com with ESMTP with STARTTLS (version=TLSv1.3, \
                 cipher=TLS_AES_256_GCM_SHA384) id us-mta-684-ADGvBTAvNg2U_Br6XC7Aow-1; Tue, 04 Nov 2025 19:19:15 -0500",
                "dialect=mimecast name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=relay.mimecast.com with=ESMTP \
                 id=us-mta-684-ADGvBTAvNg2U_Br6XC7Aow-1 tls=TLSv1.3/TLS_AES_256_GCM_SHA384 time=2025-11-05T00:19:15Z",
            ),
            (
                "by mx.zohomail.com with SMTPS id 1779259866052944.3067294851667; Tue, 19 May 2026 23:51:06 -0700 (PDT)",
                "dialect=zoho by=mx.zohomail.com with=SMTPS id=1779259866052944.3067294851667 time=2026-05-20T06:51:06Z \
                 clock=Milliseconds@2026-05-20T06:51:06Z",
            ),
            (
                "from mail.example.com [(192.0.2.1)] by mx.example.org (198.51.100.7) (MDaemon PRO v19.0.2)  with ESMTP id md50018233933.msg; \
                 Tue, 16 Jul 2019 11:39:22 +0200",
                "dialect=mdaemon name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org by_ip=198.51.100.7 with=ESMTP \
                 id=md50018233933.msg time=2019-07-16T09:39:22Z",
            ),
            (
                "from mail.example.com by imap with LMTP id WHozIu1j5mkuvwEAu9opvQ (envelope-from <u@example.net>) for <user@example.org>; \
                 Mon, 20 Apr 2026 19:35:41 +0200",
                "dialect=dovecot name=mail.example.com helo=mail.example.com by=imap with=LMTP id=WHozIu1j5mkuvwEAu9opvQ for=user@example.org \
                 envelope_from=u@example.net time=2026-04-20T17:35:41Z clock=Dovecot@2026-04-20T17:35:41Z",
            ),
            (
                "from [198.51.100.9] (host.example.net [192.0.2.1]) (AUTH: CRAM-MD5 u@example.net, TLS: TLS1.3, 128bits, \
                 ECDHE_RSA_AES_128_GCM_SHA256) by mx.example.org with ESMTPSA id 00000000005DC0D6.0000000064EC6711.00003756; \
                 Mon, 28 Aug 2023 11:21:21 +0200",
                "dialect=courier name=[198.51.100.9] helo=[198.51.100.9] rdns=host.example.net ip=192.0.2.1 by=mx.example.org with=ESMTPSA \
                 id=00000000005DC0D6.0000000064EC6711.00003756 auth=u@example.net tls=TLSv1.3/ECDHE_RSA_AES_128_GCM_SHA256 \
                 time=2023-08-28T09:21:21Z clock=Courier@2023-08-28T09:21:21Z",
            ),
            (
                "from mail.example.com (unverified [192.0.2.1]) by mx.example.org (EMWAC SMTPRS 0.83) with SMTP id <B0000654501@mx.example.org>; \
                 Tue, 11 Jun 2002 08:06:36 +0900",
                "dialect=generic name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=SMTP \
                 id=B0000654501@mx.example.org time=2002-06-10T23:06:36Z",
            ),
            (
                "from [203.0.113.9] (evil text) by : mx.example.org : with SMTP; Tue, 11 Jun 2002 08:06:36 +0900",
                "dialect=generic name=[203.0.113.9] helo=[203.0.113.9] by=mx.example.org with=SMTP time=2002-06-10T23:06:36Z unparsed=(evil_text)",
            ),
            (
                "from by (host.example.net [192.0.2.1]) by id (software) with SMTP id with for <user@example.org>; Tue, 11 Jun 2002 08:06:36 +0900",
                "dialect=generic name=by helo=by rdns=host.example.net ip=192.0.2.1 by=id with=SMTP for=user@example.org \
                 time=2002-06-10T23:06:36Z",
            ),
            (
                "Received: from mail.example.com ([192.0.2.1] by mx.example.org; Tue, 11 Jun 2002 08:06:36 +0900",
                "dialect=generic name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org time=2002-06-10T23:06:36Z unparsed=(",
            ),
        ]);
    }
}
