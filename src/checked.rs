//! What was done, and what was not and why: nothing is called a failure because the input was missing.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::borrow::Cow;

/// The outcome of a check that may have been left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked<T> {
    /// The check was made; this is what it found.
    Done(T),
    /// The check was not made, for this reason.
    Skipped(Why),
}

impl<T> Checked<T> {
    /// The result, if the check was made.
    pub fn done(&self) -> Option<&T> {
        match self {
            Self::Done(value) => Some(value),
            Self::Skipped(_) => None,
        }
    }

    /// Why the check was not made, if it was not.
    pub fn skipped(&self) -> Option<Why> {
        match self {
            Self::Done(_) => None,
            Self::Skipped(why) => Some(*why),
        }
    }
}

listed! {
/// Why a check was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Why {
    /// The input is a header block without its body.
    HeadersOnly,
    /// No question may be asked of DNS.
    Offline,
    /// A replay was given and it lacks the answer; that says nothing about the name.
    NotInCapsule,
    /// No hop, header or option names the client's address.
    NoClientIp,
    /// HELO, MAIL FROM or its local part is not known, and needed.
    NoSender,
    /// The envelope sender stands only in a field that the message's sender can write: it may fail, and not pass.
    UnprovenSender,
    /// When the message was received is not known, and it matters.
    NoReceiptTime,
    /// The message has no From field with a domain.
    NoFrom,
    /// DNS did not answer within its time limit.
    DnsUnreachable,
    /// The resolver had not answered questions of earlier messages, and was not asked.
    ResolverSilent,
    /// DNS answered with an error (SERVFAIL, REFUSED, something unreadable): what was asked is not known.
    DnsFailed,
    /// The registry could not be asked, or its answer not be read.
    RegistryUnreachable,
    /// A limit on questions, bytes or time for this message was reached.
    LimitReached,
    /// Another check, on which this one rests, was not made.
    DependsOnSkipped,
    /// The input is not the header as it was sent: a paste changed it.
    AlteredInput,
    /// The message was attached to another one, whose sender can have written what this rests on.
    AttachedCopy,
    /// It was not requested.
    NotRequested,
    /// The address or name is private or reserved for documentation: nobody answers for it.
    Reserved,
    /// The session carried no message, or its capture does not hold it.
    NoMessage,
    /// Neither SPF nor DKIM was given anything that could pass.
    NoIdentifiers,
    /// The depth of the analysis leaves it out.
    Depth,
}
}

