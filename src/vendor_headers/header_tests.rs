//! A row for each field that a decoder claims to read: the form is that of real mail, the values are made up.

use super::*;

/// A value on one line: `key=value`, with ` {meaning}` if there is one and `?` or `~` before an unknown or guessed one.
fn line(value: &Value) -> String {
    let mark = match value.known {
        Known::Known => "",
        Known::Unknown => "?",
        Known::Folklore => "~",
    };
    match &value.meaning {
        Some(meaning) => format!("{mark}{}={} {{{meaning}}}", value.key, value.value),
        None => format!("{mark}{}={}", value.key, value.value),
    }
}

fn only(header: &str) -> VendorField {
    let raw = format!("{header}\r\n\r\n");
    let mut found = read(&Message::parse(raw.as_bytes()));
    assert_eq!(found.len(), 1, "{header}");
    found.remove(0)
}

/// `kind`, `kind score`, or `kind score/threshold`.
fn verdict(field: &VendorField) -> String {
    let Some(verdict) = field.verdict else {
        return String::new();
    };
    let kind = format!("{:?}", verdict.kind).to_lowercase();
    match (verdict.score, verdict.threshold) {
        (Some(score), Some(threshold)) => format!("{kind} {score}/{threshold}"),
        (Some(score), None) => format!("{kind} {score}"),
        (None, _) => kind,
    }
}

struct Row {
    header: &'static str,
    vendor: &'static str,
    values: &'static [&'static str],
    verdict: &'static str,
}

