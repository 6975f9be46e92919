//! What a file's name tells: the class of its extension, and the tricks that hide it.

pub(super) use crate::names::file::class;
pub use crate::names::file::{Class, is_file_extension};
pub use crate::words::body::RiskKind;

/// The last extension of a name, without its dot. Windows drops dots and blanks at the end.
pub(super) fn extension(name: &str) -> Option<&str> {
    let name = trimmed(name);
    name.rsplit_once('.').map(|(_, extension)| extension)
}

fn trimmed(name: &str) -> &str {
    name.trim_end_matches(|c: char| c == '.' || c.is_whitespace())
}

/// Blanks in a row that push an extension out of a narrow column. Names have one or two.
const PUSHING_BLANKS: usize = 8;

/// What the name alone makes one careful about.
pub(super) fn risks(name: &str) -> Vec<RiskKind> {
    let mut found = Vec::new();
    // U+202A … U+202E, U+2066 … U+2069: the text behind them is shown in another order.
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let blanks = name
        .split(|c: char| !c.is_whitespace())
        .map(|run| run.chars().count())
        .max()
        .unwrap_or_default();
    if name.contains(turns) || blanks >= PUSHING_BLANKS {
        found.push(RiskKind::DisguisedName);
    }
    let Some(own) = extension(name).and_then(class) else {
        return found;
    };
    let risk = match own {
        Class::Program => RiskKind::Program,
        Class::Macro => RiskKind::Macro,
        Class::DiskImage => RiskKind::DiskImage,
        Class::WebPage => RiskKind::WebPage,
        Class::Archive | Class::Document | Class::Media => return found,
    };
    let front = trimmed(name)
        .rsplit_once('.')
        .and_then(|(front, _)| extension(front))
        .and_then(class);
    if matches!(front, Some(Class::Document | Class::Media)) {
        found.push(RiskKind::DoubledExtension);
    }
    found.push(risk);
    found
}

#[cfg(test)]
mod tests {
    use super::RiskKind::{DisguisedName, DiskImage, DoubledExtension, Macro, Program, WebPage};
    use super::*;

    #[test]
    fn names_tell() {
        for (name, expected) in [
            ("invoice.pdf", &[][..]),
            ("invoice.PDF.exe", &[DoubledExtension, Program]),
            ("invoice.pdf.exe. ", &[DoubledExtension, Program]),
            ("setup.v2.exe", &[Program]),
            ("backup.tar.gz", &[]),
            ("report.pdf.zip", &[]),
            ("scan.jpg.html", &[DoubledExtension, WebPage]),
            ("table.xlsm", &[Macro]),
            ("parcel.iso", &[DiskImage]),
            ("ann\u{202e}fdp.exe", &[DisguisedName, Program]),
            (
                "invoice.pdf            .scr",
                &[DisguisedName, DoubledExtension, Program],
            ),
            ("example.com", &[]),
            ("no extension", &[]),
            ("", &[]),
            (".", &[]),
        ] {
            assert_eq!(risks(name), expected, "{name:?}");
        }
    }
}
