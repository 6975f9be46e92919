//! Extensions of file names, and the class of file that each stands for.

/// What becomes of a file when it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
            Self::WebPage => "an HTML page",
            Self::Archive => "an archive",
            Self::Document => "a document",
            Self::Media => "an image, audio or video file",
        }
    }
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
pub(crate) fn class(extension: &str) -> Option<Class> {
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
