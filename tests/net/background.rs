//! The server of hickory on loopback, on a thread of its own.

use hickory_server::server::RequestHandler;
use rustls::ServerConfig;
use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;
use tokio::net::{TcpListener, UdpSocket};
use tokio::sync::oneshot;

/// How long a connection may be silent.
const IDLE: Duration = Duration::from_secs(5);
/// Answers that wait to be sent over one connection.
const WAITING: usize = 64;

/// A server that answers until it is dropped.
pub struct Server {
    _stop: oneshot::Sender<()>,
}

/// Over HTTPS, for this name and path.
pub fn https(
    handler: impl RequestHandler,
    config: Arc<ServerConfig>,
    name: &str,
    path: &str,
) -> (SocketAddr, Server) {
    let (name, path) = (name.to_owned(), path.to_owned());
    start(handler, async move |server| {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        server
            .register_https_listener_with_tls_config(listener, IDLE, config, Some(name), path)
            .unwrap();
        addr
    })
}

/// Over UDP and TCP.
pub fn plain(handler: impl RequestHandler) -> (SocketAddr, Server) {
    start(handler, async move |server| {
        loop {
            let udp = UdpSocket::bind("127.0.0.1:0").await.unwrap();
            let addr = udp.local_addr().unwrap();
            if let Ok(tcp) = TcpListener::bind(addr).await {
                server.register_socket(udp);
                server.register_listener(tcp, IDLE, WAITING);
                return addr;
            }
        }
    })
}

fn start<H: RequestHandler>(
    handler: H,
    register: impl AsyncFnOnce(&mut hickory_server::Server<H>) -> SocketAddr + Send + 'static,
) -> (SocketAddr, Server) {
    let (stop, stopped) = oneshot::channel::<()>();
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async move {
            let mut server = hickory_server::Server::new(handler);
            tell.send(register(&mut server).await).unwrap();
            let _ = stopped.await;
        });
    });
    (told.recv().unwrap(), Server { _stop: stop })
}
