//! One request: guards, then its operation, then what every answer has. Whatever happens in it ends it alone.

use super::api;
use super::guard::{self, Asked, Guard, Hosts};
use super::line::Line;
use super::page;
use super::problem::Problem;
use super::reach::Reach;
use super::route::{self, Route};
use super::server::{ServeError, Server};
use super::shared::Shared;
use crate::settings::Clock;
use axum::Router;
use axum::body::HttpBody;
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use futures::FutureExt;
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

/// What a route or a method is called in the log where it is none that is known.
const OTHER: &str = "other";

/// Methods that the log names.
const METHODS: &[&str] = &[
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT",
];

/// What answers requests.
pub(super) struct Entry {
    pub shared: Arc<Shared>,
    hosts: Hosts,
    routes: Vec<&'static Route>,
    router: Router,
}

impl Entry {
    pub(super) fn new(server: Server, listen: SocketAddr) -> Result<Self, ServeError> {
        let routes: Vec<&'static Route> = [page::ROUTES, api::ROUTES].concat();
        Self::with_routes(server, listen, routes)
    }

    fn with_routes(
        server: Server,
        listen: SocketAddr,
        routes: Vec<&'static Route>,
    ) -> Result<Self, ServeError> {
        let hosts = Hosts::new(listen, &server.hosts)?;
        let shared = Arc::new(Shared::new(server, api::document(api::ROUTES)));
        let router = routes.iter().fold(Router::new(), |router, route| {
            let operations = route.operations.iter();
            let all = operations.fold(MethodRouter::new(), |all, one| all.merge((one.run)()));
            router.route(route.path, all)
        });
        Ok(Self {
            hosts,
            routes,
            router: router.with_state(Arc::clone(&shared)),
            shared,
        })
    }

    /// Answers a request of this peer; a guard is held until the answer is sent.
    pub(super) async fn answer<G: Send + 'static>(
        &self,
        peer: IpAddr,
        request: Request,
        guard: G,
    ) -> Response {
        let began = Instant::now();
        let method = method(request.method());
        let route = route::of(&self.routes, request.uri().path());
        let work = AssertUnwindSafe(self.routed(peer, route, request));
        let answered = work.catch_unwind().await;
        let response = match answered {
            Ok(Ok(response)) => response,
            Ok(Err(problem)) => problem.into_response(),
            Err(_) => Problem::fault().into_response(),
        };
        let mut response = self.shared.outbox.send(response, guard).await;
        guard::add_headers(response.headers_mut());
        let route = route.map_or(OTHER, |route| route.path);
        self.note(method, route, &response, began);
        response
    }

    async fn routed(
        &self,
        peer: IpAddr,
        route: Option<&Route>,
        mut request: Request,
    ) -> Result<Response, Problem> {
        let server = &self.shared.server;
        let guard = Guard {
            hosts: &self.hosts,
            access: &server.access,
            rates: &self.shared.rates,
        };
        let client = guard.admit(&Asked {
            method: request.method(),
            uri: request.uri(),
            headers: request.headers(),
            peer,
            reach: route.map_or(Reach::Program, |route| route.reach),
        })?;
        let Some(route) = route else {
            return Err(Problem::new(
                StatusCode::NOT_FOUND,
                "nothing is served at this path",
            ));
        };
        if !route.allows(request.method().as_str()) {
            return Err(Problem::wrong_method(&route.allowed()));
        }
        request.extensions_mut().insert(client);
        let answered = TowerToHyperService::new(self.router.clone()).call(request);
        Ok(answered.await.into_response())
    }

    fn note(&self, method: &'static str, route: &'static str, response: &Response, began: Instant) {
        let took = began.elapsed();
        let status = response.status().as_u16();
        self.shared.metrics.answered(method, route, status, took);
        (self.shared.server.log)(&Line {
            time: Clock::System.now(),
            method,
            route,
            status,
            bytes: response.body().size_hint().exact().unwrap_or(0),
            milliseconds: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        });
    }
}

fn method(method: &Method) -> &'static str {
    let known = METHODS.iter().find(|known| **known == method.as_str());
    known.copied().unwrap_or(OTHER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Analyzer;
    use crate::serve::route::Operation;
    use crate::settings::Settings;
    use axum::body::Body;
    use axum::routing::get;
    use std::net::Ipv4Addr;

    const FAULTY: Route = Route {
        path: "/faulty",
        reach: Reach::Anybody,
        operations: &[Operation::of_page("GET", || {
            get(async || -> Response { panic!("Subject: secret") })
        })],
    };

    #[test]
    fn a_panic_ends_its_own_request_only() {
        let analyzer = Analyzer::new(Settings::default()).unwrap();
        let listen = "127.0.0.1:8025".parse().unwrap();
        let routes = [&[&FAULTY], api::ROUTES].concat();
        let entry = Entry::with_routes(Server::new(analyzer), listen, routes).unwrap();
        let ask = |path: &'static str| {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let answer = entry.answer(Ipv4Addr::LOCALHOST.into(), request, ());
            futures::executor::block_on(async {
                let (head, body) = answer.await.into_parts();
                let body = axum::body::to_bytes(body, 10_000).await.unwrap();
                (
                    head.status.as_u16(),
                    String::from_utf8(body.to_vec()).unwrap(),
                )
            })
        };
        let (status, said) = ask("/faulty");
        assert_eq!(status, 500);
        assert!(
            said.contains("internal error") && !said.contains("secret"),
            "{said}"
        );
        assert_eq!(ask("/healthz"), (200, "ok\n".to_owned()));
        let metrics = entry.shared.metrics();
        assert!(
            metrics.contains("route=\"/faulty\",status=\"500\"} 1"),
            "{metrics}"
        );
    }
}
