//! The folder's README, from what the scenes say of themselves.

use super::Scene;
use std::fmt::Write as _;

const HEAD: &str = "\
# Samples

Messages made for this project, each with its recorded DNS answers. Only the signatures are real: the people are invented, and
the domains and addresses are those that the RFCs reserve for documentation.

    hdrtrace samples/spoofed-bank.eml --replay-dns samples/spoofed-bank.dns.json

sends no query. The order below is for learning: first genuine messages, then legitimate ones that fail a check, then spoofed
ones.

`cargo xtask make-samples` writes this folder, the same bytes each time; the scenes are in
`tests/common/studio/scenes/`. The keys in `keys/` are for these samples only.
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
