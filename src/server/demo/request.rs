//! What came in, checked as strictly as OpenAI does.

use serde_json::{Map, Value};

use super::Model;
use super::conversation::Conversation;
use crate::server::api_error::ApiError;
use crate::text::Language;

/// Stop sequences that a request may have.
const MOST_STOPS: usize = 4;

/// A request that can be answered.
#[derive(Clone, Debug, PartialEq)]
pub struct DemoRequest {
    pub model: Model,
    pub conversation: Conversation,
    /// The most tokens of reply that were asked for.
    pub max_tokens: Option<usize>,
    /// Texts at which the reply ends.
    pub stop: Vec<String>,
    pub format: Format,
    pub stream: bool,
    /// Whether the stream ends with its usage.
    pub include_usage: bool,
    /// Everything beside model and messages, as it was sent.
    pub parameters: Map<String, Value>,
}

/// What the text of the reply is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Markdown,
    Json,
}

impl DemoRequest {
    /// Reads a request body.
    pub fn parse(body: &[u8]) -> Result<DemoRequest, ApiError> {
        let value: Value =
            serde_json::from_slice(body).map_err(|error| ApiError::NotJson { reason: error.to_string() })?;
        let Value::Object(mut fields) = value else {
            return Err(ApiError::NotJson { reason: "something else than an object".into() });
        };
        let model = fields.remove("model").unwrap_or_default();
        let messages = fields.remove("messages").unwrap_or_default();
        let read = Fields(&fields);
        let stream = read.flag("stream")?.unwrap_or(false);
        read.ranges()?;
        Ok(DemoRequest {
            model: read_model(&model)?,
            conversation: Conversation::read(&messages)?,
            max_tokens: read.max_tokens()?,
            stop: read.stop()?,
            format: read.format()?,
            stream,
            include_usage: read.include_usage(stream)?,
            parameters: fields,
        })
    }

    /// Korean for whoever wrote Korean, else English.
    pub fn language(&self) -> Language {
        let hangul = |c: char| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}');
        match &self.conversation.last_user {
            Some(text) if text.contains(hangul) => Language::Korean,
            _ => Language::English,
        }
    }
}

fn read_model(value: &Value) -> Result<Model, ApiError> {
    match value {
        Value::Null => Err(ApiError::Missing { parameter: "model".into() }),
        Value::String(id) => Model::from_id(id).ok_or_else(|| ApiError::UnknownModel { model: id.clone() }),
        _ => Err(ApiError::wrong("model", "a string")),
    }
}

/// The parameters, read one at a time; `null` counts as absent.
struct Fields<'a>(&'a Map<String, Value>);

