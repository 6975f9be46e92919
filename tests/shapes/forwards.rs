//! Mail that came on by a forwarder or a mailing list.

use super::{Found, Peer, Receiver, Shape};

pub const SHAPES: &[Shape] = &[
    Shape {
        name: "forward-gmail-caf",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "mail-qt1-f180.google.com",
            rdns: "mail-qt1-f180.google.com",
            ip: "198.51.100.180",
        },
        mail_from: "robin.old+caf_=robin=recipient.example@freemail.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "bookshop.example", "s1")],
            dmarc: ("pass", "bookshop.example"),
        },
        on_the_way: r"
Received: by mail-qt1-f180.google.com with SMTP id d75a77b69052e-48d3e1b8c2fso1234561cf.2
        for <robin@recipient.example>; Sat, 02 May 2026 03:00:08 -0700 (PDT)
X-Google-DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
        d=1e100.net; s=20230601; t=1777716008; x=1778320808;
        h=to:subject:message-id:date:from:mime-version:dkim-signature
         :delivered-to:x-forwarded-for:x-forwarded-to:x-gm-message-state;
        bh={bh};
        b={b}
X-Forwarded-Encrypted: i=2; AJvYcCWabcdefghijklmnop@recipient.example
X-Gm-Message-State: AOJu0YzAbCdEfGhIjKlMnOpQrStUvWxYz
X-Received: by 2002:ac8:5fc4:0:b0:48d with SMTP id d75a77b69052e-48d4.1.1777716007; Sat, 02 May 2026 03:00:07 -0700 (PDT)
X-Forwarded-To: robin@recipient.example
X-Forwarded-For: robin.old@freemail.example robin@recipient.example
Delivered-To: robin.old@freemail.example
Received: by 2002:a05:622a:14c7:b0:48d:1111:2222 with SMTP id u7csp123456qtx;
        Sat, 2 May 2026 03:00:07 -0700 (PDT)
ARC-Seal: i=1; a=rsa-sha256; t=1777716006; cv=none;
        d=google.com; s=arc-20240605;
        b={b}
ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=google.com; s=arc-20240605;
        h=to:from:subject:date:message-id:dkim-signature;
        bh={bh};
        b={b}
ARC-Authentication-Results: i=1; mx.google.com;
       dkim=pass header.i=@bookshop.example header.s=s1 header.b=WlpaWlpa;
       spf=pass (google.com: domain of bounce@bookshop.example designates 203.0.113.56 as permitted sender) smtp.mailfrom=bounce@bookshop.example;
       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=bookshop.example
Return-Path: <bounce@bookshop.example>
Received: from out.bookshop.example (out.bookshop.example. [203.0.113.56])
        by mx.google.com with ESMTPS id d75a77b69052e-48d3e1b8c2fsi123.180.2026.05.02.03.00.06
        for <robin.old@freemail.example>
        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);
        Sat, 02 May 2026 03:00:06 -0700 (PDT)
Received-SPF: pass (google.com: domain of bounce@bookshop.example designates 203.0.113.56 as permitted sender) client-ip=203.0.113.56;
Authentication-Results: mx.google.com;
       dkim=pass header.i=@bookshop.example header.s=s1 header.b=WlpaWlpa;
       spf=pass (google.com: domain of bounce@bookshop.example designates 203.0.113.56 as permitted sender) smtp.mailfrom=bounce@bookshop.example;
       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=bookshop.example
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=bookshop.example; s=s1;
	t=1777716005; h=From:To:Subject:Date:Message-ID;
	bh={bh};
	b={b}
",
        header: r"
From: Bookshop <orders@bookshop.example>
To: robin.old@freemail.example
Subject: Your order
Date: Sat, 2 May 2026 10:00:05 +0000
Message-ID: <4712@bookshop.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
",
        body: "Your book has been sent.\n",
        footer: "",
    },
    Shape {
        name: "forward-srs-postfix",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "mail.alumni.example",
            rdns: "mail.alumni.example",
            ip: "192.0.2.77",
        },
        mail_from: "SRS0=ab1C=EF=freemail.example=alex.winter@alumni.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "freemail.example", "s29768273")],
            dmarc: ("pass", "freemail.example"),
        },
        on_the_way: r"
Received: by mail.alumni.example (Postfix)
	id 4g73LH3lqLz7QQ5q; Sat,  2 May 2026 12:00:07 +0200 (CEST)
