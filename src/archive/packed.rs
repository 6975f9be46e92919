//! What a container says of a message, kept beside the message's bytes where these go on without the container: in a row of a
//! table. Put together again they are traced as they would have been inside.

use super::item::Entry;
use super::member::Nested;
use crate::codec::hex;
use crate::input::Whole;
use crate::words::origin::Origin;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// All of an entry but its bytes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Beside {
    #[serde(skip_serializing_if = "Option::is_none")]
    whole: Option<Whole>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_by: Option<Whole>,
    #[serde(skip_serializing_if = "Option::is_none", with = "base64_option")]
    rebuilt: Option<Vec<u8>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nested: Vec<Nested>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<Origin>,
}

impl Entry<'_> {
    /// All of it but its bytes; `None` where those are all that is known.
    pub fn beside(&self) -> Option<Beside> {
        let is_bare = self.origin.is_none()
            && self.whole.is_none()
            && self.known_by.is_none()
            && self.rebuilt.is_none()
            && self.nested.is_empty();
        (!is_bare).then(|| Beside {
            whole: self.whole.clone(),
            known_by: self.known_by.clone(),
            rebuilt: self.rebuilt.clone(),
            nested: self.nested.clone(),
            origin: self.origin.clone(),
        })
    }
}

impl Entry<'_> {
    /// What the message is known by: the SHA-256 of the bytes as they were given, in hexadecimal.
    pub fn sha256(&self) -> String {
        let known = self.whole.as_ref().or(self.known_by.as_ref());
        known.map_or_else(
            || hex::encode(&Sha256::digest(&self.bytes)),
            |known| known.sha256.clone(),
        )
    }
}

impl<'b> Entry<'b> {
    /// An entry put together again.
    pub fn of(bytes: Cow<'b, [u8]>, beside: Beside) -> Self {
        Self {
            bytes,
            whole: beside.whole,
            known_by: beside.known_by,
            rebuilt: beside.rebuilt,
            nested: beside.nested,
            tally: None,
            origin: beside.origin,
        }
    }
}

/// Bytes as base64.
pub(super) mod base64 {
    use crate::codec::base64::{Rule, decode, encode};
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in crate::archive) fn serialize<S: Serializer>(
        bytes: &[u8],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&encode(bytes))
    }

    pub(in crate::archive) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        decode(text.as_bytes(), Rule::Encoded).ok_or_else(|| D::Error::custom("is not base64"))
    }
}

/// Bytes as base64, if there are any.
pub(super) mod base64_option {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Bytes(#[serde(with = "super::base64")] Vec<u8>);

    #[expect(clippy::ref_option, reason = "the form that serde calls")]
    pub(in crate::archive) fn serialize<S: Serializer>(
        bytes: &Option<Vec<u8>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        bytes.clone().map(Bytes).serialize(serializer)
    }

    pub(in crate::archive) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Vec<u8>>, D::Error> {
        let bytes = Option::<Bytes>::deserialize(deserializer)?;
        Ok(bytes.map(|bytes| bytes.0))
    }
}

#[cfg(test)]
mod tests {
    use super::super::member::Member;
    use super::*;
    use crate::words::origin::Container;

    #[test]
    fn what_is_packed_is_put_together_again() {
        let known = |size| {
            Some(Whole {
                sha256: "00".repeat(32),
                size,
            })
        };
        let mut member = Member::numbered(Container::Msg, 7, (1, 2));
        member.rebuilt = Some(vec![0, 0xFF, b'\n']);
        member.fact("flags", "S");
        let entry = Entry {
            bytes: b"From: a@example.org\n\n".as_slice().into(),
            whole: known(1),
            known_by: known(2),
            rebuilt: Some(vec![0xFE, 0]),
            nested: vec![Nested {
                name: Some("a.eml".to_owned()),
                member,
                bytes: vec![0x80, 1],
            }],
            tally: None,
            origin: Some(Origin {
                offset: Some(3),
                ..Origin::default()
            }),
        };
        let json = serde_json::to_string(&entry.beside()).unwrap();
        let beside: Beside = serde_json::from_str(&json).unwrap();
        let again = Entry::of(entry.bytes.clone(), beside);
        assert_eq!(
            format!("{:?}", again.beside()),
            format!("{:?}", entry.beside())
        );
        let (mut one, mut other) = (Vec::new(), Vec::new());
        entry.pieces(&mut |piece| one.push(piece.to_vec()));
        again.pieces(&mut |piece| other.push(piece.to_vec()));
        assert_eq!(one, other);
        assert_eq!(again.sha256(), "00".repeat(32));
    }

    #[test]
    fn bytes_alone_need_nothing_beside_them() {
        let entry = Entry::of(
            b"From: a@example.org\n\n".as_slice().into(),
            Beside::default(),
        );
        assert!(entry.beside().is_none());
        assert_eq!(entry.sha256(), crate::sha256(b"From: a@example.org\n\n"));
        for damaged in [r#"{"rebuilt":"%"}"#, r#"{"other":1}"#, "7"] {
            assert!(
                serde_json::from_str::<Beside>(damaged).is_err(),
                "{damaged}"
            );
        }
    }
}
