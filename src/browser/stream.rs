//! One chat completion over `fetch`: sends the request, reads the body as it comes, feeds the reply reader.

use reqwasm::http::{Method as FetchMethod, Request, Response};
use serde_json::Value;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect, ResponseType};

use super::body::{Body, Chunk};
use super::cancel::{Cancel, CloseOnDrop};
use super::clock::{monotonic, within, yield_to_browser};
use super::network_fault::network_fault;
use crate::openai::{
    BodyEnd, CompletionError, Delta, HttpRequest, Method, NetworkFault, Progress, Reply, ReplyReader, RequestFault,
    Traffic, read_error_body,
};

/// The header that marks an answer as the relay's own.
pub(super) const RELAY_REFUSAL: &str = "x-ais-relay-refusal";
/// Milliseconds of reading after which the browser gets a turn, also in a flood of text.
const READING_TURN: f64 = 8.0;
/// So much is read before the time is looked at: a browser hands over what has come in chunks of up to half a megabyte.
const PIECE_BYTES: usize = 32 * 1024;

/// Sends the request and reads its reply to the end.
///
/// `on_delta` gets each piece as it is parsed, and nothing once `cancel` was called. `idle_limit` (seconds) ends a
/// reply of which no byte came for so long; it does not count before the first byte (dialects rule 19). `on_traffic` is
/// told what comes over the wire.
///
/// # Errors
/// The error and what had arrived.
pub async fn complete(
    request: &HttpRequest,
    idle_limit: Option<u32>,
    cancel: &Cancel,
    on_delta: &mut dyn FnMut(Delta<'_>),
    on_traffic: &mut dyn FnMut(Traffic<'_>),
) -> Result<Reply, (CompletionError, Reply)> {
    let _close = CloseOnDrop(cancel);
    let response = match send(request, cancel).await {
        Ok(response) => response,
        Err(_) if cancel.is_cancelled() => return Err((CompletionError::Aborted, Reply::default())),
        Err(SendFault::Refused(fault)) => return Err((CompletionError::Request(fault), Reply::default())),
        Err(SendFault::Redirected) => {
            return Err((CompletionError::Network(NetworkFault::Redirected), Reply::default()));
        }
        Err(SendFault::Network) => {
            let fault = network_fault(&request.url).await;
            let error = if cancel.is_cancelled() { CompletionError::Aborted } else { CompletionError::Network(fault) };
            return Err((error, Reply::default()));
        }
    };
    on_traffic(Traffic::Answered { status: response.status(), headers: response.headers().entries().collect() });
    let mut body = Body::of(&response);
    if response.headers().get(RELAY_REFUSAL).is_some() {
        let error = read_relay_refusal(&mut body).await;
        let error = if cancel.is_cancelled() { CompletionError::Aborted } else { error };
        return Err((error, Reply::default()));
    }
    if !response.ok() {
        let words = body.read_start().await;
        on_traffic(Traffic::Bytes(&words));
        let mut error = read_error_body(response.status(), &words);
        if let CompletionError::Api(refusal) = &mut error {
            // Readable across origins only where the server exposes it (dialects rule 20).
            let header = response.headers().get("retry-after");
            refusal.retry_after = header.and_then(|seconds| seconds.trim().parse().ok());
        }
        let error = if cancel.is_cancelled() { CompletionError::Aborted } else { error };
        return Err((error, Reply::default()));
    }
    let mut delivered = Delivered::default();
    let mut guarded = |delta: Delta<'_>| {
        if cancel.is_cancelled() {
            delivered.is_cut = true;
        } else {
            delivered.note(&delta);
            on_delta(delta);
        }
    };
    let mut reader = ReplyReader::new(response.status());
    let end = read_reply(&mut reader, &mut body, idle_limit, cancel, &mut guarded, on_traffic).await;
    on_traffic(Traffic::Skipped { count: reader.skipped_events(), samples: reader.skipped_samples() });
    let result = reader.finish(end, &mut guarded);
    if !cancel.is_cancelled() {
        return result;
    }
    // Whoever hears the last piece can still stop it.
    let mut partial = result.unwrap_or_else(|(_, partial)| partial);
    delivered.cut(&mut partial);
    Err((CompletionError::Aborted, partial))
}

/// The longest body that is read as a whole, in bytes.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Sends the request and reads the whole body; gives the status too.
///
/// # Errors
/// No answer came, or the relay did not pass the request on. What a status means is the caller's to say.
pub async fn fetch_whole(request: &HttpRequest, cancel: &Cancel) -> Result<(u16, Vec<u8>), CompletionError> {
    let _close = CloseOnDrop(cancel);
    let response = match send(request, cancel).await {
        Ok(response) => response,
        Err(_) if cancel.is_cancelled() => return Err(CompletionError::Aborted),
        Err(SendFault::Refused(fault)) => return Err(CompletionError::Request(fault)),
        Err(SendFault::Redirected) => return Err(CompletionError::Network(NetworkFault::Redirected)),
        Err(SendFault::Network) => return Err(CompletionError::Network(network_fault(&request.url).await)),
    };
    let mut body = Body::of(&response);
    if response.headers().get(RELAY_REFUSAL).is_some() {
        return Err(read_relay_refusal(&mut body).await);
    }
    let mut collected = Vec::new();
    body.collect(MOST_BYTES, &mut collected).await;
    if cancel.is_cancelled() { Err(CompletionError::Aborted) } else { Ok((response.status(), collected)) }
}

/// How much of a reply was handed on, in bytes: what came after the stop in the same chunk is not part of the partial reply.
#[derive(Default)]
struct Delivered {
    content: usize,
    reasoning: usize,
    /// Something came after the stop.
    is_cut: bool,
}

impl Delivered {
    fn note(&mut self, delta: &Delta<'_>) {
        self.content += delta.content.map_or(0, str::len);
        self.reasoning += delta.reasoning.map_or(0, str::len);
    }

    fn cut(&self, partial: &mut Reply) {
        if !self.is_cut {
            return;
        }
        if partial.content.len() > self.content {
            // What came after the cut is not part of it either.
            (partial.finish_reason, partial.usage) = (None, None);
        }
        cut_to(&mut partial.content, self.content);
        if let Some(reasoning) = &mut partial.reasoning {
            cut_to(reasoning, self.reasoning);
        }
        partial.reasoning.take_if(|reasoning| reasoning.is_empty());
    }
}

fn cut_to(text: &mut String, length: usize) {
    if text.is_char_boundary(length) {
        text.truncate(length);
    }
}

enum SendFault {
    /// The browser would not even build the request.
    Refused(RequestFault),
    /// The server sends a request on that may not go to another address.
    Redirected,
    Network,
}

async fn send(request: &HttpRequest, cancel: &Cancel) -> Result<Response, SendFault> {
    let signal = cancel.signal();
    let mut fetch = Request::new(&request.url)
        .method(match request.method {
            Method::Get => FetchMethod::GET,
            Method::Post => FetchMethod::POST,
        })
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .redirect(redirect_mode(request))
        .abort_signal(signal.as_ref());
    // Where it means nothing, it would still add headers of its own to the request.
    if request.method == Method::Get {
        fetch = fetch.cache(RequestCache::NoStore);
    }
    for header in &request.headers {
        if !is_sendable(&header.name, &header.value) {
            return Err(SendFault::Refused(RequestFault::Header {
                name: header.name.clone(),
                reason: "a browser cannot send it".to_owned(),
            }));
        }
        fetch = fetch.header(&header.name, &header.value);
    }
    if let Some(body) = &request.body {
        fetch = fetch.body(body.as_str());
    }
    let response = fetch.send().await.map_err(|_| SendFault::Network)?;
    if response.type_() == ResponseType::Opaqueredirect { Err(SendFault::Redirected) } else { Ok(response) }
}

/// A browser takes `Authorization` off a request that is sent on to another host, and nothing else: a request with other
/// secrets goes to nobody but whom the user chose (spec §9).
pub(super) fn redirect_mode(request: &HttpRequest) -> RequestRedirect {
    let stays = |name: &str| !name.eq_ignore_ascii_case("authorization");
    if request.headers.iter().any(|header| header.secret && stays(&header.name)) {
        RequestRedirect::Manual
    } else {
        RequestRedirect::Follow
    }
}

/// Whether `Headers.set` takes this pair. reqwasm panics where it throws, so this asks first.
pub(super) fn is_sendable(name: &str, value: &str) -> bool {
    web_sys::Headers::new().is_ok_and(|headers| headers.set(name, value).is_ok())
}

/// Reads the body until the reply is complete, the body ends, or somebody stops it.
async fn read_reply(
    reader: &mut ReplyReader,
    body: &mut Body,
    idle_limit: Option<u32>,
    cancel: &Cancel,
    on_delta: &mut dyn FnMut(Delta<'_>),
    on_traffic: &mut dyn FnMut(Traffic<'_>),
) -> BodyEnd {
    let mut received = false;
    let mut turn = monotonic();
    loop {
        let chunk = match idle_limit.filter(|_| received) {
            None => body.read().await,
            Some(seconds) => match within(seconds.saturating_mul(1000), body.read()).await {
                Some(chunk) => chunk,
                None => return BodyEnd::IdleLimit { seconds },
            },
        };
        if cancel.is_cancelled() {
            return BodyEnd::Aborted;
        }
        match chunk {
            Chunk::Bytes => {
                received = true;
                on_traffic(Traffic::Bytes(body.bytes()));
                for piece in body.bytes().chunks(PIECE_BYTES) {
                    let progress = reader.feed(piece, on_delta);
                    // By whoever heard a piece of it.
                    if cancel.is_cancelled() {
                        return BodyEnd::Aborted;
                    }
                    if progress == Progress::Done {
                        return BodyEnd::Closed;
                    }
                    if monotonic() - turn > READING_TURN {
                        yield_to_browser().await;
                        turn = monotonic();
                    }
                    if cancel.is_cancelled() {
                        return BodyEnd::Aborted;
                    }
                }
            }
            Chunk::End => return BodyEnd::Closed,
            Chunk::Broken => return BodyEnd::Broken,
        }
    }
}

/// What this app's own server says where it did not pass the request on.
pub(super) async fn read_relay_refusal(body: &mut Body) -> CompletionError {
    let refusal: Value = serde_json::from_slice(&body.read_start().await).unwrap_or_default();
    let said = |name: &str| refusal["relay"][name].as_str().unwrap_or_default().to_owned();
    CompletionError::Network(NetworkFault::Relay { code: said("code"), message: said("message") })
}
