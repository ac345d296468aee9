//! Events to a reply: the choices, the usage, and the error that ends it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    Delta, Reply, ServerError,
    choice::{Choice, OnDelta},
    loose::{field, first_text, integer, word},
    ordinary::{Kind, Mould, Ordinary},
    server_error, usage,
};

/// More choices than anybody asks for; what comes beyond is dropped.
const MOST_CHOICES: usize = 64;

/// A reply as it grows, event by event.
#[derive(Default)]
pub(super) struct Assembly {
    /// Choice 0, whose pieces are handed on as they come. Usage and model of the whole reply are kept with it.
    primary: Choice,
    has_primary: bool,
    others: BTreeMap<i64, Choice>,
    mould: Mould,
    pub(super) seen: Seen,
}

/// What kinds of events there were.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen {
    /// Parts of a chat completion.
    pub(super) completion: bool,
    /// JSON objects that are no part of one.
    pub(super) foreign: bool,
    /// Something announced that more will come: a delta, or `"done": false`.
    pub(super) announces_more: bool,
}

impl Assembly {
    pub(super) fn reply(&self) -> &Reply {
        &self.primary.reply
    }

    /// Takes a line if it is an ordinary chunk; `false` leaves everything as it was.
    #[inline]
    pub(super) fn add_ordinary(&mut self, line: &[u8], on_delta: OnDelta<'_>) -> bool {
        if let Some(text) = self.mould.cast(line) {
            if self.mould.index == 0 {
                add_text(&mut self.primary, self.mould.kind, &text, on_delta);
            } else if let Some(other) = self.others.get_mut(&i64::from(self.mould.index)) {
                add_text(other, self.mould.kind, &text, &mut |_: Delta<'_>| {});
            }
            return true;
        }
        let Some(chunk) = Ordinary::read(line) else { return false };
        self.seen.completion = true;
        self.seen.announces_more = true;
        if let Some(model) = &chunk.model {
            self.note_model(model);
        }
        let mut ignore = |_: Delta<'_>| {};
        let (choice, on_delta) = match self.choice(i64::from(chunk.index), &mut ignore, on_delta) {
            Some(found) => found,
            None => return true,
        };
        choice.note_delta();
        if let Some(text) = &chunk.reasoning {
            add_text(choice, Kind::Reasoning, text, on_delta);
        }
        if let Some(text) = &chunk.content {
            add_text(choice, Kind::Content, text, on_delta);
        }
        if let Some(reason) = chunk.finish_reason.as_deref().filter(|reason| !reason.trim().is_empty()) {
            choice.reply.finish_reason = Some(reason.to_owned());
        }
        self.mould.learn(line, &chunk);
        true
    }

    /// Takes any JSON value of the body. An error in it ends the reply; what stands beside the error still counts.
    pub(super) fn add(&mut self, value: &Value, status: u16, on_delta: OnDelta<'_>) -> Result<(), ServerError> {
        match value {
            Value::Object(event) => self.add_event(event, status, on_delta),
            // Gemini wraps its errors into an array.
            Value::Array(items) => {
                items.iter().filter_map(Value::as_object).try_for_each(|event| self.add_event(event, status, on_delta))
            }
            _ => Ok(()),
        }
    }

    fn add_event(&mut self, event: &Map<String, Value>, status: u16, on_delta: OnDelta<'_>) -> Result<(), ServerError> {
        let is_completion = self.add_completion(event, on_delta) || {
            // The envelope of Cloudflare.
            let inner = field(event, "result").and_then(Value::as_object);
            inner.is_some_and(|inner| self.add_completion(inner, on_delta))
        };
        match server_error::of_event(event, is_completion, status) {
            Some(error) => Err(error),
            None => {
                self.seen.completion |= is_completion;
                self.seen.foreign |= !is_completion;
                Ok(())
            }
        }
    }

    /// Adds what an event holds of a completion; `false` when it holds nothing of one.
    fn add_completion(&mut self, event: &Map<String, Value>, on_delta: OnDelta<'_>) -> bool {
        let usage = usage::of_event(event);
        let is_completion = match (event.get("choices"), event.get("message"), event.get("response")) {
            (Some(Value::Array(choices)), _, _) => {
                self.add_choices(choices, on_delta);
                true
            }
            (Some(choice @ Value::Object(_)), _, _) => {
                self.add_choices(std::slice::from_ref(choice), on_delta);
                true
            }
            (_, Some(Value::Object(message)), _) if is_message(message) => {
                self.add_native(event, on_delta, |choice, on_delta| choice.add_message_piece(message, on_delta));
                true
            }
            (_, _, Some(Value::String(text))) => {
                self.add_native(event, on_delta, |choice, on_delta| choice.add_text(text, on_delta));
                true
            }
            _ => usage.is_some() && field(event, "error").is_none(),
        };
        if is_completion {
            if let Some(model) = first_text(event, &["model"]) {
                self.note_model(model);
            }
            if usage.is_some() {
                self.primary.reply.usage = usage;
            }
        }
        is_completion
    }

    fn add_choices(&mut self, choices: &[Value], on_delta: OnDelta<'_>) {
        for (position, entry) in choices.iter().enumerate() {
            let Value::Object(entry) = entry else { continue };
            // Several choices in one event that have no index are counted.
            let index = field(entry, "index").and_then(integer).or_else(|| i64::try_from(position).ok()).unwrap_or(0);
            self.seen.announces_more |= entry.get("delta").is_some_and(Value::is_object);
            let mut ignore = |_: Delta<'_>| {};
            if let Some((choice, on_delta)) = self.choice(index, &mut ignore, on_delta) {
                choice.add(entry, on_delta);
            }
        }
    }

    /// Adds an event of Ollama's or Cloudflare's own format, which knows one choice and no index.
    fn add_native(
        &mut self,
        event: &Map<String, Value>,
        on_delta: OnDelta<'_>,
        add: impl FnOnce(&mut Choice, OnDelta<'_>),
    ) {
        self.has_primary = true;
        self.primary.note_delta();
        add(&mut self.primary, on_delta);
        match event.get("done").and_then(Value::as_bool) {
            Some(true) => {
                let reason = field(event, "done_reason").and_then(word).unwrap_or_else(|| "stop".to_owned());
                self.primary.reply.finish_reason = Some(reason);
            }
            Some(false) => self.seen.announces_more = true,
            None => {}
        }
    }

    /// The choice of an index, and who hears of it: only the pieces of choice 0 are handed on as they come.
    fn choice<'s, 'd>(
        &'s mut self,
        index: i64,
        ignore: OnDelta<'d>,
        on_delta: OnDelta<'d>,
    ) -> Option<(&'s mut Choice, OnDelta<'d>)> {
        if index == 0 {
            self.has_primary = true;
            return Some((&mut self.primary, on_delta));
        }
        if self.others.len() >= MOST_CHOICES && !self.others.contains_key(&index) {
            return None;
        }
        Some((self.others.entry(index).or_default(), ignore))
    }

    fn note_model(&mut self, model: &str) {
        if self.primary.reply.model.is_none() && !model.is_empty() {
            self.primary.reply.model = Some(model.to_owned());
        }
    }

    /// The reply: choice 0, or the lowest there is, whose text is then handed on as a whole. Texts of different choices are never mixed.
    pub(super) fn finish(mut self, on_delta: OnDelta<'_>) -> Reply {
        self.primary.finish(on_delta);
        let reply = self.primary.reply;
        match self.others.pop_first() {
            Some((_, mut other)) if !self.has_primary => {
                other.finish(&mut |_: Delta<'_>| {});
                let other = other.reply;
                if let Some(reasoning) = other.reasoning.as_deref() {
                    on_delta(Delta { content: None, reasoning: Some(reasoning) });
                }
                if !other.content.is_empty() {
                    on_delta(Delta { content: Some(&other.content), reasoning: None });
                }
                Reply { usage: reply.usage, model: reply.model, ..other }
            }
            _ => reply,
        }
    }

    /// What has arrived, with what was held back to see how it goes on.
    pub(super) fn into_partial(mut self) -> Reply {
        self.primary.finish(&mut |_: Delta<'_>| {});
        self.primary.reply
    }
}

/// Whether an object is a message of a conversation, and not the words of an error.
fn is_message(object: &Map<String, Value>) -> bool {
    ["content", "role", "tool_calls"].iter().any(|name| object.contains_key(*name))
}

#[inline]
fn add_text(choice: &mut Choice, kind: Kind, text: &str, on_delta: OnDelta<'_>) {
    match kind {
        Kind::Content => choice.add_text(text, on_delta),
        Kind::Reasoning => choice.add_thought(text, on_delta),
    }
}