Delivered-To: robin@alumni.example
Received: from mout.freemail.example (mout.freemail.example [192.0.2.19])
	(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)
	 key-exchange X25519 server-signature RSA-PSS (2048 bits))
	(No client certificate requested)
	by mail.alumni.example (Postfix) with ESMTPS id 4g73LH1lqLz7QQ5p
	for <robin@alumni.example>; Sat,  2 May 2026 12:00:07 +0200 (CEST)
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=freemail.example;
	s=s29768273; t=1777716006; i=alex.winter@freemail.example;
	bh={bh};
	h=MIME-Version:Message-ID:From:To:Subject:Content-Type:Date;
	b={b}
Received: from [10.64.12.9] ([203.0.113.201]) by mail.freemail.example (mrfree004
 [192.0.2.19]) with ESMTPSA (Nemesis) id 1MTiTt-1uTbCd0Efg-00U3mP for
 <robin@alumni.example>; Sat, 02 May 2026 12:00:06 +0200
",
        header: r"
From: Alex Winter <alex.winter@freemail.example>
To: robin@alumni.example
Subject: Reunion
Date: Sat, 2 May 2026 12:00:05 +0200
Message-ID: <b1c9a2b0-3c1f-4d5e-8dc6-a7b8c9d0e1f2@freemail.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
",
        body: "Are you coming to the reunion?\n",
        footer: "",
    },
    Shape {
        name: "forward-exim-no-srs-spf-fails",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "server12.hosting.example",
            rdns: "server12.hosting.example",
            ip: "192.0.2.112",
        },
        mail_from: "dana@architects.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "softfail",
            dkim: &[("pass", "architects.example", "google")],
            dmarc: ("pass", "architects.example"),
        },
        on_the_way: r"
Received: from mail-ed1-f44.google.com ([198.51.100.44]:54321)
	by server12.hosting.example with esmtps  (TLS1.3) tls TLS_AES_128_GCM_SHA256
	(Exim 4.98.1)
	(envelope-from <dana@architects.example>)
	id 1wJ78p-00000005abC-1234
	for info@robins.example;
	Sat, 02 May 2026 12:00:07 +0200
Received: by mail-ed1-f44.google.com with SMTP id 4fb4d7f45d1cf-5f4d28d9f1eso1234567a12.0
        for <info@robins.example>; Sat, 02 May 2026 03:00:06 -0700 (PDT)
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
Message-ID: <CAKdef456+ghi_JKL789-mno012PQR=stuVWXyza@mail.gmail.com>
Subject: Plans
To: info@robins.example
Content-Type: text/plain; charset=UTF-8
",
        body: "The plans are ready.\n\nDana\n",
        footer: "",
    },
    Shape {
        name: "redirect-outlook-srs-arc",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "AS8PR03CU001.outbound.protection.outlook.com",
            rdns: "mail-westeuropeazlp17012010.outbound.protection.outlook.com",
            ip: "203.0.113.51",
        },
        mail_from: "kim+SRS=aB1cD=EF=savings.example=notice@school.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "savings.example", "mx2025")],
            dmarc: ("pass", "savings.example"),
        },
        on_the_way: r"
ARC-Seal: i=2; a=rsa-sha256; s=arcselector10001; d=microsoft.com; cv=pass;
 b={b}
ARC-Message-Signature: i=2; a=rsa-sha256; c=relaxed/relaxed; d=microsoft.com;
 s=arcselector10001;
 h=From:Date:Subject:Message-ID:Content-Type:MIME-Version;
 bh={bh};
 b={b}
ARC-Authentication-Results: i=2; mx.microsoft.com 1; spf=pass (sender ip is
 192.0.2.33) smtp.rcpttodomain=school.example smtp.mailfrom=savings.example;
 dmarc=pass (p=reject sp=reject pct=100) action=none header.from=savings.example;
 dkim=pass (signature was verified) header.d=savings.example; arc=pass (0 oda=0
 ltdi=1)
ARC-Seal: i=1; a=rsa-sha256; s=arcselector10001; d=microsoft.com; cv=none;
 b={b}
ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=microsoft.com;
 s=arcselector10001;
 h=From:Date:Subject:Message-ID:Content-Type:MIME-Version;
 bh={bh};
 b={b}
ARC-Authentication-Results: i=1; mx.microsoft.com 1; spf=pass
 smtp.mailfrom=savings.example; dmarc=pass action=none
 header.from=savings.example; dkim=pass header.d=savings.example; arc=none
