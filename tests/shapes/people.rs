//! Mail that people write, from hosted domains and from small servers of their own: letters, invoices, invitations,
//! auto replies, read receipts, shared mailboxes.

use super::{Found, Peer, Receiver, Shape};

pub const SHAPES: &[Shape] = &[
    Shape {
        name: "invoice-microsoft-tenant",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "DB3PR0202CU003.outbound.protection.outlook.com",
            rdns: "mail-northeuropeazlp17010001.outbound.protection.outlook.com",
            ip: "2001:db8:111:f403::1",
        },
        mail_from: "billing@joiners.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "joiners.example", "selector1")],
            dmarc: ("pass", "joiners.example"),
        },
        on_the_way: r"
ARC-Seal: i=1; a=rsa-sha256; s=arcselector10001; d=microsoft.com; cv=none;
 b={b}
ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=microsoft.com;
 s=arcselector10001;
 h=From:Date:Subject:Message-ID:Content-Type:MIME-Version;
 bh={bh};
 b={b}
ARC-Authentication-Results: i=1; mx.microsoft.com 1; spf=pass
 smtp.mailfrom=joiners.example; dmarc=pass action=none
 header.from=joiners.example; dkim=pass header.d=joiners.example; arc=none
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=joiners.example;
 s=selector1;
 h=From:Date:Subject:Message-ID:Content-Type:MIME-Version:X-MS-Exchange-SenderADCheck;
 bh={bh};
 b={b}
Received: from AM9PR01MB0001.eurprd01.prod.exchangelabs.com
 (2603:10a6:20b:2d0::1) by DB9PR01MB0002.eurprd01.prod.exchangelabs.com
 (2603:10a6:10:4c1::2) with Microsoft SMTP Server (version=TLS1_2,
 cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.8800.20; Sat, 2 May
 2026 10:00:07 +0000
Received: from AM9PR01MB0001.eurprd01.prod.exchangelabs.com
 ([fe80::1111:2222:3333:4444]) by AM9PR01MB0001.eurprd01.prod.exchangelabs.com
 ([fe80::1111:2222:3333:4444%4]) with mapi id 15.20.8800.020; Sat, 2 May 2026
 10:00:06 +0000
",
        header: r#"
From: Joiners Billing <billing@joiners.example>
To: Robin <robin@recipient.example>
Subject: Invoice 2026-118
Thread-Topic: Invoice 2026-118
Thread-Index: AdyABCDEFGHIJKLMNOPQRSTUVWXYZ0
Date: Sat, 2 May 2026 10:00:05 +0000
Message-ID: <AM9PR01MB0001ABCDEF0123456789ABCDEF01234567@AM9PR01MB0001.eurprd01.prod.exchangelabs.com>
Accept-Language: de-DE, en-US
Content-Language: de-DE
X-MS-Has-Attach: yes
X-MS-TNEF-Correlator:
authentication-results: dkim=none (message not signed)
 header.d=none;dmarc=none action=none header.from=joiners.example;
X-OriginatorOrg: joiners.example
Content-Type: multipart/mixed;
	boundary="_004_AM9PR01MB0001_"
MIME-Version: 1.0
"#,
        body: r#"--_004_AM9PR01MB0001_
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Dear Robin,

the invoice for the door is attached.

Joiners
--_004_AM9PR01MB0001_
Content-Type: application/pdf; name="Invoice 2026-118.pdf"
Content-Disposition: attachment; filename="Invoice 2026-118.pdf"
Content-Transfer-Encoding: base64

JVBERi0xLjQKJeLjz9MKMSAwIG9iago8PC9UeXBlL0NhdGFsb2c+PgplbmRvYmoKJSVFT0YK
--_004_AM9PR01MB0001_--
"#,
        footer: "",
    },
    Shape {
        name: "letter-google-hosted-domain",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "mail-ed1-f44.google.com",
            rdns: "mail-ed1-f44.google.com",
            ip: "198.51.100.44",
        },
        mail_from: "dana@architects.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "architects.example", "google")],
            dmarc: ("pass", "architects.example"),
        },
        on_the_way: r"
Received: by mail-ed1-f44.google.com with SMTP id 4fb4d7f45d1cf-5f4d28d9f1eso1234567a12.0
        for <robin@recipient.example>; Sat, 02 May 2026 03:00:08 -0700 (PDT)
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
        d=architects.example; s=google; t=1777716008; x=1778320808;
        h=to:subject:message-id:date:from:in-reply-to:references:mime-version
         :from:to:cc:subject:date:message-id:reply-to;
        bh={bh};
        b={b}
