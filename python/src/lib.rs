//! The Python package `hdrtrace`: what its modules written in Python call.
//!
//! Nothing is decided here: options become [`hdrtrace::Settings`], bytes are borrowed, the interpreter is let go while messages
//! are traced, and reports become dictionaries.

mod analyzer;
mod borrowed;
mod capsule;
mod check;
mod entries;
mod error;
mod explain;
mod gate;
mod input;
mod iocs;
mod many;
mod object;
mod options;
mod phrases;
mod render;
mod rows;
mod scan;
mod spread;
mod wait;

use pyo3::prelude::*;

/// As in the program: messages are many small pieces.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What the modules written in Python call.
#[pymodule]
mod _hdrtrace {
    #[pymodule_export]
    use super::analyzer::Analyzer;
    #[pymodule_export]
    use super::capsule::{merge, resolve};
    #[pymodule_export]
    use super::check::{check_dkim_key, check_dmarc, check_domain, check_spf};
    #[pymodule_export]
    use super::entries::{Entries, entries};
    #[pymodule_export]
    use super::explain::explain;
    #[pymodule_export]
    use super::iocs::{iocs, iocs_as};

    #[pymodule_export]
    use super::render::{columns, render, row};
    #[pymodule_export]
    use super::rows::Rows;
    #[pymodule_export]
    use super::scan::Scan;

    #[pymodule_init]
    fn init(module: &pyo3::Bound<'_, pyo3::types::PyModule>) -> pyo3::PyResult<()> {
        use pyo3::types::PyModuleMethods;
        module.add("SETTINGS", super::options::SETTINGS)?;
        module.add("MESSAGE_OPTIONS", super::input::MESSAGE_OPTIONS)?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
