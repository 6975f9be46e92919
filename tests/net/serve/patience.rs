//! Clients that take their time, or too much room.

use super::client::{Answer, connect};
use super::{MESSAGE, Serving};
use hdrtrace::limits::MAX_REQUEST;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

const SHORT: Duration = Duration::from_millis(300);

#[test]
fn a_header_that_does_not_end_is_left() {
    let serving = Serving::start(|server| server.bounds.head = SHORT);
    let mut slow = connect(serving.address);
    let began = Instant::now();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ")
        .expect("sent");
    let mut silent = connect(serving.address);
    serving.assert_serves();
    let mut rest = Vec::new();
    // A byte now and then gives no more time.
    while began.elapsed() < SHORT * 20 {
        std::thread::sleep(SHORT / 6);
        if slow.write_all(b"a").is_err() {
            break;
        }
    }
    assert!(began.elapsed() < SHORT * 20, "{:?}", began.elapsed());
    let _ = slow.read_to_end(&mut rest);
    rest.clear();
    let _ = silent.read_to_end(&mut rest);
    assert!(
        rest.is_empty() || rest.starts_with(b"HTTP/1.1 408"),
        "{rest:?}"
    );
    serving.assert_serves();
}

#[test]
fn a_body_that_does_not_end_is_left() {
    let serving = Serving::start(|server| server.bounds.body = SHORT);
    let ask = serving
        .ask("POST", "/api/v1/reports")
        .body(MESSAGE.as_bytes());
    let mut slow = connect(serving.address);
    slow.write_all(&ask.header()).expect("sent");
    slow.write_all(&MESSAGE.as_bytes()[..20]).expect("sent");
    serving.assert_serves();
    assert_eq!(
        Answer::read(&mut slow).problem(),
        (408, "the body took too long".to_owned())
    );
    serving.assert_serves();
}

#[test]
fn half_a_body_is_no_message() {
    let serving = Serving::start(|_| {});
    let ask = serving
        .ask("POST", "/api/v1/reports")
        .body(MESSAGE.as_bytes());
    let mut half = connect(serving.address);
    half.write_all(&ask.header()).expect("sent");
    half.write_all(&MESSAGE.as_bytes()[..20]).expect("sent");
    half.shutdown(std::net::Shutdown::Both).expect("shut");
    serving.assert_serves();
    let lines = serving.lines.lock().expect("lines");
    assert!(
        lines
            .iter()
            .all(|line| line.status != 200 || line.route == "/healthz")
    );
}

#[test]
fn many_connections_shut_nobody_out() {
    let serving = Serving::start(|server| server.bounds.connections = 16);
    let idle: Vec<_> = (0..200).map(|_| connect(serving.address)).collect();
    for _ in 0..3 {
        serving.assert_serves();
        let answer = serving.post("/api/v1/reports", MESSAGE.as_bytes());
        assert_eq!(answer.status, 200);
    }
    drop(idle);
    serving.assert_serves();
}

#[test]
fn a_body_has_its_limit_however_it_comes() {
    let serving = Serving::start(|_| {});
    let long = vec![b'a'; MAX_REQUEST + 1];
    let too_long = (413, "longer than 25 MiB".to_owned());
    let ask = || {
        serving
            .ask("POST", "/api/v1/reports")
            .with("Content-Type", "message/rfc822")
    };
    // It is refused before it is sent, where the client asks first.
    let asking = ask()
        .with("Expect", "100-continue")
        .with("Content-Length", &long.len().to_string());
    let mut stream = connect(serving.address);
    stream.write_all(&asking.header()).expect("sent");
    assert_eq!(Answer::read(&mut stream).problem(), too_long);
    assert_eq!(ask().body(&long).send().problem(), too_long);
    let mut chunked = format!("{:x}\r\n", long.len()).into_bytes();
    chunked.extend_from_slice(&long);
    chunked.extend_from_slice(b"\r\n0\r\n\r\n");
    let asking = ask().with("Transfer-Encoding", "chunked").body(&chunked);
    assert_eq!(asking.send().problem(), too_long);
    serving.assert_serves();
}

#[test]
fn all_bodies_together_have_their_limit() {
    let serving = Serving::start(|server| server.bounds.bodies = 64 << 10);
    let long = [MESSAGE.as_bytes(), &vec![b'a'; 128 << 10]].concat();
    let answer = serving.post("/api/v1/reports", &long);
    assert_eq!(
        answer.problem(),
        (503, "too much is being received".to_owned())
    );
    assert_eq!(answer.field("retry-after"), Some("5"));
    let answer = serving.post("/api/v1/reports", MESSAGE.as_bytes());
    assert_eq!(answer.status, 200);
}

#[test]
fn a_long_header_is_refused() {
    let serving = Serving::start(|_| {});
    let long = "a".repeat(1 << 20);
    let mut stream = connect(serving.address);
    let ask = serving.ask("GET", "/").with("X-Long", &long);
    let _ = stream.write_all(&ask.header());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(
        answer.is_empty() || answer.starts_with(b"HTTP/1.1 431"),
        "{answer:?}"
    );
    serving.assert_serves();
}