Received: from AS4P251CA0001.EURP251.PROD.OUTLOOK.COM (2603:10a6:20b:5d2::1)
 by AM9PR01MB0003.eurprd01.prod.exchangelabs.com (2603:10a6:20b:3ff::3) with
 Microsoft SMTP Server (version=TLS1_2,
 cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.8800.20; Sat, 2 May
 2026 10:00:08 +0000
Received: from AM3PEPF0000A791.eurprd04.prod.outlook.com
 (2603:10a6:20b:5d2:cafe::1) by AS4P251CA0001.outlook.office365.com
 (2603:10a6:20b:5d2::1) with Microsoft SMTP Server (version=TLS1_3,
 cipher=TLS_AES_256_GCM_SHA384) id 15.20.8800.20 via Frontend Transport; Sat, 2
 May 2026 10:00:08 +0000
Authentication-Results-Original: spf=pass (sender IP is 192.0.2.33)
 smtp.mailfrom=savings.example; dkim=pass (signature was verified)
 header.d=savings.example; dmarc=pass action=none header.from=savings.example;
Received: from mailout3.savings.example (192.0.2.33) by
 AM3PEPF0000A791.mail.protection.outlook.com (10.167.16.120) with Microsoft
 SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.8800.20
 via Frontend Transport; Sat, 2 May 2026 10:00:07 +0000
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=savings.example; i=@savings.example; q=dns/txt; s=mx2025;
  t=1777716006; h=date:from:to:message-id:subject:mime-version;
  bh={bh};
  b={b}
",
        header: r"
Date: Sat, 2 May 2026 12:00:06 +0200 (CEST)
From: Savings Bank <notice@savings.example>
To: kim@school.example
Message-ID: <1234567891.4711.1777716006000@appsrv12.intern.savings.example>
Subject: A new statement is in your mailbox
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Resent-From: <kim@school.example>
",
        body: "Dear customer,\n\na new statement is in the mailbox of your online banking.\n",
        footer: "",
    },
    Shape {
        name: "list-mailman-unmunged-footer",
        receiver: Receiver::Postfix,
        peer: Peer {
            helo: "lists.orchard.example",
            rdns: "lists.orchard.example",
            ip: "192.0.2.200",
        },
        mail_from: "growers-bounces@lists.orchard.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("fail", "architects.example", "google")],
            dmarc: ("fail", "architects.example"),
        },
        on_the_way: r"
Received: from lists.orchard.example (localhost [127.0.0.1])
	by lists.orchard.example (Postfix) with ESMTP id 4g73LH3lqLz7QQ5q
	for <robin@recipient.example>; Sat,  2 May 2026 12:00:07 +0200 (CEST)
X-Original-To: growers@lists.orchard.example
Delivered-To: growers@lists.orchard.example
Received: from mail-ed1-f44.google.com (mail-ed1-f44.google.com [198.51.100.44])
	by lists.orchard.example (Postfix) with ESMTPS id 4g73LF1lqLz7QQ5p
	for <growers@lists.orchard.example>; Sat,  2 May 2026 12:00:05 +0200 (CEST)
Received: by mail-ed1-f44.google.com with SMTP id 4fb4d7f45d1cf-5f4d28d9f1eso1234567a12.0
        for <growers@lists.orchard.example>; Sat, 02 May 2026 03:00:04 -0700 (PDT)
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
        d=architects.example; s=google; t=1777716004; x=1778320804;
        h=to:subject:message-id:date:from:mime-version;
        bh={bh};
        b={b}
",
        header: r"
MIME-Version: 1.0
From: Dana Reed <dana@architects.example>
Date: Sat, 2 May 2026 12:00:00 +0200
Message-ID: <CAKghi789+jkl_MNO012-pqr345STU=vwxYZabcd@mail.gmail.com>
Subject: [growers] Apple trees
To: growers@lists.orchard.example
Content-Type: text/plain; charset=UTF-8
X-Mailman-Version: 3.3.10
Precedence: list
List-Id: Growers <growers.lists.orchard.example>
List-Archive: <https://lists.orchard.example/archives/list/growers@lists.orchard.example/>
List-Help: <mailto:growers-request@lists.orchard.example?subject=help>
List-Post: <mailto:growers@lists.orchard.example>
List-Subscribe: <mailto:growers-join@lists.orchard.example>
List-Unsubscribe: <mailto:growers-leave@lists.orchard.example>
",
        body: "Which apple trees stand well in wet soil?\n\nDana\n",
        footer: "_______________________________________________\ngrowers mailing list -- growers@lists.orchard.example\nTo unsubscribe send an email to growers-leave@lists.orchard.example\n",
    },
    Shape {
        name: "list-mailman-munged-arc",
        receiver: Receiver::Gmail,
        peer: Peer {
            helo: "lists.orchard.example",
            rdns: "lists.orchard.example",
            ip: "192.0.2.200",
        },
        mail_from: "growers-bounces@lists.orchard.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "lists.orchard.example", "lists")],
            dmarc: ("pass", "lists.orchard.example"),
        },
        on_the_way: r"
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=lists.orchard.example;
	s=lists; t=1777716007; bh={bh};
	h=To:Date:Subject:List-Id:From:Reply-To:Cc;
	b={b}
