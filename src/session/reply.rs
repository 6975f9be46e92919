//! What a server says: code, enhanced code, text (RFC 5321 section 4.2, RFC 2034).

use super::model::{Extension, Reply};

/// A line of a reply, taken apart.
pub(super) struct ReplyLine<'a> {
    pub code: u16,
    /// Whether more lines follow.
    pub more: bool,
    pub text: &'a [u8],
}

/// Reads a line as one of a reply: three digits, then nothing, a blank or a hyphen.
pub(super) fn line(line: &[u8]) -> Option<ReplyLine<'_>> {
    let line = line.trim_ascii();
    let (code, rest) = line.split_at_checked(3)?;
    let [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9'] = code else {
        return None;
    };
    let more = match rest.first() {
        None | Some(b' ' | b'\t') => false,
        Some(b'-') => true,
        _ => return None,
    };
    let code = code
        .iter()
        .fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
    Some(ReplyLine {
        code,
        more,
        text: rest.get(1..).unwrap_or_default().trim_ascii(),
    })
}

/// Puts a reply together from the texts of its lines.
pub(super) fn of(code: u16, texts: &[String]) -> Reply {
    let enhanced = texts.iter().find_map(|text| enhanced(text, code));
    Reply {
        code,
        meaning: super::codes::meaning(code, enhanced.as_deref()),
        remedy: super::codes::remedy(code, enhanced.as_deref()),
        enhanced,
        text: texts.join(" "),
        step: 0,
    }
}

/// The enhanced code that a reply's text begins with, of the class of its code.
fn enhanced(text: &str, code: u16) -> Option<String> {
    let word = text.split_ascii_whitespace().next()?;
    let mut numbers = word.split('.');
    let class: u16 = numbers.next()?.parse().ok()?;
    let is_number = |text: &str| {
        !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let fits = matches!(class, 2 | 4 | 5)
        && class == code / 100
        && numbers.next().is_some_and(is_number)
        && numbers.next().is_some_and(is_number)
        && numbers.next().is_none();
    fits.then(|| word.to_owned())
}

/// The extensions in the lines of an answer to EHLO behind the first (RFC 5321 section 4.1.1.1).
pub(super) fn extensions(texts: &[String]) -> Vec<Extension> {
    texts
        .iter()
        .skip(1)
        .filter_map(|text| {
            // `AUTH=LOGIN` is how old servers wrote it.
            let mut words = text.split([' ', '\t', '=']).filter(|word| !word.is_empty());
            Some(Extension {
                keyword: words.next()?.to_ascii_uppercase(),
                parameters: words.map(str::to_owned).collect(),
            })
        })
        .collect()
}

/// The queue id in a reply that takes a mail: `queued as X` (Postfix), `X Message accepted` (Sendmail), `OK id=X` (Exim).
pub(super) fn queue_id(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let clean = |word: &str| {
        let word = word.trim_matches(|c: char| "<>[]().,;:\"'".contains(c));
        (!word.is_empty() && word.len() <= MAX_ID && word.is_ascii()).then(|| word.to_owned())
    };
    if let Some(id) = words.iter().find_map(|word| word.strip_prefix("id=")) {
        return clean(id);
    }
    for (at, pair) in words.windows(2).enumerate() {
        let said = (pair[0].to_ascii_lowercase(), pair[1].to_ascii_lowercase());
        match (said.0.as_str(), said.1.as_str()) {
            ("queued", "as") => return clean(words.get(at + 2)?),
            ("message", "accepted" | "queued") if at > 0 => return clean(words[at - 1]),
            _ => {}
        }
    }
    // Google's ends with ` - gsmtp`, the id before it.
    match words.as_slice() {
        [.., id, "-", "gsmtp"] => clean(id),
        _ => None,
    }
}

/// The longest queue id that is believed.
const MAX_ID: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queue_ids_are_found() {
        for (text, id) in [
            ("2.0.0 Ok: queued as A1B2C3D4E5", Some("A1B2C3D4E5")),
            (
                "2.0.0 m2S6ExD6029743 Message accepted for delivery",
                Some("m2S6ExD6029743"),
            ),
            ("OK id=1rXyZ0-0001Ab-2C", Some("1rXyZ0-0001Ab-2C")),
            (
                "2.0.0 OK  1700000000 d9443c01a7336-abc - gsmtp",
                Some("d9443c01a7336-abc"),
            ),
            ("2.0.0 Ok", None),
        ] {
            assert_eq!(queue_id(text).as_deref(), id, "{text}");
        }
    }

    #[test]
    fn enhanced_codes_are_of_the_replys_class() {
        let of = |code, text: &str| super::of(code, &[text.to_owned()]).enhanced;
        assert_eq!(of(250, "2.1.0 Ok").as_deref(), Some("2.1.0"));
        assert_eq!(
            of(554, "5.7.1 <x>: Relay access denied").as_deref(),
            Some("5.7.1")
        );
        assert_eq!(of(250, "5.1.1 no"), None);
        assert_eq!(of(220, "mail.example.com ESMTP"), None);
    }
}
