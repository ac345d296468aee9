//! Tool calls, put together from their fragments (dialects rule 14).

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{
    ToolCall,
    loose::{field, first_text, integer},
};

/// More calls than any reply has; what comes beyond is dropped.
const MOST: usize = 256;

/// Where the fragments of each call come from. The calls themselves are in the reply, in the same order.
#[derive(Default)]
pub(super) struct Origins(Vec<Origin>);

struct Origin {
    index: Option<i64>,
    /// The place within the array of the fragment that opened the call.
    position: usize,
}

impl Origins {
    /// Adds the fragments of one `tool_calls` array.
    pub(super) fn add(&mut self, calls: &mut Vec<ToolCall>, fragments: &Value) {
        let fragments = match fragments {
            Value::Array(fragments) => fragments.as_slice(),
            one => std::slice::from_ref(one),
        };
        for (position, fragment) in fragments.iter().enumerate() {
            if let Value::Object(fragment) = fragment {
                self.add_fragment(calls, position, fragment);
            }
        }
    }

    /// Adds a `function_call` of the format before tools.
    pub(super) fn add_legacy(&mut self, calls: &mut Vec<ToolCall>, call: &Value) {
        if let Value::Object(call) = call {
            self.add_fragment(calls, 0, call);
        }
    }

    /// Sorts calls that have indices, which may have opened in any order.
    pub(super) fn sort(&mut self, calls: &mut Vec<ToolCall>) {
        let index = |origin: &Origin| origin.index;
        if self.0.iter().all(|origin| origin.index.is_some()) && !self.0.is_sorted_by_key(index) {
            let mut together: Vec<(Option<i64>, ToolCall)> = self.0.iter().map(index).zip(calls.drain(..)).collect();
            together.sort_by_key(|(index, _)| *index);
            calls.extend(together.into_iter().map(|(_, call)| call));
            self.0.sort_by_key(index);
        }
    }

    fn add_fragment(&mut self, calls: &mut Vec<ToolCall>, position: usize, fragment: &Map<String, Value>) {
        let function = fragment.get("function").and_then(Value::as_object).unwrap_or(fragment);
        let index = field(fragment, "index").and_then(integer);
        let id = first_text(fragment, &["id"]).unwrap_or_default();
        let name = first_text(function, &["name"]).unwrap_or_default();
        let arguments = match function.get("arguments") {
            Some(Value::String(text)) => Cow::Borrowed(text.as_str()),
            None | Some(Value::Null) => Cow::Borrowed(""),
            Some(value) => Cow::Owned(value.to_string()),
        };
        let says_something = !id.is_empty() || !name.is_empty() || !arguments.is_empty();
        let slot = match self.find(calls, index, id, name, position) {
            Some(slot) => slot,
            None if says_something && calls.len() < MOST => {
                calls.push(ToolCall::default());
                self.0.push(Origin { index, position });
                calls.len() - 1
            }
            None => return,
        };
        let Some(call) = calls.get_mut(slot) else { return };
        if call.id.is_empty() {
            call.id = id.to_owned();
        }
        // Some servers send the name in pieces, some repeat it with every fragment.
        if call.name.is_empty() || (name.starts_with(&call.name) && name.len() > call.name.len()) {
            call.name = name.to_owned();
        } else if call.name != name && call.arguments.is_empty() {
            call.name.push_str(name);
        }
        call.arguments.push_str(&arguments);
    }