impl Fields<'_> {
    fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    fn flag(&self, name: &str) -> Result<Option<bool>, ApiError> {
        match self.get(name) {
            None => Ok(None),
            Some(value) => value.as_bool().map(Some).ok_or_else(|| ApiError::wrong(name, "a boolean")),
        }
    }

    /// Parameters that change nothing here, but that a real server would refuse.
    fn ranges(&self) -> Result<(), ApiError> {
        for (name, least, most) in [
            ("temperature", 0.0, 2.0),
            ("top_p", 0.0, 1.0),
            ("frequency_penalty", -2.0, 2.0),
            ("presence_penalty", -2.0, 2.0),
        ] {
            let fits = |value: &Value| value.as_f64().is_some_and(|number| (least..=most).contains(&number));
            if self.get(name).is_some_and(|value| !fits(value)) {
                return Err(ApiError::wrong(name, format!("a number from {least} to {most}")));
            }
        }
        if self.get("seed").is_some_and(|value| value.as_i64().is_none()) {
            return Err(ApiError::wrong("seed", "an integer"));
        }
        if self.get("n").is_some_and(|value| value.as_u64() != Some(1)) {
            return Err(ApiError::wrong("n", "1, as Demo gives one reply at a time"));
        }
        Ok(())
    }

    /// The newer name wins.
    fn max_tokens(&self) -> Result<Option<usize>, ApiError> {
        for name in ["max_completion_tokens", "max_tokens"] {
            if let Some(value) = self.get(name) {
                let number = value.as_u64().filter(|number| *number > 0);
                let number = number.ok_or_else(|| ApiError::wrong(name, "an integer of at least 1"))?;
                return Ok(Some(usize::try_from(number).unwrap_or(usize::MAX)));
            }
        }
        Ok(None)
    }

    fn stop(&self) -> Result<Vec<String>, ApiError> {
        let wrong =
            || ApiError::wrong("stop", format!("a string or an array of 1 to {MOST_STOPS} strings, none empty"));
        let texts = match self.get("stop") {
            None => return Ok(Vec::new()),
            Some(Value::Array(texts)) if (1..=MOST_STOPS).contains(&texts.len()) => texts.iter().collect(),
            Some(Value::Array(_)) => return Err(wrong()),
            Some(text) => vec![text],
        };
        let text = |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned).ok_or_else(wrong);
        texts.into_iter().map(text).collect()
    }

    fn format(&self) -> Result<Format, ApiError> {
        let Some(format) = self.get("response_format") else { return Ok(Format::Markdown) };
        match format.get("type").and_then(Value::as_str) {
            Some("text") => Ok(Format::Markdown),
            Some("json_object") => Ok(Format::Json),
            Some("json_schema") => {
                let expected = "'text' or 'json_object', as Demo is no model and cannot fill in a schema";
                Err(ApiError::wrong("response_format.type", expected))
            }
            _ => Err(ApiError::wrong("response_format.type", "'text' or 'json_object'")),
        }
    }

    fn include_usage(&self, stream: bool) -> Result<bool, ApiError> {
        match self.get("stream_options") {
            None => Ok(false),
            Some(_) if !stream => Err(ApiError::wrong("stream_options", "absent unless 'stream' is true")),
            Some(Value::Object(options)) => {
                let wrong = || ApiError::wrong("stream_options.include_usage", "a boolean");
                match options.get("include_usage") {
                    None | Some(Value::Null) => Ok(false),
                    Some(value) => value.as_bool().ok_or_else(wrong),
                }
            }
            Some(_) => Err(ApiError::wrong("stream_options", "an object")),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parse(changes: Value) -> Result<DemoRequest, ApiError> {
        let mut body = json!({"model": "demo-fast", "messages": [{"role": "user", "content": "Hi"}]});
        for (name, value) in changes.as_object().into_iter().flatten() {
            body[name] = value.clone();
        }
        DemoRequest::parse(body.to_string().as_bytes())
    }

    #[test]
    fn wrong_parameters_are_named() {
        let cases = [
            (json!({"model": null}), "model"),
            (json!({"model": 1}), "model"),
            (json!({"model": "gpt-9"}), "model"),
            (json!({"messages": null}), "messages"),
            (json!({"messages": []}), "messages"),
            (json!({"messages": {}}), "messages"),
            (json!({"messages": ["Hi"]}), "messages[0]"),
            (
                json!({"messages": [{"role": "user", "content": "a"}, {"role": "robot", "content": "b"}]}),
                "messages[1].role",
            ),
            (json!({"messages": [{"content": "a"}]}), "messages[0].role"),
            (json!({"messages": [{"role": "user"}]}), "messages[0].content"),
            (json!({"messages": [{"role": "user", "content": 1}]}), "messages[0].content"),
            (json!({"messages": [{"role": "user", "content": []}]}), "messages[0].content"),
            (json!({"messages": [{"role": "user", "content": [{"type": "text"}]}]}), "messages[0].content[0].text"),
            (json!({"messages": [{"role": "user", "content": ["a"]}]}), "messages[0].content[0].type"),
            (json!({"stream": "yes"}), "stream"),
            (json!({"stream_options": {}}), "stream_options"),
            (json!({"stream": true, "stream_options": true}), "stream_options"),
            (json!({"stream": true, "stream_options": {"include_usage": 1}}), "stream_options.include_usage"),
            (json!({"temperature": "0.7"}), "temperature"),
            (json!({"temperature": 2.1}), "temperature"),
            (json!({"top_p": -0.1}), "top_p"),
            (json!({"frequency_penalty": 3}), "frequency_penalty"),
            (json!({"presence_penalty": -3}), "presence_penalty"),
            (json!({"seed": 1.5}), "seed"),
            (json!({"n": 2}), "n"),
            (json!({"max_tokens": 0}), "max_tokens"),
            (json!({"max_tokens": "9"}), "max_tokens"),
            (json!({"max_completion_tokens": -1, "max_tokens": 5}), "max_completion_tokens"),
            (json!({"stop": 1}), "stop"),
            (json!({"stop": ""}), "stop"),
            (json!({"stop": []}), "stop"),
            (json!({"stop": ["a", "b", "c", "d", "e"]}), "stop"),
            (json!({"response_format": "json"}), "response_format.type"),
            (json!({"response_format": {"type": "json_schema"}}), "response_format.type"),
        ];
        for (changes, expected) in cases {
            let error = parse(changes.clone()).expect_err(&changes.to_string());
            let named = match &error {
                ApiError::Missing { parameter } | ApiError::Wrong { parameter, .. } => parameter.as_str(),
                ApiError::UnknownModel { .. } => "model",
                other => panic!("{changes}: {other}"),
            };
            assert_eq!(named, expected, "{changes}: {error}");
        }
    }

    #[test]
    fn a_body_that_is_no_object_is_refused() {
        let deep = "[".repeat(100_000);
        for body in ["", "{", "[]", "1", "\"text\"", "\u{feff}{}", deep.as_str()] {
            assert!(matches!(DemoRequest::parse(body.as_bytes()), Err(ApiError::NotJson { .. })), "{body:.20}");
        }
        assert!(matches!(DemoRequest::parse(b"{\"model\": \"\xff\"}"), Err(ApiError::NotJson { .. })));
    }

    #[test]
    fn good_requests_are_read_whole() {
        let plain = parse(json!({})).unwrap();
        assert_eq!(
            (plain.stream, plain.include_usage, plain.max_tokens, plain.format),
            (false, false, None, Format::Markdown)
        );
        let conversation = Conversation { messages: 1, characters: 2, tokens: 1, last_user: Some("Hi".into()) };
        assert_eq!(plain.conversation, conversation);
        assert_eq!(plain.language(), Language::English);

        let full = parse(json!({
            "messages": [
                {"role": "system", "content": "Be kind"},
                {"role": "user", "content": [{"type": "text", "text": "안녕"}, {"type": "image_url", "image_url": {}}]},
                {"role": "assistant", "content": null, "tool_calls": []},
            ],
            "stream": true, "stream_options": {"include_usage": true}, "max_tokens": 5, "max_completion_tokens": 7,
            "stop": ["END"], "temperature": 0.7, "n": 1, "seed": -1, "top_k": 40, "user": null,
            "response_format": {"type": "json_object"},
        }));
        let full = full.unwrap();
        assert_eq!(
            (full.stream, full.include_usage, full.max_tokens, full.format),
            (true, true, Some(7), Format::Json)
        );
        assert_eq!(full.stop, ["END"]);
        assert_eq!(full.language(), Language::Korean);
        assert_eq!(full.conversation.messages, 3);
        assert!(full.parameters.contains_key("top_k") && !full.parameters.contains_key("messages"));
    }
}
