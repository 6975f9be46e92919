//! What a file's name tells: the class of its extension, and the tricks that hide it.

use serde::Serialize;

/// What becomes of a file when it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// It runs, or makes another program run.
    Program,
    /// A document that carries programs.
    Macro,
    /// A disk that is mounted: files in it lose the mark that they came from outside.
    DiskImage,
    /// A page that a browser opens from the disk.
    WebPage,
    /// A container of files.
    Archive,
    /// A text, a table, a presentation.
    Document,
    /// A picture, a sound, a film.
    Media,
}

impl Class {
    /// What it is, for a sentence.
    pub fn text(self) -> &'static str {
        match self {
            Self::Program => "a program or a script",
            Self::Macro => "a document with macros",
            Self::DiskImage => "a disk image",
            Self::WebPage => "a web page",
            Self::Archive => "an archive",
            Self::Document => "a document",
            Self::Media => "a picture, a sound or a film",
        }
    }
}

/// Why a name, or what is behind it, should make one careful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RiskKind {
    /// The bytes are a program's, the name says otherwise.
    HiddenProgram,
    /// Characters that turn or push the extension out of sight.
    DisguisedName,
    /// An extension in front of the real one, so that it looks harmless.
    DoubledExtension,
    /// It runs when it is opened.
    Program,
    /// A disk image.
    DiskImage,
    /// A document with macros.
    Macro,
    /// A page that is opened from the disk, where no filter sees where it leads.
    WebPage,
    /// The bytes are of another kind than the name says.
    OtherType,
    /// An archive that filters cannot look into.
    Encrypted,
}

/// Extensions by what becomes of them, in lower case.
const EXTENSIONS: &[(Class, &[&str])] = &[
    (
        Class::Program,
        &[
            "exe",
            "scr",
            "pif",
            "cpl",
            "msi",
            "msp",
            "msix",
            "appx",
            "bat",
            "cmd",
            "ps1",
            "psm1",
            "vbs",
            "vbe",
            "vb",
            "js",
            "jse",
            "mjs",
            "ws",
            "wsf",
            "wsh",
            "wsc",
            "sct",
            "hta",
            "jar",
            "apk",
            "app",
            "pkg",
            "command",
            "lnk",
            "url",
            "desktop",
            "scf",
            "msc",
            "reg",
            "inf",
            "dll",
            "sys",
            "gadget",
            "application",
            "appref-ms",
            "chm",
            "hlp",
            "xll",
            "iqy",
            "settingcontent-ms",
            "library-ms",
            "search-ms",
            "one",
            "sh",
            "elf",
            "run",
        ],
    ),
    (
        Class::Macro,
        &[
            "docm", "dotm", "xlsm", "xlsb", "xltm", "xlam", "xla", "pptm", "potm", "ppam", "ppsm",
            "sldm",
        ],
    ),
    (
        Class::DiskImage,
        &["iso", "img", "vhd", "vhdx", "udf", "dmg"],
    ),
    (
        Class::WebPage,
        &[
            "html", "htm", "shtml", "xhtml", "xht", "mht", "mhtml", "svg", "svgz",
        ],
    ),
    (
        Class::Archive,
        &[
            "zip", "rar", "7z", "gz", "tgz", "tar", "bz2", "xz", "zst", "cab", "ace", "arj", "lzh",
            "z",
        ],
    ),
    (
        Class::Document,
        &[
            "pdf", "doc", "docx", "dot", "dotx", "xls", "xlsx", "xlt", "xltx", "ppt", "pptx",
            "pps", "ppsx", "rtf", "odt", "ods", "odp", "txt", "csv", "md", "xml", "json", "ics",
            "vcf", "eml", "msg", "epub", "log", "ps",
        ],
    ),
    (
        Class::Media,
        &[
            "png", "jpg", "jpeg", "gif", "bmp", "webp", "tif", "tiff", "heic", "ico", "mp3", "wav",
            "ogg", "m4a", "flac", "mp4", "mov", "avi", "mkv", "webm",
        ],
    ),
];

/// The class of an extension, without its dot.
pub(super) fn class(extension: &str) -> Option<Class> {
    let extension = extension.to_ascii_lowercase();
    EXTENSIONS
        .iter()
        .find(|(_, extensions)| extensions.contains(&extension.as_str()))
        .map(|(class, _)| *class)
}

/// Whether a word is the extension of files, and not also a top-level domain, as `zip` and `sh` are.
pub fn is_file_extension(word: &str) -> bool {
    let is_domain = || psl::suffix(word.as_bytes()).is_some_and(|suffix| suffix.is_known());
    class(word).is_some() && !is_domain()
}

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
