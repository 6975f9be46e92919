//! How computed types become plain ones: each by a line of names, and what is plain already as it is.

use crate::checked::Checked;
use chrono::{DateTime, NaiveDate, Utc};
use ipnet::IpNet;
use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr};

/// What can be written down as a `T`.
pub(crate) trait Plain<T> {
    fn plain(self) -> T;
}

/// Types that are the same in the model.
macro_rules! as_it_is {
    ($($of:ty),+ $(,)?) => {
        $(impl Plain<$of> for $of {
            fn plain(self) -> $of {
                self
            }
        })+
    };
}

/// Structs whose fields have the names that they have in the model: `computed::Type => model::Type { field, … }`. The model's
/// struct must be named in full; a field that only the computed one has is left out.
macro_rules! by_name {
    ($($from:path => $to:path { $($field:ident),+ $(,)? })+) => {
        $(impl $crate::write::plain::Plain<$to> for $from {
            fn plain(self) -> $to {
                $to { $($field: $crate::write::plain::Plain::plain(self.$field),)+ }
            }
        })+
    };
}

/// Types that are a text in the model.
macro_rules! as_text {
    ($($from:path),+ $(,)?) => {
        $(impl $crate::write::plain::Plain<String> for $from {
            fn plain(self) -> String {
                self.to_string()
            }
        })+
    };
}

pub(super) use {as_text, by_name};

impl<T, From: Plain<T>> Plain<Option<T>> for Option<From> {
    fn plain(self) -> Option<T> {
        self.map(Plain::plain)
    }
}

impl<T, From: Plain<T>> Plain<Vec<T>> for Vec<From> {
    fn plain(self) -> Vec<T> {
        self.into_iter().map(Plain::plain).collect()
    }
}

impl<T, From: Plain<T>> Plain<Box<T>> for Box<From> {
    fn plain(self) -> Box<T> {
        Box::new((*self).plain())
    }
}

impl<T, From: Plain<T>> Plain<Checked<T>> for Checked<From> {
    fn plain(self) -> Checked<T> {
        match self {
            Self::Done(found) => Checked::Done(found.plain()),
            Self::Skipped(why) => Checked::Skipped(why),
        }
    }
}

impl Plain<Cow<'static, str>> for &'static str {
    fn plain(self) -> Cow<'static, str> {
        Cow::Borrowed(self)
    }
}

as_it_is!(
    bool,
    u8,
    u16,
    u32,
    u64,
    usize,
    i64,
    f64,
    String,
    Cow<'static, str>,
    IpAddr,
    Ipv4Addr,
    IpNet,
    DateTime<Utc>,
    NaiveDate,
    [DateTime<Utc>; 2],
    crate::words::Span,
);

as_it_is!(
    crate::words::auth::AuthResult,
    crate::words::auth::Identity,
    crate::words::auth::TermOutcome,
    crate::words::auth::Timing,
    crate::words::auth::Note,
    crate::words::auth::Algorithm,
    crate::words::auth::HeaderSignature,
    crate::words::auth::BodyHash,
    crate::words::auth::KeyStatus,
    crate::words::auth::KeyType,
    crate::words::auth::Edit,
    crate::words::auth::Policy,
    crate::words::auth::Mode,
    crate::words::auth::Psd,
    crate::words::auth::Aligned,
    crate::words::auth::ChainValidation,
    crate::words::body::RiskKind,
    crate::words::dns::RecordType,
    crate::words::enrich::About,
    crate::words::enrich::DomainRole,
    crate::words::enrich::Grade,
    crate::words::enrich::Kind,
    crate::words::enrich::ListStatus,
    crate::words::enrich::RecordKind,
    crate::words::enrich::Source,
    crate::words::evidence::AsOfSource,
    crate::words::evidence::InputKind,
    crate::words::evidence::RelayBasis,
    crate::words::findings::Severity,
    crate::words::message::Spelling,
    crate::words::route::SignKind,
    crate::words::route::TimingKind,
    crate::words::route::Trust,
    crate::words::session::Ending,
    crate::words::session::Side,
    crate::words::session::StepKind,
    crate::words::vendor::Known,
    crate::words::vendor::VerdictKind,
);