X-Google-DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
        d=1e100.net; s=20230601; t=1777716008; x=1778320808;
        h=to:subject:message-id:date:from:in-reply-to:references:mime-version
         :x-gm-message-state:from:to:cc:subject:date:message-id:reply-to;
        bh={bh};
        b={b}
X-Gm-Message-State: AOJu0YxAbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdef
X-Gm-Gg: ASbGncsAbCdEfGhIjKlMnOpQrStUvWxYz
X-Google-Smtp-Source: AGHT+IHabcdefghijklmnop
X-Received: by 2002:a05:6402:5251:b0:5f4:d28d:9f1e with SMTP id
 4fb4d7f45d1cf-5f4d28da0bcmr1.3.1777716007654; Sat, 02 May 2026 03:00:07 -0700
 (PDT)
",
        header: r"
MIME-Version: 1.0
References: <1@recipient.example>
In-Reply-To: <1@recipient.example>
From: Dana Reed <dana@architects.example>
Date: Sat, 2 May 2026 12:00:00 +0200
Message-ID: <CAKabc123+def_GHI456-jkl789MNO=pqrSTUvwx@mail.gmail.com>
Subject: Re: Plans
To: Robin <robin@recipient.example>
Content-Type: text/plain; charset=UTF-8
",
        body: "Dear Robin,\n\nMonday suits me.\n\nDana\n\nOn Fri, 1 May 2026 Robin wrote:\n> Does Monday suit you?\n",
        footer: "",
    },
    Shape {
        name: "freemail-by-mobile-app",
        receiver: Receiver::Postfix,
        peer: Peer {
            helo: "mout.freemail.example",
            rdns: "mout.freemail.example",
            ip: "192.0.2.19",
        },
        mail_from: "alex.winter@freemail.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "freemail.example", "s29768273")],
            dmarc: ("pass", "freemail.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=freemail.example;
	s=s29768273; t=1777716007; x=1778320807; i=alex.winter@freemail.example;
	bh={bh};
	h=X-UI-Sender-Class:MIME-Version:Message-ID:From:To:Subject:
	 Content-Type:Date;
	b={b}
X-UI-Sender-Class: f2cb72be-343f-493d-8ec3-b1efb8d6185a
Received: from [10.64.12.9] ([203.0.113.201]) by mail.freemail.example (mrfree004
 [192.0.2.19]) with ESMTPSA (Nemesis) id 1MTiTt-1uTbCd0Efg-00U3mP for
 <robin@recipient.example>; Sat, 02 May 2026 12:00:07 +0200
",
        header: r"
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable
From: Alex Winter <alex.winter@freemail.example>
Mime-Version: 1.0 (1.0)
Subject: On the train
Message-Id: <3C1F0A52-7D5E-4B1C-9A2B-08DC6A7B8C9D@freemail.example>
Date: Sat, 2 May 2026 12:00:06 +0200
To: Robin <robin@recipient.example>
X-Mailer: iPhone Mail (23E224)
",
        body: "I am on the train. See you at six.\n\nSent from my phone\n",
        footer: "",
    },
    Shape {
        name: "invoice-small-business-cpanel",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "server12.hosting.example",
            rdns: "server12.hosting.example",
            ip: "192.0.2.112",
        },
        mail_from: "office@gardeners.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "gardeners.example", "default")],
            dmarc: ("bestguesspass", "gardeners.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; q=dns/txt; c=relaxed/relaxed;
	d=gardeners.example; s=default; h=Content-Type:MIME-Version:Message-ID:Subject:
	To:From:Date:Sender:Reply-To:Cc:Content-Transfer-Encoding;
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
Message-ID: <3c1f0a52-7d5e-4b1c-9a2b-08dc6a7b8c9d@gardeners.example>
Date: Sat, 2 May 2026 12:00:04 +0200
MIME-Version: 1.0
User-Agent: Mozilla Thunderbird
Content-Language: de-DE
From: Gardeners <office@gardeners.example>
To: robin@recipient.example
Subject: Invoice for the hedge
Content-Type: text/plain; charset=UTF-8; format=flowed
Content-Transfer-Encoding: 7bit
X-AntiAbuse: This header was added to track abuse, please include it with any abuse report
X-AntiAbuse: Primary Hostname - server12.hosting.example
X-AntiAbuse: Original Domain - recipient.example
X-AntiAbuse: Originator/Caller UID/GID - [47 12] / [47 12]
X-AntiAbuse: Sender Address Domain - gardeners.example
X-Get-Message-Sender-Via: server12.hosting.example: authenticated_id: office@gardeners.example
X-Authenticated-Sender: server12.hosting.example: office@gardeners.example
",
        body: "Dear Robin,\n\nplease transfer EUR 120 for the hedge to the account that you know.\n\nGardeners\n",
        footer: "",
    },
    Shape {
        name: "letter-small-server-unsigned",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "mail.pastor.example",
            rdns: "static.66.113.0.203.access.example",
            ip: "203.0.113.66",
        },
        mail_from: "pat@pastor.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[],
            dmarc: ("none", "pastor.example"),
        },
        on_the_way: r"
