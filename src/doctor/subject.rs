//! What is checked, and the requests that it takes: those of the chat itself, and weaker ones beside them.

use serde_json::{Map, Value, json};

use super::page::{AddressSpace, Page};
use crate::openai::{ChatCompletion, CompletionError, Header, HttpRequest, Method, Quirk, Quirks, RequestFault};
use crate::provider::{ApiKey, Endpoint, Provider, Route};

/// A provider with its key and one of its models, seen from a page.
#[derive(Clone, Debug)]
pub struct Subject {
    pub page: Page,
    pub provider: Provider,
    pub key: Option<ApiKey>,
    /// The model that is asked for one token.
    pub model: String,
    /// What this endpoint refused before.
    pub quirks: Quirks,
}

/// The parameters that bound what a completion costs; a checkup sends none without one of them.
pub const LIMITS: [&str; 2] = ["max_tokens", "max_completion_tokens"];

/// The longest words of a server that a result holds, in bytes.
const LONGEST_WORDS: usize = 400;

impl Subject {
    pub fn endpoint(&self) -> &Endpoint {
        &self.provider.endpoint
    }

    pub fn space(&self) -> AddressSpace {
        AddressSpace::of(self.endpoint())
    }

    /// Whether the page calls its own server, so that no rule of the browser stands between.
    pub fn is_same_origin(&self) -> bool {
        self.endpoint().is_same_origin() || self.endpoint().origin().is_some_and(|origin| origin == self.page.origin)
    }

    /// Whether this app's own server calls the endpoint.
    pub fn is_relayed(&self) -> bool {
        self.provider.route == Route::Relay && !self.is_same_origin()
    }

    /// The completion of one token that chat would send for it.
    pub fn completion(&self) -> ChatCompletion {
        let mut parameters = Map::new();
        parameters.insert("max_tokens".to_owned(), json!(1));
        ChatCompletion {
            model: Some(self.model.clone()),
            messages: json!([{ "role": "user", "content": "Hi" }]),
            parameters,
            ..ChatCompletion::default()
        }
    }

    /// The body of that completion, never without its limit.
    pub fn body(&self, quirks: &Quirks) -> Map<String, Value> {
        self.completion().body(&bounded(quirks))
    }

    /// The request of one token, as the chat sends it, never without its limit; not yet through the relay.
    ///
    /// # Errors
    /// The endpoint has a part that the user has not filled in.
    pub fn chat(&self, quirks: &Quirks) -> Result<HttpRequest, RequestFault> {
        // A provider that is switched off can be tested all the same.
        let provider = Provider { disabled: false, ..self.provider.clone() };
        provider.chat_request(self.key.as_ref(), &self.completion(), &bounded(quirks))
    }

    /// The request of the model list; of the chat's own address, by GET, where there is no list.
    pub fn list(&self) -> HttpRequest {
        self.provider.models_request(self.key.as_ref()).unwrap_or_else(|| {
            let mut request = self.get(self.endpoint().as_str());
            request.headers = self.headers();
            request.headers.retain(|header| !header.name.eq_ignore_ascii_case("content-type"));
            request
        })
    }

    /// The headers of the chat.
    pub fn headers(&self) -> Vec<Header> {
        self.chat(&self.quirks).map(|request| request.headers).unwrap_or_default()
    }

    /// GET without headers.
    pub fn get(&self, url: &str) -> HttpRequest {
        HttpRequest { method: Method::Get, url: url.to_owned(), headers: Vec::new(), body: None }
    }

    /// The root of the endpoint's server.
    pub fn root(&self) -> String {
        self.endpoint().origin().map_or_else(|| "/".to_owned(), |origin| format!("{origin}/"))
    }

    /// A request as it leaves the page, by the provider's route.
    pub fn routed(&self, request: HttpRequest) -> HttpRequest {
        if self.is_relayed() { request.through_relay() } else { request }
    }

