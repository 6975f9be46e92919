//! What is wrong with a value, in words that say what to write.

/// What a value should have been, by the reader's words for it.
const WANTED: &[(&str, &str)] = &[
    ("a boolean", "true or false"),
    ("a string", "text in quotes"),
    ("path string", "the name of a file in quotes"),
    ("u64", "a number"),
    ("i64", "a number"),
];

/// The reader's message as a remedy.
pub(super) fn text(message: &str) -> String {
    if message.starts_with("unknown variant")
        && let Some((_, words)) = message.split_once("expected ")
    {
        let words = words.trim_start_matches("one of ").replace('`', "");
        return format!("give one of {words}");
    }
    if message.starts_with("invalid type")
        && let Some((_, wanted)) = message.split_once(", expected ")
    {
        let known = WANTED.iter().find(|(word, _)| *word == wanted.trim());
        return format!(
            "must be {}",
            known.map_or(wanted.trim(), |(_, wanted)| wanted)
        )
        .replace("a list of texts", "a list of strings");
    }
    message.trim().to_owned()
}
