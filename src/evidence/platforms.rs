//! Sending platforms and large providers whose hosts send for many customers: by which names, signatures and networks
//! they are known, and in which fields they note the customer.

use crate::names::is_within;
use ipnet::IpNet;
use std::net::IpAddr;
use std::sync::LazyLock;

#[derive(Debug)]
pub struct Platform {
    pub name: &'static str,
    /// Where its abuse desk is.
    pub desk: &'static str,
    /// The domains of its hosts and signatures.
    pub domains: &'static [&'static str],
    /// Networks that it sends from, as its SPF records of 2026 list them; those that it has shared for years.
    pub networks: &'static [&'static str],
    /// Fields with its identifiers.
    pub fields: &'static [&'static str],
}

impl Platform {
    /// Whether a host name or signing domain is the platform's.
    pub fn owns(&self, name: &str) -> bool {
        self.domains.iter().any(|domain| is_within(name, domain))
    }

    /// The first that sends from this address.
    pub fn sending_from(ip: IpAddr) -> Option<&'static str> {
        let mut networks = NETWORKS.iter();
        let (name, _) = networks.find(|(_, network)| network.contains(&ip))?;
        Some(name)
    }
}

/// The networks of all, read once.
static NETWORKS: LazyLock<Vec<(&'static str, IpNet)>> = LazyLock::new(|| {
    PLATFORMS
        .iter()
        .flat_map(|platform| {
            platform
                .networks
                .iter()
                .map(|network| (platform.name, network))
        })
        .filter_map(|(name, network)| Some((name, network.parse().ok()?)))
        .collect()
});

/// Whether a host is a platform's, by its address and its confirmed name: it sends for many customers.
pub fn is_platforms(ip: IpAddr, name: Option<&str>) -> bool {
    name.is_some_and(|name| PLATFORMS.iter().any(|platform| platform.owns(name)))
        || Platform::sending_from(ip).is_some()
}

