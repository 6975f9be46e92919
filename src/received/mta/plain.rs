//! MTAs without a reader of their own: rows of what tells them apart (their name, their host's domain, a mark of the field),
//! of what the first token means in their hand, and of the clocks in their ids.

use super::{ANY_CLOCK, Dialect, Marks, NameIs, announced, postfix};
use crate::codec::base64::is_standard;
use crate::received::clock::IdClockKind;
use crate::received::peer::{self, Transport};
use crate::received::types::GENERIC as GENERIC_NAME;

const fn plain(
    name: &'static str,
    title: &'static str,
    software: &'static [&'static str],
) -> Dialect {
    Dialect {
        name,
        title,
        software,
        domains: &[],
        recognize: None,
        read: announced,
        clocks: &[],
    }
}

/// Told by the receiver's domain.
const fn at(name: &'static str, title: &'static str, domains: &'static [&'static str]) -> Dialect {
    Dialect {
        domains,
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
    ..as_postfix(at("mailchannels", "MailChannels", &["mailchannels.net"]))
};
pub(super) const APPLE: Dialect = Dialect {
    software: &["Xserve/", "Apple Mail"],
    ..as_postfix(at(
        "apple",
        "Apple",
        &["me.com", "icloud.com", "mac.com", "apple.com"],
    ))
};
pub(super) const MAILCHIMP: Dialect = as_postfix(plain("mailchimp", "Mailchimp", &["Mailchimp"]));
pub(super) const POWERMTA: Dialect = Dialect {
    recognize: Some(is_power_mta),
    ..plain("powermta", "PowerMTA", &["PowerMTA"])
};
pub(super) const AMAVIS: Dialect = plain("amavis", "amavis", &["amavis"]);
pub(super) const OPENSMTPD: Dialect = plain("opensmtpd", "OpenSMTPD", &["OpenSMTPD"]);
pub(super) const PROOFPOINT: Dialect = Dialect {
    // Its filter hands mail on under ids that are older than the field.
    recognize: Some(|marks| marks.from.starts_with("pps.")),
    domains: &["pphosted.com", "ppops.net"],
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
pub(super) const ZOHO: Dialect = Dialect {
    recognize: Some(|marks| marks.by.starts_with("mx.zohomail")),
    clocks: &[IdClockKind::Milliseconds],
    ..at(
        "zoho",
        "Zoho",
        &["zohomail.com", "zoho.com", "zeptomail.com"],
    )
};
pub(super) const SES: Dialect = at("ses", "Amazon SES", &["amazonses.com", "amazonaws.com"]);
pub(super) const MIMECAST: Dialect = Dialect {
    recognize: Some(|marks| {
        marks
            .by
            .split('.')
            .any(|label| label.eq_ignore_ascii_case("mimecast"))
    }),
    ..plain("mimecast", "Mimecast", &[])
};
pub(super) const MDAEMON: Dialect = plain("mdaemon", "MDaemon", &["MDaemon"]);
pub(super) const HALON: Dialect = with_clocks(
    plain("halon", "Halon", &["Halon"]),
    &[IdClockKind::UuidV1, IdClockKind::UuidV7],
);
pub(super) const BARRACUDA: Dialect = Dialect {
    domains: &["barracudanetworks.com", "barracuda.com", "cudaops.com"],
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
pub(super) const ZIMBRA: Dialect = Dialect {
    // Its mail store announces itself to its own LMTP server.
    recognize: Some(|marks| marks.with == "LMTP" && marks.from_all.contains("(LHLO ")),
    ..plain("zimbra", "Zimbra", &["Zimbra"])
};
pub(super) const SALESFORCE: Dialect = at(
    "salesforce",
    "Salesforce",
    &["salesforce.com", "exacttarget.com", "sfdc.net"],
);
pub(super) const IMPROVMX: Dialect = at("improvmx", "ImprovMX", &["improvmx.com"]);
pub(super) const CLOUDFILTER: Dialect = Dialect {
    recognize: Some(|marks| marks.by == "cmsmtp"),
    ..at("cloudfilter", "Cloudfilter cmsmtp", &["cloudfilter.net"])
};
pub(super) const MANDRILL: Dialect = Dialect {
    // Behind `from` stands who called its API, as Mandrill saw it.
    read: |draft| draft.read(NameIs::Peer),
    clocks: &[IdClockKind::PostfixLong, IdClockKind::UuidV1],
    ..at("mandrill", "Mandrill", &["mandrillapp.com", "mandrill.com"])
};
pub(super) const TENCENT: Dialect = Dialect {
    domains: &["qq.com"],
    ..plain("tencent", "Tencent", &["NewEsmtp", "NewMx"])
};
pub(super) const COURIER: Dialect = Dialect {
    recognize: Some(|marks| {
        let mut parts = marks.id.split('.');
        marks.id.len() >= 26
            && parts.clone().count() == 3
            && parts.all(|part| matches!(part.len(), 8 | 16))
    }),
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
    at("attbi", "AT&T", &["attbi.com", "prserv.net"]),
    &[IdClockKind::Stamp],
);
pub(super) const KNOX: Dialect = with_clocks(
    plain("knox", "Samsung Knox Portal", &["KnoxPortal"]),
    &[IdClockKind::Stamp],
);
pub(super) const STALWART: Dialect = plain("stalwart", "Stalwart", &["Stalwart"]);
pub(super) const IMAIL: Dialect = plain("imail", "IMail", &["SMTPD32", "SMTPD-", "IMail"]);
pub(super) const DOVECOT: Dialect = Dialect {
    // A session's id, and behind it which of its transactions this was. Of its servers only LMTP writes the field; others
    // have ids of 22 characters too.
    recognize: Some(|marks| {
        let session = marks.id.split(':').next().unwrap_or("");
        let lmtp = marks.with.get(..4);
        lmtp.is_some_and(|head| head.eq_ignore_ascii_case("LMTP"))
            && session.len() == 22
            && session.bytes().all(is_standard)
    }),
    ..with_clocks(
        plain("dovecot", "Dovecot", &["Dovecot"]),
        &[IdClockKind::Dovecot],
    )
};
pub(super) const CYRUS: Dialect = plain("cyrus", "Cyrus", &["Cyrus"]);
pub(super) const YANDEX: Dialect = Dialect {
    domains: &["yandex.net", "yandex.ru", "yandex.com"],
    ..plain(
        "yandex",
        "Yandex",
        &["nwsmtp/Yandex", "mxfront/Yandex", "Yandex"],
    )
};
pub(super) const SURGEMAIL: Dialect = plain("surgemail", "SurgeMail", &["SurgeMail"]);
pub(super) const KERIO: Dialect = plain("kerio", "Kerio", &["Kerio"]);
pub(super) const ICEWARP: Dialect = plain("icewarp", "IceWarp", &["IceWarp", "Merak"]);
pub(super) const MIRAPOINT: Dialect = plain("mirapoint", "Mirapoint", &["Mirapoint", "MOS "]);
pub(super) const HMAILSERVER: Dialect = plain("hmailserver", "hMailServer", &["hMailServer"]);
pub(super) const NTMAIL: Dialect = plain("ntmail", "NTMail", &["NTMail", "GMS "]);
pub(super) const ROCKLIFFE: Dialect = plain("rockliffe", "Rockliffe", &["Rockliffe"]);
pub(super) const GROUPWISE: Dialect = Dialect {
    recognize: Some(|marks| marks.with == "Novell_GroupWise"),
    ..plain("groupwise", "GroupWise", &["Novell GroupWise"])
};
pub(super) const GENERIC_MTA: Dialect =
    with_clocks(plain(GENERIC_NAME, "not told apart", &[]), ANY_CLOCK);

/// CommuniGate Pro: `from HELO ([IP] verified)` where the announced name resolves to the peer, else
/// `from [IP] (account USER HELO name)`: the address in the first place is the receiver's.
pub(super) const COMMUNIGATE: Dialect = Dialect {
    name: "communigate",
    title: "CommuniGate Pro",
    software: &["CommuniGate"],
    domains: &[],
    recognize: None,
    read: |draft| draft.read(NameIs::Peer),
    clocks: &[],
};

/// fetchmail and getmail: `from SERVER [IP] by HOST with POP3 (fetchmail-6.3) for … (single-drop)`. The name is that of
/// the server that was asked, not an announcement.
pub(super) const FETCHMAIL: Dialect = Dialect {
    name: "fetchmail",
    title: "fetchmail, getmail",
    software: &["fetchmail", "getmail"],
    domains: &[],
    recognize: Some(|marks: &Marks<'_>| {
        peer::is_retrieval(marks.with) || matches!(marks.with, "POP" | "SDPS" | "getmail")
    }),
    read: announced,
    clocks: &[],
};

/// MessageLabs and Symantec: the ids are Momentum's, the fields are not.
pub(super) const MESSAGE_LABS: &[&str] = &["messagelabs.com", "symcld.net"];

/// Gateways and small MTAs that write nothing of the client but its address, and no announcement.
pub(super) const GATEWAY: Dialect = Dialect {
    name: "gateway",
    title: "gateway that names the peer by address",
    software: &[
        "SMTPL",
        "InterScan",
        "Tumbleweed",
        "MessageWall",
        "MailGate",
        "ArGoSoft",
        "AVG SMTP",
        "Post.Office",
        "Tls1",
    ],
    domains: MESSAGE_LABS,
    recognize: None,
    read: |draft| draft.read(NameIs::Peer),
    clocks: &[IdClockKind::Momentum],
};

/// Haraka: `from HELO (RDNS [IP]) by HOST (Haraka/2.8.18) with … id UUID envelope-from <…> …`.
pub(super) const HARAKA: Dialect = Dialect {
    name: "haraka",
    title: "Haraka",
    software: &["Haraka"],
    domains: &[],
    recognize: None,
    read: announced,
    clocks: &[IdClockKind::UuidV1, IdClockKind::UuidV7],
};

/// IONOS (1&1, GMX, WEB.DE) Nemesis: `by HOST (cluster [IP])`, `(Nemesis)` behind the protocol.
pub(super) const IONOS: Dialect = Dialect {
    name: "ionos",
    title: "IONOS Nemesis",
    software: &["Nemesis"],
    domains: &[],
    recognize: None,
    read: announced,
    clocks: &[],
};

/// Symantec's gateway NAVGW: its `from` clause stands in a comment, `(from HELO [IP]) by …`.
pub(super) const NAVGW: Dialect = Dialect {
    name: "navgw",
    title: "Norton AntiVirus for Gateways",
    software: &["NAVGW"],
    domains: &[],
    recognize: None,
    read: announced,
    clocks: &[],
};

/// Apache James: `from RDNS (EHLO HELO) ([IP]) (using TLSv1.3 with cipher …) by HOST (JAMES SMTP Server ) with ESMTPA ID …`.
/// The name is what Java's resolver gave, else the address; a client that announced nothing has no `(EHLO …)`.
pub(super) const JAMES: Dialect = Dialect {
    read: |draft| draft.read(NameIs::ResolvedOnly),
    ..plain("james", "Apache James", &["JAMES "])
};

/// Sendmail: `from HELO (IDENT:user@RDNS [IP] (may be forged)) by HOST (8.x/8.y) with … id …`, and submissions:
/// `(from user@localhost) by …`.
pub(super) const SENDMAIL: Dialect = Dialect {
    name: "sendmail",
    title: "Sendmail",
    software: &[
        "8.",
        "SGI-8.",
        "SMI-8.",
        "951211.SGI",
        "AIX",
        "Sentrion-MTA",
        "Linux 2",
        " -- Info omitted",
        "5.6",
    ],
    domains: &[],
    recognize: None,
    read: announced,
    clocks: &[IdClockKind::Sendmail],
};

/// Proxies that write what they looked up and no announcement: smap, csmap, IRIX smtpd.
pub(super) const SMAP: Dialect = Dialect {
    name: "smap",
    title: "smap",
    software: &[],
    domains: &[],
    recognize: Some(|marks: &Marks<'_>| matches!(marks.via, "smap" | "csmap")),
    read: |draft| draft.read(NameIs::ResolvedOnly),
    clocks: &[],
};

/// IRIX smtpd, after obtuse smtpd.
pub(super) const IRIX: Dialect = Dialect {
    name: "smtpd",
    title: "obtuse smtpd",
    software: &[],
    domains: &[],
    recognize: Some(|marks: &Marks<'_>| marks.via == "SMTP" && marks.id.starts_with("smtpd")),
    read: |draft| draft.read(NameIs::ResolvedOnly),
    clocks: &[],
};

/// Webmail and other submission over HTTP: the first token, where it is an address, is the browser's, as the web
/// server saw it.
pub(super) const WEBMAIL: Dialect = Dialect {
    name: "webmail",
    title: "webmail",
    software: &["IMP", "WebMailUI", "Roundcube", "HTTP/", "Horde"],
    domains: &[],
    recognize: Some(|marks: &Marks<'_>| {
        let http = |text: &str| {
            text.get(..4)
                .is_some_and(|head| head.eq_ignore_ascii_case("http"))
        };
        http(marks.with) || http(marks.via) || marks.software("via HTTP")
    }),
    read: |draft| {
        draft.read_over(NameIs::Announced, Some(Transport::Http));
    },
    clocks: &[IdClockKind::ObjectId],
};

/// XMail: `with [XMail 1.20 ESMTP Server] id <S72E> for <…> from <…>`.
pub(super) const XMAIL: Dialect = Dialect {
    recognize: Some(|marks: &Marks<'_>| marks.with.starts_with("[XMail")),
    ..plain("xmail", "XMail", &[])
};