Received: from [192.168.178.21] (desk.fritz.box [192.168.178.21])
	by mail.pastor.example (Postfix) with ESMTPSA id 4g73LH3lqLz7QQ5q
	for <robin@recipient.example>; Sat,  2 May 2026 12:00:07 +0200 (CEST)
",
        header: r"
Message-ID: <7d5e3c1f-0a52-4b1c-9a2b-08dc6a7b8c9d@pastor.example>
Date: Sat, 2 May 2026 12:00:05 +0200
MIME-Version: 1.0
User-Agent: Mozilla Thunderbird
To: robin@recipient.example
From: Pat <pat@pastor.example>
Subject: Sunday
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit
",
        body: "See you on Sunday.\n\nPat\n",
        footer: "",
    },
    Shape {
        name: "invitation-google-calendar",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "mail-wm1-f73.google.com",
            rdns: "mail-wm1-f73.google.com",
            ip: "198.51.100.73",
        },
        mail_from: "3abCdEfGhIjKl.NoPqRsTuVwXyZ@calendar-server.bounces.google.com",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[
                ("pass", "google.com", "20230601"),
                ("pass", "architects.example", "google"),
            ],
            dmarc: ("pass", "architects.example"),
        },
        on_the_way: r"
Received: by mail-wm1-f73.google.com with SMTP id 5b1f17b1804b1-43d4d15058dso9876543f8f.1
        for <robin@recipient.example>; Sat, 02 May 2026 03:00:08 -0700 (PDT)
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
        d=google.com; s=20230601; t=1777716008; x=1778320808;
        h=cc:to:from:subject:date:message-id:sender:reply-to:mime-version;
        bh={bh};
        b={b}
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
        d=architects.example; s=google; t=1777716008; x=1778320808;
        h=cc:to:from:subject:date:message-id:sender:reply-to:mime-version;
        bh={bh};
        b={b}
X-Received: by 2002:a05:600c:1d84:b0:43c:f6c6 with SMTP id
 5b1f17b1804b1-441bbeb22demr1.22.1777716008123; Sat, 02 May 2026 03:00:08 -0700 (PDT)
",
        header: r#"
MIME-Version: 1.0
Reply-To: Dana Reed <dana@architects.example>
Sender: Google Calendar <calendar-notification@google.com>
Message-ID: <calendar-3c1f0a52-7d5e-4b1c-9a2b-08dc6a7b8c9d@google.com>
Date: Sat, 02 May 2026 10:00:08 +0000
Subject: Invitation: Plans @ Mon 4 May 2026 10:00 - 11:00 (CEST) (Robin)
From: Dana Reed <dana@architects.example>
To: robin@recipient.example
Content-Type: multipart/mixed; boundary="000000000000abcdef0601020304"
"#,
        body: r#"--000000000000abcdef0601020304
Content-Type: multipart/alternative; boundary="000000000000abcdef0601020302"

--000000000000abcdef0601020302
Content-Type: text/plain; charset="UTF-8"

You have been invited to: Plans, Monday 4 May 2026
--000000000000abcdef0601020302
Content-Type: text/calendar; charset="UTF-8"; method=REQUEST

BEGIN:VCALENDAR
METHOD:REQUEST
VERSION:2.0
BEGIN:VEVENT
DTSTART:20260504T080000Z
ORGANIZER:mailto:dana@architects.example
UID:abc@google.com
END:VEVENT
END:VCALENDAR
--000000000000abcdef0601020302--
--000000000000abcdef0601020304
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"
Content-Transfer-Encoding: base64

QkVHSU46VkNBTEVOREFSCkVORDpWQ0FMRU5EQVIK
--000000000000abcdef0601020304--
"#,
        footer: "",
    },
    Shape {
        name: "invitation-microsoft-meeting",
        receiver: Receiver::Postfix,
        peer: Peer {
            helo: "DB3PR0202CU003.outbound.protection.outlook.com",
            rdns: "mail-northeuropeazlp17010001.outbound.protection.outlook.com",
            ip: "203.0.113.50",
        },
        mail_from: "lee@engineers.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "engineers.example", "selector1")],
            dmarc: ("pass", "engineers.example"),
        },
        on_the_way: r"
