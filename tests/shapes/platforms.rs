//! Sending platforms: newsletters, receipts, password resets, tickets and surveys, with and without a signature of the
//! author's own domain.

use super::{Found, Peer, Receiver, Shape};

pub const SHAPES: &[Shape] = &[
    Shape {
        name: "cloud-sender-newsletter-aligned",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "a11-55.smtp-out.cloud-sender.example",
            rdns: "a11-55.smtp-out.cloud-sender.example",
            ip: "203.0.113.55",
        },
        mail_from: "0100018f3b2c4d5e-6f7a8b9c-0d1e-2f3a-4b5c-6d7e8f9a0b1c-000000@mail.bookshop.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[
                (
                    "pass",
                    "bookshop.example",
                    "abcdefghijklmnopqrstuvwxyz234567",
                ),
                (
                    "pass",
                    "cloud-sender.example",
                    "7v7vs6w47njt4pimodk5mmttbegzsi6n",
                ),
            ],
            dmarc: ("pass", "bookshop.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; q=dns/txt; c=relaxed/relaxed;
	s=abcdefghijklmnopqrstuvwxyz234567; d=bookshop.example; t=1777716008;
	h=From:To:Subject:MIME-Version:Content-Type:Message-ID:Date;
	bh={bh};
	b={b}
DKIM-Signature: v=1; a=rsa-sha256; q=dns/txt; c=relaxed/relaxed;
	s=7v7vs6w47njt4pimodk5mmttbegzsi6n; d=cloud-sender.example; t=1777716008;
	h=From:To:Subject:MIME-Version:Content-Type:Message-ID:Date:Feedback-ID;
	bh={bh};
	b={b}
",
        header: r#"
From: Bookshop <news@bookshop.example>
To: robin@recipient.example
Subject: New this week
MIME-Version: 1.0
Content-Type: multipart/alternative; 
	boundary="----=_Part_4711_123.1777716007"
Message-ID: <0100018f3b2c4d5e-6f7a8b9c-0d1e-2f3a-4b5c-6d7e8f9a0b1c-000000@email.cloud-sender.example>
Date: Sat, 2 May 2026 10:00:08 +0000
List-Unsubscribe: <https://mail.bookshop.example/u/4711>, <mailto:unsubscribe@bookshop.example>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
Feedback-ID: ::1.us-east-1.abCdEfGh=:CloudSender
X-SES-Outgoing: 2026.05.02-203.0.113.55
"#,
        body: r#"------=_Part_4711_123.1777716007
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 7bit

New this week: ten books on gardens. See https://www.bookshop.example/new
------=_Part_4711_123.1777716007
Content-Type: text/html; charset=UTF-8
Content-Transfer-Encoding: 7bit

<html><body><p>New this week: <a href="https://mail.bookshop.example/c/1">ten books on gardens</a>.</p>
<p><a href="https://mail.bookshop.example/u/4711">Unsubscribe</a></p></body></html>
------=_Part_4711_123.1777716007--
"#,
        footer: "",
    },
    Shape {
        name: "cloud-sender-alert-unaligned",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "a8-31.smtp-out.cloud-sender.example",
            rdns: "a8-31.smtp-out.cloud-sender.example",
            ip: "203.0.113.31",
        },
        mail_from: "0100018f3b2c4d60-11112222-3333-4444-5555-666677778888-000000@cloud-sender.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[(
                "pass",
                "cloud-sender.example",
                "7v7vs6w47njt4pimodk5mmttbegzsi6n",
            )],
            dmarc: ("none", "smallshop.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; q=dns/txt; c=relaxed/simple;
	s=7v7vs6w47njt4pimodk5mmttbegzsi6n; d=cloud-sender.example; t=1777716008;
	h=From:To:Subject:MIME-Version:Content-Type:Content-Transfer-Encoding:Message-ID:Date:Feedback-ID;
	bh={bh};
	b={b}
",
        header: r"
From: orders@smallshop.example
To: robin@recipient.example
Subject: Your order 1042 has been sent
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 7bit
Message-ID: <0100018f3b2c4d60-11112222-3333-4444-5555-666677778888-000000@email.cloud-sender.example>
Date: Sat, 2 May 2026 10:00:08 +0000
Feedback-ID: ::1.us-east-1.abCdEfGh=:CloudSender
X-SES-Outgoing: 2026.05.02-203.0.113.31
",
        body: "Hello Robin,\n\nyour order 1042 left us today.\n\nSmallshop\n",
        footer: "",
    },
    Shape {
        name: "grid-receipt-aligned",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "o1.ptr1234.mail.payments.example",
            rdns: "o1.ptr1234.mail.payments.example",
            ip: "198.51.100.17",
        },
        mail_from: "bounces+1234567-ab12-robin=recipient.example@em1234.payments.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "payments.example", "s1")],
            dmarc: ("pass", "payments.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=payments.example;
	h=content-type:from:mime-version:subject:reply-to:to:cc:content-type:from:subject:to;
	s=s1; bh={bh};
	b={b}
Received: by recvd-5c7d8b9f4-x7k2p with SMTP id recvd-5c7d8b9f4-x7k2p-1-69F5CB27-1B
	2026-05-02 10:00:07.612345678 +0000 UTC m=+1058941.377650552
Received: from MTIzNDU2Nw (unknown)
	by geopod-ismtpd-3 (SG)
	with HTTP id AbCdEfGhQ1-xYz012345AB
	Sat, 02 May 2026 10:00:07.598 +0000 (UTC)
",
        header: r"
Content-Type: text/html; charset=us-ascii
Date: Sat, 02 May 2026 10:00:07 +0000 (UTC)
From: Corner Coffee <receipts+acct_1Ab2Cd@payments.example>
Mime-Version: 1.0
Message-ID: <AbCdEfGhQ1-xYz012345AB@geopod-ismtpd-3>
Subject: Your receipt from Corner Coffee #1532-8841
Reply-To: Corner Coffee <hello@cornercoffee.example>
X-SG-EID: u001.abcdefghijklmnopqrstuvwxyz0123456789
X-SG-ID: u001.SdBcvi+Evd/bQef8eZF3BlTL1jt1tAZ7
To: robin@recipient.example
X-Entity-ID: u001.abcdefghijklmnop==
",
        body: r#"<html><body><p>Receipt from Corner Coffee. Amount paid: EUR 12.50</p>
<p>Questions? Write to <a href="mailto:hello@cornercoffee.example">hello@cornercoffee.example</a>
or visit <a href="https://dashboard.payments.example/r/1532">your receipt</a>.</p></body></html>
"#,
        footer: "",
    },
    Shape {
        name: "grid-newsletter-unaligned-tracked",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "xvfrqrmv.outbound-mail.grid-sender.example",
            rdns: "xvfrqrmv.outbound-mail.grid-sender.example",
            ip: "198.51.100.93",
        },
        mail_from: "bounces+7654321-cd34-robin=recipient.example@grid-sender.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "grid-sender.example", "smtpapi")],
            dmarc: ("none", "choir.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=grid-sender.example;
	h=content-type:from:mime-version:subject:to:list-unsubscribe:cc:content-type:from:subject:to;
	s=smtpapi; bh={bh};
	b={b}
Received: by recvd-7cc6f8d5c-abcde with SMTP id recvd-7cc6f8d5c-abcde-1-69F5CB27-42
	2026-05-02 10:00:07.812345678 +0000 UTC m=+958941.377650552
Received: from [192.0.2.44] (unknown)
	by geopod-ismtpd-12 (SG) with ESMTP id QwErTyUiOp-aSdFgHjKlZx
	for <robin@recipient.example>;
	Sat, 02 May 2026 10:00:07.798 +0000 (UTC)
",
        header: r"
Content-Type: text/html; charset=utf-8
From: City Choir <choir@choir.example>
Mime-Version: 1.0
Date: Sat, 02 May 2026 10:00:07 +0000
Subject: Summer concert
List-Unsubscribe: <mailto:unsubscribe@choir.example?subject=7654321>
Message-ID: <QwErTyUiOp-aSdFgHjKlZx@geopod-ismtpd-12>
X-SG-EID: u001.qrstuvwxyz0123456789abcdefghijklmnop
To: robin@recipient.example
",
        body: r#"<html><body><p>The summer concert is on 14 June.
<a href="https://u7654321.ct.grid-sender.example/ls/click?upn=u001.abc">Tickets</a></p></body></html>
"#,
        footer: "",
    },
    Shape {
        name: "gun-password-reset-aligned",
        receiver: Receiver::Postfix,
        peer: Peer {
            helo: "m42-5.gun-sender.example",
            rdns: "m42-5.gun-sender.example",
            ip: "198.51.100.42",
        },
        mail_from: "bounce+a1b2c3.9d8e7f-robin=recipient.example@mg.forum.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "mg.forum.example", "krs")],
            dmarc: ("pass", "forum.example"),
        },
        on_the_way: r"
