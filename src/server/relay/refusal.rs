//! What the relay refuses, and what it found when it could not reach an upstream.
//!
//! The codes are a closed list: the page tells by them what is wrong (spec §7). The sentences are English, as all that
//! servers say; the page has its own in the reader's language. Neither ever holds a header's value, a path or a query.

use std::fmt;

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::address::AddressClass;

/// Marks an answer as the relay's own; the relay passes no such header on, so no upstream can pretend.
pub const REFUSAL: HeaderName = HeaderName::from_static("x-ais-relay-refusal");

/// Why there is no answer of an upstream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Switched off in the settings.
    Off,
    /// Others than this machine can reach the server, and no upstream is listed.
    Unlisted,
    /// The `Host` is none of this server's names, or the request came through a proxy that the settings do not know.
    Host,
    /// No `x-ais-relay: 1`.
    MissingHeader,
    /// Not sent by a page of this server.
    ForeignOrigin,
    /// The target is missing, no URL, or holds a user name.
    Target,
    /// The target is neither http nor https.
    Scheme,
    /// The target is none of the upstreams in the settings.
    UpstreamNotListed,
    /// All addresses of the target are of classes that are not dialled.
    Address { class: AddressClass },
    /// The target is this server.
    Loop,
    /// The method is none that is passed on.
    Method,
    /// The route itself takes only POST.
    OuterMethod,
    /// A header that is not passed on, by its name.
    Header { name: String },
    /// The body is longer than `limit` bytes.
    TooLarge { limit: usize },
    /// As many streams as allowed are open.
    TooManyStreams,
    /// The name has no address.
    Resolve,
    /// The machine is there, and nothing listens at the port.
    Refused,
    /// There is no way to the machine.
    Unreachable,
    /// No connection within the limit.
    ConnectTimeout { seconds: u64 },
    /// TLS failed: an unknown issuer, another name, out of date.
    Tls { reason: String },
    /// What listens there answers, and not in TLS.
    NotTls,
    /// Connected, but no answer within the limit.
    FirstByteTimeout { seconds: u64 },
    /// What listens there does not speak HTTP.
    NotHttp,
    /// The connection broke off before the answer.
    Broken,
}

impl Refusal {
    /// The word that a page tells them apart by.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Off | Refusal::Unlisted => "off",
            Refusal::Host => "host",
            Refusal::MissingHeader => "missing-header",
            Refusal::ForeignOrigin => "foreign-origin",
            Refusal::Target => "target",
            Refusal::Scheme => "scheme",
            Refusal::UpstreamNotListed => "upstream-not-listed",
            Refusal::Address { .. } => "address",
            Refusal::Loop => "loop",
            Refusal::Method | Refusal::OuterMethod => "method",
            Refusal::Header { .. } => "header",
            Refusal::TooLarge { .. } => "too-large",
            Refusal::TooManyStreams => "too-many-streams",
            Refusal::Resolve => "resolve",
            Refusal::Refused => "refused",
            Refusal::Unreachable => "unreachable",
            Refusal::ConnectTimeout { .. } => "connect-timeout",
            Refusal::Tls { .. } => "tls",
            Refusal::NotTls => "not-tls",
            Refusal::FirstByteTimeout { .. } => "timeout-first-byte",
            Refusal::NotHttp => "not-http",
            Refusal::Broken => "broken",
        }
    }

    /// The HTTP status. Never 401, 407, 408 or a redirect: browsers act on those by themselves.
    pub fn status(&self) -> StatusCode {
        match self {
            Refusal::Off
            | Refusal::Unlisted
            | Refusal::Host
            | Refusal::MissingHeader
            | Refusal::ForeignOrigin
            | Refusal::UpstreamNotListed
            | Refusal::Address { .. }
            | Refusal::Loop => StatusCode::FORBIDDEN,
            Refusal::Target | Refusal::Scheme | Refusal::Method | Refusal::Header { .. } => StatusCode::BAD_REQUEST,
            Refusal::OuterMethod => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::TooManyStreams => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::ConnectTimeout { .. } | Refusal::FirstByteTimeout { .. } => StatusCode::GATEWAY_TIMEOUT,
            Refusal::Resolve
            | Refusal::Refused
            | Refusal::Unreachable
            | Refusal::Tls { .. }
            | Refusal::NotTls
            | Refusal::NotHttp
            | Refusal::Broken => StatusCode::BAD_GATEWAY,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Off => out.write_str("The relay is switched off: `relay` in Leptos.toml."),
            Refusal::Unlisted => out.write_str(
                "This server can be reached from other machines, so its relay is off until `relay-upstreams` in \
                 Leptos.toml lists the hosts that it may call.",
            ),
            Refusal::Host => out.write_str("The relay is not called by this name: `relay-hosts` in Leptos.toml."),
            Refusal::MissingHeader => out.write_str("The header x-ais-relay: 1 is missing."),
            Refusal::ForeignOrigin => out.write_str("Only this app's own pages may use the relay."),
            Refusal::Target => out.write_str("x-ais-target must be a URL without user name and password."),
            Refusal::Scheme => out.write_str("The relay calls http and https only."),
            Refusal::UpstreamNotListed => {
                out.write_str("This host and port are not in `relay-upstreams` in Leptos.toml.")
            }
            Refusal::Address { class } => write!(out, "The host's address is {class}, which the relay does not call."),
            Refusal::Loop => out.write_str("The target is this server itself."),
            Refusal::Method => out.write_str("x-ais-method must be GET or POST."),
            Refusal::OuterMethod => out.write_str("The relay is called with POST."),
            Refusal::Header { name } => write!(out, "The header {name} is not passed on."),
            Refusal::TooLarge { limit } => write!(out, "The body is longer than {limit} bytes."),
            Refusal::TooManyStreams => out.write_str("The relay has as many streams open as it is allowed to."),
            Refusal::Resolve => out.write_str("The host's name has no address."),
            Refusal::Refused => out.write_str("The host refused the connection: nothing listens at that port."),
            Refusal::Unreachable => out.write_str("There is no way to the host from this server."),
            Refusal::ConnectTimeout { seconds } => write!(out, "No connection to the host within {seconds} s."),
            Refusal::Tls { reason } => write!(out, "TLS with the host failed: {reason}."),
            Refusal::NotTls => out.write_str("What listens at that port speaks no TLS."),
            Refusal::FirstByteTimeout { seconds } => write!(out, "Connected, but no answer within {seconds} s."),
            Refusal::NotHttp => out.write_str("What listens at that port does not speak HTTP."),
            Refusal::Broken => out.write_str("The host closed the connection without an answer."),
        }
    }
}

impl std::error::Error for Refusal {}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({"relay": {"code": self.code(), "message": self.to_string()}});
        let mut response = (self.status(), Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(REFUSAL, HeaderValue::from_static("1"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        match self {
            Refusal::TooManyStreams => drop(headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"))),
            Refusal::OuterMethod => drop(headers.insert(header::ALLOW, HeaderValue::from_static("POST"))),
            _ => {}
        }
        response
    }
}
