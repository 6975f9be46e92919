//! What each receiver writes on top of a message, and how a message is put together.

use super::{Found, Shape};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A receiver whose trace fields, results and notes a message gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiver {
    /// A tenant of Microsoft 365.
    Microsoft,
    /// Gmail, or a domain that it hosts.
    Gmail,
    /// Postfix with OpenDKIM and OpenDMARC, delivering by LMTP.
    Postfix,
    /// Exim as cPanel sets it up.
    Exim,
}

/// Stands for a signature: as long as one of 2048 bits.
fn stand_in() -> String {
    STANDARD.encode([0x5a_u8; 256])
}

/// The hash of a body in the relaxed form of RFC 6376 section 3.4.4.
fn body_hash(body: &str) -> String {
    let mut relaxed = String::new();
    let mut empty = 0;
    for line in body.split("\r\n") {
        let inner = line.split([' ', '\t']).collect::<Vec<_>>();
        let mut out = String::new();
        for (at, word) in inner.iter().enumerate() {
            let is_gap = word.is_empty() && at > 0;
            if !is_gap {
                if at > 0 {
                    out.push(' ');
                }
                out.push_str(word);
            }
        }
        if out.is_empty() {
            empty += 1;
            continue;
        }
        for _ in 0..std::mem::take(&mut empty) {
            relaxed.push_str("\r\n");
        }
        relaxed.push_str(&out);
        relaxed.push_str("\r\n");
    }
    STANDARD.encode(Sha256::digest(relaxed.as_bytes()))
}

impl Shape {
    /// The bytes as the receiver delivered them.
    pub fn message(&self) -> Vec<u8> {
        let signed = self.body.replace('\n', "\r\n");
        let body = format!("{}{}", self.body, self.footer).replace('\n', "\r\n");
        let mut text = self.receiver.on_top(self, &body_hash(&body));
        text.push_str(self.on_the_way.trim_start_matches('\n'));
        text.push_str(self.header.trim_start_matches('\n'));
        let text = text
            .replace('\n', "\r\n")
            .replace("{bh}", &body_hash(&signed))
            .replace("{b}", &stand_in());
        format!("{text}\r\n{body}").into_bytes()
    }

    fn mail_from_domain(&self) -> &'static str {
        self.mail_from
            .rsplit_once('@')
            .map_or(self.peer.helo, |(_, domain)| domain)
    }
}

impl Receiver {
    fn on_top(self, shape: &Shape, whole_hash: &str) -> String {
        match self {
            Self::Microsoft => microsoft(shape),
            Self::Gmail => gmail(shape, whole_hash),
            Self::Postfix => postfix(shape),
            Self::Exim => exim(shape),
        }
    }
}

/// The first letter in upper case, as Received-SPF has the result.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

