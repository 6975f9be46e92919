//! The path.

use super::plain::{Plain, by_name};
use crate::received::{Auth, Received, ReceivedDate};
use crate::report::{
    AuthReport, ByReport, FromReport, HopReport, IdTimeReport, RouteReport, TlsReport,
};
use crate::route::{Hop, Role, Route, SessionStep, Trust};

by_name! {
    crate::route::Boundary => crate::report::route::Boundary {
        hop, ip, helo, reason, rule, peer_unconfirmed
    }
    crate::route::Break => crate::report::route::Break {
        hop, taken_by, handed_on_by, at_boundary
    }
    crate::route::CrossCheck => crate::report::route::CrossCheck {
        field, field_index, value, agrees
    }
    crate::route::Cut => crate::report::route::Cut {
        hop, signs
    }
    crate::route::Sign => crate::report::route::Sign {
        kind, hops
    }
    crate::route::TraceField => crate::report::route::TraceField {
        field, field_index, after_hop, trusted, shows, ip, value, time
    }
    crate::route::Timing => crate::report::hop::Timing {
        kind, clock_offset_ms, text
    }
}

pub(super) fn report(route: Route) -> RouteReport {
    let mut hops: Vec<HopReport> = route.hops.into_iter().map(hop).collect();
    add_session(&mut hops, route.session);
    RouteReport {
        hops,
        boundary: route.boundary.plain(),
        total_delay_ms: route.total_delay_ms,
        gaps: route.breaks.plain(),
        cross_checks: route.cross_checks.plain(),
        cut: route.cut.plain(),
        traces: route.traces.plain(),
        left_out: route.left_out,
    }
}

fn hop(hop: Hop) -> HopReport {
    let time = hop.received.instant();
    let rdns_confirmed = hop.received.confirmed_name().is_some();
    let Received {
        from,
        by,
        tls,
        date,
        ..
    } = hop.received;
    let from = from.unwrap_or_default();
    let by = by.unwrap_or_default();
    HopReport {
        index: hop.index,
        received_index: Some(hop.received_index),
        time: date.as_ref().ok().map(ReceivedDate::rfc3339),
        time_range: date
            .as_ref()
            .ok()
            .filter(|date| date.instant().is_none())
            .map(|date| date.range),
        time_note: match &date {
            Ok(date) => date.doubt(),
            Err(problem) => Some(problem.text().to_owned()),
        },
        delay_ms: hop.delay_ms,
        timing: hop.timing.plain(),
        role: hop.role,
        trust: hop.trust,
        from: FromReport {
            name: from.name,
            helo: from.helo.map(|helo| helo.as_str().to_owned()),
            rdns: from.rdns.map(|rdns| rdns.as_str().to_owned()),
            ip: from.ip,
            may_be_forged: from.may_be_forged,
            rdns_confirmed,
        },
        by: ByReport {
            name: by.name,
            ip: by.ip,
        },
        via: hop.received.via,
        with: hop.received.with,
        id: hop.received.id,
        for_: hop.received.for_,
        envelope_from: hop.received.envelope_from,
        auth: hop.received.auth.map(|auth| match auth {
            Auth::User(name) => AuthReport::User(name),
            Auth::Yes => AuthReport::Yes,
        }),
        tls: tls.map(|tls| TlsReport {
            version: tls.version,
            cipher: tls.cipher,
        }),
        id_time: hop.received.id_time.map(|clock| IdTimeReport {
            time: clock
                .time
                .to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
            kind: clock.kind.text().into(),
            difference_ms: time.map(|time| (time - clock.time).num_milliseconds()),
            tolerance_ms: clock.tolerance.num_milliseconds(),
        }),
        dialect: hop.received.dialect.into(),
        unparsed: hop
            .received
            .unparsed
            .into_iter()
            .map(|rest| rest.text)
            .collect(),
        span: Some(hop.span),
    }
}

/// Adds the step that a session shows, or marks the hop that it is.
fn add_session(hops: &mut Vec<HopReport>, step: Option<SessionStep>) {
    let Some(step) = step else { return };
    if let Some(hop) = step.hop.and_then(|number| hops.get_mut(number - 1)) {
        hop.trust = Trust::Observed;
        return;
    }
    hops.push(HopReport {
        index: hops.len() + 1,
        received_index: None,
        time: step
            .time
            .map(|time| time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)),
        time_range: None,
        time_note: None,
        delay_ms: step.delay_ms,
        timing: None,
        role: Role::Border,
        trust: Trust::Observed,
        from: FromReport {
            name: step.helo.clone(),
            helo: step.helo,
            rdns: None,
            ip: step.client_ip,
            may_be_forged: false,
            rdns_confirmed: false,
        },
        by: ByReport {
            name: step.server_name,
            ip: step.server_ip,
        },
        via: None,
        with: Some(step.protocol.to_owned()),
        id: step.id,
        for_: step.recipient,
        envelope_from: step.envelope_from,
        auth: step
            .user
            .map(|user| user.map_or(AuthReport::Yes, AuthReport::User)),
        tls: step
            .tls
            .map(|(version, cipher)| TlsReport { version, cipher }),
        id_time: None,
        dialect: "session".into(),
        unparsed: Vec::new(),
        span: None,
    });
}