Received: from [172.19.199.3] (lists.orchard.example [127.0.0.1])
	by lists.orchard.example (Postfix) with ESMTP id 4g73LH3lqLz7QQ5q;
	Sat,  2 May 2026 12:00:07 +0200 (CEST)
Received: from mout.freemail.example (mout.freemail.example [192.0.2.19])
	by lists.orchard.example (Postfix) with ESMTPS id 4g73LF1lqLz7QQ5p
	for <growers@lists.orchard.example>; Sat,  2 May 2026 12:00:05 +0200 (CEST)
",
        header: r"
To: growers@lists.orchard.example
Date: Sat, 2 May 2026 12:00:00 +0200
Message-ID: <c9d0e1f2-3c1f-4d5e-8dc6-a7b8b1c9a2b0@freemail.example>
MIME-Version: 1.0
Message-ID-Hash: ABCDEFGHIJKLMNOPQRSTUVWXYZ234567
X-MailFrom: alex.winter@freemail.example
X-Mailman-Version: 3.3.10
Precedence: list
Subject: [growers] Re: Apple trees
In-Reply-To: <CAKghi789+jkl_MNO012-pqr345STU=vwxYZabcd@mail.gmail.com>
List-Id: Growers <growers.lists.orchard.example>
List-Post: <mailto:growers@lists.orchard.example>
List-Unsubscribe: <mailto:growers-leave@lists.orchard.example>
From: Alex Winter via growers <growers@lists.orchard.example>
Reply-To: Alex Winter <alex.winter@freemail.example>
Content-Type: text/plain; charset=utf-8
",
        body: "Take quince rootstock.\n\nAlex\n_______________________________________________\ngrowers mailing list -- growers@lists.orchard.example\n",
        footer: "",
    },
    Shape {
        name: "group-google",
        receiver: Receiver::Microsoft,
        peer: Peer {
            helo: "mail-pl1-f198.google.com",
            rdns: "mail-pl1-f198.google.com",
            ip: "198.51.100.198",
        },
        mail_from: "board+bncBAABBKEW2XDAMGQEZAZAZAZ@club.example",
        to: "robin@recipient.example",
        found: Found {
            spf: "pass",
            dkim: &[("pass", "club.example", "google")],
            dmarc: ("pass", "club.example"),
        },
        on_the_way: r"
Received: by mail-pl1-f198.google.com with SMTP id d9443c01a7336-22c33677183sf12345675ad.1
        for <robin@recipient.example>; Sat, 02 May 2026 03:00:08 -0700 (PDT)
ARC-Seal: i=2; a=rsa-sha256; t=1777716008; cv=pass;
        d=google.com; s=arc-20240605;
        b={b}
ARC-Message-Signature: i=2; a=rsa-sha256; c=relaxed/relaxed; d=google.com; s=arc-20240605;
        h=list-unsubscribe:list-archive:list-help:list-post:list-id:reply-to:to:from:subject:date:message-id;
        bh={bh};
        b={b}
ARC-Authentication-Results: i=2; mx.google.com;
       dkim=pass header.i=@freemail.example header.s=s29768273 header.b=WlpaWlpa;
       spf=pass (google.com: domain of alex.winter@freemail.example designates 192.0.2.19 as permitted sender) smtp.mailfrom=alex.winter@freemail.example
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
        d=club.example; s=google; t=1777716008; x=1778320808;
        h=list-unsubscribe:list-archive:list-help:list-post:list-id
         :mailing-list:precedence:reply-to:x-original-from:to:from:subject:date:message-id;
        bh={bh};
        b={b}
Sender: board@club.example
X-Received: by 2002:a17:903:41d2:b0:223 with SMTP id d9443c01a7336-22e.1.1777716007; Sat, 02 May 2026 03:00:07 -0700 (PDT)
X-BeenThere: board@club.example
Received: by 2002:a17:902:d714:b0:22d with SMTP id d9443c01a7336-22e1; Sat, 02 May 2026 03:00:07 -0700 (PDT)
X-Received: by 2002:a17:903:2352:b0:224 with SMTP id d9443c01a7336-22e2.1.1777716006; Sat, 02 May 2026 03:00:06 -0700 (PDT)
Received: from mout.freemail.example (mout.freemail.example. [192.0.2.19])
        by gmr-mx.google.com with ESMTPS id d9443c01a7336-22e15228f7esi123.4.2026.05.02.03.00.06
        for <board@club.example>
        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);
        Sat, 02 May 2026 03:00:06 -0700 (PDT)
