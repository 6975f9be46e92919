//! Messages as attackers write them.

/// What attackers put into fields.
pub const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>",
    "</pre></style><style>*{display:none}</style>",
    "</title></textarea><iframe src=javascript:alert(1)>",
    "javascript:alert(1)",
    "x;background:url(https://evil.example/x)",
    "<a href=\"https://evil.example/\">x</a> http://evil.example/ www.evil.example",
    "{{ 7*7 }}{% raw %}<!-- --> ]]> &lt;b&gt; &#60;script&#62;",
    "` ``` | \\| [x](https://evil.example) ![x](https://evil.example/p.png) @team #12 GH-1",
    "=HYPERLINK(\"https://evil.example\")",
    "\u{1b}]0;x\u{7}\u{1b}[31m\u{9b}31m \u{202e}\u{200b}",
];

/// A message with the payload in every field that the report shows.
pub fn message(payload: &str) -> Vec<u8> {
    let p = payload;
    format!(
        "Return-Path: <{p}@evil.example>\r\n\
         Authentication-Results: mx.example.net; spf=pass ({p}) smtp.mailfrom=\"{p}\"; dkim={p} reason=\"{p}\" header.d=\"{p}\"; {p}\r\n\
         Received: from mx.example.net (mx.example.net [198.51.100.1]) by store.example.net ({p}) with LMTP id {p} for <{p}>; Sat, 02 May 2026 10:00:11 +0000\r\n\
         Received: from {p} ({p} [203.0.113.9]) (using {p} with cipher {p}) by mx.example.net ({p}) with {p} id {p} for <{p}@example.net>; Sat, 02 May 2026 10:00:09 +0000\r\n\
         Received: from \"{p}\" (HELO {p}) ({p}@[192.0.2.7]) by {p} via {p} with ESMTPSA (TLS1.3:{p}) id {p}; {p}\r\n\
         Received-SPF: pass ({p}) client-ip={p}; envelope-from=\"{p}\"; helo={p};\r\n\
         DKIM-Signature: v=1; a=rsa-sha256; d={p}; s={p}; i={p}; h=from:{p}; bh={p}; b={p}; t={p}\r\n\
         ARC-Seal: i=1; a=rsa-sha256; cv=none; d={p}; s={p}; b={p}\r\n\
         ARC-Message-Signature: i=1; a=rsa-sha256; d={p}; s={p}; h=from:{p}; bh={p}; b={p}\r\n\
         ARC-Authentication-Results: i=1; {p}; spf={p} smtp.mailfrom={p}\r\n\
         X-Spam-Status: Yes, score=9 tests=[{p}]\r\n\
         X-{p}: {p}\r\n\
         From: \"{p}\" <{p}@evil.example>, {p}\r\n\
         From: {p} <second@evil.example>\r\n\
         Reply-To: {p} <{p}@other.example>\r\n\
         To: {p} <{p}@example.net>\r\n\
         List-Id: {p} <{p}>\r\n\
         Subject: {p}\r\n\
         Message-ID: <{p}>\r\n\
         Date: {p}\r\n\
         \r\n\
         {p}\r\n"
    )
    .into_bytes()
}
