//! One choice of a reply, as it grows.

use serde_json::{Map, Value};

use super::{
    Delta, Reply, ToolCall,
    accretion::Accretion,
    loose::{field, first_text, word},
    parts::Parts,
    thinking::{Part, Thinking},
    tool_calls::Origins,
};

/// Takes the pieces of a reply.
pub(super) type OnDelta<'d> = &'d mut dyn FnMut(Delta<'_>);

/// The state of one choice.
#[derive(Default)]
pub(super) struct Choice {
    pub(super) reply: Reply,
    content: Accretion,
    reasoning: Accretion,
    thinking: Thinking,
    tools: Origins,
    /// A `delta` brought something, so `message` and `text` beside it are the same once more (dialects rule 9).
    has_delta: bool,
}

/// The field of a choice that a piece came in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    /// New text.
    Delta,
    /// All text so far.
    Message,
}

impl Choice {
    /// Adds what one `choices[]` entry carries: its `delta`, else its `message`, else its `text`.
    pub(super) fn add(&mut self, choice: &Map<String, Value>, on_delta: OnDelta<'_>) {
        if let Some(Value::Object(delta)) = choice.get("delta")
            && has_payload(delta)
        {
            self.has_delta = true;
            self.add_fields(delta, Source::Delta, on_delta);
        } else if let Some(Value::String(text)) = choice.get("delta") {
            self.has_delta = true;
            self.add_content(text, Source::Delta, on_delta);
        } else if !self.has_delta {
            match (choice.get("message"), choice.get("text")) {
                (Some(Value::Object(message)), _) if has_payload(message) => {
                    self.add_fields(message, Source::Message, on_delta)
                }
                (Some(Value::String(text)), _) => self.add_content(text, Source::Message, on_delta),
                (_, Some(Value::String(text))) => self.add_content(text, Source::Delta, on_delta),
                _ => {}
            }
        }
        if let Some(reason) = field(choice, "finish_reason").filter(|reason| !reason.is_boolean()).and_then(word) {
            self.reply.finish_reason = Some(reason);
        }
    }

    /// Adds an object of Ollama's own format, whose `message` holds new text.
    pub(super) fn add_message_piece(&mut self, message: &Map<String, Value>, on_delta: OnDelta<'_>) {
        self.add_fields(message, Source::Delta, on_delta);
    }

    /// Adds new text.
    #[inline]
    pub(super) fn add_text(&mut self, text: &str, on_delta: OnDelta<'_>) {
        if self.content.is_settled() && self.thinking.is_settled() {
            self.reply.add_content(text, on_delta);
        } else {
            self.add_content(text, Source::Delta, on_delta);
        }
    }

    /// Adds new reasoning.
    #[inline]
    pub(super) fn add_thought(&mut self, text: &str, on_delta: OnDelta<'_>) {
        if self.reasoning.is_settled() {
            self.reply.add_reasoning(text, on_delta);
        } else {
            self.add_reasoning(text, Source::Delta, on_delta);
        }
    }

    /// Notes that this choice speaks in deltas.
    #[inline]
    pub(super) fn note_delta(&mut self) {
        self.has_delta = true;
    }

    /// Gives out what was held back.
    pub(super) fn finish(&mut self, on_delta: OnDelta<'_>) {
        let Choice { reply, content, reasoning, thinking, tools, .. } = self;
        reasoning.finish(&mut |text: &str| reply.add_reasoning(text, on_delta));
        content.finish(&mut |text: &str| thinking.push(text, &mut |part| add_part(reply, part, on_delta)));
        thinking.finish(&mut |part| add_part(reply, part, on_delta));
        tools.sort(&mut reply.tool_calls);
    }

    fn add_fields(&mut self, fields: &Map<String, Value>, source: Source, on_delta: OnDelta<'_>) {
        match first_text(fields, &["reasoning_content", "reasoning"]) {
            Some(text) => self.add_reasoning(text, source, on_delta),
            None => {
                let details = field(fields, "reasoning_details").and_then(Value::as_array);
                let text: String = details.into_iter().flatten().filter_map(detail).collect();
                let text = if text.is_empty() { first_text(fields, &["thinking"]).unwrap_or_default() } else { &text };
                self.add_reasoning(text, source, on_delta);
            }
        }
        match fields.get("content") {
            Some(Value::String(text)) => self.add_content(text, source, on_delta),
            Some(parts @ (Value::Array(_) | Value::Object(_))) => {
                let parts = Parts::read(parts);
                self.add_reasoning(&parts.reasoning, source, on_delta);
                self.add_content(&parts.content, source, on_delta);
                if !parts.refusal.is_empty() {
                    add_refusal(&mut self.reply, &parts.refusal, source);
                }
            }
            Some(number @ Value::Number(_)) => self.add_content(&number.to_string(), source, on_delta),
            None | Some(Value::Null | Value::Bool(_)) => {}
        }
        if let Some(text) = first_text(fields, &["refusal"]) {
            add_refusal(&mut self.reply, text, source);
        }
        if source == Source::Message {
            // A message of a stream repeats its calls whole.
            self.tools = Origins::default();
            let anew = ["tool_calls", "function_call"].iter().any(|name| field(fields, name).is_some());
            if anew {
                self.reply.tool_calls = Vec::<ToolCall>::new();
            }
        }
        if let Some(fragments) = field(fields, "tool_calls") {
            self.tools.add(&mut self.reply.tool_calls, fragments);
        }
        if let Some(call) = field(fields, "function_call") {
            self.tools.add_legacy(&mut self.reply.tool_calls, call);
        }
    }

    fn add_content(&mut self, text: &str, source: Source, on_delta: OnDelta<'_>) {
        let Choice { reply, content, thinking, .. } = self;
        let mut new = |text: &str| thinking.push(text, &mut |part| add_part(reply, part, on_delta));
        match source {
            Source::Delta => content.push(text, &mut new),
            Source::Message => content.push_whole(text, &mut new),
        }
    }

    fn add_reasoning(&mut self, text: &str, source: Source, on_delta: OnDelta<'_>) {
        let Choice { reply, reasoning, .. } = self;
        let mut new = |text: &str| reply.add_reasoning(text, on_delta);
        match source {
            Source::Delta => reasoning.push(text, &mut new),
            Source::Message => reasoning.push_whole(text, &mut new),
        }
    }
}

fn add_part(reply: &mut Reply, part: Part<'_>, on_delta: OnDelta<'_>) {
    match part {
        Part::Content(text) => reply.add_content(text, on_delta),
        Part::Reasoning(text) => reply.add_reasoning(text, on_delta),
    }
}

fn add_refusal(reply: &mut Reply, text: &str, source: Source) {
    let refusal = reply.refusal.get_or_insert_default();
    if source == Source::Message {
        refusal.clear();
    }
    refusal.push_str(text);
}

/// The text of an entry of `reasoning_details`; encrypted ones have none.
fn detail(entry: &Value) -> Option<&str> {
    first_text(entry.as_object()?, &["text", "summary"])
}

/// Whether a `delta` or `message` carries anything beside its role.
fn has_payload(fields: &Map<String, Value>) -> bool {
    const PAYLOAD: [&str; 8] = [
        "content",
        "reasoning_content",
        "reasoning",
        "reasoning_details",
        "thinking",
        "tool_calls",
        "function_call",
        "refusal",
    ];
    PAYLOAD.iter().any(|name| field(fields, name).is_some())
}
