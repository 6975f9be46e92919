//! Mail that a scanning gateway looked at, on the sender's or the receiver's side.

use super::{Found, Peer, Receiver, Shape};

pub const SHAPES: &[Shape] = &[
    Shape {
        name: "gateway-proofpoint-like-outbound",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "mx0b-00123456.proof-gateway.example",
            rdns: "mx0b-00123456.proof-gateway.example",
            ip: "198.51.100.150",
        },
        mail_from: "prvs=0123456789=lee@hospital.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "hospital.example", "pps1")],
            dmarc: ("pass", "hospital.example"),
        },
        on_the_way: r"
Received: from pps.filterd (m0012345.proof-hosts.example [127.0.0.1])
	by mx0b-00123456.proof-gateway.example (8.18.1.2/8.18.1.2) with ESMTP id 6429uKxL012345;
	Sat, 2 May 2026 10:00:07 GMT
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=hospital.example;
	h=cc:content-type:date:from:message-id:mime-version:subject:to;
	s=pps1; bh={bh};
	b={b}
Received: from exch02.hospital.example (exch02.hospital.example [192.0.2.90])
	by mx0b-00123456.proof-gateway.example (PPS) with ESMTPS id 3abc12345x-1
	(version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NOT);
	Sat, 02 May 2026 10:00:07 +0000 (GMT)
Received: from EXCH02.hospital.example (10.1.2.3) by EXCH02.hospital.example
 (10.1.2.3) with Microsoft SMTP Server (version=TLS1_2,
 cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.2.1544.14; Sat, 2 May 2026
 12:00:06 +0200
Received: from EXCH02.hospital.example ([fe80::1]) by EXCH02.hospital.example
 ([fe80::1%3]) with mapi id 15.02.1544.014; Sat, 2 May 2026 12:00:06 +0200
",
        header: r#"
From: "Lee, Ann" <lee@hospital.example>
To: Robin <robin@recipient.example>
Subject: Appointment
Thread-Index: AdyABCDEFGHIJKLMNOPQRSTUVWXYZ3
Date: Sat, 2 May 2026 10:00:06 +0000
Message-ID: <0123456789abcdef0123456789abcdef@hospital.example>
Content-Type: text/plain; charset="us-ascii"
MIME-Version: 1.0
X-Proofpoint-GUID: AbCdEfGhIjKlMnOpQrStUvWxYz012345
X-Proofpoint-ORIG-GUID: AbCdEfGhIjKlMnOpQrStUvWxYz012345
X-Proofpoint-Virus-Version: vendor=baseguard engine=ICAP:2.0.293,Aquarius:18.0.1099
X-Proofpoint-Spam-Details: rule=outbound_notspam policy=outbound score=0 mlxscore=0
 adultscore=0 bulkscore=0 classifier=spam adjust=0 reason=mlx scancount=1
 engine=8.19.0-2603200000 definitions=main-2605020081
"#,
        body: "Your appointment is on 8 May at 9:00.\n",
        footer: "",
    },
    Shape {
        name: "gateway-proofpoint-like-inbound-connector",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "mx0a-00654321.proof-gateway.example",
            rdns: "mx0a-00654321.proof-gateway.example",
            ip: "198.51.100.151",
        },
        mail_from: "dana@architects.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "softfail",
            dkim: &[("fail", "architects.example", "google")],
            dmarc: ("none", "architects.example"),
        },
        on_the_way: r"
Received: from pps.filterd (m0065432.proof-hosts.example [127.0.0.1])
	by mx0a-00654321.proof-gateway.example (8.18.1.2/8.18.1.2) with ESMTP id 6429uKxL054321
	for <robin@recipient.example>; Sat, 2 May 2026 10:00:08 GMT
Authentication-Results-Original: proof-gateway.example;
	spf=pass smtp.mailfrom=dana@architects.example; dkim=pass header.d=architects.example
	header.s=google; dmarc=pass header.from=architects.example
Received: from mail-ed1-f44.google.com (mail-ed1-f44.google.com [198.51.100.44])
	by mx0a-00654321.proof-gateway.example (PPS) with ESMTPS id 3abc54321x-1
	(version=TLSv1.3 cipher=TLS_AES_128_GCM_SHA256 bits=128 verify=NOT)
	for <robin@recipient.example>; Sat, 02 May 2026 10:00:07 +0000 (GMT)