ARC-Seal: i=1; a=rsa-sha256; s=arcselector10001; d=microsoft.com; cv=none;
 b={b}
ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=microsoft.com;
 s=arcselector10001;
 h=From:Date:Subject:Message-ID:Content-Type:MIME-Version;
 bh={bh};
 b={b}
ARC-Authentication-Results: i=1; mx.microsoft.com 1; spf=pass
 smtp.mailfrom=engineers.example; dmarc=pass action=none
 header.from=engineers.example; dkim=pass header.d=engineers.example; arc=none
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=engineers.example;
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
From: Lee Stone <lee@engineers.example>
To: Robin <robin@recipient.example>
Subject: Statics review
Thread-Topic: Statics review
Thread-Index: AdyABCDEFGHIJKLMNOPQRSTUVWXYZ1
Date: Sat, 2 May 2026 10:00:05 +0000
Message-ID: <AM9PR01MB0001ABCDEF0123456789ABCDEF01234568@AM9PR01MB0001.eurprd01.prod.exchangelabs.com>
Accept-Language: en-US
Content-Language: en-US
X-OriginatorOrg: engineers.example
Content-Type: multipart/alternative;
	boundary="_000_AM9PR01MB0001_"
MIME-Version: 1.0
"#,
        body: r#"--_000_AM9PR01MB0001_
Content-Type: text/html; charset="utf-8"

<html><body><p>Statics review</p>
<p><a href="https://meet.engineers.example/l/meetup-join/19%3ameeting">Join the meeting now</a></p></body></html>
--_000_AM9PR01MB0001_
Content-Type: text/calendar; charset="utf-8"; method=REQUEST

BEGIN:VCALENDAR
METHOD:REQUEST
END:VCALENDAR
--_000_AM9PR01MB0001_--
"#,
        footer: "",
    },
    Shape {
        name: "shared-mailbox-on-behalf-of",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "AS8PR03CU001.outbound.protection.outlook.com",
            rdns: "mail-westeuropeazlp17012010.outbound.protection.outlook.com",
            ip: "203.0.113.51",
        },
        mail_from: "kim@school.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "school.example", "selector2")],
            dmarc: ("pass", "school.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=school.example;
 s=selector2;
 h=From:Date:Subject:Message-ID:Content-Type:MIME-Version;
 bh={bh};
 b={b}
Received: from AM9PR01MB0001.eurprd01.prod.exchangelabs.com
 ([fe80::1111:2222:3333:4444]) by AM9PR01MB0001.eurprd01.prod.exchangelabs.com
 ([fe80::1111:2222:3333:4444%4]) with mapi id 15.20.8800.020; Sat, 2 May 2026
 10:00:06 +0000
",
        header: r#"
From: School Office <office@school.example>
Sender: Kim Berg <kim@school.example>
Reply-To: School Office <office@school.example>
To: Robin <robin@recipient.example>
Subject: Parents' evening
Date: Sat, 2 May 2026 10:00:05 +0000
Message-ID: <AM9PR01MB0001ABCDEF0123456789ABCDEF01234569@AM9PR01MB0001.eurprd01.prod.exchangelabs.com>
X-OriginatorOrg: school.example
Content-Type: text/plain; charset="utf-8"
MIME-Version: 1.0
"#,
        body: "Dear parents,\n\nthe evening is on 12 May.\n",
        footer: "",
    },
    Shape {
        name: "personal-mail-other-reply-address",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "mail-lf1-f51.google.com",
            rdns: "mail-lf1-f51.google.com",
            ip: "198.51.100.51",
        },
        mail_from: "sam.hill@freemail.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "freemail.example", "20230601")],
            dmarc: ("pass", "freemail.example"),
        },
        on_the_way: r"
Received: by mail-lf1-f51.google.com with SMTP id 2adb3069b0e04-54e98f73850so1234567e87.0
        for <robin@recipient.example>; Sat, 02 May 2026 03:00:08 -0700 (PDT)
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
        d=freemail.example; s=20230601; t=1777716008; x=1778320808;
        h=to:subject:message-id:date:from:reply-to:mime-version;
        bh={bh};
        b={b}
X-Received: by 2002:a05:6512:3c8a:b0:54d with SMTP id 2adb3069b0e04-54ea3.1.1777716008; Sat, 02 May 2026 03:00:08 -0700 (PDT)
",
        header: r"
