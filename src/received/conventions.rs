//! The conventions of the slots, one test each, over fields of no particular MTA.

use super::testing::check;

#[test]
fn helo_is_what_the_client_announced() {
    check(&[
        (
            "from mail.example.com (host.example.net [192.0.2.1]) by mx.example.org with ESMTP",
            "dialect=generic name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org with=ESMTP",
        ),
        (
            "from host.example.net ([192.0.2.1] helo=mail.example.com) by mx.example.org with esmtp",
            "dialect=generic name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org with=esmtp",
        ),
        (
            "from host.example.net (HELO mail.example.com) (192.0.2.1) by mx.example.org with SMTP",
            "dialect=generic name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org with=SMTP",
        ),
    ]);
}

#[test]
fn helo_is_null_where_nobody_announced_anything() {
    check(&[
        (
            "from 192.0.2.1 by mx.example.org with HTTP",
            "dialect=webmail name=192.0.2.1 ip=192.0.2.1 by=mx.example.org with=HTTP",
        ),
        (
            "from a.example.com (2001:db8::1) by b.example.com (2001:db8::2) with mapi id 15.1",
            "dialect=exchange-store name=a.example.com ip=2001:db8::1 by=b.example.com by_ip=2001:db8::2 with=mapi id=15.1",
        ),
        (
            "from u by mx.example.org with local",
            "dialect=generic name=u by=mx.example.org with=local",
        ),
        (
            "from unknown (192.0.2.1) by mx.example.org with SMTP; 5 Mar 2012 10:00:00 -0000",
            "dialect=qmail name=unknown ip=192.0.2.1 by=mx.example.org with=SMTP time=2012-03-05T10:00:00Z",
        ),
    ]);
}

#[test]
fn an_address_that_the_client_may_have_said_is_no_peer() {
    check(&[
        (
            "from [203.0.113.9] by mx.example.org with ESMTP",
            "dialect=generic name=[203.0.113.9] helo=[203.0.113.9] by=mx.example.org with=ESMTP",
        ),
        (
            "from [203.0.113.9] (unknown [192.0.2.1]) by mx.example.org with ESMTP",
            "dialect=generic name=[203.0.113.9] helo=[203.0.113.9] ip=192.0.2.1 by=mx.example.org with=ESMTP",
        ),
        (
            "from host.example.net (HELO 203.0.113.9) by mx.example.org with SMTP",
            "dialect=generic name=host.example.net helo=203.0.113.9 by=mx.example.org with=SMTP",
        ),
    ]);
}

/// Who runs an address chooses its reverse name, its answers to ident, and what it announces.
#[test]
fn no_word_of_the_sender_hides_the_peer() {
    let names = [
        "authenticated.example.net",
        "smtp-auth.example.net",
        "return-path.example.net",
        "mail-from.example.net",
        "envelope-from.example.net",
        "env-from1.example.net",
        "multi-drop.example.net",
        "single-drop.example.net",
        "tls1.example.net",
        "tls-aes.DES-host.example.net",
        "ssl.example.net",
        "cipher.example.net",
        "version.example.net",
        "verified.example.net",
        "using",
        "authenticated_as",
        "tlsv1",
    ];
    for name in names {
        for from in [
            format!("({name} [192.0.2.1])"),
            format!("({name}[192.0.2.1])"),
            format!("({name}. [192.0.2.1])"),
        ] {
            let field = format!("from mail.example.com {from} by mx.example.org with ESMTP");
            let slots = format!(
                "dialect=generic name=mail.example.com helo=mail.example.com rdns={name} ip=192.0.2.1 by=mx.example.org with=ESMTP"
            );
            check(&[(&field, &slots)]);
        }
    }
    for ident in ["smtp-auth", "tls", "authenticated", "user=u", "auth=u"] {
        let field = format!(
            "from unknown (HELO mail.example.com) ({ident}@192.0.2.1) by mx.example.org with SMTP; 5 Mar 2012 10:00:00 -0000"
        );
        let slots = format!(
            "dialect=qmail name=unknown helo=mail.example.com ip=192.0.2.1 ident={ident} by=mx.example.org with=SMTP \
             time=2012-03-05T10:00:00Z"
        );
        check(&[(&field, &slots)]);
    }
}

