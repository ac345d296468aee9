//! An upstream's answer on its way to the page: bytes as they come, the headers that a page needs.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, header};
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, Sleep, sleep};

use super::line::{BUFFER, Line, Lines, Place};

/// Marks an answer as an upstream's, so that a page knows it from one of a proxy in front of this server.
pub const RELAYED: HeaderName = HeaderName::from_static("x-ais-relayed");

/// Where an upstream redirects to. Under its own name the browser would follow it, with the keys.
pub const LOCATION: HeaderName = HeaderName::from_static("x-ais-location");

/// The origins that an upstream allows to read it. Under its own name it would be said of this server.
pub const ALLOW_ORIGIN: HeaderName = HeaderName::from_static("x-ais-allow-origin");

/// How an upstream wants to be shown who asks. Under its own name the browser would show its dialog.
pub const AUTHENTICATE: HeaderName = HeaderName::from_static("x-ais-authenticate");

/// Headers that pass. A list of what may, since everything else would act in this app's own name: cookies, policies,
/// `WWW-Authenticate` with its dialog, `Clear-Site-Data`, `Refresh`.
const PASSED: [&str; 10] = [
    "allow",
    "cf-ray",
    "content-encoding",
    "content-language",
    "content-type",
    "request-id",
    "retry-after",
    "retry-after-ms",
    "server",
    "x-should-retry",
];

/// Beginnings and ends of further names that pass: limits, and what a support team asks for.
const PASSED_FROM: [&str; 4] = ["anthropic-ratelimit-", "openai-", "ratelimit-", "x-ratelimit-"];
const PASSED_TO: [&str; 2] = ["-request-id", "-trace-id"];

/// What an answer is read from, and what it holds until it ends.
pub struct Passing {
    pub line: Line,
    /// Where the line leads to.
    pub place: Place,
    /// Where it goes afterwards.
    pub lines: Arc<Lines>,
    /// Longest time without a byte.
    pub silence: Duration,
    /// One open stream.
    #[expect(dead_code, reason = "held for its end")]
    pub permit: OwnedSemaphorePermit,
}

/// Puts the answer together for the page.
pub async fn answer(upstream: Response<Incoming>, passing: Passing) -> Response<Body> {
    let (parts, body) = upstream.into_parts();
    let silence = Box::pin(sleep(passing.silence));
    let mut stream = Passage { upstream: body, passing: Some(passing), failure: None, heard: Instant::now(), silence };
    if stream.upstream.is_end_stream() {
        // Nobody asks an empty body for its end.
        poll_fn(|context| {
            stream.end(context);
            Poll::Ready(())
        })
        .await;
    }
    let mut response = Response::new(Body::new(stream));
    *response.status_mut() = parts.status;
    *response.headers_mut() = passed(&parts.headers);
    response
}

fn passed(headers: &HeaderMap) -> HeaderMap {
    let mut passed = HeaderMap::new();
    for (name, value) in headers {
        if passes(name.as_str()) {
            passed.append(name.clone(), value.clone());
        }
    }
    if let Some(location) = headers.get(header::LOCATION) {
        passed.insert(LOCATION, location.clone());
    }
    for (name, own) in [(header::ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW_ORIGIN), (header::WWW_AUTHENTICATE, AUTHENTICATE)] {
        for value in headers.get_all(name) {
            passed.append(own.clone(), value.clone());
        }
    }
    passed.insert(RELAYED, HeaderValue::from_static("1"));
    passed.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    passed
}

fn passes(name: &str) -> bool {
    PASSED.contains(&name)
        || PASSED_FROM.iter().any(|start| name.starts_with(start))
        || PASSED_TO.iter().any(|end| name.ends_with(end))
}