DKIM-Signature: a=rsa-sha256; v=1; c=relaxed/relaxed; d=mg.forum.example; q=dns/txt; s=krs; t=1777716007;
 x=1777723207; h=Content-Transfer-Encoding: Content-Type: Mime-Version: Subject: From: To: Message-Id: Date;
 bh={bh};
 b={b}
X-Mailgun-Sid: WyJhYmNkZSIsInJvYmluQHJlY2lwaWVudC5leGFtcGxlIiwiOWQ4ZTdmIl0=
X-Mailgun-Sending-Ip: 198.51.100.42
Received: by 12c63fccc95e with HTTP id 69f5cb27f711344a133c3512; Sat, 02 May 2026 10:00:07 GMT
",
        header: r"
Date: Sat, 02 May 2026 10:00:07 +0000
Message-Id: <20260502100007.1.ABCDEF0123456789@mg.forum.example>
To: robin@recipient.example
From: Garden Forum <noreply@forum.example>
Subject: Reset your password
Mime-Version: 1.0
Content-Type: text/plain; charset=ascii
Content-Transfer-Encoding: 7bit
",
        body: "Somebody asked to reset the password of your account.\nhttps://forum.example/reset/4b1c7d5e\nThe link holds for one hour.\n",
        footer: "",
    },
    Shape {
        name: "chimp-campaign-unaligned",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "mail133.suw91.chimp-sender.example",
            rdns: "mail133.suw91.chimp-sender.example",
            ip: "203.0.113.133",
        },
        mail_from: "bounce-mc.us21_123456789.7654321-0a1b2c3d4e@mail133.suw91.chimp-sender.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "mail133.suw91.chimp-sender.example", "k2")],
            dmarc: ("none", "potters.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=mail133.suw91.chimp-sender.example;
	s=k2; t=1777716007; x=1778018407; i=potters=3Dpotters.example@mail133.suw91.chimp-sender.example;
	bh={bh};
	h=Subject:From:Reply-To:To:Date:Message-ID:X-MC-User:Feedback-ID:
	 List-ID:List-Unsubscribe:List-Unsubscribe-Post:Content-Type:
	 MIME-Version:CC:Date:Subject:From;
	b={b}
Received: from localhost (localhost [127.0.0.1])
	by mail133.suw91.chimp-sender.example (Mailchimp) with ESMTP id 4g73LH3lqLz7QQ5q
	for <robin@recipient.example>; Sat,  2 May 2026 10:00:07 +0000 (GMT)
",
        header: r#"
Subject: =?utf-8?Q?Open=20studio=20in=20May?=
From: =?utf-8?Q?Potters=27=20Guild?= <potters@potters.example>
Reply-To: =?utf-8?Q?Potters=27=20Guild?= <potters@potters.example>
To: <robin@recipient.example>
Date: Sat, 2 May 2026 10:00:01 +0000
Message-ID: <0a1b2c3d4e5f.7654321.20260502100001.abcdef0123@mail133.suw91.chimp-sender.example>
X-Mailer: Mailchimp Mailer - **CIDabcdef0123.7654321**
X-Campaign: mailchimp0a1b2c3d4e.abcdef0123
X-MC-User: 0a1b2c3d4e5f
Feedback-ID: 123456789:123456789.7654321:us21:mc
List-ID: 0a1b2c3d4e mc list <0a1b2c3d4e.123456.list-id.chimp-sender.example>
List-Unsubscribe: <https://potters.us21.list-manage.chimp-sender.example/unsubscribe?u=1>, <mailto:unsubscribe-mc.us21@unsubscribe.chimp-sender.example>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
Content-Type: text/html; charset="utf-8"
MIME-Version: 1.0
"#,
        body: r#"<html><body><p>Our studio is open in May.
See <a href="https://potters.us21.list-manage.chimp-sender.example/track/click?u=1&amp;id=2">www.potters.example</a></p></body></html>
"#,
        footer: "",
    },
    Shape {
        name: "chimp-transactional-aligned",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "mail180-12.suw31.drill-sender.example",
            rdns: "mail180-12.suw31.drill-sender.example",
            ip: "203.0.113.180",
        },
        mail_from: "bounce-md_31234567.69f5cb27.v1-0a1b2c3d4e5f60718293a4b5c6d7e8f9@drill-sender.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[
                ("pass", "drill-sender.example", "mte1"),
                ("pass", "bikes.example", "mte1"),
            ],
            dmarc: ("pass", "bikes.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=drill-sender.example;
	s=mte1; t=1777716007; x=1777976507; i=info@drill-sender.example;
	bh={bh};
	h=From:Subject:Message-Id:To:Date:MIME-Version:Content-Type;
	b={b}
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=bikes.example;
	s=mte1; t=1777716007; x=1777976507; i=info@bikes.example;
	bh={bh};
	h=From:Subject:Message-Id:To:Date:MIME-Version:Content-Type;
	b={b}
Received: from pmta13.drill.prod.suw01.rsglab.drill-sender.example (localhost [127.0.0.1])
	by mail180-12.suw31.drill-sender.example (Mailchimp) with ESMTP id 4g73LH3lqLz7QQ5q
	for <robin@recipient.example>; Sat,  2 May 2026 10:00:07 +0000 (GMT)
",
        header: r"
From: Bike Works <info@bikes.example>
Subject: Your bike is ready
Received: from [192.0.2.80] by drill-sender.example id 0a1b2c3d4e5f60718293a4b5c6d7e8f9; Sat, 02 May 2026 10:00:07 +0000
X-Report-Abuse: You can report abuse at the platform's page, naming the message id
X-Mandrill-User: md_31234567
Message-Id: <31234567.20260502100007.69f5cb27a1b2c3.45678901@mail180-12.suw31.drill-sender.example>
To: robin@recipient.example
Date: Sat, 02 May 2026 10:00:07 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
",
        body: "Hello Robin,\n\nyour bike can be collected from Monday on.\n",
        footer: "",
    },
    Shape {
        name: "postmark-like-sign-in-code",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "mta188a-ord.mtasv-sender.example",
            rdns: "mta188a-ord.mtasv-sender.example",
            ip: "198.51.100.188",
        },
        mail_from: "pm_bounces@pm-bounces.notes.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "notes.example", "20240101000000pm")],
            dmarc: ("pass", "notes.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; s=20240101000000pm; d=notes.example;
 h=From:Date:Subject:Message-ID:To:Feedback-ID:MIME-Version:Content-Type:Content-Transfer-Encoding;
 i=login@notes.example;
 bh={bh};
 b={b}
Received: by mta188a-ord.mtasv-sender.example id hk2s3q27tk4d for <robin@recipient.example>; Sat, 2 May 2026 10:00:07 +0000 (envelope-from <pm_bounces@pm-bounces.notes.example>)
X-PM-IP: 198.51.100.188
",
        header: r"
From: Notes <login@notes.example>
Date: Sat, 2 May 2026 10:00:07 +0000
Subject: Your sign-in code is 481 516
Message-ID: <3c1f0a52-7d5e-4b1c-9a2b-08dc6a7b8c9d@mtasv-sender.example>
To: robin@recipient.example
Feedback-ID: s4711-_:s4711:a1234:postmark
X-PM-Message-Id: 3c1f0a52-7d5e-4b1c-9a2b-08dc6a7b8c9d
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: quoted-printable
",
        body: "Your code is 481 516. It holds for ten minutes.\n",
        footer: "",
    },
    Shape {
        name: "spark-notification-aligned",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "mta-70-13.spark-sender.example",
            rdns: "mta-70-13.spark-sender.example",
            ip: "203.0.113.70",
        },
        mail_from: "msprvs1=20581abCdEfGh=bounces-123456@bounces.travel.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "travel.example", "scph0526")],
            dmarc: ("pass", "travel.example"),
        },
        on_the_way: r"
