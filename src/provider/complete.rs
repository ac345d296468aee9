//! From what people paste to the full address of an endpoint.

use super::builtin::BUILT_INS;
use super::clean::{is_invisible, is_quote};
use super::endpoint::{Endpoint, EndpointError, authority};

/// What the path of a chat-completions endpoint ends in.
pub(super) const CHAT_PATH: &str = "/chat/completions";

/// An address that was completed, and what was done to it. The form shows it before anything is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completed {
    pub endpoint: Endpoint,
    /// What was appended to the path; empty when nothing was.
    pub added: String,
    pub hints: Vec<UrlHint>,
    added_at: usize,
}

/// What the form says below a completed address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrlHint {
    /// There was no scheme, so this one was put in front.
    SchemeAdded { scheme: &'static str },
    /// The path does not end in `chat/completions` and nothing tells what should follow, so it stays as it is.
    PathKept { path: String },
    /// The query goes with every request.
    QueryKept { query: String },
    /// What followed `#` is never sent, so it was dropped.
    FragmentDropped,
    /// `0.0.0.0` or `[::]`: servers listen there, but pages cannot call it.
    Unspecified,
}

impl Completed {
    /// The address in three parts: as typed, what was appended, and the query.
    pub fn parts(&self) -> (&str, &str, &str) {
        let (before, rest) = self.endpoint.as_str().split_at(self.added_at);
        let (added, after) = rest.split_at(self.added.len());
        (before, added, after)
    }
}

/// Completes what was typed into an endpoint (spec §1): a missing scheme is `http` for this computer, private networks
/// and names without a dot, else `https`; an empty path and one that ends in a version segment get the rest of the
/// path; any other path stays as it is, with a hint; the query stays always. Only the form does this;
/// `registerCustom` never does.
pub fn complete(typed: &str) -> Result<Completed, EndpointError> {
    let mut hints = Vec::new();
    let text = clean(typed);
    let (text, fragment) = text.split_once('#').unwrap_or((&text, ""));
    if !fragment.is_empty() {
        hints.push(UrlHint::FragmentDropped);
    }
    let text = text.trim_end_matches(is_around).to_owned();
    if text.is_empty() {
        return Err(EndpointError::Empty);
    }
    let text = match Endpoint::parse(&text) {
        Err(EndpointError::Relative) => {
            let scheme = missing_scheme(&text)?;
            hints.push(UrlHint::SchemeAdded { scheme });
            format!("{scheme}://{}", text.trim_start_matches('/'))
        }
        // A placeholder may stand in a path that is still to be completed; the error comes after that.
        Ok(_) | Err(EndpointError::Placeholder { .. }) => text,
        Err(error) => return Err(error),
    };
    let authority = authority(&text).ok_or(EndpointError::NoHost)?;
    let path_at = text.find("://").map_or(0, |index| index + 3) + authority.len();
    let (front, rest) = text.split_at(path_at);
    let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
    let path = single_slashes(path);
    let added = missing_path(authority, &path);
    if added.is_empty() && !path.ends_with(CHAT_PATH) {
        hints.push(UrlHint::PathKept { path: path.clone() });
    }
    if query.len() > 1 {
        hints.push(UrlHint::QueryKept { query: query.to_owned() });
    }
    let endpoint = Endpoint::parse(&format!("{front}{path}{added}{query}"))?;
    if matches!(endpoint.url().and_then(url::Url::host_str), Some("0.0.0.0" | "[::]")) {
        hints.push(UrlHint::Unspecified);
    }
    Ok(Completed { endpoint, added, hints, added_at: front.len() + path.len() })
}

/// Drops what came along with the copy: white space, quotation marks, angle brackets and commas around the address, and
/// invisible characters anywhere.
fn clean(typed: &str) -> String {
    let visible: String = typed.chars().filter(|character| !is_invisible(*character)).collect();
    let text = visible.trim_matches(is_around);
    let text = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
    text.trim_matches(is_around).to_owned()
}

fn is_around(character: char) -> bool {
    character.is_whitespace() || is_quote(character) || matches!(character, ',' | ';')
}

/// The scheme for an address without one. A lone word is no address: a name without a dot counts as a host when it
/// has a port, for then it was meant as one.
fn missing_scheme(text: &str) -> Result<&'static str, EndpointError> {
    let bare = text.strip_prefix("//").unwrap_or(text);
    if bare.contains("://") || bare.contains(char::is_whitespace) {
        return Err(EndpointError::Relative);
    }
    let plain = format!("http://{bare}");
    let authority = authority(&plain).ok_or(EndpointError::Relative)?;
    let (name, has_port) = match authority.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|digit| digit.is_ascii_digit()) && !port.is_empty() => (name, true),
        _ => (authority, false),
    };
    let has_dot = name.contains(['.', '[', '@', '{', '<']);
    if name.is_empty() || name.chars().all(|digit| digit.is_ascii_digit()) {
        return Err(EndpointError::Relative);
    }
    match Endpoint::parse(&format!("http://{authority}")) {
        Ok(endpoint) if endpoint.is_loopback() || endpoint.is_private() => Ok("http"),
        // No certificate is ever issued for a name without a dot.
        _ if !has_dot => {
            if has_port {
                Ok("http")
            } else {
                Err(EndpointError::Relative)
            }
        }
        _ => Ok("https"),
    }
}

