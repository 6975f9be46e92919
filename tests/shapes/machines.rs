//! Mail that machines send: bounces, scanners, storage boxes, monitoring, web forms.

use super::{Found, Peer, Receiver, Shape};

pub const SHAPES: &[Shape] = &[
    Shape {
        name: "bounce-postfix",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "mx7.museum.example",
            rdns: "mx7.museum.example",
            ip: "192.0.2.147",
        },
        mail_from: "",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[],
            dmarc: ("bestguesspass", "mx7.museum.example"),
        },
        on_the_way: r"
Received: by mx7.museum.example (Postfix)
	id 4g73LH3lqLz7QQ5q; Sat,  2 May 2026 12:00:07 +0200 (CEST)
",
        header: r#"
Date: Sat,  2 May 2026 12:00:07 +0200 (CEST)
From: MAILER-DAEMON@mx7.museum.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: robin@recipient.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="4g73LG1zzzz7QQ5p.1777716007/mx7.museum.example"
Message-Id: <4g73LH3lqLz7QQ5q@mx7.museum.example>
"#,
        body: r"This is a MIME-encapsulated message.

--4g73LG1zzzz7QQ5p.1777716007/mx7.museum.example
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

I'm sorry to have to inform you that your message could not be delivered.

<gone@museum.example>: User unknown
--4g73LG1zzzz7QQ5p.1777716007/mx7.museum.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx7.museum.example
Arrival-Date: Sat,  2 May 2026 12:00:05 +0200 (CEST)

Final-Recipient: rfc822; gone@museum.example
Action: failed
Status: 5.1.1
--4g73LG1zzzz7QQ5p.1777716007/mx7.museum.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

From: Robin <robin@recipient.example>
To: gone@museum.example
Subject: Loan
Date: Sat, 2 May 2026 11:59:58 +0200
Message-ID: <3@recipient.example>

Hello.
--4g73LG1zzzz7QQ5p.1777716007/mx7.museum.example--
",
        footer: "",
    },
    Shape {
        name: "bounce-microsoft",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "AS8PR03CU001.outbound.protection.outlook.com",
            rdns: "mail-westeuropeazlp17012010.outbound.protection.outlook.com",
            ip: "203.0.113.51",
        },
        mail_from: "",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "engineers.example", "selector1")],
            dmarc: ("pass", "engineers.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=engineers.example;
 s=selector1;
 h=From:Date:Subject:Message-ID:Content-Type:MIME-Version;
 bh={bh};
 b={b}
",
        header: r#"
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@engineers.example>
To: robin@recipient.example
Date: Sat, 2 May 2026 10:00:06 +0000
Content-Type: multipart/report; report-type=delivery-status;
	boundary="3c1f0a52-7d5e-4b1c-9a2b-08dc6a7b8c9d"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-US
Message-ID: <3c1f0a52-7d5e-4b1c-9a2b-08dc6a7b8c9d@engineers.example>
In-Reply-To: <2@recipient.example>
References: <2@recipient.example>
Subject: Undeliverable: Statics review
Auto-Submitted: auto-replied
MIME-Version: 1.0
"#,
        body: r"--3c1f0a52-7d5e-4b1c-9a2b-08dc6a7b8c9d
Content-Type: text/plain; charset=us-ascii

Your message to gone@engineers.example couldn't be delivered.
--3c1f0a52-7d5e-4b1c-9a2b-08dc6a7b8c9d
Content-Type: message/delivery-status

Reporting-MTA: dns;AM9PR01MB0001.eurprd01.prod.exchangelabs.com

Final-recipient: rfc822;gone@engineers.example
Action: failed
Status: 5.1.10
--3c1f0a52-7d5e-4b1c-9a2b-08dc6a7b8c9d--
",
        footer: "",
    },
    Shape {
        name: "scanner-by-own-domains-connector",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "scanner-2f",
            rdns: "",
            ip: "203.0.113.140",
        },
        mail_from: "scanner@recipient.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[],
            dmarc: ("pass", "recipient.example"),
        },
        on_the_way: "",
        header: r#"