X-MSFBL: eyJyIjoicm9iaW5AcmVjaXBpZW50LmV4YW1wbGUiLCJjdXN0b21lcl9pZCI6IjEyMzQ1NiJ9
Received: from [10.90.33.22] ([10.90.33.22])
	by spark.mta1vsmtp.spark-sender.example (envelope-from <msprvs1=20581abCdEfGh=bounces-123456@bounces.travel.example>)
	(ecelerity 4.4.1.20033 r(msys-ecelerity:tags/4.4.1.0^0)) with REST
	id 80/0A-02454-72BC5F96; Sat, 02 May 2026 10:00:07 +0000
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=travel.example;
	s=scph0526; t=1777716007; i=@travel.example;
	bh={bh};
	h=Message-ID:To:From:Subject:Content-Type:Date:From:To:Cc:Subject;
	b={b}
",
        header: r"
Date: Sat, 02 May 2026 10:00:07 +0000
Message-ID: <80.0A.02454.72BC5F96@spark.mta1vsmtp.spark-sender.example>
To: robin@recipient.example
From: Travel Desk <trips@travel.example>
Subject: Check in for your trip on 4 May
Content-Type: text/plain; charset=utf-8
MIME-Version: 1.0
",
        body: "Check-in opens tomorrow at 10:00.\nhttps://www.travel.example/checkin/AB12CD\n",
        footer: "",
    },
    Shape {
        name: "marketing-cloud-offer-aligned",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "mta.e.outfitter.example",
            rdns: "mta.e.outfitter.example",
            ip: "198.51.100.120",
        },
        mail_from: "bounce-12345_HTML-67890123-456789-7654321-9@bounce.e.outfitter.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "e.outfitter.example", "50dkim1")],
            dmarc: ("pass", "e.outfitter.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; s=50dkim1; d=e.outfitter.example;
 h=From:To:Subject:Date:List-Unsubscribe:List-Unsubscribe-Post:MIME-Version:Reply-To:List-ID:X-CSA-Complaints:Message-ID:Content-Type;
 i=news@e.outfitter.example;
 bh={bh};
 b={b}
Received: by mta.e.outfitter.example id hk2s3q2fmd42 for <robin@recipient.example>; Sat, 2 May 2026 10:00:07 +0000 (envelope-from <bounce-12345_HTML-67890123-456789-7654321-9@bounce.e.outfitter.example>)
",
        header: r#"
From: "Outfitter" <news@e.outfitter.example>
To: <robin@recipient.example>
Subject: Tents at half price
Date: Sat, 02 May 2026 04:00:07 -0600
List-Unsubscribe: <https://click.e.outfitter.example/subscription_center.aspx?jwt=abc>, <mailto:leave-fd8b@leave.e.outfitter.example>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
MIME-Version: 1.0
Reply-To: "Outfitter" <reply-fe9c-67890123_HTML-456789-7654321-12345@e.outfitter.example>
List-ID: <7205234.xt.local>
X-CSA-Complaints: csa-complaints@csa.example
X-SFMC-Stack: 50
x-job: 7654321_12345
Message-ID: <3c1f0a52-7d5e-4b1c-9a2b-08dc6a7b8c9d@ia1s6mta123.xt.local>
Content-Type: text/html; charset="us-ascii"
"#,
        body: r#"<html><body><p><a href="https://click.e.outfitter.example/?qs=0123456789abcdef">Tents at half price</a></p>
<img src="https://click.e.outfitter.example/open.aspx?ffcb10" width="1" height="1"></body></html>
"#,
        footer: "",
    },
    Shape {
        name: "hub-marketing-unaligned-reply-elsewhere",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "bid7081.bl01.hub-sender.example",
            rdns: "bid7081.bl01.hub-sender.example",
            ip: "203.0.113.81",
        },
        mail_from: "1axb2c3d4e5f6g7h8i9j0k-robin=recipient.example@bl01.hub-sender.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "bl01.hub-sender.example", "hs1")],
            dmarc: ("none", "roofers.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; q=dns/txt; i=@bl01.hub-sender.example;
 s=hs1; d=bl01.hub-sender.example; t=1777716007;
 h=from:to:subject:date:mime-version:content-type:list-unsubscribe:message-id:feedback-id;
 bh={bh};
 b={b}
X-Hubspot-Eid: 123456789
Received: from hub-internal.example.invalid (unknown [10.4.7.9]) by bid7081.bl01.hub-sender.example (Postfix) with ESMTPS id 4g73LH3lqLz7QQ5q; Sat,  2 May 2026 10:00:07 +0000 (UTC)
",
        header: r"
From: Dana of Roofers <dana@roofers.example>
To: robin@recipient.example
Message-ID: <1777716007123.3c1f0a52-7d5e-4b1c-9a2b-08dc6a7b8c9d@bl01.hub-sender.example>
Date: Sat, 2 May 2026 10:00:07 +0000
Subject: Three questions about your roof
MIME-Version: 1.0
Content-Type: text/plain; charset=us-ascii
Reply-To: dana@roofers-group.example
List-Unsubscribe: <https://roofers.hub-sender.example/email-unsubscribe/1>
Precedence: bulk
Feedback-ID: aspmktghs1:12345:67890:HubSpot
",
        body: "Hello Robin,\n\nmay I ask you three questions?\n\nDana\n",
        footer: "",
    },
    Shape {
        name: "klaviyo-like-shop-aligned",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "s3.sp1123.shared.klav-sender.example",
            rdns: "s3.sp1123.shared.klav-sender.example",
            ip: "198.51.100.133",
        },
        mail_from: "bounces+23456789-ef56-robin=recipient.example@send.candles.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[
                ("pass", "candles.example", "kl"),
                ("pass", "klav-sender.example", "s1"),
            ],
            dmarc: ("pass", "candles.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=candles.example;
	h=content-type:from:mime-version:subject:reply-to:to:list-unsubscribe:list-id:cc;
	s=kl; bh={bh};
	b={b}
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=klav-sender.example;
	h=content-type:from:mime-version:subject:reply-to:to:list-unsubscribe:list-id:cc;
	s=s1; bh={bh};
	b={b}
Received: by recvd-6d9f-abcde with SMTP id recvd-6d9f-abcde-1-69F5CB27-9
	2026-05-02 10:00:07.112345678 +0000 UTC m=+58941.377650552
",
        header: r"
Content-Type: text/html; charset=utf-8
Date: Sat, 02 May 2026 10:00:07 +0000 (UTC)
From: Candle House <hello@candles.example>
Mime-Version: 1.0
Subject: You left something in your basket
Reply-To: Candle House <hello@candles.example>
Message-ID: <ZxCvBnMaSdFgHjKlQwErTy@geopod-ismtpd-9>
List-Unsubscribe: <https://manage.candles.example/unsubscribe/1>
List-ID: <23456789.lists.klav-sender.example>
X-Kmail-Message: 01HXABCDEFGHJKMNPQRSTVWXYZ
Feedback-ID: 23456789:abc:def:kl
To: robin@recipient.example
",
        body: "<html><body><p>Your basket waits: <a href=\"https://ctrk.klav-sender.example/l/01HX\">two candles</a></p></body></html>\n",
        footer: "",
    },
    Shape {
        name: "brevo-like-newsletter-aligned",
        receiver: Receiver::Exim,
        peer: Peer {
            helo: "ga.d.brev-sender.example",
            rdns: "ga.d.brev-sender.example",
            ip: "203.0.113.17",
        },
        mail_from: "bounces-203-0-113-17-ho-12345-robin=recipient.example@ga.d.brev-sender.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "winery.example", "mail")],
            dmarc: ("pass", "winery.example"),
        },
        on_the_way: r"