fn single_slashes(path: &str) -> String {
    let mut single = String::with_capacity(path.len());
    for character in path.chars() {
        if character != '/' || !single.ends_with('/') {
            single.push(character);
        }
    }
    single
}

/// What is to be appended to a path, with the slash between. Hosts that are known complete to their own path, as far as
/// the typed path is the beginning of it.
fn missing_path(authority: &str, path: &str) -> String {
    if path.ends_with(CHAT_PATH) {
        return String::new();
    }
    let base = path.strip_suffix('/').unwrap_or(path);
    let full = match known_path(authority) {
        Some(known) if known.strip_prefix(base).is_some_and(|rest| rest.starts_with('/')) => known.to_owned(),
        _ if base.is_empty() => format!("/v1{CHAT_PATH}"),
        _ if base.rsplit('/').next().is_some_and(is_version) => format!("{base}{CHAT_PATH}"),
        _ => return String::new(),
    };
    full.get(path.len()..).unwrap_or_default().to_owned()
}

/// The path of a service that is known by its host: those of the built-in table, and Azure's newer form, which takes the
/// model from the body.
fn known_path(authority: &str) -> Option<&'static str> {
    let host = authority.to_ascii_lowercase();
    let host = host.strip_suffix(":443").unwrap_or(&host);
    if host.ends_with(".openai.azure.com") {
        return Some("/openai/v1/chat/completions");
    }
    BUILT_INS.iter().find_map(|built_in| {
        let path = built_in.endpoint.strip_prefix("https://")?.strip_prefix(host)?;
        path.starts_with('/').then_some(path)
    })
}

