//! JavaScript values as JSON and back, errors as `Error` objects.

use std::borrow::Cow;

use js_sys::{Error, JSON, Object, Reflect};
use serde_json::{Value, json};
use wasm_bindgen::JsValue;

use crate::openai::{Delta, Reply};
use crate::store::completion::Failure;
use crate::text::completion_message;

/// A value as JSON: `undefined` and functions in it mean absent. `None` when it has no JSON form (cycles, BigInt) or is
/// itself `undefined`.
pub fn to_json(value: &JsValue) -> Option<Value> {
    let text = JSON::stringify(value).ok()?.as_string()?;
    serde_json::from_str(&well_formed(&text)).ok()
}

/// JSON with U+FFFD in the place of each half of a surrogate pair, as `fetch` sends a text that was cut within an emoji.
/// `JSON.stringify` writes nothing else as `\ud…`: whole pairs stand there as they are.
fn well_formed(text: &str) -> Cow<'_, str> {
    const HALF: &str = r"\ud";
    const LENGTH: usize = r"\ud83d".len();
    if !text.contains(HALF) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        shown.push_str(before);
        let length = if escape.starts_with(HALF) { LENGTH } else { r"\\".len() };
        let (escape, behind) = escape.split_at_checked(length).unwrap_or((escape, ""));
        shown.push_str(if escape.starts_with(HALF) { r"\ufffd" } else { escape });
        rest = behind;
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// A plain JavaScript value of JSON.
pub fn from_json(value: &Value) -> JsValue {
    JSON::parse(&value.to_string()).unwrap_or(JsValue::UNDEFINED)
}

/// An `Error` with this message.
pub fn error(message: &str) -> JsValue {
    Error::new(message).into()
}

/// A reply in the shape of spec §6.
pub fn reply(reply: &Reply) -> Value {
    let usage = reply.usage.as_ref().map(|usage| {
        json!({
            "prompt_tokens": usage.prompt_tokens,
            "completion_tokens": usage.completion_tokens,
            "total_tokens": usage.total_tokens,
        })
    });
    let tool_calls: Vec<_> = reply
        .tool_calls
        .iter()
        .map(|call| json!({ "id": call.id, "name": call.name, "arguments": call.arguments }))
        .collect();
    json!({
        "content": reply.content,
        "reasoning": reply.reasoning,
        "finishReason": reply.finish_reason,
        "usage": usage,
        "toolCalls": tool_calls,
        "refusal": reply.refusal,
    })
}

/// What `onDelta` gets.
pub fn delta(delta: Delta<'_>) -> JsValue {
    let object = Object::new();
    for (name, text) in [("content", delta.content), ("reasoning", delta.reasoning)] {
        if let Some(text) = text {
            // Setting a property of a new plain object cannot fail.
            drop(Reflect::set(&object, &name.into(), &text.into()));
        }
    }
    object.into()
}

/// The `ProviderError` of spec §6.
pub fn provider_error(failure: &Failure) -> JsValue {
    let object = Error::new(&completion_message(&failure.error, &failure.about));
    object.set_name("ProviderError");
    let status = failure.error.status().map_or(JsValue::NULL, JsValue::from);
    let properties =
        [("kind", failure.error.kind().into()), ("status", status), ("partial", from_json(&reply(&failure.partial)))];
    for (name, value) in properties {
        drop(Reflect::set(&object, &name.into(), &value));
    }
    object.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_surrogate_pairs_become_the_sign_for_what_cannot_be_read() {
        let cases = [
            (r#"{"a":"plain 😀 \n"}"#, r#"{"a":"plain 😀 \n"}"#),
            (r#"["cut \ud83d","\ude00 begun"]"#, r#"["cut \ufffd","\ufffd begun"]"#),
            // Letters that only look like one, after a backslash of their own.
            (r#"["\\ud83d","\\\ud83d"]"#, r#"["\\ud83d","\\\ufffd"]"#),
            (r#"["\"\u0007\ud83d\ud83d"]"#, r#"["\"\u0007\ufffd\ufffd"]"#),
        ];
        for (text, expected) in cases {
            assert_eq!(well_formed(text), expected);
            assert!(serde_json::from_str::<Value>(expected).is_ok(), "{expected}");
        }
    }
}
