//! The relay: endpoints that no browser can call, through this server (spec §7, §9).
//!
//! It passes bytes on and keeps nothing: no key, no content, no log of where they went.
//!
//! - [`policy`]: what the settings allow
//! - [`caller`]: who may call; [`order`]: what is asked for; [`address`]: which addresses may be dialled
//! - [`dial`]: name → checked addresses → connection, TLS by [`trust`]
//! - [`upload`]: the body on its way out; [`passage`]: the answer on its way back
//! - [`refusal`]: everything that is no answer

pub mod address;
pub mod caller;
pub mod dial;
pub mod order;
mod passage;
pub mod policy;
pub mod refusal;
pub mod trust;
mod upload;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response};
use axum::response::IntoResponse;
use axum::routing::post;
use hyper::body::Incoming;
use hyper_util::client::legacy::{self, Client};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::ClientConfig;
use tokio::sync::Semaphore;

use caller::Door;
use dial::{Dial, Limits, Names, SystemNames};
use order::Order;
use policy::RelayPolicy;
use refusal::Refusal;
use upload::{TooLong, Upload};

/// The path of the relay.
pub const PATH: &str = "/api/relay";

/// How long a connection is kept for the next request: shorter than most servers keep theirs, so that it is not closed
/// under a request on its way.
const IDLE_CONNECTION: Duration = Duration::from_secs(50);

/// Connections that are kept for each upstream.
const IDLE_CONNECTIONS: usize = 64;

/// Most bytes of an answer that a connection holds; what the page has not read stays with the upstream.
const BUFFER: usize = 16 << 10;

/// What all requests share.
pub struct Relay {
    policy: RelayPolicy,
    listening: SocketAddr,
    door: Door,
    streams: Arc<Semaphore>,
    client: Client<Dial, Upload>,
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
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE_CONNECTION)
            .pool_max_idle_per_host(IDLE_CONNECTIONS)
            .http1_max_buf_size(BUFFER)
            .build(Dial::new(limits, names, tls));
        let streams = Arc::new(Semaphore::new(policy.concurrency));
        Relay { policy, listening, door, streams, client }
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
        let upstream = self.send(order, upload).await?;
        Ok(passage::answer(upstream, permit, self.policy.silence_limit))
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

    async fn send(&self, order: Order, body: Upload) -> Result<Response<Incoming>, Refusal> {
        let mut request = Request::new(body);
        *request.method_mut() = order.method;
        *request.uri_mut() = order.target.uri().clone();
        *request.headers_mut() = order.headers;
        let silence = self.policy.silence_limit;
        // The limit for connecting has its own clock, and the more telling refusal.
        let response = tokio::time::timeout(self.policy.connect_limit + silence, self.client.request(request))
            .await
            .map_err(|_| Refusal::FirstByteTimeout { seconds: silence.as_secs() })?
            .map_err(|error| self.why(&error))?;
        // Nothing here asks for another protocol.
        if response.status().is_informational() { Err(Refusal::NotHttp) } else { Ok(response) }
    }

    fn why(&self, error: &legacy::Error) -> Refusal {
        if let Some(refusal) = dial::cause::<Refusal>(error) {
            return refusal.clone();
        }
        if let Some(TooLong { limit }) = dial::cause(error) {
            return Refusal::TooLarge { limit: *limit };
        }
        match dial::cause::<hyper::Error>(error) {
            Some(error) if error.is_parse() => Refusal::NotHttp,
            _ => Refusal::Broken,
        }
    }
}

async fn pass(State(relay): State<Arc<Relay>>, request: Request) -> axum::response::Response {
    match relay.pass(request).await {
        Ok(answer) => answer,
        Err(refusal) => refusal.into_response(),
    }
}
