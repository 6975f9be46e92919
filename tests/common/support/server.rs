//! A DNS server on loopback, UDP and TCP, on threads of its own.

use super::zone::{Reply, Zone, start_of_authority};
use hickory_proto::op::{Edns, Message, MessageType, ResponseCode};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A port must be free for UDP and TCP; how often to look for one.
const PORT_ATTEMPTS: usize = 20;
/// The largest datagram without EDNS (RFC 1035 section 2.3.4).
const PLAIN_UDP: u16 = 512;
/// How long a TCP client may be silent before its thread ends.
const TCP_IDLE: Duration = Duration::from_secs(5);

/// How a server behaves.
#[derive(Clone, Debug, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "switches that go with each other in any way"
)]
pub struct Options {
    /// The time from a question to its answer.
    pub delay: Duration,
    /// Answer nothing over UDP but that the answer is too long.
    pub truncate: bool,
    /// Accept no TCP connection.
    pub refuse_tcp: bool,
    /// The number of datagrams, from the first one, that are lost.
    pub drop_first: usize,
    /// Say that every answer was authenticated.
    pub authentic: bool,
    /// Be older than EDNS.
    pub no_edns: bool,
    /// Leave it to the asker to follow aliases.
    pub leave_aliases: bool,
    /// Before each answer send two that deny the name: with another id, and to another question.
    pub forgeries: bool,
    /// Answer with bytes that cannot be read.
    pub garble: bool,
    /// Say that others know, and not do the asking.
    pub refer: bool,
}

/// A question as it came in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question {
    /// Lower case, without trailing dot.
    pub name: String,
    /// `TXT`, `A`, …
    pub rtype: String,
    /// Whether it came over TCP.
    pub tcp: bool,
    /// Whether the zone has the name.
    pub foreseen: bool,
}

/// A server that answers until it is dropped.
pub struct Server {
    addr: SocketAddr,
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

struct Shared {
    zone: Zone,
    options: Options,
    questions: Mutex<Vec<Question>>,
    datagrams: AtomicUsize,
    stopped: AtomicBool,
}

impl Server {
    pub(super) fn start(zone: Zone, options: Options) -> Self {
        let (udp, tcp) = bind();
        let addr = udp.local_addr().expect("a bound socket has an address");
        let refuse_tcp = options.refuse_tcp;
        let shared = Arc::new(Shared {
            zone,
            options,
            questions: Mutex::default(),
            datagrams: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
        });
        let mut threads = vec![];
        let (late, due) = mpsc::channel();
        let sender = udp.try_clone().expect("a socket can be shared");
        threads.push(thread::spawn(move || send_when_due(&sender, &due)));
        threads.push(thread::spawn({
            let shared = Arc::clone(&shared);
            move || serve_udp(&shared, &udp, &late)
        }));
        if !refuse_tcp {
            let shared = Arc::clone(&shared);
            threads.push(thread::spawn(move || serve_tcp(&shared, &tcp)));
        }
        Self {
            addr,
            shared,
            threads,
        }
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Every question so far, in the order in which they came, repetitions too.
    pub fn questions(&self) -> Vec<Question> {
        self.shared.questions.lock().unwrap().clone()
    }

    /// The questions, as `name type`, whose names the zone does not have, sorted and each once.
    pub fn unforeseen(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .questions()
            .into_iter()
            .filter(|question| !question.foreseen)
            .map(|question| format!("{} {}", question.name, question.rtype))
            .collect();
        names.sort();
        names.dedup();
        names
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Both threads wait for input: give them some.
        if let Ok(socket) = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)) {
            let _ = socket.send_to(&[], self.addr);
        }
        let _ = TcpStream::connect(self.addr);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn bind() -> (UdpSocket, TcpListener) {
    (0..PORT_ATTEMPTS)
        .find_map(|_| {
            let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).ok()?;
            let tcp = TcpListener::bind(udp.local_addr().ok()?).ok()?;
            Some((udp, tcp))
        })
        .expect("a port of loopback is free")
}

type Late = (Instant, SocketAddr, Vec<u8>);

/// The delay is the same for all, so answers are due in the order of their questions.
fn send_when_due(socket: &UdpSocket, due: &mpsc::Receiver<Late>) {
    for (time, client, answer) in due {
        thread::sleep(time.saturating_duration_since(Instant::now()));
        let _ = socket.send_to(&answer, client);
    }
}

fn serve_udp(shared: &Shared, socket: &UdpSocket, late: &mpsc::Sender<Late>) {
    let mut buffer = [0; 4096];
    loop {
        let received = socket.recv_from(&mut buffer);
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        let Ok((length, client)) = received else {
            continue;
        };
        let due = Instant::now() + shared.options.delay;
        for answer in shared.answers(&buffer[..length], false) {
            let _ = late.send((due, client, answer));
        }
    }
}

fn serve_tcp(shared: &Arc<Shared>, listener: &TcpListener) {
    for stream in listener.incoming() {
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        let (Ok(stream), shared) = (stream, Arc::clone(shared)) else {
            continue;
        };
        thread::spawn(move || {
            let _ = serve_stream(&shared, stream);
        });
    }
}

fn serve_stream(shared: &Shared, mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(TCP_IDLE))?;
    loop {
        let mut length = [0; 2];
        stream.read_exact(&mut length)?;
        let mut question = vec![0; usize::from(u16::from_be_bytes(length))];
        stream.read_exact(&mut question)?;
        thread::sleep(shared.options.delay);
        for answer in shared.answers(&question, true) {
            let length = u16::try_from(answer.len()).expect("an answer is below 64 kB");
            stream.write_all(&[&length.to_be_bytes()[..], &answer].concat())?;
        }
    }
}