const fn row(
    vendor: &'static str,
    header: &'static str,
    values: &'static [&'static str],
    verdict: &'static str,
) -> Row {
    Row {
        header,
        vendor,
        values,
        verdict,
    }
}

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // Microsoft.
    row("Microsoft", "X-Forefront-Antispam-Report: CIP:192.0.2.7;CTRY:NL;LANG:en;SCL:9;SRV:BULK;IPV:NLI;SFV:SPM;H:mx.example.com;PTR:InfoDomainNonexistent;CAT:HPHISH;SFTY:9.25;PCL:2;ARC:AAR;EFV:NLI;SFS:(13230040)(166002);RULEID:(5);ENG:(7);DIR:INB;SFP:1102;XYZ:1;", &[
        "CIP=192.0.2.7", "CTRY=NL", "LANG=en", "SCL=9 {spam, with high confidence}", "SRV=BULK {bulk mail above the tenant's threshold}", "IPV=NLI {the address is on no reputation list}",
        "SFV=SPM {filtered and found to be spam}", "H=mx.example.com", "PTR=InfoDomainNonexistent {the address has no reverse DNS name}", "CAT=HPHISH {phishing, with high confidence}",
        "SFTY=9.25 {first contact with this sender; a tip is shown}", "PCL=2 {not likely to be phishing}", "ARC=AAR {authentication results}", "EFV=NLI {the address is on no reputation list}",
        "~SFS=(13230040)(166002)", "~SFS rule=166002 {a link in HTML}", "~RULEID=(5)", "~ENG=(7)", "DIR=INB {incoming}", "~SFP=1102", "?XYZ=1"], "phish 9/5"),
    row("Microsoft", "X-Forefront-Antispam-Report-Untrusted: SCL:1;SFV:NSPM;CAT:NONE;DIR:OUT;SFV:ZZZ;", &["SCL=1 {not spam}", "SFV=NSPM {filtered and found not to be spam}", "CAT=NONE {no policy applied}", "DIR=OUT {outgoing}", "?SFV=ZZZ"], "clean 1/5"),
    row("Microsoft", "X-Forefront-Antispam-Report: PTR:mx.example.com;SFV:SKN;", &["PTR=mx.example.com", "SFV=SKN {marked as not spam before filtering, for example by a mail flow rule}"], "bypassed"),
    row("Microsoft", "X-MS-Exchange-Organization-SCL: 6", &["SCL=6 {spam}"], "spam 6/5"),
    row("Microsoft", "X-MS-Exchange-Organization-SCL: -1", &["SCL=-1 {filtering was skipped: allowed sender, rule, or mail within the organization}"], "bypassed -1/5"),
    row("Microsoft", "X-MS-Exchange-Organization-PCL: 7", &["PCL=7 {likely to be phishing}"], "phish 7/4"),
    row("Microsoft", "X-Microsoft-Antispam: BCL:5;ARA:13230040|366016;", &["BCL=5 {from a bulk sender with mixed complaints}", "~ARA=13230040|366016"], ""),
    row("Microsoft", "X-Microsoft-Antispam-Untrusted: BCL:0;", &["BCL=0 {not from a bulk sender}"], ""),
    row("Microsoft", "X-Microsoft-Antispam-Mailbox-Delivery: wl:1;ucf:0;jmr:0;ex:0;auth:1;dest:J;OFR:SpamFilterAuthJ;ENG:(1)(2);RF:JunkEmail;", &["~wl=1 {yes}", "~ucf=0 {no}", "~jmr=0 {no}", "~ex=0 {no}", "~auth=1 {yes}", "~dest=J {junk}", "~OFR=SpamFilterAuthJ {the spam filter, not the user, chose junk}", "~ENG=(1)(2)", "~RF=JunkEmail {junk mail rule}"], "spam"),
    row("Microsoft", "X-Microsoft-Antispam-Message-Info: =?utf-8?B?STJX?=\r\n =?utf-8?B?YWJj?=", &[], ""),
    row("Microsoft", "X-Exchange-Antispam-Report-CFA-Test: BCL:0;PCL:0;RULEID:(166002);SRVR:AM1;", &["BCL=0 {not from a bulk sender}", "~PCL=0 {not rated}", "~RULEID=(166002)", "~RULEID rule=166002 {a link in HTML}", "~SRVR=AM1"], ""),
    row("Microsoft", "SpamDiagnosticMetadata: NSPM", &["~spam-diagnostic=NSPM {not spam}"], ""),
    row("Microsoft", "X-MS-Exchange-AtpMessageProperties: SA|SL", &["safe-features=SA {attachments were scanned (Safe Attachments)}", "safe-features=SL {links were rewritten (Safe Links)}"], ""),
    row("Microsoft", "X-MS-Exchange-Transport-EndToEndLatency: 00:00:04.4121645", &["latency=00:00:04.4121645"], ""),
    row("Microsoft", "X-MS-Exchange-CrossTenant-Id: 84df9e7f-e9f6-40af-b435-aaaaaaaaaaaa", &["tenant-id=84df9e7f-e9f6-40af-b435-aaaaaaaaaaaa"], ""),
    row("Microsoft", "X-MS-Exchange-CrossTenant-AuthSource: AM1.example.prod.outlook.com", &["auth-source=AM1.example.prod.outlook.com"], ""),
    row("Microsoft", "X-MS-Exchange-CrossTenant-AuthAs: Anonymous", &["auth-as=Anonymous {from the Internet, not authenticated}"], ""),
    row("Microsoft", "X-MS-Exchange-CrossTenant-FromEntityHeader: Hosted", &["~from-entity=Hosted {a mailbox at Microsoft 365}"], ""),
    row("Microsoft", "X-OriginatorOrg: example.com", &["tenant=example.com"], ""),
    row("Microsoft", "X-MS-Exchange-SkipListedInternetSender: ip=[192.0.2.1];domain=example.com", &["skip-listed-sender=ip=[192.0.2.1];domain=example.com"], ""),
    row("Microsoft", "X-MS-Exchange-ExternalOriginalInternetSender: ip=[192.0.2.1];domain=example.com", &["original-sender=ip=[192.0.2.1];domain=example.com"], ""),
    row("Microsoft", "X-MS-Exchange-Organization-MessageDirectionality: Incoming", &["direction=Incoming {from outside}"], ""),
    row("Microsoft", "X-SID-Result: NONE", &["sender-id=NONE {no record}"], ""),
    row("Microsoft", "X-SID-PRA: USER@EXAMPLE.COM", &["pra=USER@EXAMPLE.COM"], ""),
    row("Microsoft", "X-Sender-IP: 192.0.2.1", &["connecting-ip=192.0.2.1"], ""),
    row("Microsoft", "X-Message-Delivery: Vj0xLjE7dXM9MDtsPTA7YT0wO0Q9MjtHRD0zO1NDTD02", &["~V=1.1", "~US=0", "~L=0", "~A=0", "~D=2", "~GD=3", "SCL=6 {spam}"], "spam 6/5"),
    row("Microsoft", "X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp: TenantId=aaaa;Ip=[192.0.2.5];Helo=[mx.example.com]", &["tenant-id=aaaa", "CIP=192.0.2.5", "H=mx.example.com"], ""),
    row("Microsoft", "X-MS-Exchange-Processed-By-BccFoldering: 15.20.7025.020", &["build=15.20.7025.020 {Exchange Online}"], ""),
    row("Microsoft", "X-MS-Exchange-Organization-Example: x", &["?stamp=x"], ""),
    // SpamAssassin.
    row("SpamAssassin", "X-Spam-Status: Yes, score=5.2 required=5.0 tests=BAYES_50,DKIM_SIGNED,\r\n\tSITE_RULE autolearn=no autolearn_force=no version=3.4.6", &["spam=Yes {spam}", "score=5.2", "required=5.0", "BAYES_50= {Bayes: 40 to 60 % spam}", "DKIM_SIGNED= {has a DKIM signature, valid or not}", "SITE_RULE=", "autolearn=no {not learned}", "autolearn_force=no {no}", "version=3.4.6"], "spam 5.2/5"),
    row("SpamAssassin", "X-Spam-Status: No, score=-0.1 tagged_above=-999 required=6.2 tests=[DKIM_VALID=-0.1, X_Y=0] autolearn=disabled", &["spam=No {not spam}", "score=-0.1", "tagged_above=-999", "required=6.2", "DKIM_VALID=-0.1 {has a DKIM signature that verifies}", "X_Y=0", "autolearn=disabled {learning is switched off}"], "clean -0.1/6.2"),
    row("SpamAssassin", "X-Spam-Status: No, hits=1.0 required=7.0 tests=none version=2.30", &["spam=No {not spam}", "hits=1.0", "required=7.0", "version=2.30"], "clean 1/7"),
    row("SpamAssassin", "X-Spam-Level: *****", &["level=***** {a score of about 5}"], ""),
    row("SpamAssassin", "X-Spam-Flag: YES", &["spam=YES {spam}"], "spam"),
    row("SpamAssassin", "X-Spam-Score: -4.00", &["score=-4.00"], ""),
    row("SpamAssassin", "X-Spam-Report: \r\n\t*  1.5 BAYES_50 BODY: Bayes spam probability\r\n\t*      [score: 0.5000]\r\n\t* -0.0 SPF_PASS", &["BAYES_50=1.5 {BODY: Bayes spam probability [score: 0.5000]}", "SPF_PASS=-0.0 {SPF passed}"], ""),
    row("SpamAssassin", "X-Spam-Checker-Version: SpamAssassin 3.4.6 (2021-04-09) on mx.example", &["version=SpamAssassin 3.4.6 (2021-04-09) on mx.example"], ""),
    // What Stalwart, and others, write in its name.
    row("Stalwart", "X-Spam-Result: ARC_NA (0.00),\r\n\tSITE_TAG (-1.50),\r\n\tRDNS_NONE (2.00)", &["ARC_NA=0.00 {no ARC chain}", "SITE_TAG=-1.50", "RDNS_NONE=2.00 {the client has no reverse DNS}"], ""),
    row("a spam filter", "X-Spam-Result: clean, 0.3", &["stamp=clean, 0.3"], ""),
    row("a spam filter", "X-Spam-Status: Yes, score=35.20", &["spam=Yes {spam}", "score=35.20"], "spam 35.2"),
    row("a spam filter", "X-Spam-Status: No", &["spam=No {not spam}"], "clean"),
    row("a spam filter", "X-Spam-Tag: 7", &["stamp=7"], ""),
    // rspamd.
    row("rspamd", "X-Spamd-Result: default: False [-6.16 / 15.00]; WHITELIST_DMARC(-7.00)[example.com:D:+];\r\n\tSUSPICIOUS_RECIPS(1.50)[]; SITE(0.00)[a;b]; ASN[asn:64496]", &["spam=False {below the threshold}", "score=-6.16", "required=15.00", "WHITELIST_DMARC=-7.00 [example.com:D:+] {a well-known domain that passes DMARC}", "SUSPICIOUS_RECIPS=1.50 {similar recipients}", "SITE=0.00 [a;b]", "ASN= [asn:64496] {the network of the client}"], "clean -6.16/15"),
    row("rspamd", "X-Rspamd-Score: 7.10 / 15.00", &["score=7.10", "required=15.00"], ""),
    row("rspamd", "X-Rspamd-Action: add header", &["action=add header {mark as spam}"], "spam"),
    row("rspamd", "X-Rspamd-Queue-Id: 4RHHjG1nyfz7QQ5q", &["queue-id=4RHHjG1nyfz7QQ5q"], ""),
    row("rspamd", "X-Spamd-Bar: ---", &["level=--- {a score of about -3}"], ""),
    row("rspamd", "X-Rspamd-Pre-Result: action=no action; module=replies; Message is reply to one we originated", &["action=no action {accept}", "module=replies", "reason=Message is reply to one we originated"], "clean"),
    // Google.
    row("Google", "X-Gm-Message-State: AOJu0Yyq", &[], ""),
    row("Google", "X-Google-DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n d=1e100.net; s=20230601; t=1700000000; x=1700604800; h=from; bh=x; b=y", &["a=rsa-sha256", "d=1e100.net {Google's own domain for its handling}", "s=20230601", "t=1700000000 {2023-11-14T22:13:20+00:00}", "x=1700604800 {2023-11-21T22:13:20+00:00}"], ""),
    row("Google", "X-Received: by 2002:a05:6214::1 with SMTP id 6a18mr84.39; Tue, 29 Jul 2025 07:23:32 -0700 (PDT)", &["step=by 2002:a05:6214::1 with SMTP id 6a18mr84.39; Tue, 29 Jul 2025 07:23:32 -0700 (PDT)"], ""),
    row("Google", "X-Google-Smtp-Source: AGHT+IFv==", &[], ""),
    row("Google", "X-Forwarded-Encrypted: i=1; AJvYcC==@example.com", &["i=1", "recipient=example.com"], ""),
    // Proofpoint.
    row("Proofpoint", "X-Proofpoint-Spam-Details: rule=notspam policy=default score=0 clxscore=1011 spamscore=0 engine=8.12.0 newscore=4", &["rule=notspam {not spam}", "policy=default {incoming mail}", "score=0", "clxscore=1011", "spamscore=0", "engine=8.12.0", "?newscore=4"], "clean 0"),
    row("Proofpoint", "X-Proofpoint-Virus-Version: =?UTF-8?Q?vendor=3Dfsecure_engine=3D1.1.170?=\r\n =?UTF-8?Q?_definitions=3D2020-02-14=5F11?=", &["vendor=fsecure", "engine=1.1.170", "definitions=2020-02-14_11"], ""),
    row("Proofpoint", "X-Proofpoint-GUID: Pi_YI9aRH05", &["guid=Pi_YI9aRH05"], ""),
    // Mimecast.
    row("Mimecast", "X-Mimecast-Spam-Score: 9", &["score=9"], "spam 9/7"),
    row("Mimecast", "X-Mimecast-Spam-Signature: yes", &["spam-signature=yes {it does}"], "spam"),
    row("Mimecast", "X-Mimecast-Bulk-Signature: yes", &["bulk-signature=yes {it does}"], "bulk"),
    row("Mimecast", "X-Mimecast-Impersonation-Protect: Policy=Default;Similar Internal Domain=false;Internal User Name=true;Reply-to Address Mismatch=false", &["Policy=Default", "Similar Internal Domain=false {no}", "Internal User Name=true {yes}", "Reply-to Address Mismatch=false {no}"], "spoof"),
    // Barracuda.
    row("Barracuda", "X-Barracuda-Spam-Score: 1.50", &["score=1.50"], ""),
    row("Barracuda", "X-Barracuda-Spam-Status: No, SCORE=1.50 using global scores of TAG_LEVEL=3.5 QUARANTINE_LEVEL=1000.0 KILL_LEVEL=9.0 tests=HTML_MESSAGE, BSF_SC0", &["spam=No {not spam}", "score=1.50", "TAG_LEVEL=3.5", "QUARANTINE_LEVEL=1000.0", "KILL_LEVEL=9.0", "HTML_MESSAGE=", "BSF_SC0="], "clean 1.5/9"),
    row("Barracuda", "X-Barracuda-Spam-Report: Code version 3.2, rules version 3.2.3.1\r\n\tRule breakdown below\r\n\t pts rule name              description\r\n\t---- ---------------------- --------\r\n\t0.00 HTML_MESSAGE           BODY: HTML included in message", &["text=Code version 3.2, rules version 3.2.3.1 Rule breakdown below pts rule name description ---- ---------------------- --------", "HTML_MESSAGE=0.00 {BODY: HTML included in message}"], ""),
    row("Barracuda", "X-Barracuda-Bayes: INNOCENT GLOBAL 0.0000 1.0000 -2.0210", &["bayes=INNOCENT {not spam}", "database=GLOBAL", "probability=0.0000", "confidence=1.0000", "bayes-score=-2.0210"], ""),
    row("Barracuda", "X-Barracuda-Start-Time: 1700000000", &["start-time=1700000000 {2023-11-14T22:13:20+00:00}"], ""),
    // Cisco.
    row("Cisco", "X-IronPort-AV: E=Sophos;i=\"6.16,288,1744095600\"; \r\n   d=\"scan'208,217\";a=\"7818613\"", &["~E=Sophos {Sophos}", "~i=6.16,288,1744095600", "~d=scan'208,217", "~a=7818613"], ""),
    row("Cisco", "X-IronPort-Anti-Spam-Filtered: true", &["filtered=true {it ran}"], ""),
    row("Cisco", "X-IronPort-Anti-Spam-Result: A0ABAQ==", &[], ""),
    row("Cisco", "X-IronPort-RemoteIP: 192.0.2.8", &["remote-ip=192.0.2.8"], ""),
    row("Cisco", "X-IronPort-Reputation: 5.3", &["reputation=5.3 {neither good nor bad}"], ""),
    row("Cisco", "X-IronPort-SenderGroup: SUSPECTLIST", &["sender-group=SUSPECTLIST {suspected: throttled}"], ""),
    row("Cisco", "X-IronPort-MailFlowPolicy: $ACCEPTED", &["policy=$ACCEPTED {accepted, to be scanned}"], ""),
    row("Cisco", "X-SBRS: None", &["reputation=None {no score}"], ""),
    row("Cisco", "X-Amp-Result: SKIPPED(no attachment in message)", &["amp=SKIPPED {not scanned}", "reason=no attachment in message"], ""),
    row("Cisco", "X-Amp-Result: MALICIOUS", &["amp=MALICIOUS {malware}"], "malware"),
    row("Cisco", "X-Policy: $THROTTLED", &["policy=$THROTTLED {throttled, to be scanned}"], ""),
    // Trend Micro.
    row("Trend Micro", "X-TM-AS-Result: No--10.123-5.0-31-10", &["spam=No {not spam}", "score=-10.123", "threshold=5.0", "?\u{3f}=31-10"], "clean -10.123/5"),
    row("Trend Micro", "X-TMASE-Result: 10-12.500000-10.000000", &["kind=10", "score=12.500000", "threshold=10.000000"], "spam 12.5/10"),
    row("Trend Micro", "X-TM-AS-User-Approved-Sender: Yes", &["approved=Yes {they do}"], "bypassed"),
    row("Trend Micro", "X-TM-AS-User-Blocked-Sender: No", &["blocked=No {they do not}"], ""),
    row("Trend Micro", "X-TM-AS-Product-Ver: IMSVA-9.1.0.1817-8.6.0.1013-25000.005", &["product=IMSVA-9.1.0.1817-8.6.0.1013-25000.005"], ""),
    row("Trend Micro", "X-TMASE-Version: IMSVA-9.1.0.1817", &["product=IMSVA-9.1.0.1817"], ""),
    row("Trend Micro", "X-IMSS-Scan-Details: No--1.0-5.0", &["details=No--1.0-5.0"], ""),
    row("Trend Micro", "X-IMSS-DKIM-White-List: No", &["dkim-allowed=No"], ""),
    row("Trend Micro", "X-TM-Authentication-Results: spf=pass (sender IP address: 192.0.2.1) smtp.mailfrom=example.com", &["authentication=spf=pass (sender IP address: 192.0.2.1) smtp.mailfrom=example.com"], ""),
    row("Trend Micro", "X-TM-AS-SMTP: 1.0 bXguZXhhbXBsZS5jb20= YUBleGFtcGxlLmNvbQ==", &["smtp=1.0", "smtp=mx.example.com", "smtp=a@example.com"], ""),
    // OVH and Vade.
    row("OVH", "X-VR-SPAMCAUSE: gggruggvucftvghtrhhoucdtuddr", &["cause=Vade Retro 01."], ""),
    row("OVH", "X-VR-SPAMCAUSE: dmFkZTFz5CK8", &["?cause=dmFkZTFz5CK8"], ""),
    row("OVH", "X-VR-SPAMSCORE: -100", &["score=-100"], ""),
    row("OVH", "X-VR-SPAMSTATE: OK", &["state=OK {nothing found}"], "clean"),
    row("OVH", "X-Ovh-Spam-Reason: vr: OK; dkim: disabled; spf: disabled", &["vr=OK {nothing found}", "dkim=disabled", "spf=disabled"], "clean"),
    row("OVH", "X-Ovh-Spam-Score: 0", &["score=0"], ""),
    row("Vade", "X-VRC-SPAM-STATE: spam:high", &["state=spam {spam}"], "spam"),
    row("Vade", "X-Vade-Spamstate: clean", &["state=clean {nothing found}"], "clean"),
    row("Fastmail", "X-ME-Proxy-Cause: gggruggvucft\r\n vghtrhho", &["cause=Vade Retro"], ""),
    // SpamExperts.
    row("SpamExperts", "X-SpamExperts-Class: unsure", &["class=unsure {unsure: neither spam nor ham}"], "suspect"),
    row("SpamExperts", "X-SpamExperts-Evidence: Combined (0.78)", &["evidence=Combined", "score=0.78"], ""),
    row("SpamExperts", "X-Recommended-Action: accept", &["action=accept {accept}"], ""),
    // Sophos, Cloudmark, Symantec, Fortinet, FireEye.
    row("Sophos", "X-SEA-Spam: Gauge=IIIIIIIII, Probability=92%, Report='HTML_50_70 0.1, NO_URI_HTTPS 0'", &["Gauge=IIIIIIIII", "Probability=92%", "HTML_50_70=0.1", "NO_URI_HTTPS=0"], "spam 92/90"),
    row("Sophos", "X-SASI-SpamProbability: 9%", &["Probability=9%"], "clean 9/90"),
    row("Sophos", "X-SASI-Hits: HTML_50_70 0.100000, OBFUSCATION 0.000000,", &["HTML_50_70=0.100000", "OBFUSCATION=0.000000"], ""),
    row("Cloudmark", "X-CNFS-Analysis: v=2.4 cv=H7DWAuYi c=1 sm=1 tr=0 a=AfN7==:117 a=x:10", &["v=2.4", "cv=H7DWAuYi", "c=1", "sm=1", "tr=0", "a=2 {opaque fingerprints}"], ""),
    row("Cloudmark", "X-CMAE-Score: 100", &["score=100"], "spam 100/95"),
    row("Cloudmark", "X-CMAE-Envelope: MS4xfKjf", &[], ""),
    row("Symantec", "X-Brightmail-Tracker: AAAAAA==", &["tracker=AAAAAA== {empty: nothing matched}"], ""),
    row("Symantec", "X-SpamReason: No, hits=0.5 required=7.0 tests=sa_preview", &["spam=No {not spam}", "hits=0.5", "required=7.0", "tests=sa_preview"], "clean 0.5/7"),
    row("Fortinet", "X-FEAS-SPF: spf-result=pass, ip=192.0.2.1, helo=mx.example.com, mailFrom=a@example.com", &["spf-result=pass {the client may send for the domain}", "ip=192.0.2.1", "helo=mx.example.com", "mailFrom=a@example.com"], ""),
    row("Fortinet", "X-FEAS-DKIM: Valid", &["dkim=Valid {verifies}"], ""),
    row("FireEye", "X-FireEye: Clean", &["verdict=Clean {nothing found}"], "clean"),
    // Yahoo.
    row("Yahoo", "X-YMail-OSG: abcDEF", &[], ""),
    row("Yahoo", "X-YahooFilteredBulk: 192.0.2.4", &["client-ip=192.0.2.4"], "bulk"),
    row("Yahoo", "X-Apparently-To: a@example.com via 192.0.2.4; Tue, 01 Jan 2019 00:00:00 +0000", &["recipient=a@example.com", "client-ip=192.0.2.4", "time=Tue, 01 Jan 2019 00:00:00 +0000"], ""),
    // Sending platforms.
    row("Amazon SES", "X-SES-Outgoing: 2023.09.18-192.0.2.33", &["day=2023.09.18", "ip=192.0.2.33"], ""),
    row("SendGrid", "X-SG-EID: =?us-ascii?Q?u001=2Eabc?=", &[], ""),
    row("Mailgun", "X-Mailgun-Sid: WyJhMWIyYyIsInVAZXhhbXBsZS5jb20iLCJkM2U0ZiJd", &["sid=a1b2c", "recipient=u@example.com", "sid=d3e4f"], ""),
    row("Mailgun", "X-Mailgun-Sending-Ip: 192.0.2.48", &["ip=192.0.2.48"], ""),
    row("Mailchimp", "X-MC-User: abc123", &["account=abc123"], ""),
    row("Feedback", "Feedback-ID: 1234:567:transactional:example", &["campaign=1234", "customer=567", "mail-type=transactional", "sender-id=example"], ""),
    row("Feedback", "X-MSFBL: 7X3m=|eyJyIjoidUBleGFtcGxl\r\n LmNvbSIsIm4iOjF9", &["r=u@example.com", "n=1"], ""),
    row("Feedback", "CFBL-Address: fbl@example.com; report=arf", &["address=fbl@example.com", "report=arf {abuse reporting format, RFC 5965}"], ""),
    // Shared hosts and PHP.
    row("cPanel", "X-AntiAbuse: Primary Hostname - mx.example.com", &["Primary Hostname=mx.example.com"], ""),
    row("cPanel", "X-AntiAbuse: Originator/Caller UID/GID - [47 12] / [47 12]", &["Originator/Caller UID/GID=[47 12] / [47 12]"], ""),
    row("cPanel", "X-Get-Message-Sender-Via: mx.example.com: authenticated_id: u@example.com", &["host=mx.example.com", "via=authenticated_id {it logged in}", "account=u@example.com"], ""),
    row("cPanel", "X-Authenticated-Sender: mx.example.com: u@example.com", &["host=mx.example.com", "account=u@example.com"], ""),
    row("cPanel", "X-Source-Dir: example.com:/public_html", &["domain=example.com", "directory=/public_html"], ""),
    row("PHP", "X-PHP-Originating-Script: 1010:mailer.php(3) : eval()'d code", &["uid=1010", "script=mailer.php(3) : eval()'d code {code generated at run time: often a malicious script}"], ""),
    row("PHP", "X-PHP-Script: www.example.com/m.php for 192.0.2.1, 192.0.2.2", &["script=www.example.com/m.php", "client=192.0.2.1", "client=192.0.2.2"], ""),
    // Programs and lists.
    row("Client", "X-Originating-IP: [192.0.2.9]", &["address=192.0.2.9"], ""),
    row("Client", "X-Originating-IP: 10.0.0.1", &["address=10.0.0.1 {within a private network}"], ""),
    row("Client", "X-Mailer: Example Mailer 1.0", &["mailer=Example Mailer 1.0"], ""),
    row("Client", "User-Agent: Roundcube Webmail/1.6.0", &["mailer=Roundcube Webmail/1.6.0"], ""),
    row("Client", "X-Priority: 3 (Normal)", &["priority=3 {normal}"], ""),
    row("Client", "Thread-Index: AQHZ48fxCBQs62XgFUmfRxhxzVTv9g==", &["thread-started=2023-09-10T09:19:46+00:00", "thread-depth=0"], ""),
    row("Client", "Thread-Index: AcH535nxtsgH+Xq/TVeZOnZ0vKRQww==", &["thread-started=2002-05-12T18:05:29+00:00", "thread-depth=0"], ""),
    row("Lists", "List-Id: Some words <list.example.com>", &["list-name=Some words", "list-id=list.example.com"], ""),
    row("Lists", "List-Unsubscribe: <mailto:u@example.com>, <https://example.com/u>", &["mailto=mailto:u@example.com", "https=https://example.com/u"], ""),
    row("Lists", "List-Unsubscribe-Post: List-Unsubscribe=One-Click", &["one-click=List-Unsubscribe=One-Click {an HTTPS POST to the address in List-Unsubscribe}"], ""),
    row("Lists", "Precedence: bulk", &["precedence=bulk {bulk mail}"], "bulk"),
    row("Lists", "Auto-Submitted: auto-replied", &["auto=auto-replied {by a program, in reply}"], ""),
    // Others.
    row("Proton", "X-Pm-Spam-Action: phishing", &["action=phishing {phishing}"], "phish"),
    row("MailScanner", "X-Example-MailScanner-SpamCheck: not spam, SpamAssassin (not cached,\r\n\tscore=-1.9, required 5, autolearn=not spam, BAYES_00 -1.90)", &["verdict=not spam", "score=-1.9", "required=5", "autolearn=not spam", "BAYES_00=-1.90"], "clean -1.9/5"),
    row("MailScanner", "X-MailScanner: Found to be clean", &["found=Found to be clean {nothing found}"], "clean"),
    row("amavis and others", "X-Bogosity: Ham, tests=bogofilter, spamicity=0.00, version=1.2", &["verdict=Ham", "tests=bogofilter", "spamicity=0.00", "version=1.2"], "clean 0"),
];

