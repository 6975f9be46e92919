//! What a name server in the open may send that is no plain answer.

use hdrtrace::dns::{Answer, Dns, Limits, Outcome, RecordType};
use hickory_proto::op::{Message, MessageType, ResponseCode};
use hickory_proto::rr::rdata::{A, TXT};
use hickory_proto::rr::{RData, Record};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

fn response(question: &Message) -> Message {
    let mut answer = question.clone();
    answer.metadata.message_type = MessageType::Response;
    answer.metadata.recursion_available = true;
    answer
}

fn with(question: &Message, data: RData) -> Vec<u8> {
    let mut answer = response(question);
    let owner = question.queries[0].name().clone();
    answer.answers = vec![Record::from_rdata(owner, 60, data)];
    answer.to_vec().unwrap()
}

fn address(question: &Message) -> Vec<u8> {
    with(question, RData::A(A::new(192, 0, 2, 1)))
}

fn cut(question: &Message) -> Vec<u8> {
    let mut answer = response(question);
    answer.metadata.truncation = true;
    answer.to_vec().unwrap()
}

/// A server of one UDP socket: the datagrams that it sends for a question.
fn udp(
    socket: UdpSocket,
    replies: impl Fn(&Message, usize) -> Vec<Vec<u8>> + Send + 'static,
) -> (SocketAddr, Arc<AtomicUsize>) {
    let (addr, count) = (socket.local_addr().unwrap(), Arc::<AtomicUsize>::default());
    let seen = Arc::clone(&count);
    thread::spawn(move || {
        let mut packet = [0; 4096];
        while let Ok((length, client)) = socket.recv_from(&mut packet) {
            let question = Message::from_vec(&packet[..length]).unwrap();
            let number = seen.fetch_add(1, Ordering::SeqCst);
            for reply in replies(&question, number) {
                let _ = socket.send_to(&reply, client);
            }
        }
    });
    (addr, count)
}

fn alone(replies: impl Fn(&Message, usize) -> Vec<Vec<u8>> + Send + 'static) -> SocketAddr {
    udp(UdpSocket::bind("127.0.0.1:0").unwrap(), replies).0
}

/// UDP and TCP at one port.
fn both() -> (UdpSocket, TcpListener) {
    loop {
        let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
        if let Ok(tcp) = TcpListener::bind(udp.local_addr().unwrap()) {
            return (udp, tcp);
        }
    }
}

/// Answers over TCP.
fn tcp(listener: TcpListener, answer: impl Fn(&Message) -> Vec<u8> + Send + 'static) {
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut length = [0; 2];
            stream.read_exact(&mut length).unwrap();
            let mut question = vec![0; usize::from(u16::from_be_bytes(length))];
            stream.read_exact(&mut question).unwrap();
            let answer = answer(&Message::from_vec(&question).unwrap());
            let length = u16::try_from(answer.len()).unwrap();
            stream.write_all(&length.to_be_bytes()).unwrap();
            stream.write_all(&answer).unwrap();
        }
    });
}

fn ask(server: SocketAddr, limits: Limits, rtype: RecordType) -> Arc<Answer> {
    let dns = Dns::server(server, limits);
    futures::executor::block_on(dns.lookup("a.example", rtype))
}

#[test]
fn a_failure_may_leave_the_question_out() {
    // And is asked again without EDNS, which it did not understand.
    let (server, count) = udp(UdpSocket::bind("127.0.0.1:0").unwrap(), |question, _| {
        if question.edns.is_none() {
            return vec![address(question)];
        }
        let mut answer = response(question);
        answer.metadata.response_code = ResponseCode::FormErr;
        answer.queries.clear();
        answer.edns = None;
        vec![answer.to_vec().unwrap()]
    });
    let answer = ask(server, Limits::default(), RecordType::A);
    assert_eq!(answer.records().len(), 1, "{answer:?}");
    assert_eq!(count.load(Ordering::SeqCst), 2);

    let server = alone(|question, _| {
        let mut answer = response(question);
        answer.metadata.response_code = ResponseCode::Refused;
        answer.queries.clear();
        vec![answer.to_vec().unwrap()]
    });
    let answer = ask(server, Limits::default(), RecordType::A);
    assert_eq!(answer.outcome, Outcome::Refused);
}

#[test]
fn what_repeats_another_question_or_none_is_passed_over() {
    let server = alone(|question, _| {
        let mut lie = response(question);
        lie.metadata.response_code = ResponseCode::NXDomain;
        let mut nothing = lie.clone();
        nothing.queries.clear();
        let mut other = lie.clone();
        other.queries[0].name = question.queries[0].name().base_name();
        let mut no_answer = question.clone();
        no_answer.metadata.response_code = ResponseCode::NXDomain;
        let mut lies: Vec<Vec<u8>> = [nothing, other, no_answer]
            .iter()
            .map(|lie| lie.to_vec().unwrap())
            .collect();
        lies.push(vec![0; 3]);
        lies.push(address(question));
        lies
    });
    let answer = ask(server, Limits::default(), RecordType::A);
    assert_eq!(answer.records().len(), 1, "{answer:?}");
}

#[test]
fn a_flood_of_strays_ends() {
    let server = alone(|question, _| {
        let mut stray = response(question);
        stray.metadata.id ^= 1;
        vec![stray.to_vec().unwrap(); 100]
    });
    let start = Instant::now();
    let answer = ask(server, Limits::default(), RecordType::A);
    let wanted = Outcome::Failed("only answers to other queries arrived".to_owned());
    assert_eq!(answer.outcome, wanted);
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[test]
fn a_flood_of_strays_hides_no_answer() {
    let (socket, listener) = both();
    let (server, _) = udp(socket, |question, _| {
        let mut stray = response(question);
        stray.metadata.id ^= 1;
        vec![stray.to_vec().unwrap(); 100]
    });
    tcp(listener, address);
    let answer = ask(server, Limits::default(), RecordType::A);
    assert_eq!(answer.records().len(), 1, "{answer:?}");
}

#[test]
fn a_tcp_connection_that_stalls_costs_a_time_out() {
    let (socket, silent) = both();
    let (server, _) = udp(socket, |question, _| vec![cut(question)]);
    let limits = Limits {
        lookup: Duration::from_millis(300),
        message: Duration::from_millis(400),
        ..Limits::default()
    };
    let start = Instant::now();
    let answer = ask(server, limits, RecordType::A);
    assert_eq!(answer.outcome, Outcome::Timeout);
    assert!(start.elapsed() < Duration::from_secs(1));
    drop(silent);
}

#[test]
fn the_largest_answer_comes_over_tcp() {
    let big = |question: &Message| {
        let strings = vec!["x".repeat(255); 255];
        with(question, RData::TXT(TXT::new(strings)))
    };
    // Told that it is cut, or sent beyond what was asked for.
    for says_so in [true, false] {
        let (socket, listener) = both();
        let (server, _) = udp(socket, move |question, _| {
            let strings = vec!["x".repeat(255); 8];
            vec![if says_so {
                cut(question)
            } else {
                with(question, RData::TXT(TXT::new(strings)))
            }]
        });
        tcp(listener, big);
        let answer = ask(server, Limits::default(), RecordType::Txt);
        let text = answer.texts().next().expect("a record");
        assert_eq!(text.len(), 255 * 255);
    }
}
