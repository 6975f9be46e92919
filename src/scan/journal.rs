//! What a scan has finished, in a file: a scan that was interrupted, however that happened, goes on from there.
//!
//! The first line tells the scan, and whose its output files are; every further one what came of one message or of one thing that
//! could not be read, in the order of the inputs. A line that was not written whole is not there. What is in it is used for what
//! is the same at the same place: the file, the way into it, and the bytes; from the first difference on, everything is traced
//! anew.

use crate::analyze::sha256;
use crate::limits::MAX_JOURNAL_HEAD;
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The form of the file.
const SCHEMA: &str = "hdrtrace-journal/1";

/// How every journal begins: what follows is written over when the first of the outputs gets its name.
const BEGINNING: &str = r#"{"schema":"hdrtrace-journal/1","outputs":""#;

/// The outputs of a scan that has named none: as long as what is written over it.
const NO_OUTPUTS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// How long what is finished may be in memory only.
const PAUSE: Duration = Duration::from_millis(500);

/// Why a journal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// It cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is no journal.
    #[error("is not a journal of this version of hdrtrace: name a new file")]
    NoJournal,
    /// Other inputs, or other options.
    #[error(
        "is the journal of a scan with other inputs or options: repeat those, or name a new file"
    )]
    OtherScan,
}

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    schema: String,
    /// What the output files are known by that are the scan's own.
    outputs: String,
    /// What the scan is known by.
    scan: String,
    /// When it began: what is judged by the present is judged by this.
    began: DateTime<Utc>,
}

/// A further line.
#[derive(Serialize, Deserialize)]
struct Entry<R> {
    key: String,
    done: R,
}

/// The journal of a scan.
#[derive(Debug)]
pub struct Journal {
    began: DateTime<Utc>,
    outputs: String,
    reader: BufReader<File>,
    writer: BufWriter<File>,
    /// Where the first line ends that is not taken over yet.
    end: u64,
    written: Instant,
    /// Whether it has nothing more: all that follows is done anew.
    is_behind: AtomicBool,
}

/// What a journal has of the next thing, in the order of the inputs.
#[derive(Debug)]
pub(super) struct Kept<R> {
    pub key: String,
    pub done: R,
    /// Where its line ends.
    pub end: u64,
}

impl Journal {
    /// Goes on with the journal of the scan that is known by this, or begins it at this moment. It takes the same file twice, at
    /// its beginning each: what was done is read while what is done is written.
    pub fn new(
        reader: File,
        mut writer: File,
        scan: &str,
        now: DateTime<Utc>,
    ) -> Result<Self, JournalError> {
        let mut reader = BufReader::new(reader);
        let mut first = Vec::new();
        (&mut reader)
            .take(MAX_JOURNAL_HEAD)
            .read_until(b'\n', &mut first)?;
        let (began, outputs, end) = if first.ends_with(b"\n") {
            let head: Head = serde_json::from_slice(&first).map_err(|_| JournalError::NoJournal)?;
            if head.schema != SCHEMA || head.outputs.len() != NO_OUTPUTS.len() {
                return Err(JournalError::NoJournal);
            }
            if head.scan != scan {
                return Err(JournalError::OtherScan);
            }
            (head.began, head.outputs, first.len() as u64)
        } else {
            if !is_torn(&first) {
                return Err(JournalError::NoJournal);
            }
            writer.set_len(0)?;
            let head = Head {
                schema: SCHEMA.to_owned(),
                outputs: NO_OUTPUTS.to_owned(),
                scan: scan.to_owned(),
                began: now,
            };
            let mut line = serde_json::to_vec(&head).map_err(io::Error::from)?;
            line.push(b'\n');
            writer.write_all(&line)?;
            reader.seek(SeekFrom::Start(line.len() as u64))?;
            (now, head.outputs, line.len() as u64)
        };
        Ok(Self {
            began,
            outputs,
            reader,
            writer: BufWriter::new(writer),
            end,
            written: Instant::now(),
            is_behind: AtomicBool::new(false),
        })
    }

    /// When the scan began.
    pub fn began(&self) -> DateTime<Utc> {
        self.began
    }

    /// Whether these outputs, in any words that are the same each time, were claimed: those that are there are the scan's own.
    pub fn owns(&self, outputs: &str) -> bool {
        self.outputs == sha256(outputs.as_bytes())
    }

    /// Claims these outputs, before the first of them is there: whatever happens while they get their names, a scan that goes on
    /// may replace them.
    pub fn claim(&mut self, outputs: &str) -> io::Result<()> {
        self.outputs = sha256(outputs.as_bytes());
        self.writer.flush()?;
        let file = self.writer.get_mut();
        let at = file.stream_position()?;
        file.seek(SeekFrom::Start(BEGINNING.len() as u64))?;
        file.write_all(self.outputs.as_bytes())?;
        file.sync_data()?;
        file.seek(SeekFrom::Start(at))?;
        Ok(())
    }