    /// The server's words in an error, cut, without keys and other secrets.
    pub fn words(&self, mut error: CompletionError) -> String {
        error.redact(&self.provider.secrets(self.key.as_ref()));
        let words = error.server_words().unwrap_or_default();
        let cut = words.floor_char_boundary(LONGEST_WORDS);
        if cut < words.len() { format!("{}…", &words[..cut]) } else { words.to_owned() }
    }

    /// An address that a server named, without keys and other secrets.
    pub fn shown(&self, url: &str) -> String {
        self.provider.secrets(self.key.as_ref()).redact(url).into_owned()
    }

    /// Whether this app's own server calls such an address at all: a server that others can call reaches no private
    /// address (spec §9), so one that only has a name within a network cannot be reached by it either.
    pub fn is_within_relay(&self) -> bool {
        let is_global = || match self.endpoint().url().and_then(url::Url::host) {
            Some(url::Host::Domain(name)) => name.trim_end_matches('.').contains('.'),
            host => host.is_some(),
        };
        self.page.space() == AddressSpace::Loopback || (self.space() == AddressSpace::Public && is_global())
    }

    /// The endpoint's address at another host or with another scheme, everything behind it as it is. `None` where the
    /// address cannot be taken apart.
    pub fn with_origin(&self, origin: &str) -> Option<String> {
        let own = self.endpoint().origin()?;
        let written = self.endpoint().as_str();
        let behind = written.get(..own.len()).filter(|front| front.eq_ignore_ascii_case(&own)).map_or_else(
            || {
                let (_, rest) = written.split_once("://")?;
                rest.find(['/', '?']).and_then(|at| rest.get(at..))
            },
            |_| written.get(own.len()..),
        );
        Some(format!("{origin}{}", behind.unwrap_or_default()))
    }

    /// `http://localhost:…` for `http://127.0.0.1:…` and the other way round.
    pub fn other_name(&self) -> Option<String> {
        let origin = self.endpoint().origin()?;
        let (scheme, host) = origin.split_once("://")?;
        let (name, port) =
            host.rsplit_once(':').map_or((host, ""), |(name, _)| (name, host.get(name.len()..).unwrap_or("")));
        let other = match name {
            "localhost" => "127.0.0.1",
            "127.0.0.1" | "[::1]" => "localhost",
            _ => return None,
        };
        Some(format!("{scheme}://{other}{port}"))
    }

    /// The same origin over http, for a server of the own network that is called over https.
    pub fn other_scheme(&self) -> Option<String> {
        let origin = self.endpoint().origin()?;
        let host = origin.strip_prefix("https://")?;
        // A page over https could not call what is not this computer, so there is nothing to find out.
        let is_callable =
            self.space() == AddressSpace::Loopback || (self.space() == AddressSpace::Local && !self.page.is_https());
        let is_callable = is_callable || (self.is_relayed() && self.space() != AddressSpace::Public);
        (is_callable && host.contains(':')).then(|| format!("http://{host}"))
    }

    /// The same host over https, where http is called at its usual port: many servers send such requests on, in an
    /// answer that no page can read.
    pub fn secure_origin(&self) -> Option<String> {
        let origin = self.endpoint().origin()?;
        let host = origin.strip_prefix("http://")?;
        let is_usual = self.endpoint().url().is_some_and(|url| url.port().is_none());
        (is_usual && self.space() != AddressSpace::Loopback).then(|| format!("https://{host}"))
    }
}

/// Whether a quirk would take the limit out of a request for one token.
pub fn unbounds(quirk: &Quirk) -> bool {
    let is_limit = |name: &String| LIMITS.contains(&name.as_str());
    match quirk {
        Quirk::Omit { parameter } | Quirk::Value { parameter, .. } => is_limit(parameter),
        Quirk::Rename { from, to } => is_limit(from) && !is_limit(to),
    }
}

/// The quirks that leave a request its limit.
fn bounded(quirks: &Quirks) -> Quirks {
    let mut kept = Quirks::default();
    quirks.iter().filter(|quirk| !unbounds(quirk)).for_each(|quirk| kept.add(quirk.clone()));
    kept
}

#[cfg(test)]
mod tests {
    use super::super::scene::{page, subject};
    use super::*;

