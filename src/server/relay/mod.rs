//! The relay: endpoints that no browser can call, through this server (spec §7, §9).
//!
//! It passes bytes on and keeps nothing: no key, no content, no log of where they went.
//!
//! - [`policy`]: what the settings allow
//! - [`caller`]: who may call; [`order`]: what is asked for; [`address`]: which addresses may be dialled
//! - [`dial`]: name → checked addresses → connection, TLS by [`trust`]; [`line`]: HTTP on it, and its next request
//! - [`upload`]: the body on its way out; [`passage`]: the answer on its way back
//! - [`refusal`]: everything that is no answer

pub mod address;
pub mod caller;
pub mod dial;
mod line;
pub mod order;
mod passage;
pub mod policy;
pub mod refusal;
pub mod trust;
mod upload;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response};
use axum::response::IntoResponse;
use axum::routing::post;
use hyper::body::Incoming;
use rustls::ClientConfig;
use tokio::sync::Semaphore;
use tower::Service;

use caller::Door;
use dial::{Dial, Limits, Names, SystemNames};
use line::{Line, Lines, Place};
use order::Order;
use passage::Passing;
use policy::RelayPolicy;
use refusal::Refusal;
use upload::{TooLong, Upload};

/// The path of the relay.
pub const PATH: &str = "/api/relay";

/// What all requests share.
pub struct Relay {
    policy: RelayPolicy,
    listening: SocketAddr,
    door: Door,
    streams: Arc<Semaphore>,
    dial: Dial,
    lines: Arc<Lines>,
}

impl Relay {
    /// A relay over the system's resolver.
    ///
    /// `listening` is where this server listens: it decides how far the relay reaches, and is never called.
    pub fn new(policy: RelayPolicy, listening: SocketAddr, tls: ClientConfig) -> Relay {
        Relay::with_names(policy, listening, tls, Arc::new(SystemNames))
    }

    /// The same over another resolver.
    pub fn with_names(policy: RelayPolicy, listening: SocketAddr, tls: ClientConfig, names: Arc<dyn Names>) -> Relay {
        let door = Door::new(&policy, listening);
        let limits = Limits { reach: door.reach(), listening, connect: policy.connect_limit };
        let dial = Dial::new(limits, names, tls);
        let streams = Arc::new(Semaphore::new(policy.concurrency));
        Relay { policy, listening, door, streams, dial, lines: Arc::default() }
    }

    /// The relay's route. It must stand outside of any layer that changes or holds back bodies.
    pub fn routes(self) -> Router {
        let refuse = || async { Refusal::OuterMethod };
        Router::new().route(PATH, post(pass).fallback(refuse)).with_state(Arc::new(self))
    }

    /// The upstream's answer.
    async fn pass(&self, request: Request) -> Result<Response<Body>, Refusal> {
        let (parts, body) = request.into_parts();
        let too_large = |TooLong { limit }| Refusal::TooLarge { limit };
        let upload = Upload::new(body, self.policy.body_bytes).map_err(too_large);
        let order = self.admit(&parts.headers)?;
        let upload = match order.method {
            Method::GET => Upload::new(Body::empty(), 0).map_err(too_large)?,
            _ => upload?,
        };
        let permit = self.streams.clone().try_acquire_owned().map_err(|_| Refusal::TooManyStreams)?;
        let place = Place::from(&order.target.url);
        let silence = self.policy.silence_limit;
        // The limit for connecting has its own clock, and the more telling refusal.
        let (answer, line) =
            tokio::time::timeout(self.policy.connect_limit + silence, self.send(order, &place, upload))
                .await
                .map_err(|_| Refusal::FirstByteTimeout { seconds: silence.as_secs() })??;
        // Nothing here asks for another protocol.
        if answer.status().is_informational() {
            return Err(Refusal::NotHttp);
        }
        Ok(passage::answer(answer, Passing { line, place, lines: self.lines.clone(), silence, permit }).await)
    }

    /// Everything that is checked before the body is looked at.
    fn admit(&self, headers: &HeaderMap) -> Result<Order, Refusal> {
        if !self.policy.enabled {
            return Err(Refusal::Off);
        }
        self.door.admit(headers)?;
        if self.door.reach() == address::Reach::Internet && self.policy.upstreams.is_empty() {
            return Err(Refusal::Unlisted);
        }
        let order = Order::parse(headers)?;
        order.target.check(&self.policy.upstreams, self.door.reach(), self.listening)?;
        Ok(order)
    }

    /// Sends a request on a kept connection or on a new one. It is sent once: another connection is tried only when the
    /// upstream had closed the first before a byte was sent.
    async fn send(&self, order: Order, place: &Place, upload: Upload) -> Result<(Response<Incoming>, Line), Refusal> {
        let Order { target, method, headers } = order;
        let mut request = Request::new(upload);
        *request.method_mut() = method;
        *request.uri_mut() = target.path;
        *request.headers_mut() = headers;
        while let Some(mut line) = self.lines.take(place).await {
            match line.send(request).await {
                Ok(answer) => return Ok((answer, line)),
                Err(mut error) => match error.take_message() {
                    Some(unsent) => request = unsent,
                    None => return Err(why(error.error())),
                },
            }
        }
        let wire = self.dial.clone().call(target.url).await?;
        let mut line = Line::open(wire).await.map_err(|error| why(&error))?;
        match line.send(request).await {
            Ok(answer) => Ok((answer, line)),
            Err(error) => Err(why(error.error())),
        }
    }
}

/// Why a connection gave no answer.
fn why(error: &hyper::Error) -> Refusal {
    match dial::cause(error) {
        Some(TooLong { limit }) => Refusal::TooLarge { limit: *limit },
        None if error.is_parse() => Refusal::NotHttp,
        None => Refusal::Broken,
    }
}

async fn pass(State(relay): State<Arc<Relay>>, request: Request) -> axum::response::Response {
    match relay.pass(request).await {
        Ok(answer) => answer,
        Err(refusal) => refusal.into_response(),
    }
}