fn microsoft(shape: &Shape) -> String {
    let Shape { peer, found, .. } = shape;
    let mut out = String::from(
        "Received: from AM0PR01MB1234.eurprd01.prod.exchangelabs.com\n (2603:10a6:208:ab::17) by \
         DB9PR01MB5678.eurprd01.prod.exchangelabs.com with\n HTTPS; Sat, 2 May 2026 10:00:12 +0000\n\
         Received: from DU2PR04CA0101.eurprd04.prod.outlook.com (2603:10a6:10:230::16)\n by \
         AM0PR01MB1234.eurprd01.prod.exchangelabs.com (2603:10a6:208:ab::17) with\n Microsoft SMTP Server (version=TLS1_2,\n \
         cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.8800.20; Sat, 2 May\n 2026 10:00:11 +0000\n\
         Received: from DB3PEPF0000885B.eurprd02.prod.outlook.com\n (2603:10a6:10:230:cafe::6c) by \
         DU2PR04CA0101.outlook.office365.com\n (2603:10a6:10:230::16) with Microsoft SMTP Server (version=TLS1_3,\n \
         cipher=TLS_AES_256_GCM_SHA384) id 15.20.8800.20 via Frontend Transport; Sat, 2\n May 2026 10:00:10 +0000\n",
    );
    let sender = shape.mail_from_domain();
    let _ = write!(
        out,
        "Authentication-Results: spf={} (sender IP is {})\n smtp.mailfrom={sender};",
        found.spf, peer.ip
    );
    for (result, domain, _) in found.dkim {
        let comment = match *result {
            "pass" => "signature was verified",
            _ => "body hash did not verify",
        };
        let _ = write!(out, " dkim={result} ({comment})\n header.d={domain};");
    }
    if found.dkim.is_empty() {
        out.push_str(" dkim=none (message not signed)\n header.d=none;");
    }
    let (dmarc, from) = found.dmarc;
    let compauth = match dmarc {
        "pass" => "pass reason=100",
        "bestguesspass" => "pass reason=109",
        "none" => "softpass reason=201",
        _ => "pass reason=130",
    };
    let _ = write!(
        out,
        "dmarc={dmarc} action=none\n header.from={from};compauth={compauth}\n\
         Received-SPF: {} (protection.outlook.com: domain of {sender}\n checked {}) receiver=protection.outlook.com;\n \
         client-ip={}; helo={}; pr=C\n",
        capital(found.spf),
        peer.ip,
        peer.ip,
        peer.helo
    );
    let _ = write!(
        out,
        "Received: from {} ({}) by\n DB3PEPF0000885B.mail.protection.outlook.com (10.167.242.6) with Microsoft SMTP\n \
         Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.8800.20 via\n Frontend Transport; Sat, 2 May 2026 \
         10:00:09 +0000\n",
        peer.helo, peer.ip
    );
    let _ = write!(
        out,
        "Return-Path: {}\n\
         X-MS-Exchange-Organization-ExpirationStartTime: 02 May 2026 10:00:09.4321\n (UTC)\n\
         X-MS-Exchange-Organization-Network-Message-Id:\n 3c1f0a52-7d5e-4b1c-1a2b-08dc6a7b8c9d\n\
         X-MS-Exchange-Organization-MessageDirectionality: Incoming\n\
         X-MS-Exchange-Organization-SCL: 1\n\
         X-Microsoft-Antispam: BCL:0;ARA:13230040;\n\
         X-Forefront-Antispam-Report:\n CIP:{};CTRY:US;LANG:en;SCL:1;SRV:;IPV:NLI;SFV:NSPM;H:{};PTR:{};CAT:NONE;SFS:(13230040);DIR:INB;\n\
         X-MS-Exchange-Transport-CrossTenantHeadersStamped: AM0PR01MB1234\n",
        if shape.mail_from.is_empty() {
            "<>"
        } else {
            shape.mail_from
        },
        peer.ip,
        peer.helo,
        if peer.rdns.is_empty() {
            "InfoDomainNonexistent"
        } else {
            peer.rdns
        },
    );
    out
}

/// Results as Gmail writes them, in Authentication-Results and in the chain that it begins or goes on with.
fn google_results(shape: &Shape, indent: &str) -> String {
    let Found { spf, dkim, dmarc } = shape.found;
    let mut out = String::new();
    for (result, domain, selector) in dkim {
        let _ = writeln!(
            out,
            "{indent}dkim={result} header.i=@{domain} header.s={selector} header.b=WlpaWlpa;"
        );
    }
    let sender = if shape.mail_from.is_empty() {
        format!("postmaster@{}", shape.peer.helo)
    } else {
        shape.mail_from.to_owned()
    };
    let permitted = match spf {
        "pass" => "designates {ip} as permitted sender",
        "none" => "does not designate permitted senders; best guess record for {ip}",
        _ => "does not designate {ip} as permitted sender",
    };
    let property = if shape.mail_from.is_empty() {
        format!("smtp.helo={}", shape.peer.helo)
    } else {
        format!("smtp.mailfrom=\"{sender}\"")
    };
    let _ = write!(
        out,
        "{indent}spf={spf} (google.com: domain of {sender} {}) {property}",
        permitted.replace("{ip}", shape.peer.ip)
    );
    if dmarc.0 != "none" {
        let _ = write!(
            out,
            ";\n{indent}dmarc={} (p=NONE sp=NONE dis=NONE) header.from={}",
            dmarc.0, dmarc.1
        );
    }
    out
}

fn gmail(shape: &Shape, whole_hash: &str) -> String {
    let indent = "       ";
    let peer = shape.peer;
    // A chain that came with the message is gone on with.
    let before = shape.on_the_way.matches("ARC-Seal:").count();
    let instance = before + 1;
    let validation = if before == 0 { "none" } else { "pass" };
    let results = google_results(shape, indent);
    let reverse = if peer.rdns.is_empty() {
        String::new()
    } else {
        format!("{}. ", peer.rdns)
    };
    let arc = if before == 0 {
        String::new()
    } else {
        format!("{indent}arc=pass (i={before} spf=pass dkim=pass dmarc=pass);\n")
    };
    format!(
        "Delivered-To: {to}\n\
         Received: by 2002:a05:7300:8a2b:b0:e5:1111:2222 with SMTP id x43csp1234567dyg;\n        Sat, 2 May 2026 03:00:10 -0700 (PDT)\n\
         X-Google-Smtp-Source: AGHT+IEabcdefghijklmnopqrstuvwxyz0123456789ABCDEF\n\
         X-Received: by 2002:a05:600c:3b1f:b0:43d:1111:2222 with SMTP id 5b1f17b1804b1-441ac8b1b2fmr1.22.1777716009999;\n        \
         Sat, 02 May 2026 03:00:09 -0700 (PDT)\n\
         ARC-Seal: i={instance}; a=rsa-sha256; t=1777716009; cv={validation};\n        d=google.com; s=arc-20240605;\n        b={{b}}\n\
         ARC-Message-Signature: i={instance}; a=rsa-sha256; c=relaxed/relaxed; d=google.com; s=arc-20240605;\n        \
         h=to:from:subject:date:message-id;\n        bh={whole_hash};\n        b={{b}}\n\
         ARC-Authentication-Results: i={instance}; mx.google.com;\n{arc}{results}\n\
         Return-Path: <{sender}>\n\
         Received: from {helo} ({reverse}[{ip}])\n        by mx.google.com with ESMTPS id 5b1f17b1804b1-441b2b6a5a2si123.228.2026.05.02.03.00.09\n        \
         for <{to}>\n        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\n        Sat, 02 May 2026 03:00:09 -0700 (PDT)\n\
         Received-SPF: {spf} (google.com: domain of {sender} checked) client-ip={ip};\n\
         Authentication-Results: mx.google.com;\n{arc}{results}\n",
        to = shape.to,
        sender = shape.mail_from,
        helo = peer.helo,
        ip = peer.ip,
        spf = shape.found.spf,
    )
}

