//! Why there is no reply, or only a part of one (spec §6). The sentences are in `text::completion`.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Secrets;

/// A failure of one completion. Each variant is one `kind` of the table in spec §6. Stored with the message that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompletionError {
    /// The server answered with an error, by HTTP status, in a 200, or in mid-stream.
    Api(ServerError),
    /// The reply stopped before its end.
    Interrupted(Interruption),
    /// The answer is no chat completion.
    Protocol(ProtocolFault),
    /// No answer could be read.
    Network(NetworkFault),
    /// Stop was pressed, or the caller's signal fired.
    Aborted,
    /// Our side refused before sending.
    Request(RequestFault),
    /// The server ended the reply with a finish reason that means failure. `status` is the HTTP status.
    FinishError { status: u16, reason: String },
}

/// An error in the server's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerError {
    /// The HTTP status; 200 for an error in mid-stream.
    pub status: u16,
    /// The server's own words, at most [`ServerError::LONGEST_MESSAGE`] bytes; for an HTML page its title, else the
    /// beginning of its text. May be empty.
    pub message: String,
    pub code: Option<String>,
    /// `error.type` on the wire.
    pub kind: Option<String>,
    /// The parameter that the error is about.
    pub param: Option<String>,
    /// Seconds, from the `Retry-After` header where a page may read it; the caller sets it.
    pub retry_after: Option<u32>,
    /// No key went along with the request; the caller sets it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub keyless: bool,
}

impl ServerError {
    /// In bytes (spec §6: 4 kB).
    pub const LONGEST_MESSAGE: usize = 4096;
}

/// How a reply broke off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interruption {
    /// The body ended with neither `[DONE]` nor a finish reason.
    Closed,
    /// The connection broke.
    Broken,
    /// Nothing came for that long.
    IdleLimit { seconds: u32 },
}

/// What came in the place of a chat completion. `status` is the HTTP status of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProtocolFault {
    /// Nothing, or nothing but comments and blank lines.
    Empty { status: u16 },
    /// A web page.
    Html { status: u16, title: Option<String> },
    /// A JSON document or an event that stopped before its end.
    Truncated { status: u16 },
    /// JSON of another kind; `excerpt` is its beginning.
    Foreign { status: u16, excerpt: String },
    /// Something else; `excerpt` is its beginning.
    Unreadable { status: u16, excerpt: String },
}

/// Why no answer could be read, as far as a page can find out; made by the browser layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NetworkFault {
    /// Nothing answers at the address.
    Unreachable,
    /// Something answers, but the page may not read it.
    Cors,
    /// The browser does not say why.
    Unknown,
    /// A page from https may not call http.
    MixedContent,
    /// The permission for the local network was declined.
    PermissionDenied,
    /// The server sends on to another address what holds a secret.
    Redirected,
    /// The device has no network.
    Offline,
    /// This app's own server refused to pass the request on.
    Relay { code: String, message: String },
}

/// Why our side sent nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestFault {
    UnknownProvider {
        id: String,
    },
    DisabledProvider {
        id: String,
    },
    /// An argument of `chat` that is missing or of the wrong type.
    Argument {
        name: String,
        reason: String,
    },
    /// A header that cannot be sent.
    Header {
        name: String,
        reason: String,
    },
    /// A key is stored, but cannot be read (locked vault, blocked storage).
    UnreadableKey,
    /// The endpoint still holds a placeholder such as `{account_id}`.
    Placeholder {
        placeholder: String,
    },
}

