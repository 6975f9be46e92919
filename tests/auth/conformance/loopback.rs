//! Runs the cases of a suite side by side, each with the server that has its zone.

use crate::suite::Suite;
use crate::support::{Options, Server, Zone};
use hdrtrace::dns::{Dns, Limits};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// How many cases run at once. Those that wait for a silent server cost nothing but time.
const WORKERS: usize = 16;

/// Long enough for a busy machine to answer itself, short enough that silence is over soon.
pub fn limits() -> Limits {
    Limits {
        lookup: Duration::from_secs(2),
        message: Duration::from_secs(20),
        ..Limits::default()
    }
}

/// What came of each case that failed, in their order; prints how many there are.
pub fn failures(
    name: &str,
    suite: &Suite,
    run: impl Fn(&Value, &Dns) -> Result<(), String> + Sync,
) -> Vec<String> {
    let all = each(suite, |case, server| {
        run(case, &Dns::server(server.addr(), limits()))
    });
    let count = all.len();
    let failures: Vec<String> = all.into_iter().filter_map(Result::err).collect();
    println!("{name}: {} of {count} met", count - failures.len());
    failures
}

/// Runs every case and gives what came of each, in their order.
pub fn each<T: Send>(suite: &Suite, run: impl Fn(&Value, &Server) -> T + Sync) -> Vec<T> {
    let named: BTreeMap<&str, Server> = suite
        .zones()
        .iter()
        .map(|(id, zone)| (id.as_str(), serve(zone.as_object().expect("a zone"))))
        .collect();
    let (cases, next) = (suite.cases(), AtomicUsize::new(0));
    let work = || {
        let mut done = Vec::new();
        while let Some((at, case)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            cases.get(at).map(|case| (at, case))
        } {
            let result = match &case["zone"] {
                Value::String(id) => run(case, &named[id.as_str()]),
                _ => run(case, &serve(suite.zone(case))),
            };
            done.push((at, result));
        }
        done
    };
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(work)).collect();
        let ended = workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("no panic"));
        ended.collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

fn serve(zone: &Map<String, Value>) -> Server {
    Zone::from_octets(zone).serve(Options::default())
}
