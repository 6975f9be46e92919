//! The end of a server.

use super::client::{Answer, connect};
use super::{MESSAGE, Serving};
use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

#[test]
fn what_is_under_way_is_finished() {
    let mut serving = Serving::start(|_| {});
    let address = serving.address;
    let ask = serving
        .ask("POST", "/api/v1/reports")
        .body(MESSAGE.as_bytes());
    let mut begun = connect(address);
    begun.write_all(&ask.header()).expect("sent");
    serving.assert_serves();
    let client = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        begun.write_all(MESSAGE.as_bytes()).expect("sent");
        Answer::read(&mut begun)
    });
    serving.end();
    assert_eq!(client.join().expect("no panic").status, 200);
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn nobody_holds_it_up_for_ever() {
    let mut serving = Serving::start(|server| server.bounds.grace = Duration::from_millis(200));
    let ask = serving
        .ask("POST", "/api/v1/reports")
        .body(MESSAGE.as_bytes());
    let mut begun = connect(serving.address);
    begun.write_all(&ask.header()).expect("sent");
    serving.assert_serves();
    let idle = connect(serving.address);
    let began = Instant::now();
    serving.end();
    assert!(
        began.elapsed() < Duration::from_secs(10),
        "{:?}",
        began.elapsed()
    );
    drop((begun, idle));
}