#[test]
fn every_field_is_read_whole() {
    for row in ROWS {
        let field = only(row.header);
        assert_eq!(field.vendor, row.vendor, "{}", row.header);
        let values: Vec<String> = field.values.iter().map(line).collect();
        assert_eq!(values, row.values, "{}", row.header);
        assert_eq!(verdict(&field), row.verdict, "{}", row.header);
    }
}

#[test]
fn the_raw_value_is_kept_and_long_ones_are_cut() {
    let field = only("X-Spam-Level:  **\r\n\t* ");
    assert_eq!((field.raw.as_str(), field.cut_from), ("**\t*", None));
    let long = "\u{e4}".repeat(crate::limits::MAX_VENDOR_RAW);
    for (name, kept) in [
        ("X-Mailer", crate::limits::MAX_VENDOR_RAW),
        ("X-Gm-Message-State", 256),
    ] {
        let field = only(&format!("{name}: {long}"));
        assert_eq!(field.raw.len(), kept);
        assert_eq!(field.cut_from, Some(2 * crate::limits::MAX_VENDOR_RAW));
    }
}

#[test]
fn a_cut_value_is_no_longer_than_it_is_said_to_have_been() {
    // As text, each of these bytes takes three.
    let mut raw = b"X-Proofpoint-Spam-Details: rule=".to_vec();
    raw.extend(std::iter::repeat_n(0xff, 400));
    raw.extend_from_slice(b"\r\n\r\n");
    let fields = read(&Message::parse(&raw));
    let field = fields.first().expect("a filter's");
    assert!(
        field.cut_from >= Some(field.raw.len()),
        "{:?}",
        field.cut_from
    );
    assert_eq!(field.cut_from, Some("rule=".len() + 3 * 400));
}