Received: by mail-ed1-f44.google.com with SMTP id 4fb4d7f45d1cf-5f4d28d9f1eso1234567a12.0
        for <robin@recipient.example>; Sat, 02 May 2026 03:00:06 -0700 (PDT)
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
        d=architects.example; s=google; t=1777716006; x=1778320806;
        h=to:subject:message-id:date:from:mime-version;
        bh={bh};
        b={b}
",
        header: r"
MIME-Version: 1.0
From: Dana Reed <dana@architects.example>
Date: Sat, 2 May 2026 12:00:05 +0200
Message-ID: <CAKjkl012+mno_PQR345-stu678VWX=yzaBCDefg@mail.gmail.com>
Subject: [EXTERNAL] Plans
To: Robin <robin@recipient.example>
Content-Type: text/plain; charset=UTF-8
X-Proofpoint-Spam-Details: rule=inbound_notspam policy=inbound score=0
",
        body: "The plans are ready.\n\nDana\n",
        footer: "\nThis message came from outside your organization.\n",
    },
    Shape {
        name: "gateway-mimecast-like-outbound-disclaimer",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "eu-smtp-delivery-197.mime-gateway.example",
            rdns: "eu-smtp-delivery-197.mime-gateway.example",
            ip: "203.0.113.197",
        },
        mail_from: "lee@lawyers.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("fail", "lawyers.example", "selector1")],
            dmarc: ("pass", "lawyers.example"),
        },
        on_the_way: r"
Received: from DB3PR0202CU003.outbound.protection.outlook.com
 (mail-northeuropeazlp17010001.outbound.protection.outlook.com [203.0.113.50]) by
 relay.mime-gateway.example with ESMTP with STARTTLS (version=TLSv1.3,
 cipher=TLS_AES_256_GCM_SHA384) id uk-mta-197-ADGvBTAvNg2U_Br6XC7Aow-1; Sat, 02
 May 2026 11:00:07 +0100
X-MC-Unique: ADGvBTAvNg2U_Br6XC7Aow-1
X-Mimecast-MFC-AGG-ID: ADGvBTAvNg2U_Br6XC7Aow_1777716007
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=lawyers.example;
 s=selector1;
 h=From:Date:Subject:Message-ID:Content-Type:MIME-Version;
 bh={bh};
 b={b}
Received: from AM9PR01MB0001.eurprd01.prod.exchangelabs.com
 ([fe80::1111:2222:3333:4444]) by AM9PR01MB0001.eurprd01.prod.exchangelabs.com
 ([fe80::1111:2222:3333:4444%4]) with mapi id 15.20.8800.020; Sat, 2 May 2026
 10:00:06 +0000
",
        header: r#"
From: Lee Fox <lee@lawyers.example>
To: Robin <robin@recipient.example>
Subject: Lease
Thread-Index: AdyABCDEFGHIJKLMNOPQRSTUVWXYZ4
Date: Sat, 2 May 2026 10:00:05 +0000
Message-ID: <AM9PR01MB0001ABCDEF0123456789ABCDEF0123456B@AM9PR01MB0001.eurprd01.prod.exchangelabs.com>
X-OriginatorOrg: lawyers.example
X-Mimecast-Spam-Score: 0
X-Mimecast-Originator: lawyers.example
Content-Type: text/plain; charset="utf-8"
MIME-Version: 1.0
"#,
        body: "Dear Robin,\n\nthe lease is signed.\n\nLee\n",
        footer: "\nLawyers LLP. This message is confidential. www.lawyers.example\n",
    },
    Shape {
        name: "gateway-amavis-own-side",
        receiver: Receiver::Postfix,
        peer: Peer {
            helo: "mail.museum.example",
            rdns: "mail.museum.example",
            ip: "192.0.2.140",
        },
        mail_from: "curator@museum.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "museum.example", "mail")],
            dmarc: ("pass", "museum.example"),
        },
        on_the_way: r"
Received: from localhost (localhost [127.0.0.1])
	by mail.museum.example (Postfix) with ESMTP id 4g73LH3lqLz7QQ5q
	for <robin@recipient.example>; Sat,  2 May 2026 12:00:07 +0200 (CEST)
X-Virus-Scanned: Debian amavis at museum.example
Received: from mail.museum.example ([127.0.0.1])
 by localhost (mail.museum.example [127.0.0.1]) (amavis, port 10026) with ESMTP
 id KwjYuLcgPI1q for <robin@recipient.example>;
 Sat,  2 May 2026 12:00:06 +0200 (CEST)
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=museum.example;
	s=mail; t=1777716006; bh={bh};
	h=Date:From:To:Subject;
	b={b}