/// The table.
pub const PLATFORMS: &[Platform] = &[
    Platform {
        name: "SendGrid",
        desk: "sendgrid.com",
        domains: &["sendgrid.net", "sendgrid.com", "sendgrid.info"],
        networks: &[
            "167.89.0.0/17",
            "208.117.48.0/20",
            "50.31.32.0/19",
            "198.37.144.0/20",
            "198.21.0.0/21",
            "192.254.112.0/20",
            "168.245.0.0/17",
            "149.72.0.0/16",
            "159.183.0.0/16",
        ],
        fields: &["X-SG-EID", "X-SG-ID", "X-Entity-ID"],
    },
    Platform {
        name: "Mailgun",
        desk: "mailgun.com",
        domains: &[
            "mailgun.net",
            "mailgun.org",
            "mailgun.co",
            "mailgun.us",
            "mailgun.com",
        ],
        networks: &[
            "209.61.151.0/24",
            "166.78.68.0/22",
            "198.61.254.0/23",
            "192.237.158.0/23",
            "159.135.224.0/20",
            "69.72.32.0/20",
            "161.38.192.0/20",
            "143.55.224.0/21",
            "143.55.232.0/22",
            "159.112.240.0/20",
            "198.244.48.0/20",
        ],
        fields: &["X-Mailgun-Sid", "X-Mailgun-Sending-Ip", "X-Mailgun-Tag"],
    },
    Platform {
        name: "Amazon SES",
        desk: "amazonaws.com",
        // Not amazonaws.com: the rented machines of anyone have their names below it.
        domains: &["amazonses.com"],
        networks: &[
            "199.255.192.0/22",
            "199.127.232.0/22",
            "54.240.0.0/18",
            "69.169.224.0/20",
            "23.249.208.0/20",
            "23.251.224.0/19",
            "76.223.176.0/20",
            "76.223.128.0/19",
            "54.240.64.0/19",
            "54.240.96.0/19",
        ],
        fields: &["X-SES-Outgoing", "Feedback-ID"],
    },
    Platform {
        name: "Mailchimp",
        desk: "mailchimp.com",
        domains: &[
            "mcsv.net",
            "mcdlv.net",
            "rsgsv.net",
            "mailchimpapp.net",
            "mailchimp.com",
        ],
        networks: &["205.201.128.0/20", "148.105.0.0/16"],
        fields: &["X-MC-User", "X-campaignid", "X-Campaign", "X-Report-Abuse"],
    },
    Platform {
        name: "Mandrill",
        desk: "mailchimp.com",
        domains: &["mandrillapp.com", "mandrill.com"],
        networks: &["198.2.128.0/18"],
        fields: &["X-Mandrill-User", "X-Report-Abuse"],
    },
    Platform {
        name: "SparkPost",
        desk: "sparkpost.com",
        domains: &[
            "sparkpostmail.com",
            "sparkpostmail1.com",
            "sparkpostmail2.com",
            "spmta.com",
            "sparkpost.com",
        ],
        networks: &[],
        fields: &["X-MSFBL"],
    },
    Platform {
        name: "Salesforce Marketing Cloud",
        desk: "exacttarget.com",
        domains: &["exacttarget.com", "salesforce.com", "sfmc-content.com"],
        networks: &[],
        fields: &["X-SFMC-Stack", "x-job", "X-SFDC-User"],
    },
    Platform {
        name: "Brevo",
        desk: "brevo.com",
        domains: &[
            "sendinblue.com",
            "brevo.com",
            "mailin.fr",
            "sender-sib.com",
            "brevosend.com",
        ],
        networks: &[],
        fields: &["X-sib-id", "X-Mailin-EID", "X-Mailin-Campaign"],
    },
    Platform {
        name: "Mailjet",
        desk: "mailjet.com",
        domains: &["mailjet.com", "mailjet.net"],
        networks: &[],
        fields: &["X-MJ-Mid", "X-MJ-SMTPGUID"],
    },
    Platform {
        name: "Postmark",
        desk: "postmarkapp.com",
        domains: &["mtasv.net", "postmarkapp.com"],
        networks: &[],
        fields: &["X-PM-Message-Id"],
    },
    Platform {
        name: "Constant Contact",
        desk: "constantcontact.com",
        domains: &[
            "ccsend.com",
            "constantcontact.com",
            "in.constantcontact.com",
        ],
        networks: &[],
        fields: &["X-Roving-ID", "X-Roving-Campaignid"],
    },
    Platform {
        name: "HubSpot",
        desk: "hubspot.com",
        domains: &["hubspotemail.net", "hubspot.com"],
        networks: &[],
        fields: &["X-HubSpot-Message-Id", "X-HS-Cid"],
    },
    Platform {
        name: "Zendesk",
        desk: "zendesk.com",
        domains: &["zendesk.com", "zdsys.com"],
        networks: &[],
        fields: &["X-Zendesk-From-Account-Id", "X-Zendesk-Email-Id"],
    },
    Platform {
        name: "Klaviyo",
        desk: "klaviyo.com",
        domains: &["klaviyomail.com", "klaviyo.com"],
        networks: &[],
        fields: &["X-Kmail-Account", "X-Kmail-Message"],
    },
    Platform {
        name: "Google",
        desk: "google.com",
        domains: &["google.com", "gmail.com", "googlemail.com"],
        networks: &[
            "209.85.128.0/17",
            "74.125.0.0/16",
            "64.233.160.0/19",
            "66.102.0.0/20",
            "66.249.80.0/20",
            "72.14.192.0/18",
            "108.177.8.0/21",
            "173.194.0.0/16",
            "216.58.192.0/19",
            "216.239.32.0/19",
            "2607:f8b0:4000::/36",
            "2a00:1450:4000::/36",
            "2404:6800:4000::/36",
            "2800:3f0:4000::/36",
            "2001:4860:4000::/36",
            "2c0f:fb50:4000::/36",
        ],
        fields: &[
            "X-Relaying-Domain",
            "X-Google-Original-From",
            "X-Gm-Message-State",
            "Feedback-ID",
        ],
    },
    Platform {
        name: "Microsoft 365",
        desk: "microsoft.com",
        // Not outlook.com as a whole: those are the receiver's own hosts, too.
        domains: &[
            "outbound.protection.outlook.com",
            "protection.outlook.com",
            "onmicrosoft.com",
        ],
        networks: &[
            "40.92.0.0/15",
            "40.107.0.0/16",
            "52.100.0.0/15",
            "52.102.0.0/16",
            "52.103.0.0/17",
            "104.47.0.0/17",
            "2a01:111:f400::/48",
            "2a01:111:f403::/48",
        ],
        fields: &[
            "X-OriginatorOrg",
            "X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp",
            "X-Originating-IP",
            "X-MS-Exchange-CrossTenant-Id",
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_network_is_one() {
        for platform in PLATFORMS {
            for network in platform.networks {
                assert!(network.parse::<IpNet>().is_ok(), "{network}");
            }
        }
    }
}
