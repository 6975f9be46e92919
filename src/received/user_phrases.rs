//! Where in a comment the user stands as whom the client authenticated.

/// Phrases that a user's name follows, in lower case.
const USER_PHRASES: [&str; 9] = [
    "authenticated sender: ",
    "authenticated user: ",
    "authenticated user ",
    "authenticated user=",
    "authenticated as ",
    "authenticated_as ",
    "smtp-auth username ",
    "authenticated id: ",
    "auth. user ",
];

/// Where the user stands in a text that names one.
pub(super) fn user_of(text: &str) -> Option<(usize, usize)> {
    // All phrases hold `auth`; a look for it is cheap.
    let at = super::find_ignore_case(text, "auth")?;
    let (phrase, start) = USER_PHRASES.iter().find_map(|phrase| {
        let start = if phrase.starts_with("smtp-") {
            at.checked_sub(5)?
        } else {
            at
        };
        let head = text.get(start..start + phrase.len())?;
        head.eq_ignore_ascii_case(phrase).then_some((phrase, start))
    })?;
    let start = start + phrase.len();
    let rest = &text[start..];
    let length = rest.find([' ', ',', ';']).unwrap_or(rest.len());
    // A name may hold blanks; then it is the rest.
    let length = if phrase.starts_with("authenticated sender") {
        rest.find(',').unwrap_or(rest.len())
    } else {
        length
    };
    (length > 0).then_some((start, start + length))
}

/// `AUTH: LOGIN u`, `AUTH: u`, `auth=u`: Courier and others. A lone mechanism is no user.
pub(super) fn mechanism_and_user(text: &str) -> Option<(usize, usize)> {
    const MECHANISMS: [&str; 6] = ["LOGIN", "PLAIN", "CRAM-", "DIGEST", "SCRAM-", "XOAUTH"];
    let colon = text
        .find([':', '='])
        .filter(|&colon| colon == "auth".len())?;
    let end = text.find(',').unwrap_or(text.len()).max(colon + 1);
    let mut at = colon + 1;
    let mut words = text[at..end].split(' ').filter_map(|word| {
        let start = at;
        at += word.len() + 1;
        (!word.is_empty()).then_some((start, start + word.len()))
    });
    let first = words.next()?;
    let is_mechanism = MECHANISMS.iter().any(|mechanism| {
        text[first.0..first.1]
            .to_ascii_uppercase()
            .starts_with(mechanism)
    });
    if is_mechanism {
        words.next()
    } else {
        Some(first)
    }
}
