//! What a completion yields: text, reasoning, tool calls, usage, and how it ended.

use serde::{Deserialize, Serialize};

/// A piece of a reply, as it was parsed. What is `Some` is not empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delta<'a> {
    pub content: Option<&'a str>,
    pub reasoning: Option<&'a str>,
}

/// One reply of a model, whole or as far as it has come (spec §6).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    pub content: String,
    /// `None` when the model gave none.
    pub reasoning: Option<String>,
    /// The last reason that the server gave, word for word; an open set, see [`Ending`].
    pub finish_reason: Option<String>,
    pub usage: Option<Usage>,
    pub tool_calls: Vec<ToolCall>,
    pub refusal: Option<String>,
    /// The model as the server names it, which may differ from the one that was asked for.
    pub model: Option<String>,
}

/// Token counts as the server reported them, never summed or computed (dialects rule 13); `None` where it left one out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Usage {
    pub prompt_tokens: Option<u64>,
    pub completion_tokens: Option<u64>,
    pub total_tokens: Option<u64>,
    /// Prompt tokens that came from the server's cache.
    pub cached_tokens: Option<u64>,
    /// Tokens spent on reasoning; some servers count them within the completion tokens, some beside them.
    pub reasoning_tokens: Option<u64>,
    /// The price of this completion in USD, where the server names it.
    pub cost: Option<f64>,
}

/// A call of a tool that the model asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ToolCall {
    /// Empty when the server gave none.
    pub id: String,
    pub name: String,
    /// JSON text as the model wrote it; not checked.
    pub arguments: String,
}

/// What a finish reason means (dialects rule 17).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The model came to its end, or to a reason that is not known here.
    Normal,
    /// The limit of tokens was reached.
    Cut,
    /// A content filter stopped the reply.
    Filtered,
    /// The server failed.
    Failed,
}

impl Ending {
    /// Reads a finish reason.
    pub fn of(finish_reason: &str) -> Ending {
        match finish_reason {
            "length" | "model_length" | "max_tokens" => Ending::Cut,
            "content_filter" => Ending::Filtered,
            "error" | "network_error" | "insufficient_system_resource" | "abort" => Ending::Failed,
            _ => Ending::Normal,
        }
    }
}

impl Reply {
    /// What the finish reason means; `None` while there is none.
    pub fn ending(&self) -> Option<Ending> {
        self.finish_reason.as_deref().map(Ending::of)
    }

    /// Adds text and hands it on, so that the pieces handed on always are the text.
    pub(super) fn add_content(&mut self, text: &str, on_delta: &mut dyn FnMut(Delta<'_>)) {
        if !text.is_empty() {
            self.content.push_str(text);
            on_delta(Delta { content: Some(text), reasoning: None });
        }
    }

    /// Adds reasoning and hands it on.
    pub(super) fn add_reasoning(&mut self, text: &str, on_delta: &mut dyn FnMut(Delta<'_>)) {
        if !text.is_empty() {
            self.reasoning.get_or_insert_default().push_str(text);
            on_delta(Delta { content: None, reasoning: Some(text) });
        }
    }
}
