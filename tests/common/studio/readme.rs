//! The folder's README, from what the scenes say of themselves.

use super::Scene;
use std::fmt::Write as _;

const HEAD: &str = "\
# Samples

Messages made for this project, each with the DNS answers that belong to it. Nothing in them is real but the
signatures: the people are invented, the domains and addresses are those that the RFCs reserve for documentation.

    hdrtrace samples/spoofed-bank.eml --replay-dns samples/spoofed-bank.dns.json

asks no network. The order below is one to learn by: from genuine mail, to legitimate mail that fails a check,
to spoofed mail.

`cargo xtask make-samples` writes this folder, the same bytes each time; the scenes are in
`tests/common/studio/scenes/`, the keys, which protect nothing, in `keys/`.
";

/// The text.
pub fn text(scenes: &[Scene]) -> String {
    let mut text = HEAD.to_owned();
    for (number, scene) in (1..).zip(scenes) {
        let Scene {
            name, title, look, ..
        } = scene;
        let look = look.trim();
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n## {number}. {title}\n\n[`{name}.eml`]({name}.eml)\n\n{look}\n"
        );
    }
    text
}
