//! Checking: every file is there, none is changed, none is added, and the analysis gives the same report.

use super::run::Run;
use super::{CasefileError, DNS, LISTED, MANIFEST, MESSAGE, READABLE, REPORT, RUN, line, readable};
use crate::analyze::{AnalyzeError, Analyzer, sha256};
use crate::dns::Capsule;
use crate::input::MAX_INPUT;
use crate::render::{self, Format, Style};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// A folder that was found whole, unchanged and reproducible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// SHA-256 of the manifest.
    pub seal: String,
    /// SHA-256 of the message.
    pub message: String,
    /// The version that wrote it.
    pub version: String,
}

/// Checks a folder of evidence and runs its analysis again. With `seal`, it must be that very folder.
pub fn verify(folder: &Path, seal: Option<&str>) -> Result<Verified, CasefileError> {
    let manifest = read(folder, MANIFEST)?;
    let found = sha256(&manifest);
    if let Some(wanted) = seal.filter(|wanted| !wanted.eq_ignore_ascii_case(&found)) {
        return Err(CasefileError::Seal {
            wanted: wanted.to_owned(),
            found,
        });
    }
    let text = String::from_utf8(manifest).map_err(|_| CasefileError::Manifest)?;
    let mut files = BTreeMap::new();
    let mut rebuilt = String::new();
    let lists = |name: &str| {
        text.lines()
            .any(|listed| listed.ends_with(&format!("  {name}")))
    };
    let listed: Vec<&'static str> = LISTED
        .into_iter()
        .filter(|name| *name != READABLE || lists(READABLE))
        .collect();
    only_known_names(folder, &listed)?;
    for name in listed {
        let bytes = read(folder, name)?;
        let line = line(name, &bytes);
        let listed = text
            .lines()
            .find(|listed| listed.ends_with(&format!("  {name}")));
        if listed.is_some_and(|listed| listed.len() == line.len() - 1 && listed != line.trim_end())
        {
            return Err(CasefileError::Changed(name));
        }
        rebuilt.push_str(&line);
        files.insert(name, bytes);
    }
    // Byte for byte: a manifest that says the same in other words was written by somebody else.
    if rebuilt != text {
        return Err(CasefileError::Manifest);
    }
    let run = Run::read(&files[RUN])?;
    rerun(&run, &files)?;
    Ok(Verified {
        seal: found,
        message: sha256(&files[MESSAGE]),
        version: run.version.clone(),
    })
}

fn rerun(run: &Run, files: &BTreeMap<&str, Vec<u8>>) -> Result<(), CasefileError> {
    let text = String::from_utf8_lossy(&files[DNS]);
    let capsule = Capsule::parse(&text).map_err(AnalyzeError::from)?;
    let (settings, known) = run.given(capsule);
    let analyzer =
        Analyzer::new(settings).map_err(|error| CasefileError::Run(error.to_string()))?;
    let mut report = analyzer.analyze(&files[MESSAGE], &known)?;
    if run.cut_unknown() {
        report.note_cut();
    }
    let json = render::try_render(&report, Format::Json, &Style::default())?;
    let text = files.get(READABLE);
    if json == files[REPORT] && (text.is_none() || text == Some(&readable(&report)?)) {
        return Ok(());
    }
    Err(CasefileError::Differs {
        written: run.version.clone(),
        ours: env!("CARGO_PKG_VERSION"),
    })
}

fn only_known_names(folder: &Path, listed: &[&str]) -> Result<(), CasefileError> {
    let io = |error| CasefileError::io(folder, error);
    for entry in fs::read_dir(folder).map_err(io)? {
        let name = entry
            .map_err(io)?
            .file_name()
            .to_string_lossy()
            .into_owned();
        if name != MANIFEST && !listed.contains(&name.as_str()) {
            return Err(CasefileError::Surplus(name));
        }
    }
    Ok(())
}

fn read(folder: &Path, name: &'static str) -> Result<Vec<u8>, CasefileError> {
    let path = folder.join(name);
    if !path.symlink_metadata().is_ok_and(|meta| meta.is_file()) {
        return Err(CasefileError::Missing(name));
    }
    let mut bytes = Vec::new();
    File::open(&path)
        .and_then(|file| file.take(MAX_INPUT as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| CasefileError::io(&path, error))?;
    Ok(bytes)
}
