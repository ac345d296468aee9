//! What an endpoint refused before, so that it is not asked again (spec §6, dialects rules 20, 23 and 24).

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::ServerError;
use super::refusal::{is_about_value, mentions, refused};

/// One thing that an endpoint wants otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quirk {
    /// The parameter is refused.
    Omit { parameter: String },
    /// This value of the parameter is refused; another one may be taken.
    Value { parameter: String, value: Value },
    /// The parameter has another name here.
    Rename { from: String, to: String },
}

impl Quirk {
    /// That this parameter is not sent, as a person decides; `None` for what no request can do without.
    ///
    /// `parameter` is as a server names it: `stream_options.include_usage` means `stream_options`.
    pub fn omit(parameter: &str) -> Option<Quirk> {
        let parameter = parameter.split(['.', '[']).next().unwrap_or(parameter);
        let can_go = !parameter.is_empty() && !KEPT.contains(&parameter);
        can_go.then(|| Quirk::Omit { parameter: parameter.to_owned() })
    }

    /// The name that is no longer sent.
    pub fn parameter(&self) -> &str {
        match self {
            Quirk::Omit { parameter } | Quirk::Value { parameter, .. } => parameter,
            Quirk::Rename { from, .. } => from,
        }
    }

    /// What is no longer sent, such as `seed` or `temperature 3`.
    pub fn left_out(&self) -> Cow<'_, str> {
        match self {
            Quirk::Value { parameter, value } => Cow::Owned(format!("{parameter} {value}")),
            Quirk::Omit { .. } | Quirk::Rename { .. } => Cow::Borrowed(self.parameter()),
        }
    }
}

/// The quirks of one model at one endpoint URL. The caller keeps them by these two, shows them, and forgets them when asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quirks(Vec<Quirk>);

/// What no request can do without, or what the reply would no longer be what was asked for without.
pub(super) const KEPT: [&str; 7] =
    ["model", "messages", "tools", "tool_choice", "functions", "function_call", "response_format"];

impl Quirks {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Quirk> {
        self.0.iter()
    }

    /// Adds what was learned, in place of what was known of the same parameter.
    pub fn add(&mut self, quirk: Quirk) {
        self.0.retain(|known| known.parameter() != quirk.parameter());
        // Two names that are each refused in favour of the other would send the request in circles.
        if let Quirk::Rename { from, to } = &quirk {
            self.0.retain(|known| {
                !matches!(known, Quirk::Rename { to: other, .. } if other == from) || known.parameter() != to
            });
        }
        self.0.push(quirk);
    }

    /// Changes a body to what the endpoint accepts.
    pub fn apply(&self, body: &mut Map<String, Value>) {
        for quirk in &self.0 {
            match quirk {
                Quirk::Omit { parameter } => {
                    body.shift_remove(parameter);
                    // Refused by several servers without `stream`.
                    if parameter == "stream" {
                        body.shift_remove("stream_options");
                    }
                }
                Quirk::Value { parameter, value } => {
                    if body.get(parameter) == Some(value) {
                        body.shift_remove(parameter);
                    }
                }
                Quirk::Rename { from, to } if body.contains_key(to) => {
                    body.shift_remove(from);
                }
                Quirk::Rename { from, to } => {
                    let renamed = |(name, value)| (if name == *from { to.clone() } else { name }, value);
                    *body = std::mem::take(body).into_iter().map(renamed).collect();
                }
            }
        }
    }

