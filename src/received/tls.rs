//! TLS version and cipher, from the many ways of writing them.

use super::Tls;

/// Reads a text that speaks of TLS; `raw` is left to the caller. `None` if neither version nor cipher stands in it.
pub(super) fn read(text: &str) -> Option<Tls> {
    let mut tls = Tls::default();
    let mut previous = "";
    for word in text.split(|c: char| c.is_ascii_whitespace() || matches!(c, ',' | '(' | ')')) {
        if !word.is_empty() {
            take(&mut tls, word, previous);
            previous = word;
        }
    }
    if tls.version.is_none() && tls.cipher.is_none() {
        return None;
    }
    Some(tls)
}

fn take(tls: &mut Tls, word: &str, previous: &str) {
    if let Some((key, value)) = word.split_once('=') {
        if key.eq_ignore_ascii_case("version") {
            set(&mut tls.version, value, normalize);
        } else if key.eq_ignore_ascii_case("cipher") {
            set(&mut tls.cipher, value, str::to_owned);
        } else if key.eq_ignore_ascii_case("bits") {
            tls.bits = tls.bits.or_else(|| bits(value));
        }
        return;
    }
    // `TLSv1.2:AES128-GCM-SHA256:128`, also with `NO` (not verified) behind it.
    if word.bytes().any(|byte| byte == b':') {
        for part in word.split(':') {
            if !part.is_empty() {
                take_plain(tls, part, "");
            }
        }
        return;
    }
    take_plain(tls, word, previous);
}

fn take_plain(tls: &mut Tls, word: &str, previous: &str) {
    if previous.eq_ignore_ascii_case("cipher") {
        set(&mut tls.cipher, word, str::to_owned);
    } else if is_version(word) {
        set(&mut tls.version, word, normalize);
    } else if is_cipher(word) {
        set(&mut tls.cipher, word, str::to_owned);
    } else if tls.cipher.is_some() || word.ends_with("bits") {
        tls.bits = tls.bits.or_else(|| bits(word));
    }
}

fn set(slot: &mut Option<String>, value: &str, form: impl Fn(&str) -> String) {
    if slot.is_none() && !value.is_empty() {
        *slot = Some(form(value));
    }
}

/// `256`, `256/256` (used of possible), `128bits`.
fn bits(text: &str) -> Option<u32> {
    let digits = text.split('/').next()?.trim_end_matches("bits");
    digits.parse().ok().filter(|&bits| bits > 0)
}

/// Whether a word names a protocol version.
pub(super) fn is_version(word: &str) -> bool {
    let rest = match word.get(..3) {
        Some(head) if head.eq_ignore_ascii_case("tls") || head.eq_ignore_ascii_case("ssl") => {
            &word[3..]
        }
        _ => return false,
    };
    let rest = rest.trim_start_matches(['v', 'V', '-', '_']);
    // Behind the number a family may follow (`TLSv1/SSLv3`); `tls1.example` is a host.
    let number = rest.split(['/', '-']).next().unwrap_or(rest);
    number.as_bytes().first().is_some_and(u8::is_ascii_digit)
        && number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'_'))
        && rest
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'/' | b'-'))
        && rest.len() <= 9
        && !is_cipher(word)
}

/// Whether a word names a cipher suite, in OpenSSL's, the IANA's or GnuTLS's way.
pub(super) fn is_cipher(word: &str) -> bool {
    const MARKS: [&str; 9] = [
        "AES", "DES", "RC4", "CHACHA", "CAMELLIA", "ARCFOUR", "NULL", "ARIA", "SEED",
    ];
    word.len() >= 7
        && word.bytes().any(|byte| matches!(byte, b'-' | b'_'))
        && MARKS.iter().any(|mark| word.contains(mark))
}

