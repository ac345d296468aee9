//! Which request headers a server is known to refuse to pages (dialects section 3), for the warning in the form.

use super::Service;
use crate::provider::definition::{AuthMode, Route};
use crate::provider::draft::Draft;
use crate::provider::endpoint::Endpoint;

/// What is known of a server's CORS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownCors {
    /// Nothing is known, or any header passes once the page's origin is allowed.
    Open,
    /// These headers pass, in lower case, and no others.
    Only(&'static [&'static str]),
    /// Any header passes while the server has no keys. With keys it asks for one before it looks at CORS, so that every
    /// preflight fails.
    Keyless,
    /// No page can call it at all.
    Closed,
}

/// The name of a header that a request will carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentHeader {
    pub name: String,
    /// This server is known not to let it through from a page.
    pub is_refused: bool,
}

/// What passes without any CORS of the server's, as far as pages set it.
const SAFE: [&str; 3] = ["accept", "accept-language", "content-language"];

/// What a key travels in.
const KEY_HEADERS: [&str; 3] = ["authorization", "api-key", "x-api-key"];

/// What is known of the CORS of the server at an endpoint.
pub fn known_cors(endpoint: &Endpoint, id: &str, name: &str) -> KnownCors {
    match endpoint.url().and_then(|url| url.host_str()) {
        Some("generativelanguage.googleapis.com") => {
            return KnownCors::Only(&["content-type", "authorization", "x-goog-api-key", "x-goog-api-client"]);
        }
        Some("api.perplexity.ai") => return KnownCors::Only(&["content-type", "authorization"]),
        _ => {}
    }
    match Service::recognise(endpoint, id, name) {
        Some(Service::Cloudflare) => KnownCors::Closed,
        Some(Service::LocalAi) => KnownCors::Keyless,
        Some(Service::Tgi) => KnownCors::Only(&["content-type"]),
        Some(Service::Ollama) => {
            KnownCors::Only(&["content-type", "authorization", "user-agent", "x-requested-with", "openai-beta"])
        }
        Some(Service::Jan) => KnownCors::Only(&["content-type", "authorization", "x-api-key", "user-agent"]),
        _ => KnownCors::Open,
    }
}

impl KnownCors {
    /// Whether a header is known to be refused.
    pub fn refuses(self, name: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        match self {
            KnownCors::Open => false,
            KnownCors::Only(list) => !list.contains(&lower.as_str()) && !SAFE.contains(&lower.as_str()),
            KnownCors::Keyless => KEY_HEADERS.contains(&lower.as_str()),
            KnownCors::Closed => !SAFE.contains(&lower.as_str()),
        }
    }
}

/// The names of the headers that the chat of a draft will carry, in their order, each with what is known of it; `auth` is how
/// its key travels. Through the relay the server's CORS does not count.
pub fn sent_headers(draft: &Draft, auth: AuthMode, endpoint: &Endpoint) -> Vec<SentHeader> {
    let key = match auth {
        _ if draft.key.trim().is_empty() => None,
        AuthMode::None => None,
        AuthMode::Bearer => Some("Authorization"),
        AuthMode::ApiKey => Some("api-key"),
        AuthMode::XApiKey => Some("x-api-key"),
    };
    let extra: Vec<&str> = draft
        .extra_headers
        .iter()
        .filter(|row| !(row.secret && row.value.is_empty()))
        .map(|row| row.name.trim())
        .filter(|name| !name.is_empty())
        .collect();
    let own = ["Content-Type"].into_iter().chain(key);
    let own = own.filter(|own| !extra.iter().any(|name| name.eq_ignore_ascii_case(own)));
    let cors = match draft.route {
        Route::Relay => KnownCors::Open,
        Route::Direct => known_cors(endpoint, draft.id.trim(), draft.name.trim()),
    };
    own.chain(extra.iter().copied())
        .map(|name| SentHeader { name: name.to_owned(), is_refused: cors.refuses(name) })
        .collect()
}
