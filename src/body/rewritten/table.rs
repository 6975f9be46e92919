//! Who rewrites links, and where each writes the address that it was.

use super::decode::Written::{
    self, Base64, Between, Bing, Last, Mandrill, Parameter, Proofpoint2, Proofpoint3, Rest, Yahoo,
};
use crate::names::{is_within, organization};

/// One form of one rewriter's addresses.
pub(super) struct Rewriter {
    pub host: Host,
    /// What its path begins with.
    pub path: &'static str,
    pub written: Written,
}

/// The hosts of a rewriter.
pub(super) enum Host {
    /// This name and those below it.
    Within(&'static str),
    /// A search engine's name, under the suffix of any country.
    Word(&'static str),
}

impl Host {
    pub(super) fn is(&self, host: &str) -> bool {
        match self {
            Self::Within(name) => is_within(host, name),
            Self::Word(word) => {
                let organization = organization(host);
                let first = organization.split('.').next();
                first.is_some_and(|first| first.eq_ignore_ascii_case(word))
            }
        }
    }
}

const fn row(host: &'static str, path: &'static str, written: Written) -> Rewriter {
    Rewriter {
        host: Host::Within(host),
        path,
        written,
    }
}

const fn of_any_country(word: &'static str, path: &'static str, written: Written) -> Rewriter {
    Rewriter {
        host: Host::Word(word),
        path,
        written,
    }
}

/// The rows: filters, then search engines and networks. The forms are those that the vendors' own decoders and help pages
/// describe.
pub(super) const REWRITERS: &[Rewriter] = &[
    row("safelinks.protection.outlook.com", "/", Parameter(&["url"])),
    row(
        "safelink.emails.azure.net",
        "/redirect",
        Parameter(&["destination"]),
    ),
    row("statics.teams.cdn.office.net", "/", Parameter(&["url"])),
    row("urldefense.com", "/v3/", Proofpoint3),
    row("urldefense.us", "/v3/", Proofpoint3),
    row("urldefense.proofpoint.com", "/v2/", Proofpoint2),
    row("urldefense.com", "/v2/", Proofpoint2),
    row("urldefense.proofpoint.com", "/v1/", Parameter(&["u"])),
    row("linkprotect.cudasvc.com", "/", Parameter(&["a"])),
    row("secure-web.cisco.com", "/", Last),
    row("protection.sophos.com", "/", Base64("u")),
    row("clicktime.symantec.com", "/", Parameter(&["u"])),
    row("clicktime.cloud.postoffice.net", "/", Parameter(&["u"])),
    row("protect2.fireeye.com", "/", Parameter(&["u"])),
    row("trendmicro.com", "/wis/clicktime/", Parameter(&["url"])),
    row("scanmail.trustwave.com", "/", Parameter(&["u"])),
    row("vadesecure.com", "/", Parameter(&["u"])),
    row("urlsand.esvalabs.com", "/", Parameter(&["u"])),
    row("checkpoint.url-protection.com", "/", Parameter(&["o"])),
    row("avanan.click", "/", Between("___")),
    row("protect.checkpoint.com", "/", Between("___")),
    row("edgepilot.com", "/s/", Last),
    row("emailprotection.link", "/", Parameter(&["url"])),
    of_any_country("google", "/url", Parameter(&["q", "url"])),
    of_any_country("google", "/amp/s/", Rest("/amp/s/")),
    of_any_country("google", "/amp/", Rest("/amp/")),
    row("googleadservices.com", "/pagead/", Parameter(&["adurl"])),
    row("doubleclick.net", "/", Parameter(&["adurl"])),
    row("notifications.google.com", "/", Parameter(&["url"])),
    row("bing.com", "/ck/a", Bing),
    row("search.yahoo.com", "/", Yahoo),
    row("duckduckgo.com", "/l/", Parameter(&["uddg"])),
    row("youtube.com", "/redirect", Parameter(&["q"])),
    // Platforms that count clicks.
    row("awstrack.me", "/L0/", Last),
    row("mandrillapp.com", "/track/click/", Mandrill),
    row("acemlna.com", "/", Base64("redirectUrl")),
    row("acemlnb.com", "/", Base64("redirectUrl")),
    row("acemlnc.com", "/", Base64("redirectUrl")),
    row("acemlnd.com", "/", Base64("redirectUrl")),
    row("facebook.com", "/l.php", Parameter(&["u"])),
    row("facebook.com", "/flx/warn", Parameter(&["u"])),
    row("l.instagram.com", "/", Parameter(&["u"])),
    row("l.messenger.com", "/", Parameter(&["u"])),
    row("l.threads.net", "/", Parameter(&["u"])),
    row("linkedin.com", "/redir", Parameter(&["url"])),
    row("linkedin.com", "/safety/go", Parameter(&["url"])),
    row("slack-redir.net", "/link", Parameter(&["url"])),
    row("vk.com", "/away.php", Parameter(&["to"])),
    row("t.umblr.com", "/redirect", Parameter(&["z"])),
    row(
        "steamcommunity.com",
        "/linkfilter",
        Parameter(&["url", "u"]),
    ),
    row("pinterest.com", "/offsite", Parameter(&["url"])),
    row("out.reddit.com", "/", Parameter(&["url"])),
    row("exit.sc", "/", Parameter(&["url"])),
    row("deref-gmx.net", "/", Parameter(&["redirectUrl"])),
    row("deref-gmx.com", "/", Parameter(&["redirectUrl"])),
    row("deref-web.de", "/", Parameter(&["redirectUrl"])),
    row("deref-web-02.de", "/", Parameter(&["redirectUrl"])),
    row("deref-mail.com", "/", Parameter(&["redirectUrl"])),
];
