//! What a failed completion says: one sentence in English and Korean, and the message of `AIS.Providers.chat`.

mod sentences;
#[cfg(test)]
mod tests;

use std::fmt;

use sentences::{self as say, Words};

use super::{Action, Language, Sentence, fill};
use crate::openai::{CompletionError, Interruption, NetworkFault, ProtocolFault, RequestFault, ServerError};

/// Whom a completion was asked of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The provider's display name.
    pub name: String,
    /// The endpoint's host, with its port.
    pub host: String,
    pub model: String,
}

/// What the error card says of a failed completion.
pub fn completion_error(language: Language, error: &CompletionError, about: &About) -> Sentence {
    let case = Case::of(error, about);
    let place = match language {
        Language::English => 0,
        Language::Korean => 1,
    };
    let host = if about.host.is_empty() { &about.name } else { &about.host };
    let mut values = vec![("name", about.name.as_str()), ("host", host.as_str()), ("model", about.model.as_str())];
    values.extend(case.values.iter().map(|(key, value)| (*key, value.as_str())));
    let filled = |texts: &[&'static str; 2]| fill(texts.get(place).copied().unwrap_or_default(), &values);
    Sentence { title: filled(&case.words.title), why: case.words.why.as_ref().map(filled), action: case.action }
}

/// The `message` of a `ProviderError` (spec §6): the sentence, the HTTP status and the server's own words.
pub fn completion_message(error: &CompletionError, about: &About) -> String {
    let sentence = completion_error(Language::English, error, about);
    let mut message = sentence.title;
    if let Some(why) = sentence.why {
        message.push(' ');
        message.push_str(&why);
    }
    let status = error.status().map(|status| format!("HTTP {status}"));
    match (status, error.server_words()) {
        (Some(status), Some(words)) => message.push_str(&format!(" {status}: {words}")),
        (Some(status), None) => message.push_str(&format!(" {status}.")),
        (None, Some(words)) => message.push_str(&format!(" {words}")),
        (None, None) => {}
    }
    message.truncate(message.floor_char_boundary(ServerError::LONGEST_MESSAGE));
    message
}

/// English, without a provider to name.
impl fmt::Display for CompletionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = About { name: "The server".to_owned(), host: "the address".to_owned(), model: String::new() };
        formatter.write_str(&completion_message(self, &about))
    }
}

impl std::error::Error for CompletionError {}

/// The words of one error with what is filled into them.
struct Case {
    words: &'static Words,
    values: Vec<(&'static str, String)>,
    action: Option<Action>,
}

impl Case {
    fn new(words: &'static Words, action: Action) -> Case {
        Case { words, values: Vec::new(), action: Some(action) }
    }

    fn with(mut self, key: &'static str, value: impl ToString) -> Case {
        self.values.push((key, value.to_string()));
        self
    }

    fn of(error: &CompletionError, about: &About) -> Case {
        match error {
            CompletionError::Api(error) => Case::of_server(error, about),
            CompletionError::Interrupted(Interruption::Closed) => Case::new(&say::CLOSED, Action::Continue),
            CompletionError::Interrupted(Interruption::Broken) => Case::new(&say::BROKEN, Action::Continue),
            CompletionError::Interrupted(Interruption::IdleLimit { seconds }) => {
                Case::new(&say::IDLE, Action::Continue).with("s", seconds)
            }
            CompletionError::Protocol(fault) => match fault {
                ProtocolFault::Empty { .. } => Case::new(&say::EMPTY, Action::TryAgain),
                ProtocolFault::Html { .. } => Case::new(&say::HTML, Action::FindCause),
                ProtocolFault::Truncated { .. } => Case::new(&say::TRUNCATED, Action::TryAgain),
                ProtocolFault::Foreign { .. } => Case::new(&say::FOREIGN, Action::FindCause),
                ProtocolFault::Unreadable { .. } => Case::new(&say::UNREADABLE, Action::FindCause),
            },
            CompletionError::Network(fault) => match fault {
                NetworkFault::Unreachable => Case::new(&say::UNREACHABLE, Action::FindCause),
                NetworkFault::Cors => Case::new(&say::CORS, Action::FindCause),
                NetworkFault::Unknown => Case::new(&say::NETWORK_UNKNOWN, Action::FindCause),
                NetworkFault::MixedContent => Case::new(&say::MIXED_CONTENT, Action::FindCause),
                NetworkFault::PermissionDenied => Case::new(&say::PERMISSION_DENIED, Action::FindCause),
                NetworkFault::Redirected => Case::new(&say::REDIRECTED, Action::FindCause),
                NetworkFault::Offline => Case::new(&say::OFFLINE, Action::TryAgain),
                NetworkFault::Relay { code, .. } => {
                    let words = match code.as_str() {
                        "off" => &say::RELAY_OFF,
                        "upstream-not-listed" => &say::RELAY_UNLISTED,
                        "address" | "loop" => &say::RELAY_ADDRESS,
                        "resolve" => &say::RELAY_RESOLVE,
                        "refused" => &say::RELAY_REFUSED,
                        "unreachable" | "connect-timeout" => &say::RELAY_UNREACHABLE,
                        "tls" => &say::RELAY_TLS,
                        "not-tls" => &say::RELAY_NOT_TLS,
                        "timeout-first-byte" => &say::RELAY_SILENT,
                        "not-http" | "broken" => &say::RELAY_BROKEN,
                        "too-large" => &say::RELAY_TOO_LARGE,
                        "too-many-streams" => &say::RELAY_BUSY,
                        _ => &say::RELAY,
                    };
                    Case::new(words, Action::FindCause).with("code", code)
                }
            },
            CompletionError::Aborted => Case::new(&say::ABORTED, Action::TryAgain),
            CompletionError::Request(fault) => match fault {
                RequestFault::UnknownProvider { id } => {
                    Case::new(&say::UNKNOWN_PROVIDER, Action::ChooseProvider).with("id", id)
                }
                RequestFault::DisabledProvider { id } => {
                    Case::new(&say::DISABLED_PROVIDER, Action::OpenSettings).with("id", id)
                }
                RequestFault::Argument { name, reason } => {
                    let case = Case { words: &say::ARGUMENT, values: Vec::new(), action: None };
                    case.with("argument", name).with("reason", reason.trim_end_matches('.'))
                }
                RequestFault::Header { name, reason } => {
                    let case = Case::new(&say::HEADER, Action::OpenSettings).with("header", name);
                    case.with("reason", reason.trim_end_matches('.'))
                }
                RequestFault::UnreadableKey => Case::new(&say::UNREADABLE_KEY, Action::EditKey),
                RequestFault::Placeholder { placeholder } => {
                    Case::new(&say::PLACEHOLDER, Action::OpenSettings).with("placeholder", placeholder)
                }
            },
            CompletionError::FinishError { reason, .. } => {
                Case::new(&say::FINISH_ERROR, Action::TryAgain).with("reason", reason)
            }
        }
    }