/// A body that is read only as fast as the page reads. Dropping it closes the upstream's connection.
struct Passage {
    upstream: Incoming,
    /// Nothing once all is read.
    passing: Option<Passing>,
    /// What broke the stream after the bytes that were given last.
    failure: Option<BrokenStream>,
    /// When the last bytes came.
    heard: Instant,
    /// Looks at `heard` from time to time; setting it anew for each token would be much of a token's cost.
    silence: Pin<Box<Sleep>>,
}

impl Passage {
    /// Everything that has arrived, as one piece: servers send each token in a chunk of its own, and each chunk that is
    /// passed on alone costs the page's connection a write.
    fn arrived(&mut self, context: &mut Context<'_>) -> Option<Bytes> {
        let mut first: Option<Bytes> = None;
        let mut joined = Vec::new();
        while joined.len() < BUFFER
            && let Some(passing) = &mut self.passing
        {
            passing.line.drive(context);
            let data = match Pin::new(&mut self.upstream).poll_frame(context) {
                Poll::Pending => break,
                Poll::Ready(None) => {
                    self.end(context);
                    break;
                }
                Poll::Ready(Some(Err(error))) => {
                    self.failure = Some(BrokenStream::Upstream(error));
                    self.passing = None;
                    break;
                }
                Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                    Ok(data) => data,
                    // Trailers belong to the connection.
                    Err(_) => continue,
                },
            };
            if self.upstream.is_end_stream() {
                self.end(context);
            }
            match &first {
                None => first = Some(data),
                Some(before) => {
                    if joined.is_empty() {
                        joined.extend_from_slice(before);
                    }
                    joined.extend_from_slice(&data);
                }
            }
        }
        if joined.is_empty() { first } else { Some(joined.into()) }
    }

    /// The connection is free for the next request.
    fn end(&mut self, context: &mut Context<'_>) {
        if let Some(Passing { line, place, lines, .. }) = self.passing.take() {
            lines.keep(place, line, context);
        }
    }
}

/// A stream that ends without its end; the page sees the connection break, as it would without a relay.
#[derive(Debug)]
enum BrokenStream {
    Upstream(hyper::Error),
    Silent,
}

impl fmt::Display for BrokenStream {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BrokenStream::Upstream(error) => error.fmt(out),
            BrokenStream::Silent => out.write_str("the upstream went silent"),
        }
    }
}

impl std::error::Error for BrokenStream {}

impl HttpBody for Passage {
    type Data = Bytes;
    type Error = BrokenStream;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BrokenStream>>> {
        if let Some(data) = self.arrived(context) {
            self.heard = Instant::now();
            return Poll::Ready(Some(Ok(Frame::data(data))));
        }
        if let Some(failure) = self.failure.take() {
            return Poll::Ready(Some(Err(failure)));
        }
        let Some(passing) = &self.passing else { return Poll::Ready(None) };
        let limit = passing.silence;
        loop {
            ready!(self.silence.as_mut().poll(context));
            let end = self.heard + limit;
            if end <= Instant::now() {
                self.passing = None;
                return Poll::Ready(Some(Err(BrokenStream::Silent)));
            }
            self.silence.as_mut().reset(end);
        }
    }

    fn is_end_stream(&self) -> bool {
        self.failure.is_none() && (self.passing.is_none() || self.upstream.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.upstream.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_act_in_the_apps_own_name_stays_behind() {
        for name in ["content-type", "retry-after", "x-request-id", "apim-request-id", "x-ratelimit-remaining-tokens"] {
            assert!(passes(name), "{name}");
        }
        for name in [
            "set-cookie",
            "set-cookie2",
            "access-control-allow-origin",
            "content-security-policy",
            "content-length",
            "transfer-encoding",
            "connection",
            "location",
            "refresh",
            "www-authenticate",
            "clear-site-data",
            "strict-transport-security",
            "service-worker-allowed",
            "link",
            "alt-svc",
            "x-ais-relay-refusal",
            "x-ais-relayed",
            "x-ais-location",
            "x-ais-allow-origin",
            "x-ais-authenticate",
        ] {
            assert!(!passes(name), "{name}");
        }
    }
}