/// `TLS1_2`, `TLSv1.2`, `TLS-1.2` and `Tls12` as `TLSv1.2`. `TLSv1/SSLv3` stays: it is OpenSSL's name for a family of
/// ciphers and not the version that was spoken.
fn normalize(version: &str) -> String {
    let digits = version
        .get(..3)
        .filter(|head| head.eq_ignore_ascii_case("tls"))
        .map(|_| version[3..].trim_start_matches(['v', 'V', '-', '_']));
    match digits.map(str::as_bytes) {
        Some(b"1.2" | b"1_2") => "TLSv1.2".to_owned(),
        Some(b"1.3" | b"1_3") => "TLSv1.3".to_owned(),
        Some([major @ b'1'..=b'9']) => format!("TLSv{}.0", char::from(*major)),
        Some(
            [major @ b'1'..=b'9', minor @ b'0'..=b'9']
            | [major @ b'1'..=b'9', b'.' | b'_', minor @ b'0'..=b'9'],
        ) => {
            format!("TLSv{}.{}", char::from(*major), char::from(*minor))
        }
        _ => version.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way() {
        for (text, version, cipher, bits) in [
            (
                "version=TLS1_2, cipher=TLS_RSA_WITH_AES_128_CBC_SHA",
                "TLSv1.2",
                "TLS_RSA_WITH_AES_128_CBC_SHA",
                0,
            ),
            (
                "version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256",
                "TLSv1.3",
                "TLS_AES_256_GCM_SHA384",
                256,
            ),
            (
                "using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256",
                "TLSv1.3",
                "TLS_AES_256_GCM_SHA384",
                256,
            ),
            (
                "TLSv1.2:AES128-GCM-SHA256:128",
                "TLSv1.2",
                "AES128-GCM-SHA256",
                128,
            ),
            (
                "TLS-1.0:RSA_ARCFOUR_MD5:16",
                "TLSv1.0",
                "RSA_ARCFOUR_MD5",
                16,
            ),
            (
                "tls_cipher TLS-1.0:RSA_AES_256_CBC_SHA:32",
                "TLSv1.0",
                "RSA_AES_256_CBC_SHA",
                32,
            ),
            (
                "Cipher TLS1.3:ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_128_GCM:128",
                "TLSv1.3",
                "ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_128_GCM",
                128,
            ),
            (
                "TLS: TLSv1/SSLv3,168bits,DES-CBC3-SHA",
                "TLSv1/SSLv3",
                "DES-CBC3-SHA",
                168,
            ),
            (
                "TLS: TLS1.3, 128bits, ECDHE_RSA_AES_128_GCM_SHA256",
                "TLSv1.3",
                "ECDHE_RSA_AES_128_GCM_SHA256",
                128,
            ),
            ("DHE-RSA-AES256-SHA encrypted", "", "DHE-RSA-AES256-SHA", 0),
            (
                "version=TLSv1/SSLv3 cipher=OTHER",
                "TLSv1/SSLv3",
                "OTHER",
                0,
            ),
            (
                "using TLS with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits)",
                "",
                "ECDHE-RSA-AES256-GCM-SHA384",
                256,
            ),
            (
                "tls TLS_AES_256_GCM_SHA384",
                "",
                "TLS_AES_256_GCM_SHA384",
                0,
            ),
            ("TLS1.2", "TLSv1.2", "", 0),
            ("Tls12, Aes256, Sha384", "TLSv1.2", "", 0),
            ("TLSv1", "TLSv1.0", "", 0),
            ("tls_v1_3", "TLSv1.3", "", 0),
            ("SSLv3", "SSLv3", "", 0),
        ] {
            let tls = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(tls.version.as_deref().unwrap_or(""), version, "{text}");
            assert_eq!(tls.cipher.as_deref().unwrap_or(""), cipher, "{text}");
            assert_eq!(tls.bits.unwrap_or(0), bits, "{text}");
        }
        for text in [
            "",
            "TLS",
            "TLS encrypted",
            "TLS secured",
            "using TLS",
            "tls1.example",
            "No client certificate requested",
            "Postfix",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
