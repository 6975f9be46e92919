//! What containers hold, message by message: for whoever keeps the bytes in a table.

use crate::error::{Failure, Kind};
use crate::{options, wait};
use hdrtrace::archive::{Entry, Item, Options};
use hdrtrace::scan;
use hdrtrace::words::origin::Step;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Messages that wait for Python: few, since one may be as long as is read.
const WAITING: usize = 4;

/// A message, or what could not be read.
struct Packed {
    source: String,
    container: Option<&'static str>,
    member: Option<String>,
    made: Result<Message, Failure>,
}

struct Message {
    place: (Option<u64>, Option<u64>),
    sha256: String,
    bytes: Vec<u8>,
    beside: Option<String>,
}

/// Yields tuples: source, container, member, offset, length, SHA-256, bytes, what the container says beside them, error.
#[pyclass(frozen, module = "hdrtrace")]
pub(crate) struct Entries {
    from: Mutex<Receiver<Packed>>,
}

/// Everything that is in some files and folders.
#[pyfunction]
#[pyo3(signature = (paths, **settings))]
pub(crate) fn entries(
    paths: Vec<PathBuf>,
    settings: Option<&Bound<'_, PyDict>>,
) -> PyResult<Entries> {
    let options = options::settings(settings)?.archive;
    let (to, from) = sync_channel(WAITING);
    thread::Builder::new().spawn(move || run(paths, &options, &to))?;
    Ok(Entries {
        from: Mutex::new(from),
    })
}

fn run(paths: Vec<PathBuf>, options: &Options, to: &SyncSender<Packed>) {
    scan::walk(
        paths.into_iter(),
        options,
        &mut |path, item| match to.send(packed(path, item)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        },
    );
}

fn packed(path: &Path, item: Item<'_>) -> Packed {
    let (steps, made) = match item {
        Item::Message(entry) => {
            let origin = entry.origin.as_ref();
            let steps = origin.map_or_else(Vec::new, |origin| origin.steps.clone());
            (steps, message(entry))
        }
        Item::Failed(failure) => {
            let made = Err(Failure::of_part(path, &failure.steps, failure.error));
            (failure.steps, made)
        }
    };
    let members: Vec<&str> = steps
        .iter()
        .map(|step: &Step| step.member.as_str())
        .collect();
    Packed {
        source: path.display().to_string(),
        container: steps.last().map(|step| step.container.word()),
        member: (!members.is_empty()).then(|| members.join("/")),
        made,
    }
}

fn message(entry: Entry<'_>) -> Result<Message, Failure> {
    let origin = entry.origin.as_ref();
    let place = origin.map_or((None, None), |origin| (origin.offset, origin.length));
    let beside = entry.beside().map(|beside| serde_json::to_string(&beside));
    let beside = beside.transpose();
    Ok(Message {
        place,
        sha256: entry.sha256(),
        beside: beside.map_err(|error| Failure::new(Kind::Fault, error))?,
        bytes: entry.bytes.into_owned(),
    })
}

/// As it is handed over.
type Handed<'py> = (
    String,
    Option<&'static str>,
    Option<String>,
    (Option<u64>, Option<u64>),
    Option<String>,
    Option<Bound<'py, PyBytes>>,
    Option<String>,
    Option<String>,
);

#[pymethods]
impl Entries {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Handed<'py>>> {
        let Some(packed) = wait::receive(py, &self.from)? else {
            return Ok(None);
        };
        let Packed {
            source,
            container,
            member,
            made,
        } = packed;
        Ok(Some(match made {
            Ok(message) => {
                let bytes = PyBytes::new(py, &message.bytes);
                let sha256 = Some(message.sha256);
                (
                    source,
                    container,
                    member,
                    message.place,
                    sha256,
                    Some(bytes),
                    message.beside,
                    None,
                )
            }
            Err(failure) => {
                let told = Some(failure.told());
                (
                    source,
                    container,
                    member,
                    (None, None),
                    None,
                    None,
                    None,
                    told,
                )
            }
        }))
    }
}
