//! What helps where something is missing, as a caller from Python says it.

use hdrtrace::words::Remedy;
use std::borrow::Cow;

/// How a remedy is said.
pub(crate) fn phrase(remedy: &Remedy) -> Cow<'static, str> {
    Cow::Borrowed(match remedy {
        Remedy::ClientIp => "client_ip=… names it",
        Remedy::HeloOrSender => "helo=… and mail_from=… name them",
        Remedy::MailFrom => "mail_from=… names it",
        Remedy::Identifiers => "spf_pass=… and dkim_pass=… name what passed",
        Remedy::TrustHops => "trust=… names the hosts to trust",
        Remedy::TrustNet => "trust='net:ADDRESS' marks it as one",
        Remedy::TrustAuthserv(None) => "trust='authserv:NAME' marks them as its own",
        Remedy::TrustAuthserv(Some(name)) => {
            return format!("trust='authserv:{name}' marks them as its own").into();
        }
        Remedy::Nameserver => "nameserver=… names one",
        Remedy::GoOnline => "offline=False or nameserver=… allows it",
        Remedy::DnsLists => "dnsbl=… names the lists to query",
        Remedy::GeoFile => "geo=… names one",
        Remedy::Enrich => "enrich='rdns,asn' does it",
        Remedy::Verbose => "detail='verbose' shows all",
        Remedy::Password => "zip_password=… gives its password",
        Remedy::ChooseMessage => "message=N chooses one",
        Remedy::Inner => "inner='yes' traces it",
        // What the package does not do is told as for any caller.
        other => return other.neutral(),
    })
}
