//! Signals that end a scan: the first after the message at hand, so that no half of a file is left, the second at once.

use anyhow::Result;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What asks a program to end: Ctrl-C, `kill`, a terminal that is gone.
#[cfg(unix)]
const SIGNALS: &[i32] = &[SIGINT, SIGTERM, signal_hook::consts::SIGHUP];
#[cfg(not(unix))]
const SIGNALS: &[i32] = &[SIGINT, SIGTERM];

/// What shells add to the number of the signal that ended a program.
const SIGNALED: u8 = 128;

/// Whether the scan was asked to end.
pub(super) struct Ending {
    is_asked: Arc<AtomicBool>,
    /// The exit code for it.
    code: Arc<AtomicUsize>,
}

impl Ending {
    pub(super) fn new() -> Result<Self> {
        let ending = Self {
            is_asked: Arc::default(),
            code: Arc::default(),
        };
        for signal in SIGNALS.iter().copied().filter(|one| !is_ignored(*one)) {
            let Ok(number) = u8::try_from(signal) else {
                continue;
            };
            let code = SIGNALED + number;
            let is_asked = || Arc::clone(&ending.is_asked);
            flag::register_conditional_shutdown(signal, code.into(), is_asked())?;
            flag::register_usize(signal, Arc::clone(&ending.code), code.into())?;
            flag::register(signal, is_asked())?;
        }
        Ok(ending)
    }

    /// Whether it was asked to end.
    pub(super) fn is_asked(&self) -> bool {
        self.is_asked.load(Ordering::Relaxed)
    }

    /// The exit code, if it was asked to end.
    pub(super) fn code(&self) -> Option<u8> {
        let code = || u8::try_from(self.code.load(Ordering::Relaxed)).ok();
        self.is_asked().then(code).flatten()
    }
}

/// Whether whoever started the program wants it to outlive its terminal, as `nohup` does: to be told of the signal would undo that.
/// Where the system does not say which signals are ignored, this one is left alone.
fn is_ignored(signal: i32) -> bool {
    if matches!(signal, SIGINT | SIGTERM) {
        return false;
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_none_or(|mask| mask >> (signal - 1) & 1 == 1)
}
