//! An HTTP request as plain data: sent by the browser layer, shown by preview and inspector, copied as curl.

use std::fmt;

use super::REDACTED;

/// The relay on this app's own server.
const RELAY_PATH: &str = "/api/relay";
/// The header that tells the relay what to call.
const RELAY_TARGET: &str = "x-ais-target";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
}

impl Method {
    /// As HTTP spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// One request header. `Debug` does not show the value of a secret one.
#[derive(Clone, PartialEq, Eq)]
pub struct Header {
    pub name: String,
    pub value: String,
    /// Never shown, logged or copied.
    pub secret: bool,
}

impl Header {
    /// The value as it may be shown. The scheme of an `Authorization` header stays: it is what people look for.
    pub fn shown_value(&self) -> String {
        if !self.secret {
            return self.value.clone();
        }
        format!("{}{REDACTED}", self.scheme().unwrap_or_default())
    }

    /// What stands before the secret in the value: the scheme of an `Authorization` header, with its space.
    pub fn scheme(&self) -> Option<&'static str> {
        ["Bearer ", "Basic "].into_iter().find(|scheme| self.value.starts_with(scheme))
    }

    /// Whether this is a header in which keys are sent.
    fn is_key(&self) -> bool {
        let name = self.name.to_ascii_lowercase();
        matches!(name.strip_prefix("x-ais-h-").unwrap_or(&name), "authorization" | "api-key" | "x-api-key")
    }
}

impl fmt::Debug for Header {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.name, self.shown_value())
    }
}

/// One request. `Debug` shows no secret header; the body holds no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    pub method: Method,
    pub url: String,
    /// In the order in which they are shown.
    pub headers: Vec<Header>,
    /// JSON text.
    pub body: Option<String>,
}

impl HttpRequest {
    /// The same request with a mark in the place of each secret.
    pub fn redacted(&self) -> HttpRequest {
        let headers = self.headers.iter().map(|header| Header { value: header.shown_value(), ..header.clone() });
        HttpRequest { headers: headers.collect(), ..self.clone() }
    }

    /// The same request in the form in which this app's own server passes it on (spec §7).
    pub fn through_relay(&self) -> HttpRequest {
        let own = |name: &str, value: &str| Header { name: name.to_owned(), value: value.to_owned(), secret: false };
        let mut headers = vec![own("x-ais-relay", "1"), own(RELAY_TARGET, &self.url)];
        if self.method != Method::Post {
            headers.push(own("x-ais-method", self.method.as_str()));
        }
        let passed_on = self.headers.iter();
        headers.extend(passed_on.map(|header| Header { name: format!("x-ais-h-{}", header.name), ..header.clone() }));
        HttpRequest { method: Method::Post, url: RELAY_PATH.to_owned(), headers, body: self.body.clone() }
    }

    /// What the relay is to call; `None` for a request that does not go through it.
    pub fn relayed_to(&self) -> Option<&str> {
        let target = self.headers.iter().find(|header| header.name == RELAY_TARGET)?;
        (self.url == RELAY_PATH).then_some(&target.value)
    }

    /// A command for a POSIX shell that sends the same request. Each secret is a variable of the shell: the key
    /// `$API_KEY`, others by the name of their header.
    pub fn as_curl(&self) -> String {
        let mut command = format!("curl --no-buffer {}", quoted(&self.url));
        if self.method == Method::Get || self.body.is_none() {
            command = format!("curl --request {} {}", self.method.as_str(), quoted(&self.url));
        }
        let mut has_key = false;
        for header in &self.headers {
            let word = if header.secret && !header.value.is_empty() {
                let is_key = !has_key && header.is_key();
                has_key |= is_key;
                let variable = if is_key { "API_KEY".to_owned() } else { variable(&header.name) };
                with_variable(&format!("{}: {}", header.name, header.scheme().unwrap_or_default()), &variable)
            } else if header.value.is_empty() {
                // An empty value needs a semicolon, else curl leaves the header out.
                quoted(&format!("{};", header.name))
            } else {
                quoted(&format!("{}: {}", header.name, header.value))
            };
            command.push_str(&format!(" \\\n  --header {word}"));
        }
        if let Some(body) = &self.body {
            command.push_str(&format!(" \\\n  --data-raw {}", quoted(body)));
        }
        command
    }
}