Date: Sat, 2 May 2026 12:00:06 +0200
From: scanner@recipient.example
To: robin@recipient.example
Subject: Scanned from a multifunction printer
Message-ID: <20260502120006.AB1234@scanner-2f>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="----=_NextPart_4711"
X-Mailer: MFP Scan to Mail
"#,
        body: r#"------=_NextPart_4711
Content-Type: text/plain; charset="us-ascii"

Please open the attached document.
------=_NextPart_4711
Content-Type: application/pdf; name="scan0001.pdf"
Content-Disposition: attachment; filename="scan0001.pdf"
Content-Transfer-Encoding: base64

JVBERi0xLjQKJeLjz9MKMSAwIG9iago8PC9UeXBlL0NhdGFsb2c+PgplbmRvYmoKJSVFT0YK
------=_NextPart_4711--
"#,
        footer: "",
    },
    Shape {
        name: "storage-box-alert-by-freemail",
        receiver: Receiver::Postfix,
        peer: Peer {
            helo: "mout.freemail.example",
            rdns: "mout.freemail.example",
            ip: "192.0.2.19",
        },
        mail_from: "robins.nas@freemail.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "freemail.example", "s29768273")],
            dmarc: ("pass", "freemail.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=freemail.example;
	s=s29768273; t=1777716007; i=robins.nas@freemail.example;
	bh={bh};
	h=MIME-Version:Message-ID:From:To:Subject:Content-Type:Date;
	b={b}
Received: from nas ([203.0.113.201]) by mail.freemail.example (mrfree004 [192.0.2.19])
 with ESMTPSA (Nemesis) id 1MTiTt-1uTbCd0Efg-00U3mP for <robin@recipient.example>;
 Sat, 02 May 2026 12:00:07 +0200
",
        header: r"
Date: Sat, 02 May 2026 12:00:06 +0200
From: NAS <robins.nas@freemail.example>
Subject: [nas] Volume 1 is nearly full
To: robin@recipient.example
Message-ID: <1777716006.nas@freemail.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
",
        body: "Volume 1 on nas has less than 10 % left.\n",
        footer: "",
    },
    Shape {
        name: "storage-box-alert-direct-no-auth",
        receiver: Receiver::Exim,
        peer: Peer {
            helo: "nas.local",
            rdns: "203-0-113-141.access.example",
            ip: "203.0.113.141",
        },
        mail_from: "admin@clinic.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "none",
            dkim: &[],
            dmarc: ("none", "clinic.example"),
        },
        on_the_way: "",
        header: r"
Date: Sat, 02 May 2026 12:00:06 +0200
From: nas <admin@clinic.example>
Subject: Backup finished
To: robin@recipient.example
Message-ID: <1777716006@nas.local>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
",
        body: "The backup of nas finished without errors.\n",
        footer: "",
    },
    Shape {
        name: "monitoring-cron-bare-host",
        receiver: Receiver::Postfix,
        peer: Peer {
            helo: "localhost.localdomain",
            rdns: "static.143.113.0.203.servers.example",
            ip: "203.0.113.143",
        },
        mail_from: "root@web3.orchard.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "none",
            dkim: &[],
            dmarc: ("none", "web3.orchard.example"),
        },
        on_the_way: r"
Received: by localhost.localdomain (Postfix, from userid 0)
	id 3CA2B13D117; Sat,  2 May 2026 12:00:07 +0200 (CEST)
",
        header: r"
From: root@web3.orchard.example (Cron Daemon)
To: robin@recipient.example
Subject: Cron <root@web3> test -x /usr/sbin/anacron || run-parts /etc/cron.daily
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit
Auto-Submitted: auto-generated
X-Cron-Env: <SHELL=/bin/sh>
X-Cron-Env: <HOME=/root>
Message-Id: <20260502100007.3CA2B13D117@localhost.localdomain>
Date: Sat,  2 May 2026 12:00:07 +0200 (CEST)
",
        body: "/etc/cron.daily/logrotate: done\n",
        footer: "",
    },
    Shape {
        name: "monitoring-alert-sendmail-unsigned",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "mon1.orchard.example",
            rdns: "mon1.orchard.example",
            ip: "192.0.2.143",
        },
        mail_from: "nagios@mon1.orchard.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "none",
            dkim: &[],
            dmarc: ("none", "mon1.orchard.example"),
        },
        on_the_way: r"
