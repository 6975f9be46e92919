//! Writing: into a folder beside the final one, which gets its name only when all of it is on the disk.

use super::run::Run;
use super::{CasefileError, DNS, LISTED, MANIFEST, MESSAGE, READABLE, REPORT, RUN, line, readable};
use crate::analyze::sha256;
use crate::dns::Capsule;
use crate::enrich::Kind;
use crate::render::{self, Format, RenderError, Style};
use crate::report::Report;
use crate::settings::{Clock, Known, Settings};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes a folder of evidence, which must not exist; gives its seal, the SHA-256 of the manifest.
///
/// `bytes` is the message as it was given, `report` what was made of it with `settings` and `known`; `cut` says that
/// the input was longer than was read. The clock of the settings must be a fixed one, or the same report would not come out
/// again.
pub fn write(
    folder: &Path,
    bytes: &[u8],
    report: &Report,
    settings: &Settings,
    known: &Known,
    arguments: &[String],
    cut: bool,
) -> Result<String, CasefileError> {
    if folder.symlink_metadata().is_ok() {
        return Err(CasefileError::Exists(folder.to_owned()));
    }
    let Clock::Fixed(now) = settings.clock else {
        return Err(CasefileError::Clock);
    };
    let secrets = report
        .session
        .as_ref()
        .map_or(0, |one| one.session.secrets_replaced + one.session.withheld);
    if secrets > 0 {
        return Err(CasefileError::Secrets(secrets));
    }
    let enrich = &settings.enrich;
    if enrich.sources.contains(&Kind::Geo) && !enrich.geo_files.is_empty() {
        return Err(CasefileError::Geo);
    }
    let of = &report.input.sha256;
    let answered_at = settings.dns.source.answered_at(of, now);
    let capsule = Capsule::from_log(of, answered_at, &report.log());
    let json = render::try_render(report, Format::Json, &Style::default())?;
    let text = readable(report)?;
    let run = Run::of(settings, known, now, arguments, cut).to_json()?;
    let capsule = capsule.try_to_json().map_err(RenderError::from)?;
    let of = |name: &str| match name {
        MESSAGE => bytes,
        REPORT => json.as_slice(),
        READABLE => text.as_slice(),
        DNS => capsule.as_bytes(),
        _ => run.as_slice(),
    };
    debug_assert!(LISTED.contains(&RUN));
    let manifest: String = LISTED.iter().map(|name| line(name, of(name))).collect();

    let part = part_name(folder);
    make_folder(&part).map_err(|error| CasefileError::io(folder, error))?;
    let files = LISTED.iter().map(|name| (*name, of(name)));
    let mut all = files.chain([(MANIFEST, manifest.as_bytes())]);
    let done = all
        .try_for_each(|(name, bytes)| write_file(&part.join(name), bytes))
        .and_then(|()| {
            // A rename takes the place of an empty folder that somebody made meanwhile, and fails on any other.
            fs::rename(&part, folder).map_err(|error| CasefileError::io(folder, error))
        });
    if let Err(error) = done {
        // What is left has a name that nobody takes for the folder; it is removed as far as that is possible.
        let _ = fs::remove_dir_all(&part);
        return Err(error);
    }
    sync_folder(folder.parent());
    Ok(sha256(manifest.as_bytes()))
}

/// A name beside the folder's, on the same file system, that [`super::verify`] refuses and nobody else uses.
fn part_name(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    let random = getrandom::u64().unwrap_or_else(|_| std::process::id().into());
    name.push(format!(".part-{random:016x}"));
    folder.with_file_name(name)
}

/// A folder that only its owner can look into, from the first moment: a message is private.
fn make_folder(path: &Path) -> std::io::Result<()> {
    let mut new = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        new.mode(0o700);
    }
    new.create(path)
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), CasefileError> {
    let write = || {
        let mut new = File::options();
        new.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            new.mode(0o600);
        }
        let mut file = new.open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|error| CasefileError::io(path, error))
}

/// The rename itself is on the disk when the folder above is. Not every system can sync one; it is done where it works.
fn sync_folder(parent: Option<&Path>) {
    let parent = parent
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if let Ok(folder) = File::open(parent) {
        let _ = folder.sync_all();
    }
}
