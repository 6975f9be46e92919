//! What can be serialized → Python's own objects, without JSON on the way: reading the text costs twice as much.

use foldhash::HashMap;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString};
use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use std::cell::RefCell;
use std::fmt::{self, Display};

/// An object of a value.
pub(crate) fn object<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    let _pause = Pause::begin(py);
    value.serialize(Maker { py }).map_err(|error| error.0)
}

/// The search for garbage waits while objects are made: none of their hundreds of parts can be garbage yet, and for a list of
/// reports it would look at all of them again and again.
pub(crate) struct Pause {
    was_on: bool,
}

impl Pause {
    /// Until it is dropped, which must be where the thread is attached.
    pub(crate) fn begin(_: Python<'_>) -> Self {
        // SAFETY: the thread is attached to the interpreter.
        let was_on = unsafe { ffi::PyGC_Disable() } == 1;
        Self { was_on }
    }
}

impl Drop for Pause {
    fn drop(&mut self) {
        if self.was_on {
            // SAFETY: the thread is attached again: the function that began it holds the interpreter when it returns.
            unsafe { ffi::PyGC_Enable() };
        }
    }
}

thread_local! {
    /// The strings of names that stand in the program, by where they stand: no more than it has.
    static NAMES: RefCell<HashMap<(usize, usize), Py<PyString>>> = RefCell::default();
}

#[derive(Clone, Copy)]
struct Maker<'py> {
    py: Python<'py>,
}

impl<'py> Maker<'py> {
    fn name(self, name: &'static str) -> Bound<'py, PyString> {
        let place = (name.as_ptr().addr(), name.len());
        let made = NAMES.with_borrow_mut(|names| {
            let known = names.entry(place);
            let made = known.or_insert_with(|| PyString::intern(self.py, name).unbind());
            made.clone_ref(self.py)
        });
        made.into_bound(self.py)
    }
}

/// An error of Python, as serde wants one.
#[derive(Debug)]
struct Fault(PyErr);

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Fault {}

impl serde::ser::Error for Fault {
    fn custom<T: Display>(text: T) -> Self {
        Self(pyo3::exceptions::PyValueError::new_err(text.to_string()))
    }
}

impl From<PyErr> for Fault {
    fn from(error: PyErr) -> Self {
        Self(error)
    }
}

/// What is not a collection.
macro_rules! plain {
    ($($method:ident($type:ty);)+) => {
        $(fn $method(self, value: $type) -> Result<Self::Ok, Fault> {
            Ok(value.into_pyobject(self.py).map_err(PyErr::from)?.to_owned().into_any())
        })+
    };
}

impl<'py> Serializer for Maker<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Fault;
    type SerializeSeq = List<'py>;
    type SerializeTuple = List<'py>;
    type SerializeTupleStruct = List<'py>;
    type SerializeTupleVariant = Within<'py, List<'py>>;
    type SerializeMap = Dict<'py>;
    type SerializeStruct = Dict<'py>;
    type SerializeStructVariant = Within<'py, Dict<'py>>;

    plain! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_str(&str);
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Self::Ok, Fault> {
        Ok(PyBytes::new(self.py, bytes).into_any())
    }

    fn serialize_none(self) -> Result<Self::Ok, Fault> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Self::Ok, Fault> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Self::Ok, Fault> {
        Ok(self.py.None().into_bound(self.py))
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Self::Ok, Fault> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Self::Ok, Fault> {
        Ok(self.name(variant).into_any())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Self::Ok, Fault> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Self::Ok, Fault> {
        let value = value.serialize(self)?;
        let dict = PyDict::new(self.py);
        dict.set_item(self.name(variant), value)?;
        Ok(dict.into_any())
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<List<'py>, Fault> {
        Ok(List {
            maker: self,
            items: Vec::with_capacity(length.unwrap_or_default()),
        })
    }

    fn serialize_tuple(self, length: usize) -> Result<List<'py>, Fault> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<List<'py>, Fault> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Within<'py, List<'py>>, Fault> {
        Ok(Within {
            name: self.name(variant),
            inner: self.serialize_seq(Some(length))?,
        })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Dict<'py>, Fault> {
        Ok(Dict {
            maker: self,
            made: PyDict::new(self.py),
            key: None,
        })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Dict<'py>, Fault> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Within<'py, Dict<'py>>, Fault> {
        Ok(Within {
            name: self.name(variant),
            inner: self.serialize_map(None)?,
        })
    }
}

/// A list in the making.
struct List<'py> {
    maker: Maker<'py>,
    items: Vec<Bound<'py, PyAny>>,
}

impl<'py> List<'py> {
    fn add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        self.items.push(value.serialize(self.maker)?);
        Ok(())
    }

    fn done(self) -> Result<Bound<'py, PyAny>, Fault> {
        Ok(PyList::new(self.maker.py, self.items)?.into_any())
    }
}

/// A dictionary in the making; the order is that of its keys.
struct Dict<'py> {
    maker: Maker<'py>,
    made: Bound<'py, PyDict>,
    key: Option<Bound<'py, PyAny>>,
}

impl<'py> Dict<'py> {
    fn add<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Fault> {
        let value = value.serialize(self.maker)?;
        Ok(self.made.set_item(self.maker.name(name), value)?)
    }

    fn done(self) -> Bound<'py, PyAny> {
        self.made.into_any()
    }
}

/// A variant with something in it.
struct Within<'py, T> {
    name: Bound<'py, PyString>,
    inner: T,
}

impl<'py, T> Within<'py, T> {
    fn around(
        self,
        py: Python<'py>,
        done: impl FnOnce(T) -> Result<Bound<'py, PyAny>, Fault>,
    ) -> Result<Bound<'py, PyAny>, Fault> {
        let dict = PyDict::new(py);
        dict.set_item(self.name, done(self.inner)?)?;
        Ok(dict.into_any())
    }
}

/// The ways in which serde fills a list.
macro_rules! fills_list {
    ($($way:ident, $method:ident;)+) => {
        $(impl<'py> $way for List<'py> {
            type Ok = Bound<'py, PyAny>;
            type Error = Fault;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
                self.add(value)
            }

            fn end(self) -> Result<Self::Ok, Fault> {
                self.done()
            }
        })+
    };
}

fills_list! {
    SerializeSeq, serialize_element;
    SerializeTuple, serialize_element;
    SerializeTupleStruct, serialize_field;
}

impl<'py> SerializeTupleVariant for Within<'py, List<'py>> {
    type Ok = Bound<'py, PyAny>;
    type Error = Fault;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        self.inner.add(value)
    }

    fn end(self) -> Result<Self::Ok, Fault> {
        let py = self.name.py();
        self.around(py, List::done)
    }
}

impl<'py> SerializeStruct for Dict<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Fault;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        self.add(name, value)
    }

    fn end(self) -> Result<Self::Ok, Fault> {
        Ok(self.done())
    }
}

impl<'py> SerializeStructVariant for Within<'py, Dict<'py>> {
    type Ok = Bound<'py, PyAny>;
    type Error = Fault;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        self.inner.add(name, value)
    }

    fn end(self) -> Result<Self::Ok, Fault> {
        let py = self.name.py();
        self.around(py, |dict| Ok(dict.done()))
    }
}

impl<'py> SerializeMap for Dict<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Fault;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Fault> {
        self.key = Some(key.serialize(self.maker)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        let key = self.key.take();
        let key = key.ok_or_else(|| Fault::custom("a value without a key"))?;
        let value = value.serialize(self.maker)?;
        Ok(self.made.set_item(key, value)?)
    }

    fn end(self) -> Result<Self::Ok, Fault> {
        Ok(self.done())
    }
}