    /// Its two sides: what was kept is read while what is done is noted, by another thread as a rule.
    pub(super) fn sides(&mut self) -> (Past<'_>, Present<'_>) {
        (
            Past {
                reader: &mut self.reader,
                at: self.end,
                is_behind: &self.is_behind,
            },
            Present {
                writer: &mut self.writer,
                end: Some(self.end),
                written: &mut self.written,
                is_behind: &self.is_behind,
            },
        )
    }
}

/// Whether a first line that has no end is one of ours whose writing was ended, and not another file.
fn is_torn(line: &[u8]) -> bool {
    let known = line.len().min(BEGINNING.len());
    (line.len() as u64) < MAX_JOURNAL_HEAD && line[..known] == BEGINNING.as_bytes()[..known]
}

/// What was done before.
pub(super) struct Past<'j> {
    reader: &'j mut BufReader<File>,
    at: u64,
    is_behind: &'j AtomicBool,
}

impl Past<'_> {
    /// What there is of the next thing.
    pub fn next<R: DeserializeOwned>(&mut self) -> Option<Kept<R>> {
        if self.is_behind.load(Ordering::Acquire) {
            return None;
        }
        let mut line = Vec::new();
        let read = self.reader.read_until(b'\n', &mut line).ok()?;
        let entry: Option<Entry<R>> = line
            .ends_with(b"\n")
            .then(|| serde_json::from_slice(&line).ok())
            .flatten();
        self.at += read as u64;
        let Some(entry) = entry else {
            // What follows is not known to belong to anything.
            self.is_behind.store(true, Ordering::Release);
            return None;
        };
        Some(Kept {
            key: entry.key,
            done: entry.done,
            end: self.at,
        })
    }
}

/// What is being done.
pub(super) struct Present<'j> {
    writer: &'j mut BufWriter<File>,
    /// Where what was done before ends, as long as nothing else was done.
    end: Option<u64>,
    written: &'j mut Instant,
    is_behind: &'j AtomicBool,
}

impl Present<'_> {
    /// Notes what came of the next thing: it stands there up to `kept`, or it is new.
    pub fn note<R: Serialize>(&mut self, key: &str, done: &R, kept: Option<u64>) -> io::Result<()> {
        if let Some(end) = &mut self.end
            && let Some(kept) = kept
        {
            *end = kept;
            return Ok(());
        }
        if let Some(end) = self.end.take() {
            self.is_behind.store(true, Ordering::Release);
            let file = self.writer.get_mut();
            file.set_len(end)?;
            file.seek(SeekFrom::Start(end))?;
        }
        serde_json::to_writer(
            &mut *self.writer,
            &Entry {
                key: key.to_owned(),
                done,
            },
        )?;
        self.writer.write_all(b"\n")?;
        if self.written.elapsed() >= PAUSE {
            self.writer.flush()?;
            *self.written = Instant::now();
        }
        Ok(())
    }

    /// Lets nothing be in memory only.
    pub fn finish(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn journal(path: &std::path::Path) -> Result<Journal, JournalError> {
        let writer = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        Journal::new(File::open(path)?, writer, "a scan", DateTime::UNIX_EPOCH)
    }

    #[test]
    fn outputs_are_the_scans_own_once_they_are_claimed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        assert!(!journal(&path).unwrap().owns("a, b"));
        let mut first = journal(&path).unwrap();
        let before = std::fs::read_to_string(&path).unwrap();
        assert!(before.starts_with(&format!("{BEGINNING}{NO_OUTPUTS}\"")));
        first.claim("a, b").unwrap();
        let again = journal(&path).unwrap();
        assert!(again.owns("a, b") && !again.owns("a, c"));
        let after = std::fs::read_to_string(&path).unwrap();
        assert_eq!(before.len(), after.len());
    }

    #[test]
    fn only_the_beginning_of_a_journal_is_taken_for_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        journal(&path).unwrap();
        let whole = std::fs::read(&path).unwrap();
        for end in 0..whole.len() {
            std::fs::write(&path, &whole[..end]).unwrap();
            assert!(journal(&path).is_ok(), "{end}");
            assert_eq!(std::fs::read(&path).unwrap(), whole, "{end}");
        }
        let long = format!("{BEGINNING}{}", "0".repeat(1 << 20));
        for other in [
            &br#"{"schema":"other/1"}"#[..],
            br#"{"schema":7,"mail":"all that I have"}"#,
            b"hello",
            long.as_bytes(),
        ] {
            std::fs::write(&path, other).unwrap();
            assert!(matches!(journal(&path), Err(JournalError::NoJournal)));
            assert_eq!(std::fs::read(&path).unwrap(), other);
        }
    }
}
