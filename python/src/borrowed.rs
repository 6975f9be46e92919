//! Bytes of Python objects, without a copy where they cannot change under way.

use pyo3::buffer::PyUntypedBuffer;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyString};
use std::ops::Deref;

/// The bytes of a message.
pub(crate) enum Borrowed {
    /// Those of `bytes`, or a copy of those of a `bytearray` and the like.
    Bytes(PyBackedBytes),
    /// Those of an object that does not let them be written: a buffer of Arrow, a read-only map of a file.
    Buffer(PyUntypedBuffer),
}

impl<'py> FromPyObject<'_, 'py> for Borrowed {
    type Error = PyErr;

    fn extract(object: Borrowed_<'_, 'py>) -> PyResult<Self> {
        if let Ok(bytes) = object.cast::<PyBytes>() {
            return Ok(Self::Bytes(PyBackedBytes::from(bytes.to_owned())));
        }
        if object.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err(
                "a message is bytes, not str: open files in binary mode",
            ));
        }
        let object = object.to_owned();
        let buffer = PyUntypedBuffer::get(&object).map_err(|_| {
            let name = object.get_type().name();
            let name = name.map_or_else(|_| "this".to_owned(), |name| name.to_string());
            PyTypeError::new_err(format!("a message is bytes, not {name}"))
        })?;
        if buffer.readonly() && buffer.is_c_contiguous() {
            return Ok(Self::Buffer(buffer));
        }
        buffer.release(object.py());
        // Others may write to it meanwhile: a copy.
        let bytes = object.py().get_type::<PyBytes>().call1((&object,))?;
        Ok(Self::Bytes(PyBackedBytes::from(
            bytes.cast_into::<PyBytes>()?,
        )))
    }
}

/// The name that `PyO3` has for a reference.
type Borrowed_<'a, 'py> = pyo3::Borrowed<'a, 'py, PyAny>;

impl Deref for Borrowed {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Buffer(buffer) if buffer.len_bytes() == 0 => &[],
            Self::Buffer(buffer) => {
                let start = buffer.buf_ptr().cast::<u8>().cast_const();
                // SAFETY: the exporter keeps so many contiguous bytes in place until the buffer is released, which is when
                // `self` is dropped, and it says that they are read-only. A read-only view of what others write to, or a map
                // of a file that changes, breaks its word: docs/python.md asks for what holds still.
                unsafe { std::slice::from_raw_parts(start, buffer.len_bytes()) }
            }
        }
    }
}