    fn of_server(error: &ServerError, about: &About) -> Case {
        let case = match error.status {
            _ if error.keyless && (error.status == 401 || is_about_key(error)) => {
                Case::new(&say::NO_KEY, Action::AddKey)
            }
            401 => Case::new(&say::AUTH, Action::EditKey),
            _ if is_about_key(error) => Case::new(&say::AUTH, Action::EditKey),
            // LiteLLM without a database says so of every key that is not its master key; Gemini answers 400 to a wrong one.
            _ if has_code(error, &["no_db_connection", "invalid_api_key", "API_KEY_INVALID"]) => {
                Case::new(&say::AUTH, Action::EditKey)
            }
            402 => Case::new(&say::CREDIT, Action::TryAgain),
            403 => Case::new(&say::FORBIDDEN, Action::EditKey),
            _ if is_about_model(error) && about.model.is_empty() => Case::new(&say::MODEL_UNNAMED, Action::FetchList),
            _ if is_about_model(error) => Case::new(&say::MODEL, Action::FetchList),
            404 => Case::new(&say::NOT_FOUND, Action::FindCause),
            429 => match error.retry_after {
                Some(seconds) => Case::new(&say::RATE, Action::RetryNow).with("s", seconds),
                None => Case::new(&say::RATE_UNKNOWN, Action::RetryNow),
            },
            413 => Case::new(&say::TOO_LONG, Action::TryAgain),
            _ if has_code(error, &["context_length_exceeded", "exceed_context_size_error"]) => {
                Case::new(&say::TOO_LONG, Action::TryAgain)
            }
            _ if has_code(error, &["content_filter"]) => Case::new(&say::FILTERED, Action::TryAgain),
            400 | 422 => match &error.param {
                Some(param) if !is_about_input(param) => {
                    Case::new(&say::PARAMETER, Action::TryWithout { parameter: param.clone() }).with("param", param)
                }
                _ => Case::new(&say::REFUSED, Action::TryAgain),
            },
            502 | 504 => Case::new(&say::GATEWAY, Action::FindCause),
            503 => Case::new(&say::UNAVAILABLE, Action::RetryNow),
            529 => Case::new(&say::BUSY, Action::RetryNow),
            500.. => Case::new(&say::SERVER, Action::TryAgain),
            ..300 => Case::new(&say::IN_REPLY, Action::TryAgain),
            _ => Case::new(&say::REFUSED, Action::TryAgain),
        };
        case.with("status", error.status)
    }
}

fn has_code(error: &ServerError, codes: &[&str]) -> bool {
    [&error.code, &error.kind].into_iter().flatten().any(|said| codes.contains(&said.as_str()))
}

/// Whether the server rejects the key, though not with 401: LiteLLM without a database, Gemini and xAI answer 400.
fn is_about_key(error: &ServerError) -> bool {
    let says_so = || {
        let words = error.message.to_ascii_lowercase();
        let wrong = ["not valid", "invalid", "incorrect", "missing", "expired"];
        words.contains("api key") && wrong.iter().any(|wrong| words.contains(wrong))
    };
    has_code(error, &["no_db_connection", "invalid_api_key"]) || (matches!(error.status, 400 | 403) && says_so())
}

/// Whether the server does not know the model, by its code or, with 400 or 404, by its words.
fn is_about_model(error: &ServerError) -> bool {
    let says_so = || {
        let words = error.message.to_ascii_lowercase();
        let missing = [
            "not found",
            "does not exist",
            "not exist",
            "unknown model",
            "no such model",
            "try pulling",
            "invalid model",
        ];
        words.contains("model") && missing.iter().any(|missing| words.contains(missing))
    };
    has_code(error, &["model_not_found", "unknown_model", "DeploymentNotFound"])
        || (matches!(error.status, 400 | 404 | 422) && says_so())
        || (matches!(error.status, 400 | 422) && error.param.as_deref() == Some("model"))
}

/// Whether a parameter is what was said and not how to answer it: nothing works without.
fn is_about_input(param: &str) -> bool {
    ["messages", "prompt", "input"].iter().any(|input| param.starts_with(input))
}