DKIM-Signature: a=rsa-sha256; c=relaxed/relaxed; d=winery.example; q=dns/txt; s=mail;
 bh={bh};
 h=from:subject:date:to:mime-version:content-type:list-unsubscribe:x-csa-complaints:list-unsubscribe-post:message-id;
 b={b}
",
        header: r"
Date: Sat, 02 May 2026 10:00:07 +0000
Subject: New vintage
Message-Id: <202605021000.12345abcde@smtp-relay.brev-sender.example>
Origin-messageId: <202605021000.12345abcde@smtp-relay.brev-sender.example>
To: <robin@recipient.example>
From: Winery <news@winery.example>
X-Mailer: Brev
X-Mailin-EID: MTIzNDU2Nzg5
Feedback-ID: 203.0.113.17:12345_-1:12345:Brev
List-Unsubscribe: <https://xyz.r.brev-sender.example/mk/un/1>
Precedence: bulk
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
",
        body: "The new vintage is here.\nhttps://www.winery.example/vintage\n",
        footer: "",
    },
    Shape {
        name: "constant-like-newsletter-unaligned-from-rewritten",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "ccm27.constant-sender.example",
            rdns: "ccm27.constant-sender.example",
            ip: "203.0.113.27",
        },
        mail_from: "AbCdEfGhIjKlMnOp==_1101234567890_QrStUv@in.constant-sender.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "auth.constant-sender.example", "1000073432")],
            dmarc: ("pass", "shared1.constant-sender.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; q=dns/txt; a=rsa-sha256; c=relaxed/relaxed; s=1000073432; d=auth.constant-sender.example;
 h=date:mime-version:subject:X-Feedback-ID:X-250ok-CID:message-id:from:reply-to:list-unsubscribe:to;
 bh={bh};
 b={b}
Received: from p2-jbemail36.constant-sender.example (10.252.0.36) by ccm27.constant-sender.example id hk2s3q2tt3c7 for <robin@recipient.example>; Sat, 2 May 2026 06:00:07 -0400 (envelope-from <AbCdEfGhIjKlMnOp==_1101234567890_QrStUv@in.constant-sender.example>)
",
        header: r#"
Message-ID: <1112345678901.1101234567890.123456.0.12345678@scheduler.constant-sender.example>
Subject: Parish letter for May
From: Parish Office <office-parish.example@shared1.constant-sender.example>
Reply-To: office@parish.example
To: robin@recipient.example
Date: Sat, 2 May 2026 06:00:07 -0400
List-Unsubscribe: <https://visitor.constant-sender.example/do?p=un&m=001>
X-Feedback-ID: 1101234567890:1112345678901:CTCT
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
"#,
        body: "Dear friends,\n\nthe letter for May is at https://www.parish.example/letter\n",
        footer: "",
    },
    Shape {
        name: "ticket-zendesk-like-own-domain",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "outbyoip12.pod17.use1.desk-sender.example",
            rdns: "outbyoip12.pod17.use1.desk-sender.example",
            ip: "198.51.100.12",
        },
        mail_from: "support@printers.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "printers.example", "zendesk1")],
            dmarc: ("pass", "printers.example"),
        },
        on_the_way: r"