",
        header: r"
Message-ID: <d0e1f2c9-3c1f-4d5e-8dc6-a7b8b1c9a2b1@freemail.example>
Date: Sat, 2 May 2026 12:00:05 +0200
MIME-Version: 1.0
Subject: Re: [board] Treasurer
To: board@club.example
In-Reply-To: <5@club.example>
References: <5@club.example>
From: 'Alex Winter' via Board <board@club.example>
X-Original-Sender: alex.winter@freemail.example
X-Original-Authentication-Results: gmr-mx.google.com; dkim=pass header.i=@freemail.example; spf=pass smtp.mailfrom=alex.winter@freemail.example
X-Original-From: Alex Winter <alex.winter@freemail.example>
Reply-To: Alex Winter <alex.winter@freemail.example>
Precedence: list
Mailing-list: list board@club.example; contact board+owners@club.example
List-ID: <board.club.example>
X-Google-Group-Id: 123456789012
List-Post: <https://groups.google.com/a/club.example/group/board/post>, <mailto:board@club.example>
List-Archive: <https://groups.google.com/a/club.example/group/board/>
List-Unsubscribe: <mailto:googlegroups-manage+123456789012+unsubscribe@googlegroups.com>
Content-Type: text/plain; charset=utf-8
",
        body: "I stand for treasurer.\n\nAlex\n\n-- \nYou received this message because you are subscribed to the group \"Board\".\n",
        footer: "",
    },
    Shape {
        name: "forward-cross-tenant-microsoft",
        receiver: Receiver::Postfix,
        peer: Peer {
            helo: "AS8PR03CU001.outbound.protection.outlook.com",
            rdns: "mail-westeuropeazlp17012010.outbound.protection.outlook.com",
            ip: "203.0.113.51",
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
Received: from DB6PR01MB0009.eurprd01.prod.exchangelabs.com
 (2603:10a6:6:2b::9) by AM9PR01MB0003.eurprd01.prod.exchangelabs.com
 (2603:10a6:20b:3ff::3) with Microsoft SMTP Server (version=TLS1_2,
 cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.8800.20; Sat, 2 May
 2026 10:00:08 +0000
Received: from DB6PR01MB0009.eurprd01.prod.exchangelabs.com
 ([fe80::5555:6666:7777:8888]) by DB6PR01MB0009.eurprd01.prod.exchangelabs.com
 ([fe80::5555:6666:7777:8888%5]) with mapi id 15.20.8800.020; Sat, 2 May 2026
 10:00:07 +0000
",
        header: r#"
From: Lee Stone <lee@engineers.example>
To: Kim Berg <kim@school.example>
Subject: FW: Statics review
Date: Sat, 2 May 2026 10:00:06 +0000
Message-ID: <DB6PR01MB0009ABCDEF0123456789ABCDEF0123456A@DB6PR01MB0009.eurprd01.prod.exchangelabs.com>
References: <AM9PR01MB0001ABCDEF0123456789ABCDEF01234568@AM9PR01MB0001.eurprd01.prod.exchangelabs.com>
In-Reply-To: <AM9PR01MB0001ABCDEF0123456789ABCDEF01234568@AM9PR01MB0001.eurprd01.prod.exchangelabs.com>
X-MS-Exchange-CrossTenant-AuthAs: Internal
X-MS-Exchange-CrossTenant-id: 3c1f0a52-7d5e-4b1c-9a2b-08dc6a7b8c9d
X-OriginatorOrg: engineers.example
Content-Type: text/plain; charset="utf-8"
MIME-Version: 1.0
"#,
        body: "For you.\n\nLee\n\nFrom: Sam Hill <sam@hill-family.example>\nSent: Friday\nSubject: Statics review\n",
        footer: "",
    },
];
