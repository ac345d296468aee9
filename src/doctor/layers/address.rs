//! Whether the address can be called at all.

use super::super::observation::Observations;
use super::super::outcome::{Cause, Outcome, Seen};
use super::super::subject::Subject;
use crate::provider::EndpointError;

const CHAT_PATH: &str = "/chat/completions";

pub fn check(subject: &Subject, _: &Observations) -> Outcome {
    let endpoint = subject.endpoint();
    if let Some(placeholder) = endpoint.placeholder() {
        let error = EndpointError::Placeholder { placeholder: placeholder.to_owned() };
        return Outcome::failed(Cause::BadAddress { error });
    }
    let url = endpoint.as_str().to_owned();
    if endpoint.is_same_origin() {
        return Outcome::passed(Seen::Address { url });
    }
    if let Some(better) = better_host(subject) {
        return Outcome::failed(Cause::Unspecified { better });
    }
    match unusual_path(&url) {
        Some(cause) => Outcome::warned(cause),
        None => Outcome::passed(Seen::Address { url }),
    }
}

/// The address with `localhost` for `0.0.0.0` and `[::]`.
fn better_host(subject: &Subject) -> Option<String> {
    let origin = subject.endpoint().origin()?;
    let (scheme, host) = origin.split_once("://")?;
    let port = ["0.0.0.0", "[::]"].iter().find_map(|name| host.strip_prefix(name))?;
    subject.with_origin(&format!("{scheme}://localhost{port}"))
}

/// A path that does not end as that of chat completions, and one that does.
fn unusual_path(url: &str) -> Option<Cause> {
    let sent = url.split('#').next().unwrap_or_default();
    let (front, query) = sent.split_at(sent.find('?').unwrap_or(sent.len()));
    let base = front.trim_end_matches('/');
    if base.ends_with(CHAT_PATH) {
        return None;
    }
    let path_at = front.find("://").map_or(0, |at| at + 3);
    let path_at = front.get(path_at..)?.find('/').map_or(front.len(), |at| at + path_at);
    let path = front.get(path_at..).filter(|path| !path.is_empty()).unwrap_or("/").to_owned();
    // What follows the version belongs to another interface of the same server.
    let root = ["/completions", "/models", "/embeddings", "/responses"]
        .iter()
        .find_map(|end| base.strip_suffix(end).filter(|root| root.len() > path_at))
        .or_else(|| base.split_once("/api/").map(|(root, _)| root).filter(|root| root.len() <= path_at))
        .unwrap_or(base);
    let version = if root.len() <= path_at { "/v1" } else { "" };
    Some(Cause::UnusualPath { path, better: format!("{}{version}{CHAT_PATH}{query}", root.trim_end_matches("/chat")) })
}

#[cfg(test)]
mod tests {
    use super::super::super::scene::{seen, subject};
    use super::*;

    #[test]
    fn addresses_are_right_wrong_or_unusual() {
        let unusual =
            |path: &str, better: &str| Outcome::warned(Cause::UnusualPath { path: path.into(), better: better.into() });
        let good = |url: &str| Outcome::passed(Seen::Address { url: url.into() });
        let cases = [
            ("http://h:1/v1/chat/completions", good("http://h:1/v1/chat/completions")),
            ("http://h:1/v1/chat/completions/?a=1", good("http://h:1/v1/chat/completions/?a=1")),
            ("http://h:1", unusual("/", "http://h:1/v1/chat/completions")),
            ("http://h:1/v1?a=1", unusual("/v1", "http://h:1/v1/chat/completions?a=1")),
            ("http://h:1/v1/completions", unusual("/v1/completions", "http://h:1/v1/chat/completions")),
            ("http://h:1/v1/chat", unusual("/v1/chat", "http://h:1/v1/chat/completions")),
            ("http://h:11434/api/chat", unusual("/api/chat", "http://h:11434/v1/chat/completions")),
            (
                "http://0.0.0.0:8000/v1/chat/completions",
                Outcome::failed(Cause::Unspecified { better: "http://localhost:8000/v1/chat/completions".into() }),
            ),
            (
                "http://[::]/v1/chat/completions",
                Outcome::failed(Cause::Unspecified { better: "http://localhost/v1/chat/completions".into() }),
            ),
        ];
        for (endpoint, expected) in cases {
            assert_eq!(check(&subject(endpoint), &seen([])), expected, "{endpoint}");
        }
    }
}
