//! One row a dialect: what each product writes, and all that is read from it.

use super::*;

fn only(header: &str) -> AuthResField {
    let raw = format!("{header}\r\n\r\n");
    let message = Message::parse(raw.as_bytes());
    let mut found = fields(&message);
    assert_eq!(found.len(), 1, "{header}");
    for claim in &found[0].claims {
        // A span covers what the claim was read from.
        let text = String::from_utf8_lossy(claim.span.of(raw.as_bytes())).to_ascii_lowercase();
        assert!(text.contains(&claim.result), "{text}");
    }
    found.remove(0)
}

/// A claim on one line: `method[/version]=result [r:reason] [c:comment] name=value …`.
fn line(claim: &Claim) -> String {
    let version = claim.method_version.iter().map(|it| format!("/{it}"));
    let mut parts: Vec<String> = [claim.method.clone()]
        .into_iter()
        .chain(version)
        .chain([format!("={}", claim.result)])
        .collect();
    parts.extend(claim.reason.iter().map(|it| format!(" [r:{it}]")));
    parts.extend(claim.comment.iter().map(|it| format!(" [c:{it}]")));
    let properties = claim.properties.iter();
    parts.extend(properties.map(|(name, value)| format!(" {name}={value}")));
    parts.concat()
}

struct Row {
    header: &'static str,
    authserv_id: Option<&'static str>,
    version: Option<&'static str>,
    claims: &'static [&'static str],
}

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // RFC 8601 appendix B and section 2.
    Row { header: "Authentication-Results: example.org 1; none", authserv_id: Some("example.org"), version: Some("1"), claims: &[] },
    Row { header: "Authentication-Results: mx.example.com;\r\n spf=pass smtp.mailfrom=example.net", authserv_id: Some("mx.example.com"), version: None, claims: &["spf=pass smtp.mailfrom=example.net"] },
    Row { header: "Authentication-Results: mx.example.com;\r\n auth=pass (cram-md5) smtp.auth=sender@example.net;\r\n spf=pass smtp.mailfrom=example.net", authserv_id: Some("mx.example.com"), version: None,
        claims: &["auth=pass [c:cram-md5] smtp.auth=sender@example.net", "spf=pass smtp.mailfrom=example.net"] },
    Row { header: "Authentication-Results: foo.example.net (foobar) 1 (baz);\r\n dkim (Because I like it) / 1 (One yay) = (wait for it) fail\r\n policy (A dot can go here) . (like that) expired\r\n (this surprised me) = (as I wasn't expecting it) 1362471462",
        authserv_id: Some("foo.example.net"), version: Some("1"),
        claims: &["dkim/1=fail [c:Because I like it; One yay; wait for it; A dot can go here; like that; this surprised me; as I wasn't expecting it] policy.expired=1362471462"] },
    Row { header: "Authentication-Results: \"mx example\" 1; dkim=fail reason=\"bad; signature\" header.d=example.com", authserv_id: Some("mx example"), version: Some("1"), claims: &["dkim=fail [r:bad; signature] header.d=example.com"] },
    Row { header: "Authentication-Results: mx.example; dkim=pass header.i=@example.com; dkim=fail header.i=@a.example.com", authserv_id: Some("mx.example"), version: None, claims: &["dkim=pass header.i=@example.com", "dkim=fail header.i=@a.example.com"] },
    // Case is folded in words, kept in values.
    Row { header: "Authentication-Results: MX.Example; SPF=Pass SMTP.MailFrom=User@Example.COM", authserv_id: Some("MX.Example"), version: None, claims: &["spf=pass smtp.mailfrom=User@Example.COM"] },
    // Values: empty, with `=` and `/`, beginning with `.` or `@`, quoted, in angle brackets.
    Row { header: "Authentication-Results: mx.example; spf=none smtp.mailfrom=; dkim=none header.d= header.i=@example.com", authserv_id: Some("mx.example"), version: None, claims: &["spf=none smtp.mailfrom=", "dkim=none header.d= header.i=@example.com"] },
    Row { header: "Authentication-Results: mx.example; dkim=pass header.b=ab/c=+1= header.i=.example", authserv_id: Some("mx.example"), version: None, claims: &["dkim=pass header.b=ab/c=+1= header.i=.example"] },
    Row { header: "Authentication-Results: mx.example; spf=pass smtp.mailfrom=\"a b\"@example.com; dkim=pass header.b=\"a\r\n b\"", authserv_id: Some("mx.example"), version: None, claims: &["spf=pass smtp.mailfrom=\"a b\"@example.com", "dkim=pass header.b=a b"] },
    Row { header: "Authentication-Results: mx.example; spf=pass smtp.mailfrom=user (who) @ example.com", authserv_id: Some("mx.example"), version: None, claims: &["spf=pass [c:who] smtp.mailfrom=user@example.com"] },
    // Microsoft: no authserv-id, `action=`, `compauth`, blanks left out.
    Row { header: "Authentication-Results: spf=fail (sender IP is 192.0.2.7) smtp.mailfrom=example.com; dkim=timeout (key query timeout) header.d=example.com;dmarc=bestguesspass action=none header.from=example.com;compauth=pass reason=100", authserv_id: None, version: None,
        claims: &["spf=fail [c:sender IP is 192.0.2.7] smtp.mailfrom=example.com", "dkim=timeout [c:key query timeout] header.d=example.com", "dmarc=bestguesspass action=none header.from=example.com", "compauth=pass [r:100]"] },
    // Microsoft, older: the receiving domain between results.
    Row { header: "Authentication-Results: spf=pass (sender IP is 192.0.2.7)\r\n smtp.mailfrom=example.com; example.net; dkim=none (message not signed)\r\n header.d=none;example.net; dmarc=none action=none header.from=example.com;", authserv_id: Some("example.net"), version: None,
        claims: &["spf=pass [c:sender IP is 192.0.2.7] smtp.mailfrom=example.com", "dkim=none [c:message not signed] header.d=none", "dmarc=none action=none header.from=example.com"] },
    // Yahoo.
    Row { header: "Authentication-Results: mta1.mail.example;\r\n dkim=pass header.i=@example.com header.s=s1;\r\n spf=pass smtp.mailfrom=example.com;\r\n dmarc=success(p=REJECT) header.from=example.com;", authserv_id: Some("mta1.mail.example"), version: None,
        claims: &["dkim=pass header.i=@example.com header.s=s1", "spf=pass smtp.mailfrom=example.com", "dmarc=success [c:p=REJECT] header.from=example.com"] },
    Row { header: "Authentication-Results: mta1.mail.example  from=example.com; domainkeys=neutral (no sig);  from=example.com; dkim=pass (ok)", authserv_id: Some("mta1.mail.example"), version: None, claims: &["domainkeys=neutral [c:no sig]", "dkim=pass [c:ok]"] },
    // Google.
    Row { header: "Authentication-Results: mx.google.example;\r\n       dkim=pass header.i=@example.com header.s=s1 header.b=WaNdo59e;\r\n       arc=pass (i=1 spf=pass spfdomain=example.com dkim=pass dkdomain=example.com);\r\n       spf=pass (google.example: domain of a@example.com designates 2001:db8::7 as permitted sender) smtp.mailfrom=a@example.com;\r\n       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.com; dara=pass header.i=@example.org", authserv_id: Some("mx.google.example"), version: None,
        claims: &["dkim=pass header.i=@example.com header.s=s1 header.b=WaNdo59e", "arc=pass [c:i=1 spf=pass spfdomain=example.com dkim=pass dkdomain=example.com]", "spf=pass [c:google.example: domain of a@example.com designates 2001:db8::7 as permitted sender] smtp.mailfrom=a@example.com", "dmarc=pass [c:p=NONE sp=NONE dis=NONE] header.from=example.com", "dara=pass header.i=@example.org"] },
    // rspamd: quotes within comments mean nothing, quoted VERP addresses do.
    Row { header: "Authentication-Results: mail.example;\r\n\tdkim=fail (\"body hash did not verify\") header.d=example.com header.s=k1 header.b=HqY9lwvP;\r\n\tspf=pass (mail.example: domain of \"l+a=example.org@lists.example\" designates 192.0.2.1 as permitted sender) smtp.mailfrom=\"l+a=example.org@lists.example\";\r\n\tdmarc=fail reason=\"SPF not aligned (relaxed)\" header.from=example.com (policy=none);\r\n\tarc=pass (\"example.net:s=arc-1:i=1\")", authserv_id: Some("mail.example"), version: None,
        claims: &["dkim=fail [c:\"body hash did not verify\"] header.d=example.com header.s=k1 header.b=HqY9lwvP", "spf=pass [c:mail.example: domain of \"l+a=example.org@lists.example\" designates 192.0.2.1 as permitted sender] smtp.mailfrom=l+a=example.org@lists.example", "dmarc=fail [r:SPF not aligned (relaxed)] [c:policy=none] header.from=example.com", "arc=pass [c:\"example.net:s=arc-1:i=1\"]"] },
    // OpenDKIM and OpenDMARC, amavis, Fastmail's Authentication Milter.
    Row { header: "Authentication-Results: OpenDMARC; dmarc=pass (p=none dis=none) header.from=example.com", authserv_id: Some("OpenDMARC"), version: None, claims: &["dmarc=pass [c:p=none dis=none] header.from=example.com"] },
    Row { header: "Authentication-Results: mm2.example; dkim=pass (2048-bit key; unprotected) header.d=example.com header.i=@example.com header.b=\"OaxXmYEs\"; dkim-atps=neutral", authserv_id: Some("mm2.example"), version: None, claims: &["dkim=pass [c:2048-bit key; unprotected] header.d=example.com header.i=@example.com header.b=OaxXmYEs", "dkim-atps=neutral"] },
    Row { header: "Authentication-Results: s473.example (amavisd-new); dkim=pass (2048-bit key) header.d=example.com", authserv_id: Some("s473.example"), version: None, claims: &["dkim=pass [c:2048-bit key] header.d=example.com"] },
    Row { header: "Authentication-Results: mx6.example;\r\n    bimi=skipped (DMARC did not pass);\r\n    dkim=pass (2048-bit rsa key sha256) header.d=example.com header.a=rsa-sha256 x-bits=2048;\r\n    iprev=pass smtp.remote-ip=192.0.2.5 (out.example.com);\r\n    x-tls=pass smtp.version=TLSv1.3 smtp.cipher=TLS_AES_256_GCM_SHA384 smtp.bits=256/256;\r\n    x-me-sender=none", authserv_id: Some("mx6.example"), version: None,
        claims: &["bimi=skipped [c:DMARC did not pass]", "dkim=pass [c:2048-bit rsa key sha256] header.d=example.com header.a=rsa-sha256 x-bits=2048", "iprev=pass [c:out.example.com] smtp.remote-ip=192.0.2.5", "x-tls=pass smtp.version=TLSv1.3 smtp.cipher=TLS_AES_256_GCM_SHA384 smtp.bits=256/256", "x-me-sender=none"] },
    // Dotted methods stay as they are.
    Row { header: "Authentication-Results: mx.example; x-dkim.adsp/2=Weird.Result a.b.c=1", authserv_id: Some("mx.example"), version: None, claims: &["x-dkim.adsp/2=weird.result a.b.c=1"] },
    // ARC.
    Row { header: "ARC-Authentication-Results: i=2; mx.example 1; spf=pass (sender ip is 192.0.2.9) smtp.rcpttodomain=example.com smtp.mailfrom=example.net; dmarc=pass (p=none sp=none pct=100) action=none header.from=example.net; dkim=none (message not signed); arc=pass (0 oda=0 ltdi=1)", authserv_id: Some("mx.example"), version: Some("1"),
        claims: &["spf=pass [c:sender ip is 192.0.2.9] smtp.rcpttodomain=example.com smtp.mailfrom=example.net", "dmarc=pass [c:p=none sp=none pct=100] action=none header.from=example.net", "dkim=none [c:message not signed]", "arc=pass [c:0 oda=0 ltdi=1]"] },
    Row { header: "ARC-Authentication-Results: i=1; mx.zoho.example;\r\n\tdkim=pass  header.i=example.com;\r\n\tdmarc=pass header.from=<a@example.com>", authserv_id: Some("mx.zoho.example"), version: None, claims: &["dkim=pass header.i=example.com", "dmarc=pass header.from=<a@example.com>"] },
    // Renamed and private ones.
    Row { header: "Authentication-Results-Original: dkim=none (message not signed)\r\n header.d=none;dmarc=none action=none header.from=example.com;", authserv_id: None, version: None, claims: &["dkim=none [c:message not signed] header.d=none", "dmarc=none action=none header.from=example.com"] },
    Row { header: "X-MS-Exchange-Authentication-Results: spf=pass (sender IP is 192.0.2.4) smtp.helo=example.com;", authserv_id: None, version: None, claims: &["spf=pass [c:sender IP is 192.0.2.4] smtp.helo=example.com"] },
    // Received-SPF: RFC 7208, Microsoft, Google, policyd-spf, a milter without semicolons.
    Row { header: "Received-SPF: fail (mx.example: domain of a@example.com does not designate 192.0.2.3 as permitted sender)\r\n receiver=mx.example; client-ip=192.0.2.3; envelope-from=\"a@example.com\"; helo=foo.example; mechanism=ip4:192.0.2.1/32; problem=\"none; really\"", authserv_id: Some("mx.example"), version: None,
        claims: &["spf=fail [c:mx.example: domain of a@example.com does not designate 192.0.2.3 as permitted sender] receiver=mx.example client-ip=192.0.2.3 envelope-from=a@example.com helo=foo.example mechanism=ip4:192.0.2.1/32 problem=none; really"] },
    Row { header: "Received-SPF: None (protection.outlook.example: example.com does not designate\r\n permitted sender hosts)", authserv_id: Some("protection.outlook.example"), version: None, claims: &["spf=none [c:protection.outlook.example: example.com does not designate permitted sender hosts]"] },
    Row { header: "Received-SPF: Pass (protection.outlook.example: domain of example.com designates 192.0.2.17 as permitted sender) receiver=protection.outlook.example; client-ip=192.0.2.17; helo=mx.example.com; pr=C", authserv_id: Some("protection.outlook.example"), version: None, claims: &["spf=pass [c:protection.outlook.example: domain of example.com designates 192.0.2.17 as permitted sender] receiver=protection.outlook.example client-ip=192.0.2.17 helo=mx.example.com pr=C"] },
    Row { header: "Received-SPF: pass (google.example: domain of prvs=1=a@example.com designates 2001:db8::1 as permitted sender) client-ip=2001:db8::1;", authserv_id: Some("google.example"), version: None, claims: &["spf=pass [c:google.example: domain of prvs=1=a@example.com designates 2001:db8::1 as permitted sender] client-ip=2001:db8::1"] },
    Row { header: "Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.7; helo=mx.example.com; envelope-from=a@example.com; receiver=<UNKNOWN>", authserv_id: None, version: None, claims: &["spf=pass [c:mailfrom] identity=mailfrom client-ip=192.0.2.7 helo=mx.example.com envelope-from=a@example.com receiver=<UNKNOWN>"] },
    Row { header: "Received-SPF: softfail client-ip=192.0.2.7 envelope-from=<a@example.com> helo=mx.example", authserv_id: None, version: None, claims: &["spf=softfail client-ip=192.0.2.7 envelope-from=<a@example.com> helo=mx.example"] },
    // One word.
    Row { header: "X-SID-Result: PASS", authserv_id: None, version: None, claims: &["sender-id=pass"] },
    Row { header: "X-DMARC-Result: fail (p=none)", authserv_id: None, version: None, claims: &["dmarc=fail [c:p=none]"] },
    Row { header: "DomainKey-Status: good", authserv_id: None, version: None, claims: &["domainkeys=good"] },
    Row { header: "DKIM-Filter: OpenDKIM Filter v2.11.0 mx.example.com 5C597211B7C0", authserv_id: Some("mx.example.com"), version: Some("v2.11.0"), claims: &[] },
    Row { header: "X-DKIM: Sendmail DKIM Filter v2.8.3 mx.example.com n1", authserv_id: None, version: None, claims: &[] },
];