impl CompletionError {
    /// The `kind` of spec §6.
    pub fn kind(&self) -> &'static str {
        match self {
            CompletionError::Api(_) => "api",
            CompletionError::Interrupted(_) => "interrupted",
            CompletionError::Protocol(_) => "protocol",
            CompletionError::Network(_) => "network",
            CompletionError::Aborted => "aborted",
            CompletionError::Request(_) => "request",
            CompletionError::FinishError { .. } => "finish_error",
        }
    }

    /// The HTTP status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            CompletionError::Api(error) => Some(error.status),
            // Only what was granted can be interrupted.
            CompletionError::Interrupted(_) => Some(200),
            CompletionError::Protocol(fault) => Some(fault.status()),
            CompletionError::FinishError { status, .. } => Some(*status),
            CompletionError::Network(_) | CompletionError::Aborted | CompletionError::Request(_) => None,
        }
    }

    /// What the server itself said; `None` when it said nothing.
    pub fn server_words(&self) -> Option<&str> {
        match self {
            CompletionError::Api(error) => Some(error.message.as_str()),
            CompletionError::Protocol(ProtocolFault::Html { title, .. }) => title.as_deref(),
            CompletionError::Protocol(
                ProtocolFault::Foreign { excerpt, .. } | ProtocolFault::Unreadable { excerpt, .. },
            ) => Some(excerpt.as_str()),
            CompletionError::Network(NetworkFault::Relay { message, .. }) => Some(message.as_str()),
            CompletionError::FinishError { reason, .. } => Some(reason.as_str()),
            _ => None,
        }
        .filter(|words| !words.is_empty())
    }

    /// Notes whether a key went along with the request: without one a server asks for it, and rejects none.
    pub fn note_key(&mut self, is_sent: bool) {
        if let CompletionError::Api(error) = self {
            error.keyless = !is_sent;
        }
    }

    /// Takes keys and other secrets out of the server's words, since servers like to repeat them.
    pub fn redact(&mut self, secrets: &Secrets) {
        match self {
            CompletionError::Api(error) => {
                redact(&mut error.message, secrets);
                for words in [&mut error.code, &mut error.kind, &mut error.param].into_iter().flatten() {
                    redact(words, secrets);
                }
            }
            CompletionError::Protocol(ProtocolFault::Html { title, .. }) => {
                title.iter_mut().for_each(|title| redact(title, secrets));
            }
            CompletionError::Protocol(
                ProtocolFault::Foreign { excerpt, .. } | ProtocolFault::Unreadable { excerpt, .. },
            ) => {
                redact(excerpt, secrets);
            }
            CompletionError::Network(NetworkFault::Relay { code, message }) => {
                redact(code, secrets);
                redact(message, secrets);
            }
            CompletionError::FinishError { reason, .. } => redact(reason, secrets),
            CompletionError::Request(RequestFault::Argument { reason, .. } | RequestFault::Header { reason, .. }) => {
                redact(reason, secrets);
            }
            CompletionError::Protocol(_)
            | CompletionError::Network(_)
            | CompletionError::Request(_)
            | CompletionError::Interrupted(_)
            | CompletionError::Aborted => {}
        }
    }
}

impl ProtocolFault {
    fn status(&self) -> u16 {
        match self {
            ProtocolFault::Empty { status }
            | ProtocolFault::Html { status, .. }
            | ProtocolFault::Truncated { status }
            | ProtocolFault::Foreign { status, .. }
            | ProtocolFault::Unreadable { status, .. } => *status,
        }
    }
}

/// Cuts a text to at most `longest` bytes, at a border of characters.
pub(super) fn cut(text: &str, longest: usize) -> &str {
    text.get(..text.floor_char_boundary(longest)).unwrap_or(text)
}

/// Takes secrets out of a text.
fn redact(words: &mut String, secrets: &Secrets) {
    if let Cow::Owned(redacted) = secrets.redact(words) {
        *words = redacted;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_taken_out_of_the_servers_words() {
        let cases = [
            ("Incorrect API key provided: sk-secret-1.", "Incorrect API key provided: [redacted]."),
            ("sk-secret-1 and sk-secret-1", "[redacted] and [redacted]"),
            ("cut off within sk-secre", "cut off within [redacted]"),
            ("corp-token-2 too", "[redacted] too"),
            ("nothing here", "nothing here"),
            (r#"{"got":"a\/b-secret","ok":0}"#, r#"{"got":"[redacted]","ok":0}"#),
            (r#"{"got":"a\"b\\c\/d"}, a"b\c/d"#, r#"{"got":"[redacted]"}, [redacted]"#),
        ];
        for (words, expected) in cases {
            let mut error = CompletionError::Api(ServerError {
                status: 401,
                message: words.to_owned(),
                code: Some(words.to_owned()),
                ..ServerError::default()
            });
            let secrets = ["", "sk-secret-1", "corp-token-2", "sk-secret", "a/b-secret", r#"a"b\c/d"#];
            error.redact(&Secrets::new(secrets, ""));
            let CompletionError::Api(error) = error else { unreachable!("the kind stays") };
            assert_eq!(error.message, expected);
            assert_eq!(error.code.as_deref(), Some(expected));
        }
    }

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(cut("한국어", 4), "한");
        assert_eq!(cut("한국어", 9), "한국어");
        assert_eq!(cut("abc", 0), "");
    }
}