    /// The call that a fragment belongs to; `None` when it opens a new one.
    fn find(&self, calls: &[ToolCall], index: Option<i64>, id: &str, name: &str, position: usize) -> Option<usize> {
        let last = |matches: &dyn Fn(&Origin, &ToolCall) -> bool| {
            self.0.iter().zip(calls).rposition(|(origin, call)| matches(origin, call))
        };
        // A name together with another id, or behind finished arguments, opens a call even where the index is the same:
        // several servers number all calls 0, or not at all.
        let is_other = |call: &ToolCall| {
            !name.is_empty() && !id.is_empty() && !call.id.is_empty() && call.id != id && !call.name.is_empty()
        };
        if let Some(index) = index {
            let by_id = || last(&|_, call| !id.is_empty() && call.id == id);
            return match last(&|origin, _| origin.index == Some(index)) {
                Some(slot) if calls.get(slot).is_some_and(is_other) => by_id(),
                Some(slot) => Some(slot),
                None => last(&|origin, call| origin.index.is_none() && !id.is_empty() && call.id == id),
            };
        }
        if let Some(slot) = last(&|_, call| !id.is_empty() && call.id == id) {
            return Some(slot);
        }
        let slot = last(&|origin, _| origin.position == position)?;
        let call = calls.get(slot)?;
        let is_new = (!id.is_empty() && !call.id.is_empty())
            || (!name.is_empty() && !call.name.is_empty() && !call.arguments.is_empty());
        (!is_new).then_some(slot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fragments_find_their_call() {
        let cases = [
            (
                "by index, arguments in pieces",
                json!([
                    [{"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": ""}}],
                    [{"index": 0, "function": {"arguments": "{\"x\""}}],
                    [{"index": 1, "id": "b", "function": {"name": "g", "arguments": "{}"}}],
                    [{"index": 0, "function": {"arguments": ":1}"}}],
                ]),
                json!([["a", "f", "{\"x\":1}"], ["b", "g", "{}"]]),
            ),
            (
                "index that starts at 1, index as a string",
                json!([[{"index": 1, "id": "a", "function": {"name": "f"}}], [{"index": "1", "function": {"arguments": "{}"}}]]),
                json!([["a", "f", "{}"]]),
            ),
            (
                "opened in another order",
                json!([[{"index": 1, "id": "b", "function": {"name": "g"}}], [{"index": 0, "id": "a", "function": {"name": "f"}}]]),
                json!([["a", "f", ""], ["b", "g", ""]]),
            ),
            (
                "huge and negative index",
                json!([
                    [{"index": 1e15, "id": "b", "function": {"name": "g"}}],
                    [{"index": -5, "id": "a", "function": {"name": "f"}}],
                    [{"index": 1e15, "function": {"arguments": "{}"}}],
                ]),
                json!([["a", "f", ""], ["b", "g", "{}"]]),
            ),
            (
                "late name, empty name, late id",
                json!([
                    [{"index": 0, "id": "", "function": {"name": "", "arguments": "{\"x\""}}],
                    [{"index": 0, "id": "a", "function": {"name": "f", "arguments": ":1}"}}],
                ]),
                json!([["a", "f", "{\"x\":1}"]]),
            ),
            (
                "no index: by id",
                json!([
                    [{"id": "a", "function": {"name": "f", "arguments": "{\"x\""}}],
                    [{"id": "b", "function": {"name": "g", "arguments": "{}"}}],
                    [{"id": "a", "function": {"arguments": ":1}"}}],
                ]),
                json!([["a", "f", "{\"x\":1}"], ["b", "g", "{}"]]),
            ),
            (
                "no index, id only at first",
                json!([
                    [{"id": "a", "function": {"name": "f", "arguments": ""}}],
                    [{"function": {"arguments": "{}"}}],
                    [{"id": "b", "function": {"name": "g", "arguments": ""}}],
                    [{"function": {"arguments": "[]"}}],
                ]),
                json!([["a", "f", "{}"], ["b", "g", "[]"]]),
            ),
            (
                "neither index nor id: by position, whole calls",
                json!([
                    [{"function": {"name": "f", "arguments": "{}"}}, {"function": {"name": "g", "arguments": "{}"}}],
                    [{"function": {"name": "f", "arguments": "{\"x\":2}"}}],
                ]),
                json!([["", "f", "{}"], ["", "g", "{}"], ["", "f", "{\"x\":2}"]]),
            ),
            (
                "all numbered 0, told apart by id",
                json!([
                    [{"index": 0, "id": "a", "function": {"name": "f", "arguments": "{}"}}],
                    [{"index": 0, "id": "b", "function": {"name": "f", "arguments": "{\"x\":2}"}}],
                ]),
                json!([["a", "f", "{}"], ["b", "f", "{\"x\":2}"]]),
            ),
            (
                "arguments as an object, fields without function",
                json!([[{"function": {"name": "f", "arguments": {"x": [1, "a"]}}}, {"id": "b", "name": "g", "arguments": "{}"}]]),
                json!([["", "f", "{\"x\":[1,\"a\"]}"], ["b", "g", "{}"]]),
            ),
            (
                "name repeated, name in pieces",
                json!([
                    [{"index": 0, "function": {"name": "get_", "arguments": ""}}, {"index": 1, "function": {"name": "f", "arguments": "{"}}],
                    [{"index": 0, "function": {"name": "weather"}}, {"index": 1, "function": {"name": "f", "arguments": "}"}}],
                ]),
                json!([["", "get_weather", ""], ["", "f", "{}"]]),
            ),
            ("junk", json!([[null, 1, "x", {}, {"index": 3}], "x", null]), json!([])),
        ];
        for (name, events, expected) in cases {
            let (mut origins, mut calls) = (Origins::default(), Vec::new());
            for fragments in events.as_array().into_iter().flatten() {
                origins.add(&mut calls, fragments);
            }
            origins.sort(&mut calls);
            let found: Vec<_> = calls.iter().map(|call| json!([call.id, call.name, call.arguments])).collect();
            assert_eq!(Value::Array(found), expected, "{name}");
        }
    }

    #[test]
    fn calls_without_end_are_cut() {
        let (mut origins, mut calls) = (Origins::default(), Vec::new());
        for index in 0..10_000 {
            origins.add(&mut calls, &json!([{"index": index, "function": {"name": "f"}}]));
        }
        assert_eq!(calls.len(), MOST);
    }
}
