//! From what was typed to what it means: where DNS answers come from, and what is looked up.

use crate::args::dns::DnsArgs;
use crate::args::enrich::{self as asked, EnrichArgs};
use crate::input::reason;
use anyhow::{Context, Result, anyhow};
use hdrtrace::DnsSource;
use hdrtrace::dns::{Capsule, Limits};
use hdrtrace::enrich::{self, GeoFile, Kind};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// Where DNS answers come from.
pub(crate) fn dns_source(args: &DnsArgs) -> Result<DnsSource> {
    Ok(if args.offline {
        DnsSource::Offline
    } else if let Some(path) = &args.replay_dns {
        let text = std::fs::read_to_string(path)
            .map_err(|error| anyhow!("{}: cannot be read: {}", path.display(), reason(&error)))?;
        let capsule = Capsule::parse(&text).with_context(|| path.display().to_string())?;
        DnsSource::Replay {
            capsule: Arc::new(capsule),
            any_message: args.replay_any,
        }
    } else if let Some(server) = args.nameserver {
        DnsSource::Server(server)
    } else {
        DnsSource::System
    })
}

/// What DNS may cost.
pub(crate) fn limits(args: &DnsArgs) -> Limits {
    Limits {
        message: Duration::from_secs(args.dns_timeout),
        ..Limits::default()
    }
}

/// What is looked up beside authentication. Whoever names a list or a file wants it used.
pub(crate) fn enrich(args: &EnrichArgs) -> Result<enrich::Options> {
    let mut kinds = BTreeSet::new();
    for kind in &args.enrich {
        match kind {
            asked::Kind::Rdns => kinds.extend([Kind::Rdns]),
            asked::Kind::Asn => kinds.extend([Kind::Asn]),
            asked::Kind::Dnsbl => kinds.extend([Kind::Dnsbl]),
            asked::Kind::Geo => kinds.extend([Kind::Geo]),
            asked::Kind::Contacts => kinds.extend([Kind::Contacts]),
            asked::Kind::Domains => kinds.extend([Kind::Domains]),
            asked::Kind::All => kinds.extend(Kind::ALL),
        }
    }
    kinds.extend((!args.dnsbl.is_empty()).then_some(Kind::Dnsbl));
    kinds.extend((!args.geo.is_empty()).then_some(Kind::Geo));
    // What is only known is used where its kind is asked for, and nothing else was named.
    let lists = if args.dnsbl.is_empty() && kinds.contains(&Kind::Dnsbl) {
        &args.known_dnsbl
    } else {
        &args.dnsbl
    };
    let files = if args.geo.is_empty() && kinds.contains(&Kind::Geo) {
        &args.known_geo
    } else {
        &args.geo
    };
    let lists = lists.iter().map(|list| list.parse());
    let geo = files.iter().map(|path| GeoFile::open(path).map(Arc::new));
    Ok(enrich::Options {
        kinds,
        lists: lists.collect::<Result<_, _>>()?,
        geo: geo.collect::<Result<_, _>>()?,
        allow_reserved: args.enrich_reserved,
    })
}
