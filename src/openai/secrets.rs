//! The secrets of one request, and texts without them: servers like to repeat what they were sent.

use std::borrow::Cow;

use memchr::memmem;

use super::{Header, HttpRequest};

/// The mark that stands in the place of a secret.
pub const REDACTED: &str = "[redacted]";

/// A shorter value hides nothing: it stands in any text, where each mark would tell it.
const SHORTEST: usize = 4;

/// What must not be shown, in each form in which a server may repeat it, the longest first: one secret may hold another.
/// Never printed itself.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secrets(Vec<String>);

impl Secrets {
    /// The values of secret headers, and those of the parts of a URL's query that are named as keys are.
    pub fn new<'v>(headers: impl IntoIterator<Item = &'v str>, url: &'v str) -> Secrets {
        let values = headers.into_iter().map(str::trim).map(without_scheme).chain(query_secrets(url));
        let mut secrets: Vec<String> = values.flat_map(forms).filter(|form| form.len() >= SHORTEST).collect();
        secrets.sort_unstable_by(|one, other| (other.len(), other).cmp(&(one.len(), one)));
        secrets.dedup();
        Secrets(secrets)
    }

    /// The secrets of a request.
    pub fn of(request: &HttpRequest) -> Secrets {
        let headers = request.headers.iter().filter(|header| header.secret);
        Secrets::new(headers.map(|header| header.value.as_str()), &request.url)
    }

    /// Where they begin in a text, in its order. The cost does not depend on how many lines it has.
    pub fn places(&self, text: &[u8]) -> Vec<usize> {
        let of_one = |secret| memmem::find_iter(text, secret).chain(cut_off_at(text, secret));
        let mut places: Vec<usize> = self.0.iter().map(String::as_bytes).flat_map(of_one).collect();
        places.sort_unstable();
        places
    }

    /// The text with a mark in the place of each secret, also of one that the end of the text cuts off.
    pub fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut shown = Cow::Borrowed(text);
        for secret in &self.0 {
            // The body of an answer has megabytes.
            if memmem::find(shown.as_bytes(), secret.as_bytes()).is_some() {
                shown = Cow::Owned(shown.replace(secret, REDACTED));
            }
            // Words that were cut to their longest may end within a secret.
            if let Some(head) = cut_off_at(shown.as_bytes(), secret.as_bytes()).and_then(|at| shown.get(..at)) {
                shown = Cow::Owned(format!("{head}{REDACTED}"));
            }
        }
        shown
    }

    /// The request as it may be shown and kept: without secrets in headers, URL and body, long data URLs shortened.
    pub fn shown(&self, request: &HttpRequest) -> HttpRequest {
        let shown = request.redacted();
        HttpRequest {
            url: self.redact(&request.url).into_owned(),
            headers: shown.headers.into_iter().map(|header| self.shown_header(header)).collect(),
            body: request.body.as_deref().map(|body| self.redact(&short_data_urls(body)).into_owned()),
            method: request.method,
        }
    }

    /// A header that is no secret may still hold the value of one.
    fn shown_header(&self, header: Header) -> Header {
        if header.secret { header } else { Header { value: self.redact(&header.value).into_owned(), ..header } }
    }
}

/// What is secret in a header: of `Bearer sk-…` the key, since the scheme stands in any text.
fn without_scheme(value: &str) -> &str {
    match value.split_once(' ') {
        Some((scheme, rest)) if scheme.bytes().all(|byte| byte.is_ascii_alphabetic()) && rest.len() >= SHORTEST => rest,
        _ => value,
    }
}

/// How a secret may stand in a text: as it is, within JSON with or without the slashes that some servers escape, and
/// within a URL.
fn forms(value: &str) -> [String; 5] {
    let json = serde_json::to_string(value).unwrap_or_default();
    let json = json.strip_prefix('"').and_then(|json| json.strip_suffix('"')).unwrap_or(value).to_owned();
    [value.to_owned(), json.replace('/', "\\/"), json, percent_encoded(value), percent_decoded(value)]
}

/// Where the first part of a secret begins that ends a text.
fn cut_off_at(text: &[u8], secret: &[u8]) -> Option<usize> {
    const SHORTEST: usize = 6;
    (SHORTEST..secret.len()).rev().find_map(|length| text.ends_with(secret.get(..length)?).then(|| text.len() - length))
}

/// The values in the query of a URL whose names are those of keys.
fn query_secrets(url: &str) -> impl Iterator<Item = &str> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    query
        .split('&')
        .filter_map(|part| part.split_once('='))
        .filter(|(name, _)| is_credential(name))
        .map(|(_, value)| value)
}