Received: from desk-sender.example (unknown [10.219.9.9])
	by outbyoip12.pod17.use1.desk-sender.example (Postfix) with ESMTP id 4g73LH3lqLz7QQ5q
	for <robin@recipient.example>; Sat,  2 May 2026 10:00:07 +0000 (UTC)
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=printers.example;
	q=dns/txt; s=zendesk1; t=1777716007;
	bh={bh};
	h=date:from:reply-to:to:message-id:in-reply-to:subject:mime-version:content-type;
	b={b}
",
        header: r"
Date: Sat, 02 May 2026 10:00:07 +0000
From: Kim (Printers Support) <support@printers.example>
Reply-To: Printers Support <support+id4711@printers.example>
To: Robin <robin@recipient.example>
Message-ID: <ABCDEFGHIJ_69f5cb27a1b2_123456789_sprut@desk-sender.example>
In-Reply-To: <ABCDEFGHIJ@desk-sender.example>
Subject: [Printers] Re: Paper jam
Mime-Version: 1.0
Content-Type: text/plain; charset=utf-8
X-Auto-Response-Suppress: All
Auto-Submitted: auto-generated
X-Mailer: Zendesk Mailer
",
        body: "##- Please type your reply above this line -##\n\nHello Robin,\n\nplease open the rear door.\n\nKim\n",
        footer: "",
    },
    Shape {
        name: "ticket-freshdesk-like-unaligned",
        receiver: Receiver::Postfix,
        peer: Peer {
            helo: "fwdfreshemail-3.fresh-sender.example",
            rdns: "fwdfreshemail-3.fresh-sender.example",
            ip: "203.0.113.103",
        },
        mail_from: "bounces+us.3.12345-robin=recipient.example@fresh-sender.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "fresh-sender.example", "fdm")],
            dmarc: ("none", "heating.example"),
        },
        on_the_way: r"