    /// What a refusal teaches: only a 400 or 422 that names a parameter which was sent. The request is then worth repeating
    /// without it once, if no byte of a reply has come; on success the caller adds the quirk.
    pub fn learn(error: &ServerError, sent: &Map<String, Value>) -> Option<Quirk> {
        if !matches!(error.status, 400 | 422) {
            return None;
        }
        let parameter = refused(error, sent)?;
        let other = match parameter {
            "max_tokens" if mentions(&error.message, "max_completion_tokens") => Some("max_completion_tokens"),
            "max_completion_tokens" => Some("max_tokens"),
            _ => None,
        };
        Some(match other.filter(|other| !sent.contains_key(*other)) {
            Some(other) => Quirk::Rename { from: parameter.to_owned(), to: other.to_owned() },
            None => match sent.get(parameter).filter(|_| is_about_value(error) && !parameter.starts_with("stream")) {
                Some(value) => Quirk::Value { parameter: parameter.to_owned(), value: value.clone() },
                None => Quirk::Omit { parameter: parameter.to_owned() },
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_can_leave_out_what_a_request_can_do_without() {
        let omitted = |parameter| Quirk::omit(parameter).map(|quirk| quirk.parameter().to_owned());
        assert_eq!(omitted("seed").as_deref(), Some("seed"));
        assert_eq!(omitted("stream_options.include_usage").as_deref(), Some("stream_options"));
        for kept in ["messages[0].content", "model", "tools", ""] {
            assert_eq!(omitted(kept), None, "{kept}");
        }
    }
    use crate::openai::{CompletionError, read_error_body};
    use serde_json::json;

    fn omit(parameter: &str) -> Option<Quirk> {
        Some(Quirk::Omit { parameter: parameter.to_owned() })
    }

    fn without(parameter: &str, value: Value) -> Option<Quirk> {
        Some(Quirk::Value { parameter: parameter.to_owned(), value })
    }

    fn rename(from: &str, to: &str) -> Option<Quirk> {
        Some(Quirk::Rename { from: from.to_owned(), to: to.to_owned() })
    }

    fn sent() -> Map<String, Value> {
        let body = json!({
            "model": "m", "messages": [], "temperature": 1, "max_tokens": 9, "stop": ["x"], "seed": 1, "presence_penalty": 1,
            "reasoning_effort": "high", "response_format": {"type": "json_object"}, "tools": [], "top_k": 3, "user": "u", "n": 1,
            "stream": true, "stream_options": {"include_usage": true},
        });
        body.as_object().cloned().unwrap_or_default()
    }

    fn learned(status: u16, body: &str) -> Option<Quirk> {
        match read_error_body(status, body.as_bytes()) {
            CompletionError::Api(error) => Quirks::learn(&error, &sent()),
            _ => None,
        }
    }

    #[test]
    fn refusals_name_the_parameter() {
        let cases = [
            (
                r#"{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","param":"max_tokens","code":"unsupported_parameter"}}"#,
                rename("max_tokens", "max_completion_tokens"),
            ),
            (
                r#"{"error":{"message":"Use max_completion_tokens instead of max_tokens"}}"#,
                rename("max_tokens", "max_completion_tokens"),
            ),
            (
                r#"{"error":{"message":"max_tokens is too large","param":"max_tokens"}}"#,
                without("max_tokens", json!(9)),
            ),
            (
                r#"{"error":{"message":"Unsupported value: 'temperature' does not support 0.7 with this model.","param":"temperature","code":"unsupported_value"}}"#,
                without("temperature", json!(1)),
            ),
            (
                r#"{"error":{"message":"Unrecognized request argument supplied: stream_options"}}"#,
                omit("stream_options"),
            ),
            (r#"{"error":{"message":"bad","param":"stream_options.include_usage"}}"#, omit("stream_options")),
            (
                r#"{"detail":[{"type":"extra_forbidden","loc":["body","top_k"],"msg":"Extra inputs are not permitted"}]}"#,
                omit("top_k"),
            ),
            (
                r#"{"code":"c","error":"Model grok-4 does not support parameter presencePenalty."}"#,
                omit("presence_penalty"),
            ),
            (r#"{"error":"Argument not supported on this model: stop"}"#, omit("stop")),
            (
                r#"{"error":"Input validation error: `seed` must be positive","error_type":"validation"}"#,
                without("seed", json!(1)),
            ),
            ("stop: invalid type: string \"a\", expected a sequence", without("stop", json!(["x"]))),
            (
                r#"{"error":{"message":"Invalid JSON payload received. Unknown name \"top_k\": Cannot find field."}}"#,
                omit("top_k"),
            ),
            (r#"{"error":{"message":"\"m\" does not support thinking"}}"#, omit("reasoning_effort")),
            (r#"{"error":{"message":"logprobs is not supported"}}"#, None),
            (r#"{"error":{"message":"Please stop: the user has no seed money"}}"#, None),
            (r#"{"error":{"message":"Please stop. The user is not known here, n times."}}"#, None),
            (r#"{"error":{"message":"tools is not supported","param":"tools"}}"#, None),
            (r#"{"error":{"message":"'response_format.type' must be 'json_schema'"}}"#, None),
            (r#"{"error":{"message":"The model `m` does not exist","param":"model"}}"#, None),
            (r#"{"error":{"message":"too long","param":"messages"}}"#, None),
            ("", None),
        ];
        for (body, expected) in cases {
            assert_eq!(learned(400, body), expected, "{body}");
            assert_eq!(learned(422, body), expected, "{body}");
            for status in [200, 401, 404, 429, 500] {
                assert_eq!(learned(status, body), None, "{status} {body}");
            }
        }
    }

    #[test]
    fn the_newer_name_is_given_up_for_the_older_one() {
        let error =
            ServerError { status: 422, param: Some("max_completion_tokens".to_owned()), ..ServerError::default() };
        let mut sent = Map::from_iter([("max_completion_tokens".to_owned(), json!(9))]);
        assert_eq!(Quirks::learn(&error, &sent), rename("max_completion_tokens", "max_tokens"));
        sent.insert("max_tokens".to_owned(), json!(9));
        assert_eq!(Quirks::learn(&error, &sent), omit("max_completion_tokens"));
    }

    #[test]
    fn quirks_change_bodies_in_place() {
        let body = |text: &str| serde_json::from_str::<Map<String, Value>>(text).unwrap_or_default();
        let cases = [
            (omit("b"), r#"{"a":1,"b":2,"c":3}"#, r#"{"a":1,"c":3}"#),
            (omit("b"), r#"{"a":1}"#, r#"{"a":1}"#),
            (without("b", json!(2)), r#"{"a":1,"b":2,"c":3}"#, r#"{"a":1,"c":3}"#),
            (without("b", json!(2)), r#"{"a":1,"b":3}"#, r#"{"a":1,"b":3}"#),
            (rename("b", "d"), r#"{"a":1,"b":2,"c":3}"#, r#"{"a":1,"d":2,"c":3}"#),
            (rename("b", "c"), r#"{"a":1,"b":2,"c":3}"#, r#"{"a":1,"c":3}"#),
            (rename("b", "d"), r#"{"a":1}"#, r#"{"a":1}"#),
            (omit("stream"), r#"{"a":1,"stream":true,"stream_options":{}}"#, r#"{"a":1}"#),
        ];
        for (quirk, before, after) in cases {
            let mut quirks = Quirks::default();
            quirk.into_iter().for_each(|quirk| quirks.add(quirk));
            let mut changed = body(before);
            quirks.apply(&mut changed);
            assert_eq!(Value::Object(changed).to_string(), after);
        }
    }

    #[test]
    fn what_is_learned_later_wins() {
        let mut quirks = Quirks::default();
        let learned = [omit("a"), rename("x", "y"), rename("y", "x"), omit("b"), without("a", json!(3))];
        for quirk in learned.into_iter().flatten() {
            quirks.add(quirk);
        }
        let names: Vec<&str> = quirks.iter().map(Quirk::parameter).collect();
        assert_eq!(names, ["y", "b", "a"]);
        let stored =
            r#"[{"rename":{"from":"y","to":"x"}},{"omit":{"parameter":"b"}},{"value":{"parameter":"a","value":3}}]"#;
        assert_eq!(serde_json::to_string(&quirks).ok().as_deref(), Some(stored));
        assert_eq!(serde_json::from_str::<Quirks>(stored).ok(), Some(quirks));
    }
}
