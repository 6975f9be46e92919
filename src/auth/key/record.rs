//! The text of a key record, RFC 6376 section 3.6.1.

use super::{KeyCheck, KeyProblem};
use crate::auth::signature::{Algorithm, Auid};
use crate::auth::tags::TagList;
use crate::limits::MAX_KEY_RECORD;
use crate::words::auth::KeyType;

/// A key record whose syntax is right and which holds a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRecord {
    /// `k=`.
    pub key_type: KeyType,
    /// `p=`, decoded; never empty.
    pub material: Vec<u8>,
    /// `t=y`.
    pub testing: bool,
    /// `t=s`.
    pub strict: bool,
    /// `h=`.
    pub hashes: Option<Vec<String>>,
    /// `s=`.
    pub services: Option<Vec<String>>,
    /// `g=` of RFC 4871.
    pub granularity: Option<String>,
    /// `n=`.
    pub notes: Option<String>,
}

impl KeyRecord {
    /// Reads a record.
    pub fn parse(text: &[u8]) -> Result<Self, KeyProblem> {
        if text.len() > MAX_KEY_RECORD {
            return Err(KeyProblem::Material("the record is too long".to_owned()));
        }
        let tags = TagList::parse(text)?;
        if let Some(version) = tags.value("v") {
            if version != "DKIM1" {
                return Err(KeyProblem::Version("v= is not DKIM1"));
            }
            if tags.first().is_some_and(|tag| tag.name != "v") {
                return Err(KeyProblem::Version("v= is not the first tag"));
            }
        }
        let list = |name: &str| -> Option<Vec<String>> {
            let tag = tags.get(name)?;
            Some(tag.items().map(str::to_owned).collect())
        };
        let material = tags.get("p").ok_or(KeyProblem::NoMaterial)?;
        if material.value.is_empty() {
            return Err(KeyProblem::Revoked);
        }
        let key_type = match tags.value("k") {
            None | Some("rsa") => KeyType::Rsa,
            Some("ed25519") => KeyType::Ed25519,
            Some(other) => return Err(KeyProblem::Type(other.to_owned())),
        };
        let flags = list("t").unwrap_or_default();
        Ok(Self {
            key_type,
            material: material.base64()?,
            testing: flags.iter().any(|flag| flag == "y"),
            strict: flags.iter().any(|flag| flag == "s"),
            hashes: list("h"),
            services: list("s"),
            granularity: tags.value("g").map(str::to_owned),
            notes: tags.value("n").map(str::to_owned),
        })
    }

    /// Whether the key may be used for a signature (RFC 6376 section 6.1.2, steps 6 to 8).
    pub(super) fn admits(
        &self,
        algorithm: Algorithm,
        auid: Option<&Auid>,
    ) -> Result<(), KeyProblem> {
        if algorithm.key_type() != self.key_type {
            return Err(KeyProblem::Mismatch {
                algorithm: algorithm.word(),
                key: self.key_type.word(),
            });
        }
        let hash = algorithm.hash().word();
        if let Some(hashes) = &self.hashes
            && !hashes.iter().any(|allowed| allowed == hash)
        {
            return Err(KeyProblem::Hash(hash));
        }
        if let Some(services) = &self.services
            && !services.iter().any(|name| name == "*" || name == "email")
        {
            return Err(KeyProblem::Service);
        }
        if self.strict && auid.is_some_and(|auid| !auid.is_exact) {
            return Err(KeyProblem::Strict);
        }
        Ok(())
    }

    pub(super) fn describe(&self, check: &mut KeyCheck) {
        check.key_type = Some(self.key_type);
        check.testing = self.testing;
        check.strict = self.strict;
        check.hashes.clone_from(&self.hashes);
        check.services.clone_from(&self.services);
        check.granularity.clone_from(&self.granularity);
        check.notes.clone_from(&self.notes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::tags::TagError;

    #[test]
    fn records_that_give_no_key() {
        for (text, problem) in [
            ("", KeyProblem::Syntax(TagError::Empty)),
            ("v=DKIM1", KeyProblem::NoMaterial),
            ("v=DKIM1; p=", KeyProblem::Revoked),
            ("v=DKIM2; p=AAAA", KeyProblem::Version("v= is not DKIM1")),
            ("v=dkim1; p=AAAA", KeyProblem::Version("v= is not DKIM1")),
            (
                "k=rsa; v=DKIM1; p=AAAA",
                KeyProblem::Version("v= is not the first tag"),
            ),
            ("k=dsa; p=AAAA", KeyProblem::Type("dsa".into())),
            ("p=A*A", KeyProblem::Syntax(TagError::Base64("p".into()))),
            ("p=AAAA; t; k=rsa", KeyProblem::Syntax(TagError::Syntax(7))),
            (
                "p=AAAA; p=AAAA",
                KeyProblem::Syntax(TagError::Duplicate("p".into())),
            ),
        ] {
            assert_eq!(KeyRecord::parse(text.as_bytes()), Err(problem), "{text}");
        }
    }

    #[test]
    fn flags_and_lists() {
        let key =
            KeyRecord::parse(b"v=DKIM1; t = y : s:x; h= sha1 :sha256; s=email; p=AA AA").unwrap();
        assert!(key.testing && key.strict);
        assert_eq!(
            key.hashes.as_deref(),
            Some(&["sha1".to_owned(), "sha256".to_owned()][..])
        );
        assert_eq!(key.material, [0, 0, 0]);
    }

    #[test]
    fn a_key_says_what_it_is_for() {
        let auid = |is_exact| Auid {
            text: String::new(),
            domain: String::new(),
            is_exact,
        };
        let admits = |text: &str, exact| {
            KeyRecord::parse(text.as_bytes())
                .unwrap()
                .admits(Algorithm::RsaSha256, Some(&auid(exact)))
        };
        assert_eq!(admits("p=AAAA; s=*", true), Ok(()));
        assert_eq!(admits("p=AAAA; s=web:email", false), Ok(()));
        assert_eq!(admits("p=AAAA; s=web", true), Err(KeyProblem::Service));
        assert_eq!(
            admits("p=AAAA; h=sha1", true),
            Err(KeyProblem::Hash("sha256"))
        );
        assert_eq!(admits("p=AAAA; t=s", false), Err(KeyProblem::Strict));
        assert_eq!(admits("p=AAAA; t=s", true), Ok(()));
        assert!(matches!(
            admits("p=AAAA; k=ed25519", true),
            Err(KeyProblem::Mismatch { .. })
        ));
    }
}
