//! Fields of the software in `plain` that is told by a mark of the field, or reads the first token otherwise, with what is
//! read in them.

pub(in crate::received) const ROWS: &[(&str, &str)] = &[
    (
        "from mail.example.com ([192.0.2.1] verified) by mx.example.org (CommuniGate Pro SMTP 5.1.13) with ESMTP id 9786656 \
             for user@example.org; Thu, 27 Mar 2008 15:08:17 +0600",
        "dialect=communigate name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP id=9786656 \
             for=user@example.org time=2008-03-27T09:08:17Z",
    ),
    (
        "from [192.0.2.1] (account u@example.org HELO [198.51.100.9]) by mx.example.org (CommuniGate Pro SMTP 4.3.7) with ESMTPSA \
             id 88402416 for user@example.org; Mon, 04 Dec 2006 13:15:07 -0800",
        "dialect=communigate name=[192.0.2.1] helo=[198.51.100.9] ip=192.0.2.1 by=mx.example.org with=ESMTPSA id=88402416 \
             for=user@example.org auth=u@example.org time=2006-12-04T21:15:07Z",
    ),
    (
        "from [192.0.2.1] (account u) by mx.example.org (CommuniGate Pro WebUser 4.3.7) with HTTP id 109780632; \
             Tue, 05 Dec 2006 11:17:51 -0800",
        "dialect=communigate name=[192.0.2.1] ip=192.0.2.1 by=mx.example.org with=HTTP id=109780632 auth=u time=2006-12-05T19:17:51Z",
    ),
    (
        "from [192.0.2.1] (account u@example.org [192.0.2.1] verified) by mx.example.org (CommuniGate Pro SMTP 6.2) with \
             ESMTPSA id 12345678; Mon, 05 Mar 2018 10:00:00 -0500",
        "dialect=communigate name=[192.0.2.1] ip=192.0.2.1 by=mx.example.org with=ESMTPSA id=12345678 auth=u@example.org \
             time=2018-03-05T15:00:00Z",
    ),
    (
        "by mx.example.org (CommuniGate Pro PIPE 5.1) with PIPE id 12345678; Mon, 05 Mar 2012 10:00:00 -0500",
        "dialect=communigate by=mx.example.org with=PIPE id=12345678 time=2012-03-05T15:00:00Z",
    ),
    (
        "from [192.0.2.1] (HELO mail.example.com) by mx.example.org (CommuniGate Pro SMTP 5.4.4) with ESMTP id 12345678 for \
             user@example.org; Mon, 05 Mar 2012 10:00:00 -0500",
        "dialect=communigate name=[192.0.2.1] helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP id=12345678 \
             for=user@example.org time=2012-03-05T15:00:00Z",
    ),
    (
        "from host.example.net (EHLO mail.example.com) ([192.0.2.1]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384) by \
             mx.example.org (JAMES SMTP Server ) with ESMTPA ID 1203948576 for <user@example.org>; Mon, 05 Oct 2020 18:00:00 +0200 (CEST)",
        "dialect=james name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org \
             with=ESMTPA id=1203948576 for=user@example.org auth=yes tls=TLSv1.3/TLS_AES_256_GCM_SHA384 time=2020-10-05T16:00:00Z",
    ),
    (
        "from 2001:db8:0:0:0:0:0:7 (EHLO [IPv6:2001:db8::7]) ([2001:db8:0:0:0:0:0:7]) by mx.example.org (JAMES SMTP Server ) with \
             ESMTPA ID -203948576; Tue, 03 Dec 2024 20:00:00 -0800 (PST)",
        "dialect=james name=2001:db8:0:0:0:0:0:7 helo=[IPv6:2001:db8::7] ip=2001:db8::7 by=mx.example.org with=ESMTPA \
             id=-203948576 auth=yes time=2024-12-04T04:00:00Z",
    ),
    (
        "from 192.0.2.1 ([192.0.2.1]) by mx.example.org (JAMES SMTP Server 2.3.2) with SMTP ID 798 for <user@example.org>; \
             Tue, 22 Aug 2017 13:00:00 -0400 (EDT)",
        "dialect=james name=192.0.2.1 ip=192.0.2.1 by=mx.example.org with=SMTP id=798 for=user@example.org \
             time=2017-08-22T17:00:00Z",
    ),
    (
        "from host.example.net ([192.0.2.1]) by mx.example.org (JAMES SMTP Server 2.1.3) with SMTP ID 423; \
             Fri, 9 Dec 2005 00:00:00 -0500 (EST)",
        "dialect=james name=host.example.net rdns=host.example.net ip=192.0.2.1 by=mx.example.org with=SMTP id=423 \
             time=2005-12-09T05:00:00Z",
    ),
    (
        "from pop.example.com [192.0.2.1] by localhost with POP3 (fetchmail-5.9.0) for u@localhost (single-drop); \
             Thu, 13 Mar 2003 20:39:56 -0800 (PST)",
        "dialect=fetchmail name=pop.example.com ip=192.0.2.1 by=localhost with=POP3 for=u@localhost time=2003-03-14T04:39:56Z",
    ),
    (
        "from mail.example.com [192.0.2.1] by localhost with IMAP (fetchmail-6.2.5) for u@localhost (multi-drop); Mon, 05 Mar \
             2018 10:00:00 +0100 (CET)",
        "dialect=fetchmail name=mail.example.com ip=192.0.2.1 by=localhost with=IMAP for=u@localhost time=2018-03-05T09:00:00Z",
    ),
    (
        "from pop.example.com by mail.example.org with POP3 (getmail4) for user@example.org; 05 Mar 2018 10:00:00 -0000",
        "dialect=fetchmail name=pop.example.com by=mail.example.org with=POP3 for=user@example.org time=2018-03-05T10:00:00Z",
    ),
    (
        "from imap.example.com ([192.0.2.1]) by localhost with IMAP4-SSL; 05 Mar 2018 10:00:00 -0000",
        "dialect=fetchmail name=imap.example.com ip=192.0.2.1 by=localhost with=IMAP4-SSL time=2018-03-05T10:00:00Z",
    ),
    (
        "from unknown by localhost with getmail; 5 Mar 2018 10:00:00 -0000",
        "dialect=fetchmail name=unknown by=localhost with=getmail time=2018-03-05T10:00:00Z",
    ),
    (
        "from [192.0.2.1] by mx.example.org (MessageWall 1.1.0) with SMTP; 20 Feb 2003 23:57:15 -0000",
        "dialect=gateway name=[192.0.2.1] ip=192.0.2.1 by=mx.example.org with=SMTP time=2003-02-20T23:57:15Z",
    ),
    (
        "from 192.0.2.1 by mx.example.org (Tls12, Aes256, Sha384, DiffieHellmanEllipticKey384); Wed, 11 Dec 2024 13:09:16 GMT",
        "dialect=gateway name=192.0.2.1 ip=192.0.2.1 by=mx.example.org tls=TLSv1.2 time=2024-12-11T13:09:16Z",
    ),
    (
        "from mail.example.com ([192.0.2.1]) by mx.example.org (Post.Office MTA v3.1.2 release (PO205-101c) ID# 0-71562U600L500S0) \
             with SMTP id AAA180; Sun, 9 Jun 2002 21:29:39 +0200",
        "dialect=gateway name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=SMTP id=AAA180 \
             time=2002-06-09T19:29:39Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) by server-12.tower-345.messagelabs.com with DHE-RSA-AES256-SHA \
             encrypted SMTP; 5 Mar 2012 10:00:00 -0000",
        "dialect=gateway name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 \
             by=server-12.tower-345.messagelabs.com with=SMTP tls=/DHE-RSA-AES256-SHA time=2012-03-05T10:00:00Z",
    ),
    (
        "from [192.0.2.1:1234] by server-12.bemta-3.messagelabs.com id 12/34-56789-4DCB6054; Tue, 12 Sep 2006 13:57:40 +0000",
        "dialect=gateway name=[192.0.2.1:1234] ip=192.0.2.1 port=1234 by=server-12.bemta-3.messagelabs.com \
             id=12/34-56789-4DCB6054 time=2006-09-12T13:57:40Z clock=Momentum@2006-09-12T13:57:40Z",
    ),
    (
        "from [192.0.2.1] (using TLSv1.2 with cipher DHE-RSA-AES256-GCM-SHA384 (256 bits)) by \
             server-6.bemta.az-b.us-west-2.aws.symcld.net id 14/1C-07076-20CACC46; Fri, 04 Aug 2023 07:42:55 +0000",
        "dialect=gateway name=[192.0.2.1] ip=192.0.2.1 by=server-6.bemta.az-b.us-west-2.aws.symcld.net \
             id=14/1C-07076-20CACC46 tls=TLSv1.2/DHE-RSA-AES256-GCM-SHA384 time=2023-08-04T07:42:55Z \
             clock=Momentum@2023-08-04T07:42:58Z",
    ),
    (
        "from mail.example.com (NXDOMAIN [192.0.2.1]) by mx.example.org (Haraka/2.8.18) with ESMTPSA id \
             349C9C2B-491A-4925-A687-3EF14038C344.1 envelope-from <u@example.net> tls TLS_AES_256_GCM_SHA384 (authenticated bits=0); \
             Tue, 03 Jul 2018 14:18:13 +0200",
        "dialect=haraka name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTPSA \
             id=349C9C2B-491A-4925-A687-3EF14038C344.1 envelope_from=u@example.net auth=yes tls=/TLS_AES_256_GCM_SHA384 \
             time=2018-07-03T12:18:13Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.org (Haraka) with ESMTPS id \
             1A2B3C4D-0000-4000-8000-000000000000.1 envelope-from <u@example.com> (cipher=TLS_AES_256_GCM_SHA384); Mon, 05 Mar 2018 \
             10:00:00 +0000",
        "dialect=haraka name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
             with=ESMTPS id=1A2B3C4D-0000-4000-8000-000000000000.1 envelope_from=u@example.com tls=/TLS_AES_256_GCM_SHA384 \
             time=2018-03-05T10:00:00Z",
    ),
    (
        "from [198.51.100.9] ([192.0.2.1]) by mrelayeu.example (mreue106 [203.0.113.3]) with ESMTPSA (Nemesis) id 1N1fmq-1xG0nG3c5o-00wHBl \
             for <user@example.org>; Fri, 05 Jun 2026 20:14:46 +0200",
        "dialect=ionos name=[198.51.100.9] helo=[198.51.100.9] ip=192.0.2.1 by=mrelayeu.example by_ip=203.0.113.3 with=ESMTPSA \
             id=1N1fmq-1xG0nG3c5o-00wHBl for=user@example.org auth=yes time=2026-06-05T18:14:46Z",
    ),
    (
        "from [192.0.2.1] (helo=mail.example.com) by mxeu2.example with ESMTP (Nemesis), id 0MKpdM-1CkRpr14PF-000608; \
             Fri, 31 Dec 2004 19:49:15 +0100",
        "dialect=ionos name=[192.0.2.1] helo=mail.example.com ip=192.0.2.1 by=mxeu2.example with=ESMTP id=0MKpdM-1CkRpr14PF-000608 \
             time=2004-12-31T18:49:15Z",
    ),
    (
        "(from mail.example.com [192.0.2.1]) by mx.example.org (NAVGW 2.5.2.12) with SMTP id M2006040415284308595 for <user@example.org>; \
             Tue, 04 Apr 2006 15:28:45 +0100",
        "dialect=navgw name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=SMTP id=M2006040415284308595 \
             for=user@example.org time=2006-04-04T14:28:45Z",
    ),
    (
        "from mail.example.com (IDENT:u@host.example.net [192.0.2.1] (may be forged)) (authenticated bits=0) by mx.example.org \
             (8.12.11/8.12.11) with ESMTP id i8FJcSRZ007847 (version=TLSv1/SSLv3 cipher=RC4-MD5 bits=128 verify=NO) \
             for <user@example.org>; Wed, 15 Sep 2004 21:38:31 +0200",
        "dialect=sendmail name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 ident=u forged=true \
             by=mx.example.org with=ESMTP id=i8FJcSRZ007847 for=user@example.org auth=yes tls=TLSv1/SSLv3/RC4-MD5 \
             time=2004-09-15T19:38:31Z clock=Sendmail@2004-09-15T19:38:28Z",
    ),
    (
        "from mail.example.com (u@[192.0.2.1]) by mx.example.org (8.11.6/8.11.6) with SMTP id QAA13555; Thu, 11 Sep 2003 12:54:31 +0100",
        "dialect=sendmail name=mail.example.com helo=mail.example.com ip=192.0.2.1 ident=u by=mx.example.org with=SMTP id=QAA13555 \
             time=2003-09-11T11:54:31Z",
    ),
    (
        "from mail.example.com (203.0.113.7 [192.0.2.1]) by mx.example.org (8.11.6/8.11.6) with SMTP id QAA13555; \
             Thu, 11 Sep 2003 12:54:31 +0100",
        "dialect=sendmail name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=SMTP id=QAA13555 \
             time=2003-09-11T11:54:31Z",
    ),
    (
        "(from u@localhost) by mx.example.org (8.12.11/8.12.11/Submit) id iBADHRP6011034 for user@example.org; Fri, 10 Dec 2004 13:17:27 GMT",
        "dialect=sendmail name=u@localhost by=mx.example.org id=iBADHRP6011034 for=user@example.org time=2004-12-10T13:17:27Z \
             clock=Sendmail@2004-12-10T13:17:27Z",
    ),
    (
        "from localhost (localhost [[UNIX: localhost]]) by mx.example.org (8.12.11/8.12.11/Submit) id QAA13555; Fri, 10 Dec 2004 13:17:27 GMT",
        "dialect=sendmail name=localhost helo=localhost by=mx.example.org id=QAA13555 time=2004-12-10T13:17:27Z",
    ),
    (
        "from mail.example.com (host.example.net [192.0.2.1]) (authenticated (0 bits)) by mx.example.org (8.11.6/8.11.6) with \
             ESMTP id f7GBi1a12345 for <user@example.org>; Thu, 16 Aug 2001 13:44:01 +0200",
        "dialect=sendmail name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org \
             with=ESMTP id=f7GBi1a12345 for=user@example.org auth=yes time=2001-08-16T11:44:01Z clock=Sendmail@2001-08-16T11:44:01Z",
    ),
    (
        "from mail.example.com (host.example.net [IPv6:2001:db8:0:0:0:0:0:1] (may be forged)) (user=u@example.com mech=PLAIN \
             bits=0) by mx.example.org (8.14.4/8.14.4) with ESMTPSA id q25A00Ab012345 (version=TLSv1.2 \
             cipher=ECDHE-RSA-AES128-GCM-SHA256 bits=128 verify=NOT); Mon, 5 Mar 2012 10:00:00 GMT",
        "dialect=sendmail name=mail.example.com helo=mail.example.com rdns=host.example.net ip=2001:db8::1 forged=true \
             by=mx.example.org with=ESMTPSA id=q25A00Ab012345 auth=u@example.com tls=TLSv1.2/ECDHE-RSA-AES128-GCM-SHA256 \
             time=2012-03-05T10:00:00Z clock=Sendmail@2012-03-05T10:00:00Z",
    ),
    (
        "from localhost (u@localhost) by mx.example.org (8.9.3/8.9.3) with ESMTP id KAA12345 for <user@example.org>; Thu, 16 \
             Dec 1999 10:00:00 -0500",
        "dialect=sendmail name=localhost helo=localhost ident=u by=mx.example.org with=ESMTP id=KAA12345 for=user@example.org \
             time=1999-12-16T15:00:00Z",
    ),
    (
        "from mail.example.com by mx.example.org (SMI-8.6/SMI-SVR4) id KAA12345; Thu, 16 Dec 1999 10:00:00 -0500",
        "dialect=sendmail name=mail.example.com helo=mail.example.com by=mx.example.org id=KAA12345 time=1999-12-16T15:00:00Z",
    ),
    (
        "by mx.example.org (5.65v4.0/1.1.8.2/11Dec95-0345PM) id AA12345; Thu, 16 Dec 1999 10:00:00 -0500",
        "dialect=sendmail by=mx.example.org id=AA12345 time=1999-12-16T15:00:00Z",
    ),
    (
        "from mail.example.com (host.example.net [192.0.2.1]) by mx.example.org (8.14.9/8.14.9) with ESMTP id s7GBi1aQ012345; \
             Sat, 16 Aug 2014 13:44:01 +0200 (envelope-from u@example.com)",
        "dialect=sendmail name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org \
             with=ESMTP id=s7GBi1aQ012345 envelope_from=u@example.com time=2014-08-16T11:44:01Z clock=Sendmail@2014-08-16T11:44:01Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.org (8.8.8+Sun/8.8.8) with ESMTP id KAA12345; Thu, \
             16 Dec 1999 10:00:00 -0500",
        "dialect=sendmail name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
             with=ESMTP id=KAA12345 time=1999-12-16T15:00:00Z",
    ),
    (
        "from mail.example.com by mx.example.org (8.9.3) with ESMTP id KAA12345; Thu, 16 Dec 1999 10:00:00 -0500",
        "dialect=sendmail name=mail.example.com helo=mail.example.com by=mx.example.org with=ESMTP id=KAA12345 \
             time=1999-12-16T15:00:00Z",
    ),
    // Critical Path's versions are no Sendmail's.
    (
        "from [198.51.100.9] (192.0.2.1) by mx.example.org (8.5.119.05) (authenticated as u@example.com) id 4A8C6F3512345678; \
             Fri, 4 Aug 2023 08:41:54 +0100",
        "dialect=generic name=[198.51.100.9] helo=[198.51.100.9] ip=192.0.2.1 by=mx.example.org id=4A8C6F3512345678 \
             auth=u@example.com time=2023-08-04T07:41:54Z",
    ),
    (
        "from mail.example.com (192.0.2.1) by mx.example.org (8.8.8.8) with SMTP id x; Fri, 4 Aug 2023 08:41:54 +0100",
        "dialect=generic name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org by_ip=8.8.8.8 with=SMTP id=x \
             time=2023-08-04T07:41:54Z",
    ),
    (
        "from host.example.net(192.0.2.1) by mx.example.org via smap (V1.3) id xma093673; Wed, 26 Mar 03 20:43:24 -0600",
        "dialect=smap name=host.example.net rdns=host.example.net ip=192.0.2.1 by=mx.example.org via=smap id=xma093673 \
             time=2003-03-27T02:43:24Z",
    ),
    (
        "from host.example.net(192.0.2.1, HELO mail.example.com) by mx.example.org via smap (V1.3) id xma002908; Fri, 27 Feb 04 14:16:56 -0800",
        "dialect=smap name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org via=smap \
             id=xma002908 time=2004-02-27T22:16:56Z",
    ),
    (
        "from nodnsquery(192.0.2.1) by mx.example.org via csmap (V4.1) id srcAAAyHaywy",
        "dialect=smap name=nodnsquery ip=192.0.2.1 by=mx.example.org via=csmap id=srcAAAyHaywy",
    ),
    (
        "from host.example.net(192.0.2.1), claiming to be \"mail.example.com\" via SMTP by mx.example.org, id smtpd1PBsZT; \
             Sun Nov 13 15:38:52 2005",
        "dialect=smtpd name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org via=SMTP \
             id=smtpd1PBsZT time=2005-11-13T15:38:52Z",
    ),
    (
        "from 192.0.2.1 (proxying for 198.51.100.9) (SquirrelMail authenticated user u) by mx.example.org with HTTP; \
             Thu, 23 Sep 2004 14:35:29 -0600 (MDT)",
        "dialect=webmail name=192.0.2.1 ip=192.0.2.1 by=mx.example.org with=HTTP auth=u time=2004-09-23T20:35:29Z",
    ),
    (
        "from 192.0.2.1 (SquirrelMail authenticated user u); by mx.example.org with HTTP; Thu, 23 Sep 2004 14:35:29 -0600 (MDT)",
        "dialect=webmail name=192.0.2.1 ip=192.0.2.1 by=mx.example.org with=HTTP auth=u time=2004-09-23T20:35:29Z",
    ),
    (
        "from [192.0.2.1] by web28416.example via HTTP; Wed, 09 Mar 2011 11:19:45 PST",
        "dialect=webmail name=[192.0.2.1] ip=192.0.2.1 by=web28416.example via=HTTP time=2011-03-09T19:19:45Z",
    ),
    (
        "from 192.0.2.1 ( [192.0.2.1]) as user u@localhost by mx.example.org with HTTP; Mon, 8 Jul 2002 23:24:56 -0400",
        "dialect=webmail name=192.0.2.1 ip=192.0.2.1 by=mx.example.org with=HTTP auth=u@localhost time=2002-07-09T03:24:56Z",
    ),
    (
        "from [192.0.2.1] by 3capp-webde-bs01.example (via HTTP); Tue, 11 Nov 2014 20:32:34 +0100",
        "dialect=webmail name=[192.0.2.1] ip=192.0.2.1 by=3capp-webde-bs01.example time=2014-11-11T19:32:34Z",
    ),
    (
        "from 192.0.2.1 (auth. user u@example.org) by mx.example.org with HTTP; Mon, 05 Mar 2012 10:00:00 +0000",
        "dialect=webmail name=192.0.2.1 ip=192.0.2.1 by=mx.example.org with=HTTP auth=u@example.org time=2012-03-05T10:00:00Z",
    ),
    (
        "from host.example.net (host.example.net [192.0.2.1]) by webmail.example.com (Horde MIME library) with HTTP for \
             <user@example.org>; Mon, 05 Mar 2018 10:00:00 -0600",
        "dialect=webmail name=host.example.net rdns=host.example.net ip=192.0.2.1 by=webmail.example.com with=HTTP \
             for=user@example.org time=2018-03-05T16:00:00Z",
    ),
    (
        "from 192.0.2.1 by mx.example.org (Mirapoint Messaging Server MOS 3.3.5-GR) with HTTP/1.1; Mon, 5 Mar 2012 10:00:00 \
             -0500",
        "dialect=webmail name=192.0.2.1 ip=192.0.2.1 by=mx.example.org with=HTTP/1.1 time=2012-03-05T15:00:00Z",
    ),
    (
        "from 192.0.2.1 (IP may be forged by CGI script) by infong-eu21.example with HTTP id 0abcDE-1uTbCd0Efg-00xyz1; \
             Sat, 02 May 2026 12:00:07 +0200",
        "dialect=webmail name=192.0.2.1 ip=192.0.2.1 by=infong-eu21.example with=HTTP id=0abcDE-1uTbCd0Efg-00xyz1 \
             time=2026-05-02T10:00:07Z",
    ),
    (
        "from mail.example.com (192.0.2.1:23198) by mx.example.org (198.51.100.7:25) with [XMail 1.20 ESMTP Server] id <S72E> \
             for <user@example.org> from <u@example.com>; Sat, 18 Sep 2004 23:17:54 -0500",
        "dialect=xmail name=mail.example.com helo=mail.example.com ip=192.0.2.1 port=23198 by=mx.example.org by_ip=198.51.100.7 with=ESMTP \
             id=S72E for=user@example.org envelope_from=u@example.com time=2004-09-19T04:17:54Z",
    ),
];