fn postfix(shape: &Shape) -> String {
    let Shape { peer, found, .. } = shape;
    let reverse = if peer.rdns.is_empty() {
        "unknown"
    } else {
        peer.rdns
    };
    let mut results = String::new();
    let (dmarc, from) = found.dmarc;
    if dmarc != "none" {
        let _ = writeln!(
            results,
            "Authentication-Results: mx1.recipient.example; dmarc={dmarc} (p=none dis=none) header.from={from}"
        );
    }
    let _ = writeln!(
        results,
        "Authentication-Results: mx1.recipient.example; spf={} smtp.mailfrom={}",
        found.spf,
        shape.mail_from_domain()
    );
    for (result, domain, selector) in found.dkim {
        let _ = write!(
            results,
            "Authentication-Results: mx1.recipient.example;\n\tdkim={result} (2048-bit key; unprotected) header.d={domain} header.i=@{domain} \
             header.s={selector} header.b=WlpaWlpa\n"
        );
    }
    format!(
        "Return-Path: <{sender}>\n\
         Delivered-To: {to}\n\
         Received: from mx1.recipient.example ([10.0.0.5])\n\tby imap1.recipient.example with LMTP\n\tid EAlUDCnL9WkT1QAA4i9sBg\n\t\
         (envelope-from <{sender}>)\n\tfor <{to}>; Sat, 02 May 2026 10:00:09 +0000\n\
         {results}\
         Received: from {helo} ({reverse} [{ip}])\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\n\t \
         key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256)\n\t(No client certificate requested)\n\t\
         by mx1.recipient.example (Postfix) with ESMTPS id 4g73LK2b3vz1Qk\n\tfor <{to}>; Sat, 02 May 2026 10:00:09 +0000 (UTC)\n",
        sender = shape.mail_from,
        to = shape.to,
        helo = peer.helo,
        ip = peer.ip,
    )
}

fn exim(shape: &Shape) -> String {
    let peer = shape.peer;
    let client = if peer.rdns.is_empty() {
        format!("[{}] (helo={})", peer.ip, peer.helo)
    } else if peer.rdns == peer.helo {
        format!("{} ([{}])", peer.rdns, peer.ip)
    } else {
        format!("{} ([{}] helo={})", peer.rdns, peer.ip, peer.helo)
    };
    format!(
        "Return-path: <{sender}>\n\
         Envelope-to: {to}\n\
         Delivery-date: Sat, 02 May 2026 10:00:10 +0000\n\
         Authentication-Results: host7.recipient.example;\n\tspf={spf} smtp.mailfrom={domain}{dkim};\n\tdmarc={dmarc} header.from={from}\n\
         Received: from {client}\n\tby host7.recipient.example with esmtps  (TLS1.3) tls TLS_AES_256_GCM_SHA384\n\t(Exim 4.98.1)\n\t\
         (envelope-from <{sender}>)\n\tid 1wJ78r-00000005abC-1234\n\tfor {to};\n\tSat, 02 May 2026 10:00:09 +0000\n",
        sender = shape.mail_from,
        to = shape.to,
        spf = shape.found.spf,
        domain = shape.mail_from_domain(),
        dkim =
            shape
                .found
                .dkim
                .iter()
                .fold(String::new(), |mut out, (result, domain, selector)| {
                    let _ = write!(
                        out,
                        ";\n\tdkim={result} header.d={domain} header.s={selector}"
                    );
                    out
                }),
        dmarc = shape.found.dmarc.0,
        from = shape.found.dmarc.1,
    )
}
