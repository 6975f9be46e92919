//! Mail as Exchange Online delivers it.

use crate::studio::Scene;
use crate::studio::clock::at;
use crate::studio::letter::Letter;
use crate::studio::mta::exchange_fold;
use crate::studio::zone::Zone;

const TO: &str = "robin@example.com";
const PEER: &str = "vps-118.cloud.example";
const SMTP: &str =
    "Microsoft SMTP Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384)";
/// The host that takes mail in, one that passes it on, and the mailbox's.
const FRONT: &str = "CO1PEPF000044F2";
const RELAY: &str = "CH0PR03CA0231";
const STORE: &str = "SA1PR04MB8812";

/// A spoofed parcel service, caught by the filter.
pub fn scene() -> Scene {
    let sent = at("2026-07-14T05:31:02+00:00");
    let received = sent.later(4);
    let arrival = received.form("%d %b %Y %H:%M:%S");
    let mut letter = Letter::new(
        &[
            &format!("To: {TO}"),
            "Subject: Your parcel is waiting for you",
            "X-PHP-Originating-Script: 33:mail.php",
            "From: Harbour Parcel <notice@harbour-parcel.example>",
            "MIME-Version: 1.0",
            "Content-Type: text/html; charset=UTF-8",
            "Message-Id: <20260714053102.3F1B24A0C7@vps-118.cloud.example>",
            &format!("Date: {}", sent.plain()),
            &format!("Return-Path: www-data@{PEER}"),
            &format!("X-MS-Exchange-Organization-ExpirationStartTime: {arrival}.5127\n (UTC)"),
            "X-MS-Exchange-Organization-ExpirationStartTimeReason: OriginalSubmit",
            "X-MS-Exchange-Organization-Network-Message-Id:\n 5b0c4f7e-18a2-4c33-9d1f-08dee1a90c44",
            "X-EOPAttributedMessage: 0",
            "X-EOPTenantAttributedMessage: 11f0c6d2-7b3a-4e58-a1c9-5e2d80b7f631:0",
            "X-MS-Exchange-Organization-MessageDirectionality: Incoming",
            "X-MS-PublicTrafficType: Email",
            "X-MS-TrafficTypeDiagnostic:\n CO1PEPF000044F2:EE_|SA1PR04MB8812:EE_|PH0PR04MB7421:EE_",
            "X-MS-Exchange-Organization-AuthSource:\n CO1PEPF000044F2.namprd05.prod.outlook.com",
            "X-MS-Exchange-Organization-AuthAs: Anonymous",
            "X-MS-Office365-Filtering-Correlation-Id: 5b0c4f7e-18a2-4c33-9d1f-08dee1a90c44",
            "X-MS-Exchange-Organization-SCL: 8",
            "X-Microsoft-Antispam: BCL:0;ARA:13230040|82310400026|36860700013;",
            &format!(
                "X-Forefront-Antispam-Report:\n \
                 CIP:203.0.113.118;CTRY:;LANG:en;SCL:8;SRV:;IPV:NLI;SFV:SPM;H:{PEER};PTR:{PEER};CAT:PHSH;\
                 SFS:(13230040)(82310400026)(36860700013);DIR:INB;"
            ),
            &format!("X-MS-Exchange-CrossTenant-OriginalArrivalTime: {arrival}.4033\n (UTC)"),
            "X-MS-Exchange-CrossTenant-Network-Message-Id: 5b0c4f7e-18a2-4c33-9d1f-08dee1a90c44",
            "X-MS-Exchange-CrossTenant-Id: 11f0c6d2-7b3a-4e58-a1c9-5e2d80b7f631",
            "X-MS-Exchange-CrossTenant-AuthSource:\n CO1PEPF000044F2.namprd05.prod.outlook.com",
            "X-MS-Exchange-CrossTenant-AuthAs: Anonymous",
            "X-MS-Exchange-CrossTenant-FromEntityHeader: Internet",
            "X-MS-Exchange-Transport-CrossTenantHeadersStamped: SA1PR04MB8812",
            "X-MS-Exchange-Transport-EndToEndLatency: 00:00:03.1180642",
            "X-MS-Exchange-Processed-By-BccFoldering: 15.20.9846.012",
            "X-Microsoft-Antispam-Mailbox-Delivery:\n\tucf:0;jmr:0;auth:0;dest:J;ENG:(910001)(944506478)(4810010);RF:JunkEmail;",
        ],
        "<html><body><p>Your parcel could not be delivered.</p>\n\
         <p><a href=\"https://harbour-parcel.track-fee.example/pay\">Pay the fee of 1.99</a></p></body></html>\n",
    );
    letter.stamp(&format!(
        "Received: by {PEER} (Postfix, from userid 33)\n\tid 3F1B24A0C7; {}",
        sent.postfix("UTC"),
    ));
    for (field, seconds) in [
        (
            format!(
                "Received: from {PEER} (203.0.113.118) by {FRONT}.mail.protection.outlook.com (10.167.241.72) \
                 with {SMTP} id 15.20.9846.5 via Frontend Transport;"
            ),
            Some(0),
        ),
        (
            format!(
                "Received-SPF: None (protection.outlook.com: {PEER} does not designate permitted sender hosts)"
            ),
            None,
        ),
        (
            format!(
                "Authentication-Results: spf=none (sender IP is 203.0.113.118) smtp.mailfrom={PEER}; \
                 dkim=none (message not signed) header.d=none;dmarc=fail action=quarantine \
                 header.from=harbour-parcel.example;compauth=fail reason=000"
            ),
            None,
        ),
        (
            format!(
                "Received: from {FRONT}.namprd05.prod.outlook.com (2603:10b6:610:e7:cafe::4d) \
                 by {RELAY}.outlook.office365.com (2603:10b6:610:e7::26) \
                 with {SMTP} id 15.20.9846.14 via Frontend Transport;"
            ),
            Some(0),
        ),
        (
            format!(
                "Received: from {RELAY}.namprd03.prod.outlook.com (2603:10b6:610:e7::26) \
                 by {STORE}.namprd04.prod.outlook.com (2603:10b6:806:1da::15) with {SMTP} id 15.20.9846.14;"
            ),
            Some(1),
        ),
        (
            format!(
                "Received: from {STORE}.namprd04.prod.outlook.com (::1) \
                 by PH0PR04MB7421.namprd04.prod.outlook.com with HTTPS;"
            ),
            Some(3),
        ),
    ] {
        let time = seconds.map_or_else(String::new, |s| format!(" {}", received.later(s).plain()));
        letter.stamp(&exchange_fold(&format!("{field}{time}")));
    }

    let mut zone = Zone::new(received);
    zone.host(PEER, "203.0.113.118");
    zone.mx("harbour-parcel.example", "mx.harbour-parcel.example");
    zone.txt(
        "harbour-parcel.example",
        "v=spf1 ip4:198.51.100.128/28 -all",
    );
    zone.txt(
        "_dmarc.harbour-parcel.example",
        "v=DMARC1; p=quarantine; fo=1",
    );
    zone.evaluate(("203.0.113.118", PEER), PEER, "harbour-parcel.example", &[]);
    Scene {
        name: "microsoft",
        title: "Received by Exchange Online",
        look: "\
The hops within Microsoft's service: a host of `mail.protection.outlook.com` receives the message, and two more hosts pass it
to the mailbox. The hop before is a web server's local submission. `Authentication-Results` has no authserv-id and includes
`compauth=fail reason=000`; `X-Forefront-Antispam-Report` has `CAT:PHSH`, `SFV:SPM` and `SCL:8`, and the message was delivered
to the Junk folder (`dest:J`). Its `CIP:` is the address at the boundary. Host names and internal addresses have the form that
the service really uses.",
        letter,
        zone,
    }
}