#[test]
fn every_dialect_is_read_whole() {
    for row in ROWS {
        let field = only(row.header);
        let claims: Vec<String> = field.claims.iter().map(line).collect();
        assert_eq!(claims, row.claims, "{}", row.header);
        assert_eq!(
            field.authserv_id.as_deref(),
            row.authserv_id,
            "{}",
            row.header
        );
        assert_eq!(field.version.as_deref(), row.version, "{}", row.header);
    }
}

#[test]
fn none_makes_no_claim_but_the_field_is_there() {
    let field = only("Authentication-Results: mx.example (x) ; (y) None (z)");
    assert!(field.no_result && field.claims.is_empty() && field.unread.is_empty());
    assert_eq!(field.oddities, []);
}

#[test]
fn a_vendors_own_method_is_not_odd_and_its_own_word_is() {
    let field = only(
        "Authentication-Results: mx.example; compauth=softpass; dmarc=bestguesspass; x-y=pass",
    );
    let oddities: Vec<_> = field
        .claims
        .iter()
        .map(|claim| claim.oddities.as_slice())
        .collect();
    assert_eq!(
        oddities,
        [
            &[][..],
            &[Oddity::UnregisteredResult],
            &[Oddity::UnregisteredMethod]
        ]
    );
}

#[test]
fn arc_instances_are_kept() {
    let field = only("ARC-Authentication-Results: (c) i (c) = (c) 12 (c); mx.example; arc=none");
    assert_eq!(
        field.kind,
        FieldKind::ArcAuthenticationResults { instance: Some(12) }
    );
    assert_eq!(field.claims[0].kind, field.kind);
    let field = only("ARC-Authentication-Results: mx.example; arc=none");
    assert_eq!(field.oddities, [Oddity::MissingInstance]);
}

#[test]
fn claims_come_topmost_field_first_and_properties_are_a_map() {
    let raw = b"Received-SPF: none\r\nX: y\r\nAuthentication-Results: mx.example; spf=pass header.d=a header.d=b\r\n\r\n";
    let claims = read(&Message::parse(raw));
    assert_eq!((claims[0].field_index, claims[1].field_index), (0, 2));
    assert_eq!(claims[1].oddities, [Oddity::RepeatedProperty]);
    assert_eq!(
        serde_json::to_string(&claims[1].properties).unwrap(),
        r#"{"header.d":"a"}"#
    );
}