#[test]
fn what_the_client_says_is_no_word_of_the_receiver() {
    check(&[
        (
            "from auth=yes (unknown [192.0.2.1]) by mx.example.org with ESMTP",
            "dialect=generic name=auth=yes helo=auth=yes ip=192.0.2.1 by=mx.example.org with=ESMTP",
        ),
        (
            "from envelope-from (unknown [192.0.2.1]) by mx.example.org with ESMTP",
            "dialect=generic name=envelope-from helo=envelope-from ip=192.0.2.1 by=mx.example.org with=ESMTP",
        ),
        (
            "from mail.example.com [203.0.113.9] (unknown [192.0.2.1]) by mx.example.org with ESMTP",
            "dialect=generic name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP \
             unparsed=[203.0.113.9]",
        ),
        (
            "from mail.example.com HELO x (unknown [192.0.2.1]) by mx.example.org with ESMTP",
            "dialect=generic name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP \
             unparsed=HELO_x",
        ),
        (
            "from mail.example.com helo=x (unknown [192.0.2.1]) by mx.example.org with ESMTP",
            "dialect=generic name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP \
             unparsed=helo=x",
        ),
        (
            "from a by b (unknown [192.0.2.1]) (Authenticated sender: u) by mx.example.org with ESMTP",
            "dialect=generic name=a helo=a ip=192.0.2.1 by=mx.example.org with=ESMTP auth=u unparsed=by_b",
        ),
        (
            "from with ESMTPSA id 1 (host.example.net [192.0.2.1]) by mx.example.org with ESMTP id 2",
            "dialect=generic name=with helo=with rdns=host.example.net ip=192.0.2.1 by=mx.example.org with=ESMTP id=2 \
             unparsed=ESMTPSA_id_1",
        ),
        (
            "from x as user u (unknown [192.0.2.1]) by mx.example.org with ESMTP",
            "dialect=generic name=x helo=x ip=192.0.2.1 by=mx.example.org with=ESMTP unparsed=as_user_u",
        ),
        (
            "from over TLS secured channel (unknown [192.0.2.1]) by mx.example.org with ESMTP",
            "dialect=generic name=over helo=over ip=192.0.2.1 by=mx.example.org with=ESMTP unparsed=TLS_secured_channel",
        ),
        (
            "from unknown (192.0.2.1) HELO auth=yes by mx.example.org with SMTP",
            "dialect=generic name=unknown helo=auth=yes ip=192.0.2.1 by=mx.example.org with=SMTP",
        ),
        (
            "from host.example.net (HELO authenticated as u) ([192.0.2.1]) by mx.example.org with SMTP",
            "dialect=generic name=host.example.net helo=authenticated_as_u rdns=host.example.net ip=192.0.2.1 by=mx.example.org \
             with=SMTP",
        ),
        (
            "from host.example.net (HELO AES256-SHA encrypted) ([192.0.2.1]) by mx.example.org with SMTP",
            "dialect=generic name=host.example.net helo=AES256-SHA_encrypted rdns=host.example.net ip=192.0.2.1 \
             by=mx.example.org with=SMTP",
        ),
        (
            "from [192.0.2.1] (port=2525 ident=authenticated as u) by mx.example.org with smtp (Exim 4.96)",
            "dialect=exim name=[192.0.2.1] ip=192.0.2.1 port=2525 ident=authenticated by=mx.example.org with=smtp unparsed=as \
             unparsed=u",
        ),
        (
            "from mail.example.com ([192.0.2.1]) by mx.example.org with ESMTP id x for auth=yes",
            "dialect=generic name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP id=x \
             for=auth=yes",
        ),
    ]);
}

#[test]
fn a_reverse_name_needs_an_address_or_a_place_of_its_own() {
    check(&[
        (
            "from host.example.net (HELO mail.example.com) by mx.example.org with SMTP",
            "dialect=generic name=host.example.net helo=mail.example.com by=mx.example.org with=SMTP",
        ),
        (
            "from mail.example.com (host.example.net) by mx.example.org with SMTP",
            "dialect=generic name=mail.example.com helo=mail.example.com rdns=host.example.net by=mx.example.org with=SMTP",
        ),
    ]);
}

#[test]
fn rdns_is_a_name_from_reverse_dns_without_a_trailing_dot() {
    check(&[
        (
            "from a.example.com (host.example.net. [192.0.2.1]) by mx.example.org with ESMTP",
            "dialect=generic name=a.example.com helo=a.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org with=ESMTP",
        ),
        (
            "from a.example.com (unknown [192.0.2.1]) by mx.example.org with ESMTP",
            "dialect=generic name=a.example.com helo=a.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP",
        ),
        (
            "from a.example.com ([UNAVAILABLE] [192.0.2.1]) by mx.example.org with ESMTP",
            "dialect=generic name=a.example.com helo=a.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP",
        ),
        (
            "from a.example.com (203.0.113.7 [192.0.2.1]) by mx.example.org with ESMTP",
            "dialect=generic name=a.example.com helo=a.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP",
        ),
    ]);
}

#[test]
fn addresses_are_canonical() {
    check(&[
        (
            "from a.example.com ([IPv6:2001:DB8:0:0::1]:2525) by mx.example.org ([fe80::1%6]) with ESMTP",
            "dialect=generic name=a.example.com helo=a.example.com ip=2001:db8::1 port=2525 by=mx.example.org by_ip=fe80::1 with=ESMTP",
        ),
        (
            "from a.example.com (::ffff:192.0.2.1) by mx.example.org with ESMTP",
            "dialect=generic name=a.example.com helo=a.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP",
        ),
    ]);
}