    #[test]
    fn other_addresses_keep_path_and_query() {
        let cases = [
            ("http://localhost:8000/v1/chat/completions?a=1", Some("http://127.0.0.1:8000/v1/chat/completions?a=1")),
            ("http://127.0.0.1/v1/chat/completions", Some("http://localhost/v1/chat/completions")),
            ("http://[::1]:1/v1/chat/completions", Some("http://localhost:1/v1/chat/completions")),
            ("http://LOCALHOST:8000/v1", Some("http://127.0.0.1:8000/v1")),
            ("http://192.168.0.1:8000/v1", None),
        ];
        for (endpoint, expected) in cases {
            let subject = subject(endpoint);
            let other = subject.other_name().and_then(|origin| subject.with_origin(&origin));
            assert_eq!(other.as_deref(), expected, "{endpoint}");
        }
        assert_eq!(subject("https://localhost:8000/v1").other_scheme().as_deref(), Some("http://localhost:8000"));
        assert_eq!(subject("https://api.test:8000/v1").other_scheme(), None);
        let secure = [
            ("http://api.test/v1", Some("https://api.test")),
            ("http://api.test:80/v1", Some("https://api.test")),
            ("http://api.test:8000/v1", None),
            ("http://localhost/v1", None),
            ("https://api.test/v1", None),
        ];
        for (endpoint, expected) in secure {
            assert_eq!(subject(endpoint).secure_origin().as_deref(), expected, "{endpoint}");
        }
    }

    #[test]
    fn the_relay_of_a_public_page_reaches_public_addresses_only() {
        let cases = [
            ("https://chat.example", "https://api.test/v1", true),
            ("https://chat.example", "https://8.8.8.8/v1", true),
            ("https://chat.example", "http://192.168.0.5/v1", false),
            ("https://chat.example", "http://gpu-box:8000/v1", false),
            ("https://chat.example", "http://localhost:8000/v1", false),
            ("http://192.168.0.9:3000", "http://192.168.0.5/v1", false),
            ("http://localhost:3000", "http://192.168.0.5/v1", true),
            ("http://127.0.0.1:3000", "http://gpu-box:8000/v1", true),
        ];
        for (origin, endpoint, expected) in cases {
            let subject = Subject { page: page(origin), ..subject(endpoint) };
            assert_eq!(subject.is_within_relay(), expected, "{origin} {endpoint}");
        }
    }

    #[test]
    fn no_quirk_takes_the_limit_away() {
        let omit = |parameter: &str| Quirk::Omit { parameter: parameter.to_owned() };
        let rename = |from: &str, to: &str| Quirk::Rename { from: from.to_owned(), to: to.to_owned() };
        let cases = [
            (vec![omit("max_tokens")], r#""max_tokens":1"#),
            (vec![rename("max_tokens", "max_completion_tokens")], r#""max_completion_tokens":1"#),
            (
                vec![rename("max_tokens", "max_completion_tokens"), omit("max_completion_tokens")],
                r#""max_completion_tokens":1"#,
            ),
            (vec![rename("max_tokens", "n_predict")], r#""max_tokens":1"#),
        ];
        for (learned, limit) in cases {
            let mut quirks = Quirks::default();
            learned.into_iter().for_each(|quirk| quirks.add(quirk));
            let request = subject("http://localhost:8000/v1/chat/completions").chat(&quirks).expect("a request");
            assert!(request.body.is_some_and(|body| body.contains(limit)), "{quirks:?}");
        }
    }

    #[test]
    fn one_token_is_asked_for_and_words_hold_no_key() {
        let mut subject = subject("http://localhost:8000/v1/chat/completions");
        let body = Value::Object(subject.body(&Quirks::default())).to_string();
        assert!(body.contains(r#""max_tokens":1,"#), "{body}");
        subject.key = ApiKey::parse("sk-secret-1").ok().map(|clean| clean.key);
        let error = crate::openai::read_error_body(401, "bad key sk-secret-1".repeat(90).as_bytes());
        let words = subject.words(error);
        assert!(words.starts_with("bad key [redacted]") && words.len() < 410 && words.ends_with('…'), "{words}");
    }
}
