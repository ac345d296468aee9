//! JavaScript values as JSON and back, errors as `Error` objects.

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
    serde_json::from_str(&text).ok()
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