#[test]
fn by_is_verbatim_without_port() {
    check(&[
        (
            "from a.example.com by 192.0.2.7:25 with ESMTP",
            "dialect=generic name=a.example.com helo=a.example.com by=192.0.2.7 by_ip=192.0.2.7 with=ESMTP",
        ),
        (
            "from a.example.com by mx.example.org:2525 with ESMTP",
            "dialect=generic name=a.example.com helo=a.example.com by=mx.example.org with=ESMTP",
        ),
    ]);
}

#[test]
fn with_and_via_are_verbatim_without_comment_and_version() {
    check(&[
        (
            "from a.example.com (192.0.2.1) by mx.example.org with Microsoft SMTP Server (TLS) id 15.1 via Frontend Transport",
            "dialect=exchange name=a.example.com helo=a.example.com ip=192.0.2.1 by=mx.example.org with=Microsoft_SMTP_Server id=15.1 \
             via=Frontend_Transport",
        ),
        (
            "by mx.example.org with QQQP-1.24 id x",
            "dialect=generic by=mx.example.org with=QQQP id=x",
        ),
    ]);
}

#[test]
fn ids_and_addresses_lose_their_angles() {
    check(&[
        (
            "by mx.example.org id <x@mx.example.org> for <u@example.org>; Mon, 05 Mar 2018 10:00:00 +0000 (envelope-from <>)",
            "dialect=generic by=mx.example.org id=x@mx.example.org for=u@example.org envelope_from= time=2018-03-05T10:00:00Z",
        ),
        (
            "by mx.example.org id x for u@example.org; Mon, 05 Mar 2018 10:00:00 +0000 (envelope-from u@example.net)",
            "dialect=generic by=mx.example.org id=x for=u@example.org envelope_from=u@example.net time=2018-03-05T10:00:00Z",
        ),
    ]);
}

#[test]
fn time_is_utc_with_the_fraction_as_written() {
    check(&[
        (
            "by mx.example.org; Mon, 05 Mar 2018 10:00:00.120 -0800 (PST)",
            "dialect=generic by=mx.example.org time=2018-03-05T18:00:00.120Z",
        ),
        (
            "by mx.example.org; Mon, 05 Mar 2018 10:00:00 PST",
            "dialect=generic by=mx.example.org time=2018-03-05T18:00:00Z",
        ),
    ]);
}

#[test]
fn tls_versions_have_one_form() {
    for written in [
        "(using TLSv1.2 with cipher AES256-SHA (256/256 bits))",
        "(version=TLS1_2 cipher=AES256-SHA bits=256/256)",
        "(version=TLSv1.2, cipher=AES256-SHA)",
        "(TLS1.2:AES256-SHA:256)",
        "(tls_v1_2 AES256-SHA)",
    ] {
        let field = format!("from a.example.com by mx.example.org with ESMTPS {written} id x");
        check(&[(
            &field,
            "dialect=generic name=a.example.com helo=a.example.com by=mx.example.org with=ESMTPS id=x tls=TLSv1.2/AES256-SHA",
        )]);
    }
    check(&[(
        "from a.example.com by mx.example.org with ESMTPS (version=TLSv1/SSLv3 cipher=AES256-SHA) id x",
        "dialect=generic name=a.example.com helo=a.example.com by=mx.example.org with=ESMTPS id=x tls=TLSv1/SSLv3/AES256-SHA",
    )]);
}

#[test]
fn auth_is_the_user_or_that_there_was_one() {
    for (written, auth) in [
        ("(Authenticated sender: u@example.com)", "u@example.com"),
        ("(authenticated as u)", "u"),
        ("(authenticated user u)", "u"),
        ("(account u)", "u"),
        ("(AUTH: PLAIN u)", "u"),
        ("(user=u mech=LOGIN bits=0)", "u"),
        ("(auth. user u)", "u"),
        ("(authenticated bits=0)", "yes"),
        ("(authenticated user=u mech=PLAIN bits=0)", "u"),
        (
            "([192.0.2.1] (authenticated user=u bits=0))",
            "u ip=192.0.2.1",
        ),
    ] {
        let field = format!("from a.example.com {written} by mx.example.org with ESMTP");
        let slots = format!(
            "dialect=generic name=a.example.com helo=a.example.com by=mx.example.org with=ESMTP auth={auth}"
        );
        check(&[(&field, &slots)]);
    }
    for with in ["ESMTPA", "ESMTPSA", "SMTPSA", "UTF8SMTPSA", "LMTPA"] {
        let field = format!("from a.example.com by mx.example.org with {with}");
        let slots = format!(
            "dialect=generic name=a.example.com helo=a.example.com by=mx.example.org with={with} auth=yes"
        );
        check(&[(&field, &slots)]);
    }
}
