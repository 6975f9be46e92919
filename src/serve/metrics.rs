//! What is counted, in the text form that Prometheus reads.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The media type of the text form.
pub(super) const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Upper ends of the classes of durations, in milliseconds.
const CLASSES: [u64; 12] = [1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

/// What is counted of the requests of one route.
#[derive(Default)]
struct Durations {
    classes: [u64; CLASSES.len()],
    count: u64,
    sum: Duration,
}

#[derive(Default)]
struct Requests {
    /// By method, route and status.
    by_status: BTreeMap<(&'static str, &'static str, u16), u64>,
    by_route: BTreeMap<&'static str, Durations>,
}

/// What is counted. All labels are of tables: nobody outside adds one.
#[derive(Default)]
pub(super) struct Metrics {
    requests: Mutex<Requests>,
    messages: AtomicU64,
    queries: AtomicU64,
}

/// What is measured when it is asked for.
pub(super) struct Gauges {
    pub connections: usize,
    pub under_way: usize,
}

impl Metrics {
    /// A request was answered.
    pub(super) fn answered(
        &self,
        method: &'static str,
        route: &'static str,
        status: u16,
        took: Duration,
    ) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        *requests
            .by_status
            .entry((method, route, status))
            .or_default() += 1;
        let durations = requests.by_route.entry(route).or_default();
        durations.count += 1;
        durations.sum += took;
        for (class, end) in durations.classes.iter_mut().zip(CLASSES) {
            *class += u64::from(took <= Duration::from_millis(end));
        }
    }

    /// A message was traced, with so many DNS queries that were answered by a server or from the cache.
    pub(super) fn traced(&self, messages: u64, queries: u64) {
        self.messages.fetch_add(messages, Ordering::Relaxed);
        self.queries.fetch_add(queries, Ordering::Relaxed);
    }

    /// All of it.
    pub(super) fn text(&self, gauges: &Gauges) -> String {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out = String::new();
        // Writing to a String cannot fail.
        let head = |out: &mut String, name: &str, kind: &str, what: &str| {
            let _ = write!(out, "# HELP {name} {what}\n# TYPE {name} {kind}\n");
        };
        let name = "hdrtrace_http_requests_total";
        head(&mut out, name, "counter", "HTTP requests answered.");
        for ((method, route, status), count) in &requests.by_status {
            let _ = writeln!(
                out,
                "{name}{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {count}"
            );
        }
        let name = "hdrtrace_http_request_duration_seconds";
        head(
            &mut out,
            name,
            "histogram",
            "Time from request header to answer.",
        );
        for (route, durations) in &requests.by_route {
            for (class, end) in durations.classes.iter().zip(CLASSES) {
                let end = seconds(Duration::from_millis(end));
                let _ = writeln!(
                    out,
                    "{name}_bucket{{route=\"{route}\",le=\"{end}\"}} {class}"
                );
            }
            let (count, sum) = (durations.count, seconds(durations.sum));
            let _ = writeln!(
                out,
                "{name}_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}"
            );
            let _ = writeln!(out, "{name}_sum{{route=\"{route}\"}} {sum}");
            let _ = writeln!(out, "{name}_count{{route=\"{route}\"}} {count}");
        }
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        for (name, kind, what, value) in [
            (
                "hdrtrace_messages_total",
                "counter",
                "Messages traced.",
                count(&self.messages),
            ),
            (
                "hdrtrace_dns_queries_total",
                "counter",
                "DNS queries of messages and checks, those answered from the cache included.",
                count(&self.queries),
            ),
            (
                "hdrtrace_connections",
                "gauge",
                "Open connections.",
                gauges.connections as u64,
            ),
            (
                "hdrtrace_requests_under_way",
                "gauge",
                "Requests that are worked on or wait for their turn.",
                gauges.under_way as u64,
            ),
        ] {
            head(&mut out, name, kind, what);
            let _ = writeln!(out, "{name} {value}");
        }
        out
    }
}

/// Seconds with a fraction, without loss.
fn seconds(time: Duration) -> String {
    let text = format!("{}.{:09}", time.as_secs(), time.subsec_nanos());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_can_be_read() {
        let metrics = Metrics::default();
        metrics.answered("GET", "/healthz", 200, Duration::from_millis(3));
        metrics.answered("GET", "/healthz", 200, Duration::from_millis(30));
        metrics.traced(2, 9);
        let text = metrics.text(&Gauges {
            connections: 4,
            under_way: 1,
        });
        for line in [
            "hdrtrace_http_requests_total{method=\"GET\",route=\"/healthz\",status=\"200\"} 2",
            "hdrtrace_http_request_duration_seconds_bucket{route=\"/healthz\",le=\"0.001\"} 0",
            "hdrtrace_http_request_duration_seconds_bucket{route=\"/healthz\",le=\"0.005\"} 1",
            "hdrtrace_http_request_duration_seconds_bucket{route=\"/healthz\",le=\"+Inf\"} 2",
            "hdrtrace_http_request_duration_seconds_sum{route=\"/healthz\"} 0.033",
            "hdrtrace_messages_total 2",
            "hdrtrace_dns_queries_total 9",
            "hdrtrace_connections 4",
        ] {
            assert!(text.lines().any(|known| known == line), "{line}\n{text}");
        }
    }
}
