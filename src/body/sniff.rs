//! What the first bytes of a file show.

use super::name::{Class, RiskKind, class, extension};

/// The media type that the bytes show, if they are known.
pub(super) fn media_type(bytes: &[u8]) -> Option<&'static str> {
    // All that is armored begins so: signatures, keys and certificates.
    if bytes.starts_with(b"-----BEGIN ") {
        return None;
    }
    infer::get(bytes).map(|kind| kind.mime_type())
}

/// What becomes of such bytes when they are opened, whatever they are called.
fn class_of(bytes: &[u8]) -> Option<(Class, &'static str)> {
    media_type(bytes)?;
    let kind = infer::get(bytes)?;
    let class = if is_program(bytes) {
        Class::Program
    } else {
        class(kind.extension()).filter(|class| *class != Class::Program)?
    };
    Some((class, kind.extension()))
}

/// Programs of Windows, Linux, macOS, Android and Java. A script is a text that somebody must choose to run.
fn is_program(bytes: &[u8]) -> bool {
    use infer::app::{is_dex, is_elf, is_exe, is_java, is_mach};
    [is_exe, is_elf, is_mach, is_dex, is_java]
        .iter()
        .any(|is| is(bytes))
}

/// Extensions of files that are ZIP archives inside.
const ZIPPED: &[&str] = &[
    "docx", "dotx", "docm", "dotm", "xlsx", "xltx", "xlsm", "xlsb", "xltm", "xlam", "pptx", "ppsx",
    "pptm", "potm", "ppam", "ppsm", "odt", "ods", "odp", "epub", "jar", "apk", "xpi", "msix",
    "appx",
];

/// Whether the bytes are of another kind than the name says.
pub(super) fn contradicts(name: &str, bytes: &[u8]) -> Option<RiskKind> {
    let (shown, shown_extension) = class_of(bytes)?;
    let extension = extension(name)?.to_ascii_lowercase();
    let said = class(&extension);
    if shown == Class::Program {
        return (said != Some(Class::Program)).then_some(RiskKind::HiddenProgram);
    }
    let said = said?;
    // Office files are archives or share a container; SVG and HTML are XML and text.
    let is_inside = shown == Class::Archive && ZIPPED.contains(&extension.as_str());
    let is_text = matches!(shown_extension, "xml" | "html" | "txt")
        && matches!(said, Class::WebPage | Class::Program);
    let is_office = matches!(said, Class::Document | Class::Macro)
        && matches!(shown, Class::Document | Class::Macro);
    (shown != said && !is_inside && !is_text && !is_office).then_some(RiskKind::OtherType)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_contradict_names() {
        let program = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00";
        let zip = b"PK\x03\x04\x14\x00\x00\x00\x08\x00";
        let png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR";
        let page = b"<!DOCTYPE html><html></html>";
        for (name, bytes, expected) in [
            ("a.pdf", &program[..], Some(RiskKind::HiddenProgram)),
            ("a", program, None),
            ("a.asc", b"-----BEGIN PGP SIGNATURE-----\n", None),
            ("a.py", b"#!/usr/bin/python3\n", None),
            ("a.mobileconfig", b"-----BEGIN CERTIFICATE-----\n", None),
            ("a.exe", program, None),
            ("a.docx", zip, None),
            ("a.jpg", zip, Some(RiskKind::OtherType)),
            ("a.jpg", png, None),
            ("a.pdf", png, Some(RiskKind::OtherType)),
            ("a.pdf", page, Some(RiskKind::OtherType)),
            ("a.html", page, None),
            ("a.unknown", png, None),
            ("a.pdf", b"", None),
        ] {
            assert_eq!(contradicts(name, bytes), expected, "{name}");
        }
    }
}