DKIM-Signature: a=rsa-sha256; bh={bh};
 c=relaxed/relaxed; d=fresh-sender.example;
 h=Subject:Message-ID:Reply-To:To:From:MIME-Version:Content-Type;
 q=dns/txt; s=fdm; t=1777716007; v=1;
 b={b}
Received: by freshemail-prod-5 with HTTP id 69f5cb27f711344a133c3599; Sat, 02 May 2026 10:00:07 GMT
",
        header: r"
Date: Sat, 02 May 2026 10:00:07 +0000
From: Heating Service <service@heating.example>
Reply-To: Heating Service <supportheating@heating.fresh-sender.example>
To: robin@recipient.example
Message-ID: <69f5cb27a1b2c_1234567@fresh-sender.example>
Subject: Ticket received: cold radiator [#9912]
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Auto-Submitted: auto-generated
Precedence: auto_reply
X-FW-Ticket-ID: 9912
",
        body: "Hello Robin,\n\nwe have your request 9912 and will call you.\n",
        footer: "",
    },
    Shape {
        name: "issue-tracker-notification",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "e226-12.smtp-out.tracker.example",
            rdns: "e226-12.smtp-out.tracker.example",
            ip: "198.51.100.226",
        },
        mail_from: "0101018f3b2c4d99-aaaabbbb-cccc-dddd-eeee-ffff00001111-000000@bounces.tracker.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "am.tracker.example", "prod1")],
            dmarc: ("pass", "am.tracker.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; q=dns/txt; c=relaxed/simple; s=prod1;
	d=am.tracker.example; t=1777716007;
	h=Date:From:Reply-To:To:Message-ID:In-Reply-To:Subject:MIME-Version:Content-Type;
	bh={bh};
	b={b}
",
        header: r#"
Date: Sat, 2 May 2026 10:00:07 +0000
From: "Jo Miller (Tracker)" <jira@works.am.tracker.example>
Reply-To: jira+b7e0a3f1@works.am.tracker.example
To: robin@recipient.example
Message-ID: <Atl.MTA.1234.1777716007@tracker.example>
In-Reply-To: <JIRA.123456.1777000000000@Atl.tracker.example>
Subject: [JIRA] (WORKS-42) Door does not close
MIME-Version: 1.0
Content-Type: text/html; charset=UTF-8
X-JIRA-FingerPrint: 0123456789abcdef0123456789abcdef
Auto-Submitted: auto-generated
Precedence: bulk
"#,
        body: "<html><body><p>Jo Miller commented on <a href=\"https://works.tracker.example/browse/WORKS-42\">WORKS-42</a></p></body></html>\n",
        footer: "",
    },
    Shape {
        name: "shop-platform-order-by-owner-address",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "o7.e.shop-platform.example",
            rdns: "o7.e.shop-platform.example",
            ip: "203.0.113.77",
        },
        mail_from: "bounces+11223344-aa55-robin=recipient.example@mailer.shop-platform.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "t.shop-platform.example", "s1")],
            dmarc: ("pass", "t.shop-platform.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=t.shop-platform.example;
	h=content-type:from:mime-version:subject:reply-to:to:cc:content-type:from:subject:to;
	s=s1; bh={bh};
	b={b}
Received: from MTEyMjMzNDQ (unknown)
	by geopod-ismtpd-canary-0 (SG)
	with HTTP id PoIuYtReWqLkJhGfDsAmNb
	Sat, 02 May 2026 10:00:07.598 +0000 (UTC)
",
        header: r#"
Content-Type: text/html; charset=UTF-8
Date: Sat, 02 May 2026 10:00:07 +0000 (UTC)
From: "Tea & Leaves" <store+60012345678@t.shop-platform.example>
Mime-Version: 1.0
Message-ID: <69f5cb27a1b2_1234@shop-platform.example>
Subject: Order #1001 confirmed
Reply-To: "Tea & Leaves" <tealeaves@freemail.example>
X-Shopify-Shop: 60012345678
To: robin@recipient.example
"#,
        body: "<html><body><p>Thank you for your order #1001. <a href=\"https://tealeaves.shop-platform.example/60012345678/orders/abc\">View your order</a></p></body></html>\n",
        footer: "",
    },
    Shape {
        name: "survey-platform-on-behalf",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "o3.q.survey-platform.example",
            rdns: "o3.q.survey-platform.example",
            ip: "203.0.113.3",
        },
        mail_from: "bounces+998877-66ab-robin=recipient.example@bounce.survey-platform.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "survey-platform.example", "s2")],
            dmarc: ("pass", "survey-platform.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=survey-platform.example;
	h=content-type:from:mime-version:subject:reply-to:to:cc;
	s=s2; bh={bh};
	b={b}
Received: by recvd-77bb-zzzzz with SMTP id recvd-77bb-zzzzz-1-69F5CB27-3
	2026-05-02 10:00:07.112345678 +0000 UTC m=+8941.377650552
",
        header: r#"
Content-Type: text/html; charset=utf-8
Date: Sat, 02 May 2026 10:00:07 +0000 (UTC)
From: "University Library" <noreply@survey-platform.example>
Mime-Version: 1.0
Message-ID: <LkJhGfDsAqWeRtYuIoPzXc@geopod-ismtpd-2>
Subject: Two minutes about our opening hours
Reply-To: library@university.example
To: robin@recipient.example
X-SG-EID: u001.zyxwvutsrqponmlkjihgfedcba
"#,
        body: "<html><body><p><a href=\"https://university.eu.survey-platform.example/jfe/form/SV_0abc\">Take the survey</a></p>\n<p>Or copy this into your browser: https://university.eu.survey-platform.example/jfe/form/SV_0abc</p></body></html>\n",
        footer: "",
    },
    Shape {
        name: "signing-platform-names-its-user",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "mail2.eu.sign-platform.example",
            rdns: "mail2.eu.sign-platform.example",
            ip: "198.51.100.202",
        },
        mail_from: "dse_eu@sign-platform.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "sign-platform.example", "mail1")],
            dmarc: ("pass", "sign-platform.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; d=sign-platform.example; s=mail1; c=relaxed/relaxed;
	t=1777716007; h=from:subject:date:message-id:to:mime-version:content-type;
	bh={bh};
	b={b}
Received: from FE1EU01 (10.60.0.24) by EU1MTA03 id hk2s3q3k2d9a for <robin@recipient.example>; Sat, 2 May 2026 10:00:07 +0000 (envelope-from <dse_eu@sign-platform.example>)
",
        header: r#"
Sender: Sign EU System <dse_eu@sign-platform.example>
Reply-To: Lee Agent <lee@estates.example>
Recipient-Id: 3c1f0a52-7d5e-4b1c-9a2b-08dc6a7b8c9d
From: "Lee Agent via Sign" <dse_eu@sign-platform.example>
To: Robin <robin@recipient.example>
Message-ID: <0123456789abcdef0123456789abcdef@sign-platform.example>
Date: Sat, 2 May 2026 03:00:07 -0700
Subject: Please sign: lease of flat 7
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8
"#,
        body: "<html><body><p>Lee Agent sent you a document. <a href=\"https://eu.sign-platform.example/Signing/EmailStart.aspx?a=1\">Review it</a></p></body></html>\n",
        footer: "",
    },
    Shape {
        name: "bank-notice-own-hosts",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "mailout3.savings.example",
            rdns: "mailout3.savings.example",
            ip: "192.0.2.33",
        },
        mail_from: "bounce-notice@savings.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "savings.example", "mx2025")],
            dmarc: ("pass", "savings.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=savings.example; i=@savings.example; q=dns/txt; s=mx2025;
  t=1777716007; h=date:from:to:message-id:subject:mime-version;
  bh={bh};
  b={b}
Received: from unknown (HELO notice7.intern.savings.example) ([10.20.30.7])
  by mailout3.savings.example with ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384; 02 May 2026 12:00:07 +0200
Received: from appsrv12 ([10.20.31.12])
	by notice7.intern.savings.example (8.17.1/8.17.1) with ESMTP id 642A06kX012345
	for <robin@recipient.example>; Sat, 2 May 2026 12:00:06 +0200
",
        header: r"
Date: Sat, 2 May 2026 12:00:06 +0200 (CEST)
From: Savings Bank <notice@savings.example>
To: robin@recipient.example
Message-ID: <1234567890.4711.1777716006000@appsrv12.intern.savings.example>
Subject: A new statement is in your mailbox
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: quoted-printable
",
        body: "Dear customer,\n\na new statement is in the mailbox of your online banking.\nWe never ask for your password by mail.\n",
        footer: "",
    },
    Shape {
        name: "app-notification-own-cloud",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "mail-sor-f69.cloud-sender.example",
            rdns: "mail-sor-f69.cloud-sender.example",
            ip: "2001:db8:4860::69",
        },
        mail_from: "3KMv1aRYKAbCdEfGhIjKl.NoPqRsTuVwXyZ@scoutcamp.bounces.cloud-sender.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "calendar.example", "20230601")],
            dmarc: ("pass", "calendar.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
        d=calendar.example; s=20230601; t=1777716008; x=1778320808;
        h=to:from:subject:date:message-id:feedback-id:mime-version;
        bh={bh};
        b={b}
X-Received: by 2002:a05:6e02:1c4f:b0:3a5 with SMTP id
 e9e14a558f8ab-3c1dd9f2b9dmr1.9.1777716008123; Sat, 02 May 2026 03:00:08 -0700 (PDT)
",
        header: r"
MIME-Version: 1.0
Date: Sat, 02 May 2026 03:00:08 -0700
Feedback-ID: P-1-0:account-notifier
Message-ID: <abCdEfGhIjKlMnOp.1777716008@notifications.calendar.example>
Subject: Your weekly summary
From: Calendar <no-reply@calendar.example>
To: robin@recipient.example
Content-Type: text/plain; charset=UTF-8; format=flowed; delsp=yes
",
        body: "You have three events next week.\n",
        footer: "",
    },
];