Received: from mon1.orchard.example (localhost [127.0.0.1])
	by mon1.orchard.example (8.17.1/8.17.1/Debian-2) with ESMTPS id 642A07ab012345
	for <robin@recipient.example>; Sat, 2 May 2026 10:00:07 GMT
Received: (from nagios@localhost)
	by mon1.orchard.example (8.17.1/8.17.1/Submit) id 642A07cd012344;
	Sat, 2 May 2026 10:00:07 GMT
",
        header: r"
Date: Sat, 2 May 2026 10:00:07 GMT
From: nagios@mon1.orchard.example
Message-Id: <202605021000.642A07cd012344@mon1.orchard.example>
To: robin@recipient.example
Subject: ** PROBLEM Service Alert: web3/HTTP is CRITICAL **
",
        body: "Notification Type: PROBLEM\nService: HTTP\nHost: web3\nState: CRITICAL\n",
        footer: "",
    },
    Shape {
        name: "web-form-own-address-visitor-reply-to",
        receiver: Receiver::Exim,
        peer: Peer {
            helo: "server12.hosting.example",
            rdns: "server12.hosting.example",
            ip: "192.0.2.112",
        },
        mail_from: "wordpress@recipient.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "recipient.example", "default")],
            dmarc: ("pass", "recipient.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; q=dns/txt; c=relaxed/relaxed;
	d=recipient.example; s=default; h=Content-Type:MIME-Version:Message-ID:
	Reply-To:From:Date:Subject:To;
	bh={bh};
	b={b};
Received: from recipuser by server12.hosting.example with local (Exim 4.98.1)
	(envelope-from <wordpress@recipient.example>)
	id 1wJ78p-00000005abC-1234
	for robin@recipient.example;
	Sat, 02 May 2026 12:00:07 +0200
",
        header: r"
To: robin@recipient.example
Subject: Question from the website
X-PHP-Script: www.recipient.example/index.php for 203.0.113.88
X-PHP-Originating-Script: 1005:PHPMailer.php
Date: Sat, 2 May 2026 10:00:07 +0000
From: Website <wordpress@recipient.example>
Reply-To: visitor@freemail.example
Message-ID: <abCdEfGhIjKlMnOpQrStUvWxYz0123456789@www.recipient.example>
X-Mailer: PHPMailer 6.9.3 (https://github.com/PHPMailer/PHPMailer)
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
",
        body: "Name: A visitor\nMail: visitor@freemail.example\n\nWhen are you open?\n",
        footer: "",
    },
    Shape {
        name: "web-form-unsigned-shared-hosting",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "infong-eu21.hoster.example",
            rdns: "infong-eu21.hoster.example",
            ip: "192.0.2.21",
        },
        mail_from: "u1005@infong-eu21.hoster.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[],
            dmarc: ("none", "choir.example"),
        },
        on_the_way: r"
Received: from 203.0.113.88 (IP may be forged by CGI script)
	by infong-eu21.hoster.example with HTTP
	id 0abcDE-1uTbCd0Efg-00xyz1; Sat, 02 May 2026 12:00:07 +0200
",
        header: r"
Date: Sat, 02 May 2026 12:00:07 +0200
Message-Id: <0abcDE-1uTbCd0Efg-00xyz1@infong-eu21.hoster.example>
To: robin@recipient.example
Subject: Contact form
From: contact@choir.example
Reply-To: visitor@freemail.example
Content-Type: text/plain; charset=utf-8
MIME-Version: 1.0
",
        body: "Message from the form: may I sing along?\n",
        footer: "",
    },
];
