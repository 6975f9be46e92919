//! The words that the JSON report writes for what has no other text: read from the types themselves, so that there is no second
//! table of them.

use serde::de::{DeserializeOwned, Visitor, value::Error};
use serde::{Deserializer, Serialize, Serializer, forward_to_deserialize_any, ser};

/// The words of a closed set, in their order.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    all: fn() -> &'static [&'static str],
    /// Whether a later word is more.
    pub(super) is_ordered: bool,
}

impl Words {
    /// Those of a type.
    pub(super) const fn of<T: DeserializeOwned>() -> Self {
        Self {
            all: words::<T>,
            is_ordered: false,
        }
    }

    /// Those of a type, of which a later one is more.
    pub(super) const fn ordered<T: DeserializeOwned>() -> Self {
        Self {
            is_ordered: true,
            ..Self::of::<T>()
        }
    }

    /// All of them.
    pub fn all(self) -> &'static [&'static str] {
        (self.all)()
    }

    /// The place of a word.
    pub(super) fn rank(self, word: &str) -> Option<usize> {
        self.all().iter().position(|known| *known == word)
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.all() == other.all()
    }
}

impl Eq for Words {}

/// The words of a type.
fn words<T: DeserializeOwned>() -> &'static [&'static str] {
    let mut found: &'static [&'static str] = &[];
    let _ = T::deserialize(Listing(&mut found));
    found
}

/// The word of a value.
pub(super) fn word<T: Serialize>(value: &T) -> Option<&'static str> {
    value.serialize(Naming).ok()
}

/// Is asked for the words of a type, and gives no value.
struct Listing<'f>(&'f mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Listing<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(ser::Error::custom("no word"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        *self.0 = variants;
        Err(ser::Error::custom("no value"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// Takes the word of a value without contents, and nothing else.
struct Naming;

type Word = Result<&'static str, Error>;
type Nothing = ser::Impossible<&'static str, Error>;

macro_rules! refuse {
    ($given:ty: $($name:ident($($kind:ty),*);)+) => {
        $(fn $name(self $(, _: $kind)*) -> Result<$given, Error> {
            Err(ser::Error::custom("no word"))
        })+
    };
}

impl Serializer for Naming {
    type Ok = &'static str;
    type Error = Error;
    type SerializeSeq = Nothing;
    type SerializeTuple = Nothing;
    type SerializeTupleStruct = Nothing;
    type SerializeTupleVariant = Nothing;
    type SerializeMap = Nothing;
    type SerializeStruct = Nothing;
    type SerializeStructVariant = Nothing;

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Word {
        Ok(variant)
    }

    /// Of what has contents the kind is the word: serde writes it as a field.
    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: &T,
    ) -> Word {
        Ok(variant)
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Word {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Word {
        value.serialize(self)
    }

    refuse! { &'static str:
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
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
    }

    refuse! { Nothing:
        serialize_seq(Option<usize>);
        serialize_tuple(usize);
        serialize_tuple_struct(&'static str, usize);
        serialize_tuple_variant(&'static str, u32, &'static str, usize);
        serialize_map(Option<usize>);
        serialize_struct(&'static str, usize);
        serialize_struct_variant(&'static str, u32, &'static str, usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::findings::Severity;
    use crate::words::route::Trust;

    #[test]
    fn words_are_those_of_the_report() {
        assert_eq!(
            Words::of::<Trust>().all(),
            ["trusted", "boundary", "claimed", "observed"]
        );
        assert_eq!(word(&Trust::Boundary), Some("boundary"));
        assert_eq!(word(&Some(Severity::High)), Some("high"));
        assert_eq!(word(&"high"), None);
        let severities = Words::ordered::<Severity>();
        assert!(severities.rank("warning") < severities.rank("high"));
        assert_eq!(severities.rank("critical"), None);
    }
}