/// Whether what stands under this name, in a query or a body, is a key.
pub fn is_credential(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    matches!(name.as_str(), "sig" | "signature" | "code" | "auth")
        || ["key", "token", "secret", "password"].iter().any(|word| name.contains(word))
}

fn percent_encoded(value: &str) -> String {
    let mut encoded = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn percent_decoded(value: &str) -> String {
    let pair = format!("v={value}");
    let decoded = url::form_urlencoded::parse(pair.as_bytes()).next();
    decoded.map_or_else(|| value.to_owned(), |(_, value)| value.into_owned())
}

/// How much of the base64 of a data URL is shown, and from which length on it is shortened, in bytes.
const SHOWN: usize = 48;
const LONG: usize = 256;

/// A text in which the base64 of long data URLs is cut, with its length in the place of the rest.
pub fn short_data_urls(text: &str) -> Cow<'_, str> {
    const MARK: &str = ";base64,";
    let mut shortened = String::new();
    let mut rest = text;
    while let Some((before, data)) = rest.split_once(MARK) {
        let length = data.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"+/=-_\\".contains(byte)).count();
        let (data, after) = data.split_at(length);
        shortened.push_str(before);
        shortened.push_str(MARK);
        if length > LONG {
            shortened.push_str(data.get(..SHOWN).unwrap_or_default());
            shortened.push_str(&format!("… {length} bytes"));
        } else {
            shortened.push_str(data);
        }
        rest = after;
    }
    if shortened.is_empty() {
        return Cow::Borrowed(text);
    }
    shortened.push_str(rest);
    Cow::Owned(shortened)
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Secrets({REDACTED})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openai::Method;

    fn request() -> HttpRequest {
        let header = |name: &str, value: &str, secret| Header { name: name.into(), value: value.into(), secret };
        HttpRequest {
            method: Method::Post,
            url: "https://h.test/v1/chat/completions?api-version=2024-10-21&key=AIza%2Fsecret#f".into(),
            headers: vec![
                header("Authorization", "Bearer sk-secret-1", true),
                header("X-Corp", "to\"ken/2 x", true),
                header("X-Short", "abc", true),
                header("X-Echo", "sk-secret-1", false),
            ],
            body: Some(format!(
                r#"{{"content":"my key is sk-secret-1","url":"data:image/png;base64,{}"}}"#,
                "A".repeat(900)
            )),
        }
    }

    #[test]
    fn secrets_are_taken_out_in_every_form() {
        let secrets = Secrets::of(&request());
        let cases = [
            ("key sk-secret-1.", "key [redacted]."),
            (r#"{"m":"to\"ken/2 x"}"#, r#"{"m":"[redacted]"}"#),
            (r#"{"m":"to\"ken\/2 x"}"#, r#"{"m":"[redacted]"}"#),
            ("at /?key=AIza%2Fsecret", "at /?key=[redacted]"),
            ("AIza/secret", "[redacted]"),
            ("cut off in sk-secr", "cut off in [redacted]"),
            ("no key: Bearer", "no key: Bearer"),
            ("abc and 2024-10-21 stay", "abc and 2024-10-21 stay"),
        ];
        for (text, expected) in cases {
            assert_eq!(secrets.redact(text), expected);
            assert_eq!(secrets.places(text.as_bytes()).is_empty(), text == expected, "{text}");
        }
        assert_eq!(Secrets::default().redact("sk-secret-1"), "sk-secret-1");
        assert!(!format!("{secrets:?}").contains("sk-"));
    }

    #[test]
    fn a_shown_request_holds_no_secret_and_no_image() {
        let request = request();
        let shown = Secrets::of(&request).shown(&request);
        assert_eq!(shown.url, "https://h.test/v1/chat/completions?api-version=2024-10-21&key=[redacted]#f");
        let body = shown.body.clone().unwrap_or_default();
        assert!(
            body.len() < 200 && body.contains("my key is [redacted]") && body.ends_with("… 900 bytes\"}"),
            "{body}"
        );
        for text in [shown.as_curl(), format!("{:?}", shown.headers)] {
            assert!(!text.contains("sk-secret") && !text.contains("ken/2") && !text.contains("AIza"), "{text}");
        }
    }

    #[test]
    fn short_data_urls_stay_as_they_are() {
        for text in ["", "no data", "data:image/gif;base64,R0lGOD== and data:text/plain;base64,QQ"] {
            assert_eq!(short_data_urls(text), text);
        }
    }
}