/// True for `v1`, `v4`, `v10`.
fn is_version(segment: &str) -> bool {
    let digits = segment.strip_prefix('v').unwrap_or_default();
    !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_paste_becomes_an_endpoint() {
        let cases = [
            // typed, endpoint, appended
            ("localhost", "http://localhost/v1/chat/completions", "/v1/chat/completions"),
            ("localhost:8000", "http://localhost:8000/v1/chat/completions", "/v1/chat/completions"),
            ("localhost:8000/", "http://localhost:8000/v1/chat/completions", "v1/chat/completions"),
            ("http://localhost:8000", "http://localhost:8000/v1/chat/completions", "/v1/chat/completions"),
            ("http://localhost:8000/v1", "http://localhost:8000/v1/chat/completions", "/chat/completions"),
            ("http://localhost:8000/v1/", "http://localhost:8000/v1/chat/completions", "chat/completions"),
            ("http://localhost:8000/api/v4", "http://localhost:8000/api/v4/chat/completions", "/chat/completions"),
            ("http://localhost:8000/v1/chat/completions", "http://localhost:8000/v1/chat/completions", ""),
            ("http://localhost:8000/chat/completions", "http://localhost:8000/chat/completions", ""),
            ("http://localhost:8000//v1//", "http://localhost:8000/v1/chat/completions", "chat/completions"),
            ("127.0.0.1:1234", "http://127.0.0.1:1234/v1/chat/completions", "/v1/chat/completions"),
            ("[::1]:8080/v1", "http://[::1]:8080/v1/chat/completions", "/chat/completions"),
            ("192.168.0.7:8000", "http://192.168.0.7:8000/v1/chat/completions", "/v1/chat/completions"),
            ("gpu.local:8000", "http://gpu.local:8000/v1/chat/completions", "/v1/chat/completions"),
            ("gpu-box:8000", "http://gpu-box:8000/v1/chat/completions", "/v1/chat/completions"),
            ("my-api.example.com", "https://my-api.example.com/v1/chat/completions", "/v1/chat/completions"),
            ("my-api.example.com:8443/v1", "https://my-api.example.com:8443/v1/chat/completions", "/chat/completions"),
            ("//my-api.example.com", "https://my-api.example.com/v1/chat/completions", "/v1/chat/completions"),
            ("8.8.8.8", "https://8.8.8.8/v1/chat/completions", "/v1/chat/completions"),
            ("모델.example.kr", "https://모델.example.kr/v1/chat/completions", "/v1/chat/completions"),
            (" \"http://localhost:8000/v1\", ", "http://localhost:8000/v1/chat/completions", "/chat/completions"),
            ("<https://h.example/v1>", "https://h.example/v1/chat/completions", "/chat/completions"),
            (
                "\u{feff}http://local\u{200b}host:8000",
                "http://localhost:8000/v1/chat/completions",
                "/v1/chat/completions",
            ),
            ("http://h.example?key=1", "http://h.example/v1/chat/completions?key=1", "/v1/chat/completions"),
            ("http://h.example/v1?a=b//c", "http://h.example/v1/chat/completions?a=b//c", "/chat/completions"),
            ("http://h.example/v1#top", "http://h.example/v1/chat/completions", "/chat/completions"),
            ("http://h.example/v1\"#top", "http://h.example/v1/chat/completions", "/chat/completions"),
            ("HTTP://H.example/V1/chat/completions", "HTTP://H.example/V1/chat/completions", ""),
            // known hosts
            ("api.perplexity.ai", "https://api.perplexity.ai/chat/completions", "/chat/completions"),
            ("https://API.perplexity.ai:443/", "https://API.perplexity.ai:443/chat/completions", "chat/completions"),
            ("https://openrouter.ai", "https://openrouter.ai/api/v1/chat/completions", "/api/v1/chat/completions"),
            ("https://openrouter.ai/api", "https://openrouter.ai/api/v1/chat/completions", "/v1/chat/completions"),
            ("https://api.groq.com/openai/v1", "https://api.groq.com/openai/v1/chat/completions", "/chat/completions"),
            (
                "https://generativelanguage.googleapis.com/v1beta/openai/",
                "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions",
                "chat/completions",
            ),
            (
                "r.openai.azure.com",
                "https://r.openai.azure.com/openai/v1/chat/completions",
                "/openai/v1/chat/completions",
            ),
            (
                "https://api.cloudflare.com/client/v4/accounts/abc/ai/v1",
                "https://api.cloudflare.com/client/v4/accounts/abc/ai/v1/chat/completions",
                "/chat/completions",
            ),
        ];
        for (typed, endpoint, added) in cases {
            let completed = complete(typed).unwrap_or_else(|error| panic!("{typed:?}: {error:?}"));
            assert_eq!((completed.endpoint.as_str(), completed.added.as_str()), (endpoint, added), "{typed:?}");
            let (before, middle, after) = completed.parts();
            assert_eq!((format!("{before}{middle}{after}").as_str(), middle), (endpoint, added), "{typed:?}");
            let again = complete(endpoint).map(|again| (again.endpoint.as_str().to_owned(), again.added));
            assert_eq!(again, Ok((endpoint.to_owned(), String::new())), "{typed:?} is completed once");
        }
    }

    #[test]
    fn other_paths_stay_with_a_hint() {
        let azure = "https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21";
        let cases = [
            ("http://h.example/api", vec![UrlHint::PathKept { path: "/api".into() }]),
            ("http://h.example/v1/models", vec![UrlHint::PathKept { path: "/v1/models".into() }]),
            ("http://h.example/v1beta", vec![UrlHint::PathKept { path: "/v1beta".into() }]),
            ("http://h.example/v", vec![UrlHint::PathKept { path: "/v".into() }]),
            ("http://h.example/v1/chat/completions/", vec![UrlHint::PathKept { path: "/v1/chat/completions/".into() }]),
            (azure, vec![UrlHint::QueryKept { query: "?api-version=2024-10-21".into() }]),
            ("http://h.example/v1/chat/completions", vec![]),
        ];
        for (typed, hints) in cases {
            let completed = complete(typed).unwrap_or_else(|error| panic!("{typed:?}: {error:?}"));
            assert_eq!((completed.endpoint.as_str(), completed.hints), (typed, hints), "{typed:?}");
        }
        let hints = |typed: &str| complete(typed).map(|completed| completed.hints);
        assert_eq!(hints("h.example#x"), Ok(vec![UrlHint::FragmentDropped, UrlHint::SchemeAdded { scheme: "https" }]));
        assert_eq!(hints("0.0.0.0:8000"), Ok(vec![UrlHint::SchemeAdded { scheme: "http" }, UrlHint::Unspecified]));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let placeholder = |placeholder: &str| EndpointError::Placeholder { placeholder: placeholder.into() };
        let cases = [
            ("", EndpointError::Empty),
            (" \" ", EndpointError::Empty),
            ("not a url", EndpointError::Relative),
            ("not-a-url", EndpointError::Relative),
            ("word/v1", EndpointError::Relative),
            ("8000", EndpointError::Relative),
            (":8000", EndpointError::Relative),
            ("/v1/chat/completions", EndpointError::Relative),
            ("://x", EndpointError::Relative),
            ("ftp://host/v1", EndpointError::Scheme { scheme: "ftp".into() }),
            ("javascript:alert(1)", EndpointError::Scheme { scheme: "javascript".into() }),
            ("user:secret@host.example", EndpointError::Credentials),
            ("https://user:secret@host.example", EndpointError::Credentials),
            ("host.example:99999", EndpointError::Port),
            ("300.1.1.1", EndpointError::Address),
            ("http://", EndpointError::NoHost),
            ("https://{resource}.openai.azure.com", placeholder("{resource}")),
            ("{resource}.openai.azure.com", placeholder("{resource}")),
            ("https://api.cloudflare.com", placeholder("{account_id}")),
            ("http://host.example/v1 x", EndpointError::Character { position: 23, character: ' ' }),
        ];
        for (typed, expected) in cases {
            assert_eq!(complete(typed).map(|completed| completed.endpoint), Err(expected), "{typed:?}");
        }
    }
}
