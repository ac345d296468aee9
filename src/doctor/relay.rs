//! A request in the form in which this app's own server passes it on (spec §7).

use super::outcome::RelayFinding;
use crate::openai::{Header, HttpRequest, Method};

/// The relay's path on this app's own server.
const PATH: &str = "/api/relay";

/// The same request through the relay.
pub fn through_relay(request: &HttpRequest) -> HttpRequest {
    let own = |name: &str, value: &str, secret| Header { name: name.to_owned(), value: value.to_owned(), secret };
    let mut headers = vec![own("x-ais-relay", "1", false), own("x-ais-target", &request.url, false)];
    if request.method != Method::Post {
        headers.push(own("x-ais-method", request.method.as_str(), false));
    }
    let passed_on = request.headers.iter();
    headers.extend(passed_on.map(|header| Header { name: format!("x-ais-h-{}", header.name), ..header.clone() }));
    HttpRequest { method: Method::Post, url: PATH.to_owned(), headers, body: request.body.clone() }
}

/// What a refusal of the relay says of the endpoint; `None` when it says something of the relay itself.
pub(super) fn finding(code: &str) -> Option<RelayFinding> {
    Some(match code {
        "refused" => RelayFinding::Refused,
        "resolve" => RelayFinding::NameUnknown,
        "tls" => RelayFinding::Tls,
        "connect-timeout" | "timeout-first-byte" | "unreachable" => RelayFinding::TimedOut,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_wrapped_and_their_secrets_stay_secret() {
        let key = Header { name: "Authorization".into(), value: "Bearer sk".into(), secret: true };
        let list = HttpRequest {
            method: Method::Get,
            url: "http://h/v1/models?a=1".into(),
            headers: vec![key.clone()],
            body: None,
        };
        let wrapped = through_relay(&list);
        let pairs: Vec<_> =
            wrapped.headers.iter().map(|header| (header.name.as_str(), header.value.as_str())).collect();
        let expected = [
            ("x-ais-relay", "1"),
            ("x-ais-target", "http://h/v1/models?a=1"),
            ("x-ais-method", "GET"),
            ("x-ais-h-Authorization", "Bearer sk"),
        ];
        assert_eq!(
            (pairs.as_slice(), wrapped.method, wrapped.url.as_str()),
            (&expected[..], Method::Post, "/api/relay")
        );
        assert!(wrapped.headers.last().is_some_and(|header| header.secret));
        let chat = HttpRequest { method: Method::Post, body: Some("{}".into()), ..list };
        let wrapped = through_relay(&chat);
        assert_eq!((wrapped.headers.len(), wrapped.body.as_deref()), (3, Some("{}")));
    }

    #[test]
    fn codes_are_findings_or_the_relays_own() {
        let cases = [
            ("refused", Some(RelayFinding::Refused)),
            ("resolve", Some(RelayFinding::NameUnknown)),
            ("tls", Some(RelayFinding::Tls)),
            ("connect-timeout", Some(RelayFinding::TimedOut)),
            ("address", None),
            ("off", None),
        ];
        for (code, expected) in cases {
            assert_eq!(finding(code), expected, "{code}");
        }
    }
}
