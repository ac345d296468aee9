//! The questions of the connection doctor to the browser and, through it, to a server.

use js_sys::Reflect;
use reqwasm::http::{Method as FetchMethod, Request, Response};
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestMode, ResponseType, Url};

use super::body::{Body, Chunk};
use super::cancel::{Cancel, CloseOnDrop};
use super::clock::{monotonic, within};
use super::stream::{RELAY_REFUSAL, is_sendable, read_relay_refusal, redirect_mode};
use crate::doctor::probe::Fetch;
use crate::doctor::{Answer, FetchResult, Fetched, Mode, Page};
use crate::openai::{CompletionError, HttpRequest, Method, NetworkFault, Progress, ReplyReader};

/// Where an endpoint redirects to, in an answer of the relay, which follows no redirect.
const RELAY_LOCATION: &str = "x-ais-location";
/// The origins that an endpoint allows, in an answer of the relay.
const RELAY_ALLOW_ORIGIN: &str = "x-ais-allow-origin";
/// How an endpoint wants to be shown who asks, in an answer of the relay.
const RELAY_AUTHENTICATE: &str = "x-ais-authenticate";
/// A body is read up to this many bytes: a model list of thousands of models fits.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// Milliseconds without a byte after which a body counts as all there is; the first byte is not meant.
const IDLE_LIMIT: u32 = 30_000;

/// The page that this code runs in.
pub fn page() -> Page {
    let window = leptos::prelude::window();
    let navigator = window.navigator();
    let description = navigator.user_agent().unwrap_or_default();
    let is_secure = Reflect::get(&window, &"isSecureContext".into()).is_ok_and(|secure| secure.is_truthy());
    Page {
        origin: window.location().origin().unwrap_or_default(),
        is_secure,
        is_online: navigator.on_line(),
        is_safari: Page::describes_safari(&description),
        system: Page::system_of(&description),
    }
}

/// Sends a request and reads what comes, in time. `cancel` ends it at once; what it gives then means nothing.
pub async fn fetch(fetch: &Fetch, cancel: &Cancel) -> Fetched {
    let _close = CloseOnDrop(cancel);
    let begun = monotonic();
    let sending = send(fetch, cancel, begun);
    let result = match fetch.limit {
        Some(limit) => within(limit, sending).await.unwrap_or(FetchResult::TimedOut),
        None => sending.await,
    };
    Fetched { result, milliseconds: since(begun) }
}

fn since(begun: f64) -> u32 {
    (monotonic() - begun).round() as u32
}

async fn send(fetch: &Fetch, cancel: &Cancel, begun: f64) -> FetchResult {
    let signal = cancel.signal();
    let mut request = Request::new(&fetch.request.url)
        .method(match fetch.request.method {
            Method::Get => FetchMethod::GET,
            Method::Post => FetchMethod::POST,
        })
        .mode(match fetch.mode {
            Mode::Cors => RequestMode::Cors,
            Mode::NoCors => RequestMode::NoCors,
        })
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .cache(RequestCache::NoStore)
        .redirect(redirect_mode(&fetch.request))
        .abort_signal(signal.as_ref());
    for header in &fetch.request.headers {
        if !is_sendable(&header.name, &header.value) {
            return FetchResult::Unsendable { header: header.name.clone() };
        }
        request = request.header(&header.name, &header.value);
    }
    if let Some(body) = &fetch.request.body {
        request = request.body(body.as_str());
    }
    match request.send().await {
        Err(_) => FetchResult::Rejected,
        Ok(_) if fetch.mode == Mode::NoCors => FetchResult::Opaque,
        // The page learns no more of it than of a redirect that it may not read.
        Ok(response) if response.type_() == ResponseType::Opaqueredirect => FetchResult::Rejected,
        Ok(response) => read(&response, &fetch.request, begun).await,
    }
}

async fn read(response: &Response, request: &HttpRequest, begun: f64) -> FetchResult {
    let header = |name: &str| response.headers().get(name);
    let redirected_to = match request.relayed_to() {
        // Relative to what the relay has called, as a browser would read it; other answers name other things so.
        Some(target) if (300..400).contains(&response.status()) => {
            let to = header(RELAY_LOCATION).and_then(|to| Url::new_with_base(&to, target).ok());
            to.map(|url| url.href())
        }
        Some(_) => None,
        None => Some(response.url()).filter(|url| response.redirected() && *url != request.url),
    };
    let mut answer = Answer {
        status: response.status(),
        redirected_to,
        server: header("server"),
        allow_origin: header(RELAY_ALLOW_ORIGIN),
        challenge: header("www-authenticate").or_else(|| header(RELAY_AUTHENTICATE)),
        ..Answer::default()
    };
    let mut body = Body::of(response);
    if header(RELAY_REFUSAL).is_some() {
        return match read_relay_refusal(&mut body).await {
            CompletionError::Network(NetworkFault::Relay { code, message }) => {
                FetchResult::RelayRefused { code, message }
            }
            _ => FetchResult::Rejected,
        };
    }
    // A server may keep the connection open behind the end of a reply.
    let mut reader = ReplyReader::new(answer.status);
    while answer.body.len() < MOST_BYTES {
        let chunk = match answer.first_byte {
            None => Some(body.read().await),
            Some(_) => within(IDLE_LIMIT, body.read()).await,
        };
        match chunk {
            Some(Chunk::Bytes) => {
                answer.first_byte.get_or_insert_with(|| since(begun));
                answer.body.extend_from_slice(body.bytes());
                if let Progress::Done = reader.feed(body.bytes(), &mut |_| {}) {
                    break;
                }
            }
            Some(Chunk::Broken) => {
                answer.is_broken = true;
                break;
            }
            Some(Chunk::End) | None => break,
        }
    }
    FetchResult::Answer(answer)
}
