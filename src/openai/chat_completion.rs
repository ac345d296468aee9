//! What is asked of a model, and the body that asks it.

use serde_json::{Map, Value, json};

use super::Quirks;

/// One chat completion, as a bot, the doctor or `AIS.Providers.chat` asks for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChatCompletion {
    pub model: Option<String>,
    /// The `messages` array.
    pub messages: Value,
    /// The parameters that are sent, in their order. May hold `stream` and `stream_options`.
    pub parameters: Map<String, Value>,
    /// Replaces or adds top-level fields, after everything else (spec §4).
    pub extra_body: Map<String, Value>,
    /// Neither `stream` nor `stream_options` is sent, unless the extra body holds it: the server does what it does then.
    pub omits_stream: bool,
}

impl ChatCompletion {
    /// The request body (spec §6): `model`, `messages`, the parameters, `stream`, `stream_options`, without what this endpoint is
    /// known to refuse, and then the extra body, which has the last word. Holds no field that was not asked for but
    /// `stream` and `stream_options`.
    pub fn body(&self, quirks: &Quirks) -> Map<String, Value> {
        let mut body = Map::new();
        if let Some(model) = &self.model {
            body.insert("model".to_owned(), Value::from(model.as_str()));
        }
        if !self.messages.is_null() {
            body.insert("messages".to_owned(), self.messages.clone());
        }
        let is_late = |name: &str| matches!(name, "stream" | "stream_options");
        body.extend(
            self.parameters
                .iter()
                .filter(|(name, _)| !is_late(name))
                .map(|(name, value)| (name.clone(), value.clone())),
        );
        if !self.omits_stream {
            body.insert("stream".to_owned(), self.parameters.get("stream").cloned().unwrap_or(Value::Bool(true)));
            let stream_options = self.parameters.get("stream_options").cloned();
            if let Some(options) = stream_options.or_else(|| self.streams().then(|| json!({"include_usage": true}))) {
                body.insert("stream_options".to_owned(), options);
            }
        }
        quirks.apply(&mut body);
        body.extend(self.extra_body.iter().map(|(name, value)| (name.clone(), value.clone())));
        body
    }

    /// Whether the reply is asked for as a stream.
    pub fn streams(&self) -> bool {
        let stream = self.extra_body.get("stream").or_else(|| self.parameters.get("stream"));
        stream.map_or(!self.omits_stream, |stream| *stream == Value::Bool(true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openai::Quirk;

    fn map(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    fn body(parameters: Value, extra_body: Value, quirks: &Quirks) -> String {
        let completion = ChatCompletion {
            model: Some("m".to_owned()),
            messages: json!([{"role": "user", "content": "Hi"}]),
            parameters: map(parameters),
            extra_body: map(extra_body),
            omits_stream: false,
        };
        Value::Object(completion.body(quirks)).to_string()
    }

    #[test]
    fn bodies_hold_what_was_asked_in_order_and_nothing_else() {
        let start = r#"{"model":"m","messages":[{"role":"user","content":"Hi"}]"#;
        let cases = [
            (json!({}), json!({}), r#","stream":true,"stream_options":{"include_usage":true}}"#),
            (json!({"stream": false, "temperature": 0.7}), json!({}), r#","temperature":0.7,"stream":false}"#),
            (
                json!({"stream_options": {"include_usage": false}, "seed": 1}),
                json!({}),
                r#","seed":1,"stream":true,"stream_options":{"include_usage":false}}"#,
            ),
            (
                json!({"temperature": 0.7}),
                json!({"stream": false, "temperature": 1}),
                r#","temperature":1,"stream":false}"#,
            ),
            (
                json!({"stop": null, "response_format": {"schema": {"default": null}}}),
                json!({"top_k": 5}),
                r#","stop":null,"response_format":{"schema":{"default":null}},"stream":true,"stream_options":{"include_usage":true},"top_k":5}"#,
            ),
            (json!({}), json!({"stream_options": {"x": 1}}), r#","stream":true,"stream_options":{"x":1}}"#),
        ];
        for (parameters, extra_body, end) in cases {
            assert_eq!(body(parameters, extra_body, &Quirks::default()), format!("{start}{end}"));
        }
    }

    #[test]
    fn bodies_leave_out_what_was_refused() {
        let mut quirks = Quirks::default();
        quirks.add(Quirk::Omit { parameter: "stream_options".to_owned() });
        quirks.add(Quirk::Rename { from: "max_tokens".to_owned(), to: "max_completion_tokens".to_owned() });
        let body = body(json!({"max_tokens": 9, "seed": 1}), json!({}), &quirks);
        assert_eq!(
            body,
            r#"{"model":"m","messages":[{"role":"user","content":"Hi"}],"max_completion_tokens":9,"seed":1,"stream":true}"#
        );
    }

    #[test]
    fn the_extra_body_has_the_last_word() {
        let mut quirks = Quirks::default();
        quirks.add(Quirk::Omit { parameter: "seed".to_owned() });
        let body = body(json!({"seed": 1, "top_p": 1}), json!({"seed": 2, "messages": []}), &quirks);
        assert_eq!(
            body,
            r#"{"model":"m","messages":[],"top_p":1,"stream":true,"stream_options":{"include_usage":true},"seed":2}"#
        );
    }

    #[test]
    fn what_is_not_there_is_not_sent() {
        let completion = ChatCompletion { messages: json!([]), ..ChatCompletion::default() };
        assert!(!completion.body(&Quirks::default()).contains_key("model"));
        assert!(!ChatCompletion::default().body(&Quirks::default()).contains_key("messages"));
    }
}
