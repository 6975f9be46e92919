//! Rows of [`super::plain`], a field or more for each of its dialects.

pub(in crate::received) const ROWS: &[(&str, &str)] = &[
    (
        "from mail.example.com (unknown [127.0.0.6]) (Authenticated sender: u) by relay.mailchannels.net (Postfix) with ESMTPA \
         id 9563A816FB; Wed, 19 Jun 2024 04:04:31 +0000 (UTC)",
        "dialect=mailchannels name=mail.example.com helo=mail.example.com ip=127.0.0.6 by=relay.mailchannels.net with=ESMTPA \
         id=9563A816FB auth=u time=2024-06-19T04:04:31Z shape=true",
    ),
    (
        "from mail.example.com (host.example.net [192.0.2.1]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384) by 198.51.100.7 \
         (trex/6.9.2); Wed, 19 Jun 2024 04:04:33 +0000",
        "dialect=mailchannels name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=198.51.100.7 \
         by_ip=198.51.100.7 tls=TLSv1.3/TLS_AES_256_GCM_SHA384 time=2024-06-19T04:04:33Z",
    ),
    (
        "from localhost (192.0.2.1) by mx.example.org (PowerMTA(TM) v3.5r17) id hrakoo0lrlgv for <user@example.org>; \
         Fri, 20 Apr 2018 17:51:19 -0400 (envelope-from <u@example.net>)",
        "dialect=powermta name=localhost helo=localhost ip=192.0.2.1 by=mx.example.org id=hrakoo0lrlgv for=user@example.org \
         envelope_from=u@example.net time=2018-04-20T21:51:19Z",
    ),
    (
        "by mx.example.org id hi424k3864o4 for <user@example.org>; Wed, 22 Jan 2025 09:37:26 -0500 (envelope-from <>)",
        "dialect=powermta by=mx.example.org id=hi424k3864o4 for=user@example.org envelope_from= time=2025-01-22T14:37:26Z",
    ),
    (
        "from mail.example.com ([127.0.0.1]) by localhost (mx.example.org [127.0.0.1]) (amavisd-new, port 10032) with ESMTP \
         id KwjYuLcgPI1q; Mon, 20 Feb 2023 19:02:59 +0300 (EAT)",
        "dialect=amavis name=mail.example.com helo=mail.example.com ip=127.0.0.1 by=localhost by_ip=127.0.0.1 with=ESMTP \
         id=KwjYuLcgPI1q time=2023-02-20T16:02:59Z",
    ),
    (
        "from localhost (mx.example.org [local]) by mx.example.org (OpenSMTPD) with ESMTPA id 5db34e0d for <user@example.org>; \
         Tue, 7 Apr 2020 01:38:29 -0600 (MDT)",
        "dialect=opensmtpd name=localhost helo=localhost by=mx.example.org with=ESMTPA id=5db34e0d for=user@example.org auth=yes \
         time=2020-04-07T07:38:29Z",
    ),
    (
        "from mail.example.com (host.example.net [192.0.2.1]) by relay.mimecast.com with ESMTP with STARTTLS (version=TLSv1.3, \
         cipher=TLS_AES_256_GCM_SHA384) id us-mta-684-ADGvBTAvNg2U_Br6XC7Aow-1; Tue, 04 Nov 2025 19:19:15 -0500",
        "dialect=mimecast name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=relay.mimecast.com with=ESMTP \
         id=us-mta-684-ADGvBTAvNg2U_Br6XC7Aow-1 tls=TLSv1.3/TLS_AES_256_GCM_SHA384 time=2025-11-05T00:19:15Z",
    ),
    (
        "by mx.zohomail.com with SMTPS id 1779259866052944.3067294851667; Tue, 19 May 2026 23:51:06 -0700 (PDT)",
        "dialect=zoho by=mx.zohomail.com with=SMTPS id=1779259866052944.3067294851667 time=2026-05-20T06:51:06Z \
         clock=Milliseconds@2026-05-20T06:51:06Z",
    ),
    (
        "from mail.example.com [(192.0.2.1)] by mx.example.org (198.51.100.7) (MDaemon PRO v19.0.2)  with ESMTP id md50018233933.msg; \
         Tue, 16 Jul 2019 11:39:22 +0200",
        "dialect=mdaemon name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org by_ip=198.51.100.7 with=ESMTP \
         id=md50018233933.msg time=2019-07-16T09:39:22Z",
    ),
    (
        "from mail.example.com by imap with LMTP id WHozIu1j5mkuvwEAu9opvQ (envelope-from <u@example.net>) for <user@example.org>; \
         Mon, 20 Apr 2026 19:35:41 +0200",
        "dialect=dovecot name=mail.example.com helo=mail.example.com by=imap with=LMTP id=WHozIu1j5mkuvwEAu9opvQ for=user@example.org \
         envelope_from=u@example.net time=2026-04-20T17:35:41Z clock=Dovecot@2026-04-20T17:35:41Z",
    ),
    (
        "from [198.51.100.9] (host.example.net [192.0.2.1]) (AUTH: CRAM-MD5 u@example.net, TLS: TLS1.3, 128bits, \
         ECDHE_RSA_AES_128_GCM_SHA256) by mx.example.org with ESMTPSA id 00000000005DC0D6.0000000064EC6711.00003756; \
         Mon, 28 Aug 2023 11:21:21 +0200",
        "dialect=courier name=[198.51.100.9] helo=[198.51.100.9] rdns=host.example.net ip=192.0.2.1 by=mx.example.org with=ESMTPSA \
         id=00000000005DC0D6.0000000064EC6711.00003756 auth=u@example.net tls=TLSv1.3/ECDHE_RSA_AES_128_GCM_SHA256 \
         time=2023-08-28T09:21:21Z clock=Courier@2023-08-28T09:21:21Z",
    ),
    (
        "from mail.example.com (unverified [192.0.2.1]) by mx.example.org (EMWAC SMTPRS 0.83) with SMTP id <B0000654501@mx.example.org>; \
         Tue, 11 Jun 2002 08:06:36 +0900",
        "dialect=generic name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=SMTP \
         id=B0000654501@mx.example.org time=2002-06-10T23:06:36Z",
    ),
    (
        "from [203.0.113.9] (evil text) by : mx.example.org : with SMTP; Tue, 11 Jun 2002 08:06:36 +0900",
        "dialect=generic name=[203.0.113.9] helo=[203.0.113.9] by=mx.example.org with=SMTP time=2002-06-10T23:06:36Z unparsed=(evil_text)",
    ),
    (
        "from by (host.example.net [192.0.2.1]) by id (software) with SMTP id with for <user@example.org>; Tue, 11 Jun 2002 08:06:36 +0900",
        "dialect=generic name=by helo=by rdns=host.example.net ip=192.0.2.1 by=id with=SMTP for=user@example.org \
         time=2002-06-10T23:06:36Z",
    ),
    (
        "Received: from mail.example.com ([192.0.2.1] by mx.example.org; Tue, 11 Jun 2002 08:06:36 +0900",
        "dialect=generic name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org time=2002-06-10T23:06:36Z unparsed=(",
    ),
    (
        "from [198.51.100.9] (unknown [192.0.2.1]) by p00-mailgateway-smtp-1.me.com (Postfix) with ESMTPSA id 1A2B3C4D5E6F; \
         Mon,  5 Mar 2018 10:00:00 +0000 (UTC)",
        "dialect=apple name=[198.51.100.9] helo=[198.51.100.9] ip=192.0.2.1 by=p00-mailgateway-smtp-1.me.com with=ESMTPSA \
         id=1A2B3C4D5E6F auth=yes time=2018-03-05T10:00:00Z shape=true",
    ),
    (
        "from pmta01.example.com (localhost [127.0.0.1]) by mail133.example.com (Mailchimp) with ESMTP id 4RHHjG1nyfz7QQ5q; \
         Fri, 4 Aug 2023 07:41:54 +0000 (UTC)",
        "dialect=mailchimp name=pmta01.example.com helo=pmta01.example.com rdns=localhost ip=127.0.0.1 by=mail133.example.com \
         with=ESMTP id=4RHHjG1nyfz7QQ5q time=2023-08-04T07:41:54Z clock=PostfixLong@2023-08-04T07:41:54Z",
    ),
    (
        "from [192.0.2.1] by mandrillapp.com id 0123456789abcdef0123456789abcdef; Mon, 05 Jun 2023 10:00:00 +0000",
        "dialect=mandrill name=[192.0.2.1] ip=192.0.2.1 by=mandrillapp.com id=0123456789abcdef0123456789abcdef \
         time=2023-06-05T10:00:00Z",
    ),
    (
        "from mail.example.com (192.0.2.1) by mx.example.org (PowerMTA v5.0r7) with ESMTPSA id hg1kso2k8vs1 for \
         <user@example.org>; Mon, 5 Mar 2018 10:00:00 +0000 (envelope-from <bounce@example.com>)",
        "dialect=powermta name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTPSA \
         id=hg1kso2k8vs1 for=user@example.org envelope_from=bounce@example.com auth=yes time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (<unknown> [192.0.2.1]) by mx.example.org (OpenSMTPD) with ESMTPSA id 1a2b3c4d \
         (TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO) auth=yes user=u for <user@example.org>; Mon, 5 Mar 2018 10:00:00 +0000 (UTC)",
        "dialect=opensmtpd name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTPSA id=1a2b3c4d \
         for=user@example.org auth=u tls=TLSv1.3/TLS_AES_256_GCM_SHA384 time=2018-03-05T10:00:00Z",
    ),
    (
        "by mx.example.org (OpenSMTPD, from userid 1000) id 1a2b3c4d; Mon, 5 Mar 2018 10:00:00 +0000 (UTC)",
        "dialect=opensmtpd by=mx.example.org id=1a2b3c4d time=2018-03-05T10:00:00Z",
    ),
    (
        "from pps.filterd (m0012345.ppops.net [127.0.0.1]) by mx0a-00123456.pphosted.com (8.16.0.22/8.16.0.22) with SMTP id \
         w25A00Ab012345 for <user@example.org>; Mon, 5 Mar 2018 10:00:00 GMT",
        "dialect=proofpoint name=pps.filterd helo=pps.filterd rdns=m0012345.ppops.net ip=127.0.0.1 \
         by=mx0a-00123456.pphosted.com with=SMTP id=w25A00Ab012345 for=user@example.org time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) by mx0a-00123456.pphosted.com (PPS) with ESMTPS id 3abc12345x-1 \
         (version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NOT); Mon, 05 Mar 2018 10:00:00 +0000 (GMT)",
        "dialect=proofpoint name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 \
         by=mx0a-00123456.pphosted.com with=ESMTPS id=3abc12345x-1 tls=TLSv1.3/TLS_AES_256_GCM_SHA384 time=2018-03-05T10:00:00Z",
    ),
    (
        "from [198.51.100.9] (host.example.net [192.0.2.1]) by mx.example.org (Oracle Communications Messaging Server \
         7u4-27.10(7.0.4.27.9) 64bit (built Jun 6 2014)) with ESMTPSA id <0NAB00ABCDEFGH10@mx.example.org> for user@example.org \
         (ORCPT user@example.org); Mon, 05 Mar 2018 10:00:00 +0000 (GMT)",
        "dialect=oracle name=[198.51.100.9] helo=[198.51.100.9] rdns=host.example.net ip=192.0.2.1 by=mx.example.org \
         with=ESMTPSA id=0NAB00ABCDEFGH10@mx.example.org for=user@example.org auth=yes time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (\"port 1234\"@[192.0.2.1]) by mx.example.org (PMDF V6.2-X17 #30810) with ESMTP id \
         <01ABC@mx.example.org>; Mon, 05 Mar 2007 10:00:00 +0000 (GMT)",
        "dialect=oracle name=mail.example.com helo=mail.example.com ip=192.0.2.1 port=1234 by=mx.example.org with=ESMTP \
         id=01ABC@mx.example.org time=2007-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (host.example.net [192.0.2.1]) by inbound-smtp.us-east-1.amazonaws.com with SMTP id \
         abc123def456ghi789jkl0mnopqrstuv for user@example.org; Mon, 05 Mar 2018 10:00:00 +0000 (UTC)",
        "dialect=ses name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 \
         by=inbound-smtp.us-east-1.amazonaws.com with=SMTP id=abc123def456ghi789jkl0mnopqrstuv for=user@example.org \
         time=2018-03-05T10:00:00Z",
    ),
    (
        "by mx.zeptomail.com with LMTP id 1520244000123456; Mon, 5 Mar 2018 02:00:00 -0800 (PST)",
        "dialect=zoho by=mx.zeptomail.com with=LMTP id=1520244000123456 time=2018-03-05T10:00:00Z \
         clock=Milliseconds@2018-03-05T10:00:00Z",
    ),
    (
        "by mx.example.org via POP3 (MDaemon PRO v13.0.4) id md50001234567.msg; Mon, 05 Mar 2012 10:00:00 +0100",
        "dialect=mdaemon by=mx.example.org via=POP3 id=md50001234567.msg time=2012-03-05T09:00:00Z",
    ),
    (
        "from mail.example.com (unknown [192.0.2.1]) by mx.example.org (Halon) with ESMTPSA \
         (TLSv1.2:ECDHE-RSA-AES256-GCM-SHA384:256) id 5b4b20b4-d0d9-11ee-abf4-005056bdd08f; Wed, 21 Feb 2024 16:50:46 +0000 \
         (UTC)",
        "dialect=halon name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTPSA \
         id=5b4b20b4-d0d9-11ee-abf4-005056bdd08f auth=yes tls=TLSv1.2/ECDHE-RSA-AES256-GCM-SHA384 time=2024-02-21T16:50:46Z \
         clock=UuidV1@2024-02-21T16:50:45Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.org (Spam Firewall) with ESMTP id 1A2B3C4D5E6F for \
         <user@example.org>; Mon,  5 Mar 2012 10:00:00 -0500 (EST)",
        "dialect=barracuda name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
         with=ESMTP id=1A2B3C4D5E6F for=user@example.org time=2012-03-05T15:00:00Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) by mx-inbound12-34.us-east-2a.ess.aws.cudaops.com \
         (version=TLSv1.2 cipher=ECDHE-RSA-AES128-GCM-SHA256 bits=128 verify=NO); Mon, 05 Mar 2018 10:00:00 +0000",
        "dialect=barracuda name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 \
         by=mx-inbound12-34.us-east-2a.ess.aws.cudaops.com tls=TLSv1.2/ECDHE-RSA-AES128-GCM-SHA256 time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) (user=u@example.com mech=LOGIN bits=0) by mx.example.org \
         (FortiMail 5.3) with ESMTP id w25A0012012345-w25A0013012345 (version=TLSv1.2 cipher=ECDHE-RSA-AES256-GCM-SHA384 \
         bits=256 verify=NO); Mon, 5 Mar 2018 10:00:00 +0100",
        "dialect=fortimail name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
         with=ESMTP id=w25A0012012345-w25A0013012345 auth=u@example.com tls=TLSv1.2/ECDHE-RSA-AES256-GCM-SHA384 \
         time=2018-03-05T09:00:00Z",
    ),
    (
        "from mail.example.com (192.0.2.1) by mx.example.org (ngmta) with ESMTP id 1a2b3c4d for <user@example.org>; Mon, 05 Mar \
         2018 10:00:00 +0000",
        "dialect=vade name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP id=1a2b3c4d \
         for=user@example.org time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.org (Axigen) with (ECDHE-RSA-AES256-GCM-SHA384 \
         encrypted) ESMTPSA id 1A2B3C; Mon, 5 Mar 2018 10:00:00 +0100",
        "dialect=axigen name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
         with=ESMTPSA id=1A2B3C auth=yes tls=/ECDHE-RSA-AES256-GCM-SHA384 time=2018-03-05T09:00:00Z",
    ),
    (
        "from mail.example.com ([192.0.2.1]) by mx.example.org (IBM Domino Release 9.0.1FP7) with ESMTP id \
         2018030510000012-12345 ; Mon, 5 Mar 2018 10:00:00 +0100",
        "dialect=domino name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP \
         id=2018030510000012-12345 time=2018-03-05T09:00:00Z",
    ),
    (
        "from mail.example.com (LHLO mail.example.com) (192.0.2.1) by mail.example.com with LMTP; Mon, 5 Mar 2018 10:00:00 \
         +0000 (UTC)",
        "dialect=zimbra name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mail.example.com \
         with=LMTP time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com ([192.0.2.1:41234] helo=mail.example.com) by mx1.mta.salesforce.com with ESMTPS \
         (cipher=ECDHE-RSA-AES256-GCM-SHA384 subject=\"/C=US/CN=*.example.com\") id abc; Mon, 05 Mar 2018 10:00:00 +0000",
        "dialect=salesforce name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 port=41234 \
         by=mx1.mta.salesforce.com with=ESMTPS id=abc tls=/ECDHE-RSA-AES256-GCM-SHA384 time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) by mx1.improvmx.com with ESMTPS id abc for <user@example.org>; \
         Mon, 05 Mar 2018 10:00:00 +0000",
        "dialect=improvmx name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx1.improvmx.com \
         with=ESMTPS id=abc for=user@example.org time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com ([192.0.2.1]) by cmsmtp with ESMTPSA id abcDEFghi; Mon, 05 Mar 2018 10:00:00 +0000",
        "dialect=cloudfilter name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=cmsmtp with=ESMTPSA id=abcDEFghi \
         auth=yes time=2018-03-05T10:00:00Z",
    ),
    (
        "from DESKTOP ( [192.0.2.1]) by bizesmtp.qq.com (ESMTP) with id abc; Mon, 05 Mar 2018 18:00:00 +0800 (CST)",
        "dialect=tencent name=DESKTOP helo=DESKTOP ip=192.0.2.1 by=bizesmtp.qq.com id=abc time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (unknown [192.0.2.1]) by newmx12.qq.com (NewMx) with SMTP id abc; Mon, 05 Mar 2018 18:00:00 \
         +0800",
        "dialect=tencent name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=newmx12.qq.com with=SMTP id=abc \
         time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (host.example.net [192.0.2.1]) (IDENT: u, AUTH: LOGIN u@example.com, TLS: \
         TLSv1.2,256bits,ECDHE-RSA-AES256-GCM-SHA384) by mx.example.org with ESMTPSA id \
         0000000000ABCDEF.000000004F548A10.00001234; Mon, 05 Mar 2012 10:41:00 +0100",
        "dialect=courier name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org \
         with=ESMTPSA id=0000000000ABCDEF.000000004F548A10.00001234 auth=u@example.com tls=TLSv1.2/ECDHE-RSA-AES256-GCM-SHA384 \
         time=2012-03-05T09:41:00Z clock=Courier@2012-03-05T09:40:32Z",
    ),
    (
        "from mail.example.com ([192.0.2.1]) by mx.example.org (InterMail vM.8.01.05.15 201-2260-151-145-20131218) with ESMTP \
         id <20180305100000.ABC1234.mx.example.org@mail.example.com> for <user@example.org>; Mon, 5 Mar 2018 05:00:00 -0500",
        "dialect=intermail name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP \
         id=20180305100000.ABC1234.mx.example.org@mail.example.com for=user@example.org time=2018-03-05T10:00:00Z \
         clock=Stamp@2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (mail.example.com[192.0.2.1]) by rwcrmhc12.attbi.com (rwcrmhc12) with SMTP id \
         <20070305100000m1200abcdee>; Mon, 5 Mar 2007 10:00:00 +0000",
        "dialect=attbi name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=rwcrmhc12.attbi.com \
         with=SMTP id=20070305100000m1200abcdee time=2007-03-05T10:00:00Z clock=Stamp@2007-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com ([192.0.2.1]) by mx.example.org (KnoxPortal) with ESMTP id 20180305100000abc; Mon, 5 Mar 2018 \
         10:00:00 +0000",
        "dialect=knox name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP \
         id=20180305100000abc time=2018-03-05T10:00:00Z clock=Stamp@2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) (using TLSv1.3 with cipher TLS13_AES_256_GCM_SHA384) by \
         mx.example.org (Stalwart SMTP) with ESMTPS id 1A2B3C4D5E6F78; Tue, 5 Mar 2024 10:00:00 +0000",
        "dialect=stalwart name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
         with=ESMTPS id=1A2B3C4D5E6F78 tls=TLSv1.3/TLS13_AES_256_GCM_SHA384 time=2024-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com [192.0.2.1] by mx.example.org with ESMTP (SMTPD-9.23) id A1B2C3D40123; Mon, 5 Mar 2012 10:00:00 \
         -0500",
        "dialect=imail name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP id=A1B2C3D40123 \
         time=2012-03-05T15:00:00Z",
    ),
    (
        "from director.example.com ([192.0.2.1]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) by \
         backend.example.com with LMTP id WHozIu1j5mkuvwEAu9opvQ:T2 (envelope-from <u@example.com>) for <user@example.org>; \
         Mon, 20 Apr 2026 19:35:41 +0200",
        "dialect=dovecot name=director.example.com helo=director.example.com ip=192.0.2.1 by=backend.example.com with=LMTP \
         id=WHozIu1j5mkuvwEAu9opvQ:T2 for=user@example.org envelope_from=u@example.com tls=TLSv1.3/TLS_AES_256_GCM_SHA384 \
         time=2026-04-20T17:35:41Z clock=Dovecot@2026-04-20T17:35:41Z",
    ),
    (
        "from murder (mail.example.com [192.0.2.1]) by mail.example.com (Cyrus 3.0.8-Debian-3.0.8-6+deb10u6) with LMTPA; Mon, \
         05 Mar 2018 10:00:00 +0100",
        "dialect=cyrus name=murder helo=murder rdns=mail.example.com ip=192.0.2.1 by=mail.example.com with=LMTPA auth=yes \
         time=2018-03-05T09:00:00Z",
    ),
    (
        "from mail.example.com ([unix socket]) by mail.example.com (Cyrus v2.2.12) with LMTPA; Mon, 05 Mar 2018 10:00:00 +0100",
        "dialect=cyrus name=mail.example.com helo=mail.example.com by=mail.example.com with=LMTPA auth=yes \
         time=2018-03-05T09:00:00Z",
    ),
    (
        "from mail.example.com (host.example.net [192.0.2.1]) by mxfront1j.example (nwsmtp/Yandex) with ESMTPS id \
         abCDef12gh-01DuIJkl; Mon, 05 Mar 2018 13:00:00 +0300 (using TLSv1.2 with cipher ECDHE-RSA-AES128-GCM-SHA256 (128/128 \
         bits)) (Client certificate not present)",
        "dialect=yandex name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mxfront1j.example \
         with=ESMTPS id=abCDef12gh-01DuIJkl tls=TLSv1.2/ECDHE-RSA-AES128-GCM-SHA256 time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (unverified [192.0.2.1]) by mx.example.org (SurgeMail 7.3f) with ESMTP (TLS) id 12345-123 for \
         <user@example.org>; Mon, 05 Mar 2018 10:00:00 +0100",
        "dialect=surgemail name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP id=12345-123 \
         for=user@example.org time=2018-03-05T09:00:00Z",
    ),
    (
        "from PC ([192.0.2.1]) (authenticated user u@example.org) by mx.example.org (Kerio Connect 8.3.4) with ESMTPSA (using \
         TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256 bits)); Mon, 5 Mar 2018 10:00:00 +0100",
        "dialect=kerio name=PC helo=PC ip=192.0.2.1 by=mx.example.org with=ESMTPSA auth=u@example.org \
         tls=TLSv1.2/ECDHE-RSA-AES256-GCM-SHA384 time=2018-03-05T09:00:00Z",
    ),
    (
        "from [198.51.100.9] (mail.example.com [192.0.2.1]) by mx.example.org (IceWarp 11.4.6.0 DEB8 x64) with ASMTP (SSL) id \
         201803051000001234 for <user@example.org>; Mon, 05 Mar 2018 10:00:00 +0100",
        "dialect=icewarp name=[198.51.100.9] helo=[198.51.100.9] rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
         with=ASMTP id=201803051000001234 for=user@example.org auth=yes time=2018-03-05T09:00:00Z",
    ),
    (
        "from mail.example.com (EHLO mail.example.com) ([192.0.2.1]) by mx.example.org (MOS 4.3.7-GA FastPath queued) with \
         ESMTP id DKX12345; Mon, 05 Mar 2018 18:00:00 +0800 (CST)",
        "dialect=mirapoint name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
         with=ESMTP id=DKX12345 time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.org with ESMTP (hMailServer 5.6); Mon, 5 Mar 2012 \
         10:00:00 +0100",
        "dialect=hmailserver name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
         with=ESMTP time=2012-03-05T09:00:00Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.org (NTMail 7.02.3037/NY1234.56.abcdef) with ESMTP \
         id ab123456 for <user@example.org>; Mon, 5 Mar 2007 10:00:00 +0100",
        "dialect=ntmail name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
         with=ESMTP id=ab123456 for=user@example.org time=2007-03-05T09:00:00Z",
    ),
    (
        "from mail.example.com (unverified [192.0.2.1]) by mx.example.org (Rockliffe SMTPRA 6.1.16) with ESMTP id \
         <B0012345678@mx.example.org>; Mon, 5 Mar 2012 10:00:00 -0500",
        "dialect=rockliffe name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP \
         id=B0012345678@mx.example.org time=2012-03-05T15:00:00Z",
    ),
    (
        "from GWDOM-MTA by mx.example.org with Novell_GroupWise; Mon, 05 Mar 2012 10:00:00 -0700",
        "dialect=groupwise name=GWDOM-MTA by=mx.example.org with=Novell_GroupWise time=2012-03-05T17:00:00Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.org with ESMTPS id abc for <user@example.org>, \
         <other@example.org>; Mon, 05 Mar 2018 10:00:00 +0000",
        "dialect=generic name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
         with=ESMTPS id=abc for=user@example.org time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.org with ESMTPS id abc for \
         user@example.org,other@example.org; Mon, 05 Mar 2018 10:00:00 +0000",
        "dialect=generic name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
         with=ESMTPS id=abc for=user@example.org time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.org with ESMTPS id abc for <multiple recipients>; \
         Mon, 05 Mar 2018 10:00:00 +0000",
        "dialect=generic name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
         with=ESMTPS id=abc time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.org with ESMTPS (tls_v1_3) id abc env-from \
         <u@example.com>; Mon, 05 Mar 2018 10:00:00 +0000",
        "dialect=generic name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
         with=ESMTPS id=abc envelope_from=u@example.com tls=TLSv1.3 time=2018-03-05T10:00:00Z",
    ),
    (
        "from mail.example.com (192.0.2.1) by mx.example.org (return-path <u@example.com>) with ESMTP id abc; Mon, 05 Mar 2018 \
         10:00:00 +0000",
        "dialect=generic name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP id=abc \
         envelope_from=u@example.com time=2018-03-05T10:00:00Z",
    ),
    (
        "from [198.51.100.9] ([192.0.2.1]) by mwinf5d12 with ME id abc12300A1B2C3d01; Mon, 05 Mar 2018 10:00:00 +0100",
        "dialect=generic name=[198.51.100.9] helo=[198.51.100.9] ip=192.0.2.1 by=mwinf5d12 with=ME id=abc12300A1B2C3d01 \
         time=2018-03-05T09:00:00Z",
    ),
    (
        "from localhost (localhost [127.0.0.1]) (uid 1000) by mx.example.org with local; Mon, 05 Mar 2012 10:00:00 +0100",
        "dialect=generic name=localhost rdns=localhost ip=127.0.0.1 by=mx.example.org with=local time=2012-03-05T09:00:00Z",
    ),
    (
        "from mail.example.com (Not Verified[192.0.2.1]) by mx.example.org with Trustwave SEG (v10,0,4,7) (using TLS: TLSv1.2, \
         ECDHE-RSA-AES256-GCM-SHA384) id <B64ccac020000>; Fri, 04 Aug 2023 17:41:54 +1000",
        "dialect=generic name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=Trustwave_SEG \
         id=B64ccac020000 tls=TLSv1.2/ECDHE-RSA-AES256-GCM-SHA384 time=2023-08-04T07:41:54Z",
    ),
];