impl Shared {
    /// The messages to send for a question: none, one, or some that are not to be believed and one.
    fn answers(&self, question: &[u8], tcp: bool) -> Vec<Vec<u8>> {
        let Ok(question) = Message::from_vec(question) else {
            return vec![];
        };
        let Some(answer) = self.answer(&question, tcp) else {
            return vec![];
        };
        let mut messages = vec![];
        if self.options.forgeries && !tcp {
            let mut lie = Message::clone(&answer);
            lie.answers.clear();
            lie.metadata.response_code = ResponseCode::NXDomain;
            let mut other_id = lie.clone();
            other_id.metadata.id ^= 1;
            let mut other_name = lie;
            other_name.queries[0].name = other_name.queries[0].name.base_name();
            messages.extend([other_id, other_name]);
        }
        messages.push(answer);
        messages.iter().map(|m| self.encode(m)).collect()
    }

    fn encode(&self, message: &Message) -> Vec<u8> {
        let mut bytes = message.to_vec().expect("the answer can be written");
        if self.options.garble {
            // The head stays; of the question is left half a name.
            bytes.truncate(14);
        }
        bytes
    }

    fn answer(&self, question: &Message, tcp: bool) -> Option<Message> {
        let query = question.queries.first()?;
        let options = &self.options;
        let found = self
            .zone
            .find(&query.name, query.query_type, !options.leave_aliases);
        let text = query.name.to_lowercase().to_ascii();
        self.questions.lock().unwrap().push(Question {
            name: text.trim_end_matches('.').to_owned(),
            rtype: query.query_type.to_string(),
            tcp,
            foreseen: found.foreseen,
        });
        if !tcp && self.datagrams.fetch_add(1, Ordering::SeqCst) < options.drop_first {
            return None;
        }
        let mut answer = question.clone();
        answer.metadata.message_type = MessageType::Response;
        answer.metadata.recursion_available = !options.refer;
        answer.metadata.authentic_data = options.authentic;
        answer.edns = question.edns.as_ref().map(|_| Edns::new());
        if options.no_edns && question.edns.is_some() {
            answer.edns = None;
            answer.metadata.response_code = ResponseCode::FormErr;
            return Some(answer);
        }
        if options.refer {
            answer.add_authority(referral());
            return Some(answer);
        }
        let Reply::Code(code) = found.reply else {
            return None;
        };
        answer.metadata.response_code = code;
        let nothing = found
            .answers
            .last()
            .is_none_or(|last| last.record_type() != query.query_type);
        if nothing && found.complete {
            answer.add_authority(start_of_authority());
        }
        answer.answers = found.answers;
        let room = question.edns.as_ref().map_or(PLAIN_UDP, Edns::max_payload);
        let too_long = answer.to_vec().ok()?.len() > usize::from(room);
        Some(if !tcp && (options.truncate || too_long) {
            answer.truncate()
        } else {
            answer
        })
    }
}

fn referral() -> hickory_proto::rr::Record {
    use hickory_proto::rr::rdata::NS;
    use hickory_proto::rr::{Name, RData, Record};
    Record::from_rdata(Name::root(), 300, RData::NS(NS(Name::root())))
}