MIME-Version: 1.0
From: Sam Hill <sam.hill@freemail.example>
Reply-To: sam@hill-family.example
Date: Sat, 2 May 2026 11:00:00 +0100
Message-ID: <CAKxyz789+abc_DEF123-ghi456JKL=mnoPQRstu@mail.gmail.com>
Subject: Boat
To: robin@recipient.example
Content-Type: text/plain; charset=UTF-8
",
        body: "The boat is in the water.\n\nSam\n",
        footer: "",
    },
    Shape {
        name: "auto-reply-null-sender",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "AS8PR03CU001.outbound.protection.outlook.com",
            rdns: "mail-westeuropeazlp17012010.outbound.protection.outlook.com",
            ip: "203.0.113.51",
        },
        mail_from: "",
        to: "robin@recipient.example",
        found: Found {
            spf: "none",
            dkim: &[("pass", "engineers.example", "selector1")],
            dmarc: ("pass", "engineers.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=engineers.example;
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
From: Lee Stone <lee@engineers.example>
To: Robin <robin@recipient.example>
Subject: Automatic reply: Statics review
Thread-Index: AQHabcdefghijklmnopqrstuvwxyz0==
Date: Sat, 2 May 2026 10:00:05 +0000
Message-ID: <0123456789abcdef0123456789abcdef@AM9PR01MB0001.eurprd01.prod.exchangelabs.com>
In-Reply-To: <2@recipient.example>
References: <2@recipient.example>
X-Auto-Response-Suppress: All
Auto-Submitted: auto-generated
X-MS-Exchange-Inbox-Rules-Loop: lee@engineers.example
Content-Type: text/plain; charset="us-ascii"
MIME-Version: 1.0
"#,
        body: "I am away until 11 May.\n\nLee\n",
        footer: "",
    },
    Shape {
        name: "auto-reply-vacation-sieve",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "mail.museum.example",
            rdns: "mail.museum.example",
            ip: "192.0.2.140",
        },
        mail_from: "",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "museum.example", "mail")],
            dmarc: ("pass", "museum.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=museum.example; s=mail;
	t=1777716007; bh={bh};
	h=From:To:Date:Subject:In-Reply-To;
	b={b}
Received: by mail.museum.example (Postfix, from userid 5000)
	id 4g73LH3lqLz7QQ5q; Sat,  2 May 2026 12:00:07 +0200 (CEST)
",
        header: r"
X-Sieve: Pigeonhole Sieve 0.5.21
Message-ID: <dovecot-sieve-1777716007-612345-0@mail.museum.example>
Date: Sat, 02 May 2026 12:00:07 +0200
From: <curator@museum.example>
To: <robin@recipient.example>
Subject: Auto: Loan
In-Reply-To: <3@recipient.example>
References: <3@recipient.example>
Auto-Submitted: auto-replied (vacation)
Precedence: bulk
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit
",
        body: "I am not in the museum this week.\n",
        footer: "",
    },
    Shape {
        name: "read-receipt",
        receiver: Receiver::Postfix,
        peer: Peer {
            helo: "mout.freemail.example",
            rdns: "mout.freemail.example",
            ip: "192.0.2.19",
        },
        mail_from: "alex.winter@freemail.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "freemail.example", "s29768273")],
            dmarc: ("pass", "freemail.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=freemail.example;
	s=s29768273; t=1777716007; i=alex.winter@freemail.example;
	bh={bh};
	h=MIME-Version:Message-ID:From:To:Subject:Content-Type:Date;
	b={b}
Received: from client.freemail.example ([203.0.113.201]) by mail.freemail.example
 (mrfree104 [192.0.2.19]) with ESMTPSA (Nemesis) id 1N7i8O-1uTbCd0Efg-00xyz1 for
 <robin@recipient.example>; Sat, 02 May 2026 12:00:07 +0200
",
        header: r#"
From: Alex Winter <alex.winter@freemail.example>
To: Robin <robin@recipient.example>
Date: Sat, 2 May 2026 12:00:06 +0200
Message-ID: <000001dcda1b$0a1b2c30$1e518490$@freemail.example>
Subject: Read: Minutes
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification;
	boundary="----=_NextPart_000_0001"
X-Mailer: Microsoft Outlook 16.0
Thread-Index: AQHabcdefghijklmnopqrstuvwxyz1==
"#,
        body: r"------=_NextPart_000_0001
Content-Type: text/plain; charset=utf-8

Your message was read on Saturday, 2 May 2026 12:00.
------=_NextPart_000_0001
Content-Type: message/disposition-notification

Reporting-UA: desk; Microsoft Outlook 16.0
Final-Recipient: rfc822; alex.winter@freemail.example
Disposition: manual-action/MDN-sent-manually; displayed
------=_NextPart_000_0001--
",
        footer: "",
    },
];