Received: from [192.168.7.20] (dsl.access.example [203.0.113.222])
	by mail.museum.example (Postfix) with ESMTPSA id 4g73LG1lqLz7QQ5p
	for <robin@recipient.example>; Sat,  2 May 2026 12:00:06 +0200 (CEST)
",
        header: r"
Message-ID: <a7b8c9d0-3c1f-4d5e-8dc6-e1f2b1c9a2b0@museum.example>
Date: Sat, 2 May 2026 12:00:05 +0200
MIME-Version: 1.0
From: Curator <curator@museum.example>
To: Robin <robin@recipient.example>
Subject: Loan
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 7bit
",
        body: "The painting can travel in June.\n",
        footer: "",
    },
    Shape {
        name: "gateway-mailscanner-own-side",
        receiver: Receiver::Exim,
        peer: Peer {
            helo: "mail.brewery.example",
            rdns: "mail.brewery.example",
            ip: "192.0.2.160",
        },
        mail_from: "max@brewery.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[],
            dmarc: ("none", "brewery.example"),
        },
        on_the_way: r"
Received: from desk7.brewery.example (desk7.brewery.example [10.3.2.7])
	by mail.brewery.example (8.15.2/8.15.2) with ESMTP id 642A07ab012345
	for <robin@recipient.example>; Sat, 2 May 2026 12:00:07 +0200
",
        header: r"
Message-ID: <4713@brewery.example>
Date: Sat, 2 May 2026 12:00:06 +0200
From: Max <max@brewery.example>
To: Robin <robin@recipient.example>
Subject: Barrels
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
X-Brewery-MailScanner-Information: Please contact the ISP for more information
X-Brewery-MailScanner-ID: 642A07ab012345
X-Brewery-MailScanner: Found to be clean
X-Brewery-MailScanner-SpamCheck: not spam, SpamAssassin (not cached, score=-1.9, required 6, autolearn=not spam, BAYES_00 -1.90)
X-Brewery-MailScanner-From: max@brewery.example
",
        body: "The barrels come on Tuesday.\n\n-- \nThis message has been scanned for viruses and dangerous content by\nMailScanner, and is believed to be clean.\n",
        footer: "",
    },
    Shape {
        name: "gateway-barracuda-like-inbound-tagged",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "d2.ess.cuda-gateway.example",
            rdns: "outbound-ip12a.ess.cuda-gateway.example",
            ip: "203.0.113.212",
        },
        mail_from: "office@gardeners.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "softfail",
            dkim: &[("fail", "gardeners.example", "default")],
            dmarc: ("none", "gardeners.example"),
        },
        on_the_way: r"
Received: from server12.hosting.example (server12.hosting.example [192.0.2.112])
 by mx-inbound12-34.us-east-2a.ess.cuda-gateway.example (version=TLSv1.3
 cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NO); Sat, 02 May 2026 10:00:08 +0000
DKIM-Signature: v=1; a=rsa-sha256; q=dns/txt; c=relaxed/relaxed;
	d=gardeners.example; s=default; h=Content-Type:MIME-Version:Message-ID:Subject:
	To:From:Date;
	bh={bh};
	b={b};
Received: from [203.0.113.66] (port=51234 helo=[192.168.1.20])
	by server12.hosting.example with esmtpsa  (TLS1.3) tls TLS_AES_256_GCM_SHA384
	(Exim 4.98.1)
	(envelope-from <office@gardeners.example>)
	id 1wJ78p-00000005abC-1234
	for robin@recipient.example;
	Sat, 02 May 2026 12:00:07 +0200
",
        header: r"
Message-ID: <4b1c9a2b-3c1f-4d5e-8dc6-a7b8c9d0e1f3@gardeners.example>
Date: Sat, 2 May 2026 12:00:04 +0200
MIME-Version: 1.0
From: Gardeners <office@gardeners.example>
To: robin@recipient.example
Subject: Hedge
Content-Type: text/plain; charset=UTF-8
X-BESS-ID: 1777716008-103212-1234-5678-1
X-BESS-VER: 2019.1_20260501.1603
X-BESS-Apparent-Source-IP: 192.0.2.112
X-BESS-Outbound-Spam-Score: 0.00
X-BESS-Spam-Status: SCORE=0.00 using account:ESS12345 scores of QUARANTINE_LEVEL=3.5 KILL_LEVEL=7.0 tests=BSF_BESS_OUTBOUND
",
        body: "We come on Monday.\n\nGardeners\n",
        footer: "\nCaution: external sender.\n",
    },
];