/// The name of the shell's variable for the value of a header: `X_CORP_TOKEN`.
fn variable(header: &str) -> String {
    let upper = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' };
    let name: String = header.chars().map(upper).collect();
    if name.starts_with(|first: char| first.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// A text with a variable after it as one word of a POSIX shell.
fn with_variable(text: &str, variable: &str) -> String {
    // The names of headers may hold letters that mean something between double quotes.
    let is_plain = text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_: ".contains(letter));
    if is_plain { format!("\"{text}${variable}\"") } else { format!("{}\"${variable}\"", quoted(text)) }
}

/// A text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(name: &str, value: &str, secret: bool) -> Header {
        Header { name: name.to_owned(), value: value.to_owned(), secret }
    }

    fn request() -> HttpRequest {
        HttpRequest {
            method: Method::Post,
            url: "https://api.test/v1/chat/completions?a=1&b=it's".to_owned(),
            headers: vec![
                header("Content-Type", "application/json", false),
                header("Authorization", "Bearer sk-secret", true),
                header("X-Corp-Token", "t0ken with space", true),
                header("X-Empty", "", false),
            ],
            body: Some(r#"{"messages":"it's $HOME `x`\n"}"#.to_owned()),
        }
    }

    #[test]
    fn a_relayed_request_tells_what_is_called() {
        assert_eq!(request().through_relay().relayed_to(), Some(request().url.as_str()));
        let mut direct = request();
        direct.headers.push(header(RELAY_TARGET, "https://other.test", false));
        assert_eq!(direct.relayed_to(), None);
    }

    #[test]
    fn curl_commands_are_quoted_and_hold_no_secret() {
        let expected = r#"curl --no-buffer 'https://api.test/v1/chat/completions?a=1&b=it'\''s' \
  --header 'Content-Type: application/json' \
  --header "Authorization: Bearer $API_KEY" \
  --header "X-Corp-Token: $X_CORP_TOKEN" \
  --header 'X-Empty;' \
  --data-raw '{"messages":"it'\''s $HOME `x`\n"}'"#;
        assert_eq!(request().as_curl(), expected);
        let get = HttpRequest { method: Method::Get, headers: Vec::new(), body: None, ..request() };
        assert!(get.as_curl().starts_with("curl --request GET 'https://"));
        // A second key is no other variable's value, and odd names stay as they are.
        let headers =
            vec![header("api-key", "k", true), header("Authorization", "Token k2", true), header("1$x`!", "s", true)];
        let odd = HttpRequest { method: Method::Get, headers, body: None, ..request() };
        for curl in [odd.as_curl(), odd.redacted().as_curl()] {
            let lines: Vec<_> = curl.lines().skip(1).map(|line| line.trim().trim_end_matches(" \\")).collect();
            let expected = [
                r#"--header "api-key: $API_KEY""#,
                r#"--header "Authorization: $AUTHORIZATION""#,
                r#"--header '1$x`!: '"$_1_X__""#,
            ];
            assert_eq!(lines, expected);
        }
    }

    #[test]
    fn requests_are_wrapped_and_their_secrets_stay_secret() {
        let key = Header { name: "Authorization".into(), value: "Bearer sk".into(), secret: true };
        let list = HttpRequest {
            method: Method::Get,
            url: "http://h/v1/models?a=1".into(),
            headers: vec![key.clone()],
            body: None,
        };
        let wrapped = list.through_relay();
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
        let wrapped = chat.through_relay();
        assert_eq!((wrapped.headers.len(), wrapped.body.as_deref()), (3, Some("{}")));
    }

    #[test]
    fn neither_debug_nor_the_redacted_request_holds_a_secret() {
        for shown in [format!("{:?}", request()), format!("{:?}", request().redacted().headers.first_chunk::<3>())] {
            assert!(!shown.contains("sk-secret") && !shown.contains("t0ken"), "{shown}");
        }
        let values: Vec<String> = request().redacted().headers.into_iter().map(|header| header.value).collect();
        assert_eq!(values, ["application/json", "Bearer [redacted]", "[redacted]", ""]);
    }
}