#[test]
fn what_is_unknown_is_not_a_vendors() {
    let message = b"From: a@example.com\r\nX-Nobody-Knows: x\r\nReceived: y\r\n\r\n";
    assert_eq!(read(&Message::parse(message)), []);
    assert_eq!(familiarity("X-Nobody-Knows"), Familiarity::Unknown);
    assert_eq!(familiarity("x-ms-exchange-whatever"), Familiarity::Family);
    assert_eq!(
        familiarity("X-FOREFRONT-Antispam-Report"),
        Familiarity::Field
    );
}

#[test]
fn tables_can_be_listed() {
    assert!(codes().any(|row| row.key == "SFV" && row.code == "SPM"));
    assert!(codes().any(|row| row.key == "compauth" && row.code == "001"));
    assert!(codes().any(|row| row.key == "SCL" && row.code.is_empty()));
    assert!(codes().all(|row| !row.meaning.is_empty() && !row.reference.is_empty()));
    assert!(headers().any(|row| row.name == "x-mimecast-spam-score" && row.vendor == "Mimecast"));
}

#[test]
fn the_fields_beside_tell_whose_a_status_is() {
    const STATUS: &str = "X-Spam-Status: Yes, score=35.20\r\n";
    let whose = |header: &str| {
        let raw = format!("{header}\r\n");
        let found = read(&Message::parse(raw.as_bytes()));
        let field = found.iter().find(|field| field.field == "X-Spam-Status");
        field.map(|field| field.vendor).unwrap_or_default()
    };
    for (beside, vendor) in [
        (
            "X-Spam-Result: DKIM_NA (0.00),\r\n\tRDNS_NONE (2.00)\r\n",
            "Stalwart",
        ),
        ("X-Rspamd-Server: mx\r\n", "rspamd"),
        ("X-Spamd-Bar: ++++\r\n", "rspamd"),
        ("X-Spam-Bar: +++\r\n", "SpamAssassin"),
        (
            "X-Ham-Report: Spam detection software, running on the system\r\n",
            "SpamAssassin",
        ),
        (
            "X-Spam-Checker-Version: SpamAssassin 4.0.1 (2024-03-25) on mx\r\n",
            "SpamAssassin",
        ),
        ("X-Spam-Result: clean\r\n", "a spam filter"),
        ("Subject: x\r\n", "a spam filter"),
    ] {
        assert_eq!(
            whose(&format!("{beside}{STATUS}")),
            vendor,
            "above: {beside}"
        );
        assert_eq!(
            whose(&format!("{STATUS}{beside}")),
            vendor,
            "below: {beside}"
        );
        // What another host wrote beside its own trace field says nothing.
        let apart = format!("{STATUS}Received: by mx.example.net; x\r\n{beside}");
        assert_eq!(whose(&apart), "a spam filter", "{beside}");
    }
    assert_eq!(
        whose(
            "X-Spam-Result: DKIM_NA (0.00)\r\nX-Spam-Status: No, score=-0.1 required=5.0 tests=NONE\r\n"
        ),
        "SpamAssassin"
    );
}

#[test]
fn of_too_many_fields_those_at_both_ends_are_read() {
    let flags = "X-Spam-Flag: NO\r\n".repeat(MAX_VENDOR_FIELDS + 100);
    let raw = format!("X-Spam-Level: *\r\n{flags}X-MS-Exchange-Organization-SCL: 9\r\n\r\n");
    let message = Message::parse(raw.as_bytes());
    let found = read(&message);
    assert_eq!(found.len(), MAX_VENDOR_FIELDS);
    assert_eq!(found.first().map(|one| one.field_index), Some(0));
    let last = found.last().map(|one| one.field.as_str());
    assert_eq!(last, Some("X-MS-Exchange-Organization-SCL"));
    let (_, count) = left_out(&message).unwrap();
    assert_eq!(count, 102);
}
