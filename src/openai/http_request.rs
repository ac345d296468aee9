//! An HTTP request as plain data: sent by the browser layer, shown by preview and inspector, copied as curl.

use std::fmt;

use super::error::REDACTED;

/// The relay on this app's own server.
const RELAY_PATH: &str = "/api/relay";

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
        let scheme =
            self.value.split_once(' ').map(|(scheme, _)| scheme).filter(|scheme| matches!(*scheme, "Bearer" | "Basic"));
        scheme.map_or_else(|| REDACTED.to_owned(), |scheme| format!("{scheme} {REDACTED}"))
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
        let mut headers = vec![own("x-ais-relay", "1"), own("x-ais-target", &self.url)];
        if self.method != Method::Post {
            headers.push(own("x-ais-method", self.method.as_str()));
        }
        let passed_on = self.headers.iter();
        headers.extend(passed_on.map(|header| Header { name: format!("x-ais-h-{}", header.name), ..header.clone() }));
        HttpRequest { method: Method::Post, url: RELAY_PATH.to_owned(), headers, body: self.body.clone() }
    }

    /// A command for a POSIX shell that sends the same request, with a mark in the place of each secret.
    pub fn as_curl(&self) -> String {
        let mut command = format!("curl --no-buffer {}", quoted(&self.url));
        if self.method == Method::Get || self.body.is_none() {
            command = format!("curl --request {} {}", self.method.as_str(), quoted(&self.url));
        }
        for header in &self.headers {
            // An empty value needs a semicolon, else curl leaves the header out.
            let line = match header.shown_value() {
                value if value.is_empty() => format!("{};", header.name),
                value => format!("{}: {value}", header.name),
            };
            command.push_str(&format!(" \\\n  --header {}", quoted(&line)));
        }
        if let Some(body) = &self.body {
            command.push_str(&format!(" \\\n  --data-raw {}", quoted(body)));
        }
        command
    }
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
    fn curl_commands_are_quoted_and_hold_no_secret() {
        let expected = r#"curl --no-buffer 'https://api.test/v1/chat/completions?a=1&b=it'\''s' \
  --header 'Content-Type: application/json' \
  --header 'Authorization: Bearer [redacted]' \
  --header 'X-Corp-Token: [redacted]' \
  --header 'X-Empty;' \
  --data-raw '{"messages":"it'\''s $HOME `x`\n"}'"#;
        assert_eq!(request().as_curl(), expected);
        let get = HttpRequest { method: Method::Get, headers: Vec::new(), body: None, ..request() };
        assert!(get.as_curl().starts_with("curl --request GET 'https://"));
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