impl Why {
    /// The stable word that stands in JSON as `{"skipped": word}`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::HeadersOnly => "headers-only",
            Self::Offline => "offline",
            Self::NotInCapsule => "not-in-capsule",
            Self::NoClientIp => "no-client-ip",
            Self::NoSender => "no-sender",
            Self::UnprovenSender => "unproven-sender",
            Self::NoReceiptTime => "no-receipt-time",
            Self::NoFrom => "no-from",
            Self::DnsUnreachable => "dns-unreachable",
            Self::ResolverSilent => "resolver-silent",
            Self::DnsFailed => "dns-failed",
            Self::RegistryUnreachable => "registry-unreachable",
            Self::LimitReached => "limit-reached",
            Self::DependsOnSkipped => "depends-on-skipped",
            Self::AlteredInput => "altered-input",
            Self::AttachedCopy => "attached-copy",
            Self::NotRequested => "not-requested",
            Self::Reserved => "reserved",
            Self::NoMessage => "no-message",
            Self::NoIdentifiers => "no-identifiers",
            Self::Depth => "depth",
        }
    }

    /// The reason with this word.
    pub fn by_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.word() == word)
    }

    /// The reason in a few words, for a table.
    pub fn short(self) -> &'static str {
        match self {
            Self::HeadersOnly => "no body",
            Self::Offline => "offline",
            Self::NotInCapsule => "not recorded",
            Self::NoClientIp => "client address unknown",
            Self::NoSender => "sender unknown",
            Self::UnprovenSender => "sender unproven",
            Self::NoReceiptTime => "receipt time unknown",
            Self::NoFrom => "no From domain",
            Self::DnsUnreachable => "DNS did not answer",
            Self::ResolverSilent => "resolver not queried",
            Self::DnsFailed => "DNS failed",
            Self::RegistryUnreachable => "registry did not answer",
            Self::LimitReached => "limit reached",
            Self::DependsOnSkipped => "depends on a skipped check",
            Self::AlteredInput => "input was altered",
            Self::AttachedCopy => "attached copy",
            Self::NotRequested => "not requested",
            Self::Reserved => "private or reserved",
            Self::NoMessage => "no message",
            Self::NoIdentifiers => "nothing to evaluate",
            Self::Depth => "skipped by depth",
        }
    }

    /// The reason for a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::HeadersOnly => "the input has no body",
            Self::Offline => "offline: no DNS query was sent",
            Self::NotInCapsule => "the recorded DNS answers do not contain it",
            Self::NoClientIp => "the client's address is not known",
            Self::NoSender => "HELO or the envelope sender is not known",
            Self::UnprovenSender => {
                "the envelope sender is known only from a field that the sender can write"
            }
            Self::NoReceiptTime => "the time of receipt is not known",
            Self::NoFrom => "no From field with a domain",
            Self::DnsUnreachable => "DNS did not answer in time",
            Self::ResolverSilent => {
                "the resolver did not answer earlier queries, so it was not queried"
            }
            Self::DnsFailed => "DNS answered with an error",
            Self::RegistryUnreachable => "the registry did not answer",
            Self::LimitReached => "a limit was reached",
            Self::DependsOnSkipped => "the check that it depends on was not made",
            Self::AlteredInput => "the input was altered when it was copied",
            Self::AttachedCopy => {
                "the header of an attached message is supplied by whoever attached it"
            }
            Self::NotRequested => "not requested",
            Self::Reserved => "the address or name is private or reserved for documentation",
            Self::NoIdentifiers => "nothing was given to evaluate",
            Self::NoMessage => "the session contains no message",
            Self::Depth => "skipped by the depth setting",
        }
    }
}

impl Serialize for Why {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<T: Serialize> Serialize for Checked<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        match self {
            Self::Done(value) => value.serialize(serializer),
            Self::Skipped(why) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("skipped", why)?;
                map.end()
            }
        }
    }
}

/// The only key of what was not checked.
const SKIPPED: &str = "skipped";

impl<'de> Deserialize<'de> for Why {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = Cow::<'de, str>::deserialize(deserializer)?;
        Self::by_word(&word).ok_or_else(|| D::Error::unknown_variant(&word, &WORDS))
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Checked<T> {
    /// What was not checked is an object with nothing but its reason: what a check leaves behind may name one among others.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        if let Value::Object(object) = &value
            && object.len() == 1
            && let Some(why) = object.get(SKIPPED)
        {
            let why = Why::deserialize(why).map_err(D::Error::custom)?;
            return Ok(Self::Skipped(why));
        }
        serde_json::from_value(value)
            .map(Self::Done)
            .map_err(D::Error::custom)
    }
}

impl JsonSchema for Why {
    fn schema_name() -> Cow<'static, str> {
        "Why".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Why a check was not made.",
            "type": "string",
            "enum": WORDS,
        })
    }
}

impl<T: JsonSchema> JsonSchema for Checked<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Checked_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (done, why) = (
            generator.subschema_for::<T>(),
            generator.subschema_for::<Why>(),
        );
        json_schema!({
            "description": "What a check found, or why it was not made.",
            "anyOf": [
                done,
                {
                    "type": "object",
                    "properties": { SKIPPED: why },
                    "required": [SKIPPED],
                    "additionalProperties": false,
                },
            ],
        })
    }
}

/// The words of all reasons.
const WORDS: [&str; Why::ALL.len()] = {
    let mut words = [""; Why::ALL.len()];
    let mut at = 0;
    while at < words.len() {
        words[at] = Why::ALL[at].word();
        at += 1;
    }
    words
};
