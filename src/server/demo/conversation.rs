//! What the messages of a request amount to.

use serde_json::Value;

use super::pieces::pieces;
use crate::server::api_error::ApiError;

/// Figures of the messages, and the words that are quoted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversation {
    pub messages: usize,
    pub characters: usize,
    /// Tokens as Demo counts them.
    pub tokens: usize,
    /// The text of the last message with the role `user`.
    pub last_user: Option<String>,
}

impl Conversation {
    /// Reads the parameter `messages`.
    pub fn read(value: &Value) -> Result<Conversation, ApiError> {
        let messages = match value {
            Value::Null => return Err(ApiError::Missing { parameter: "messages".into() }),
            Value::Array(messages) if !messages.is_empty() => messages,
            _ => return Err(ApiError::wrong("messages", "an array of at least one message")),
        };
        let mut conversation = Conversation { messages: messages.len(), ..Conversation::default() };
        for (index, message) in messages.iter().enumerate() {
            let name = format!("messages[{index}]");
            let fields = message.as_object().ok_or_else(|| ApiError::wrong(&name, "an object"))?;
            let role = fields.get("role").and_then(Value::as_str).unwrap_or_default();
            if !matches!(role, "system" | "developer" | "user" | "assistant" | "tool" | "function") {
                let roles = "one of 'system', 'developer', 'user', 'assistant', 'tool' and 'function'";
                return Err(ApiError::wrong(format!("{name}.role"), roles));
            }
            let text = content_text(&format!("{name}.content"), role, fields.get("content"))?;
            conversation.characters += text.chars().count();
            conversation.tokens += pieces(&text).count();
            if role == "user" {
                conversation.last_user = Some(text);
            }
        }
        Ok(conversation)
    }
}

/// The text of a message; parts that are no text, such as images, have none.
fn content_text(name: &str, role: &str, content: Option<&Value>) -> Result<String, ApiError> {
    match content {
        Some(Value::String(text)) => Ok(text.clone()),
        Some(Value::Array(parts)) if !parts.is_empty() => {
            let texts = parts.iter().enumerate().map(|(index, part)| part_text(&format!("{name}[{index}]"), part));
            Ok(texts.collect::<Result<Vec<_>, _>>()?.join("\n"))
        }
        // A reply that only calls tools, or refuses, has no content.
        None | Some(Value::Null) if matches!(role, "assistant" | "function") => Ok(String::new()),
        _ => Err(ApiError::wrong(name, "a string or an array of content parts")),
    }
}

fn part_text(name: &str, part: &Value) -> Result<String, ApiError> {
    match part.get("type").and_then(Value::as_str) {
        Some("text") => match part.get("text") {
            Some(Value::String(text)) => Ok(text.clone()),
            _ => Err(ApiError::wrong(format!("{name}.text"), "a string")),
        },
        Some(_) => Ok(String::new()),
        None => Err(ApiError::wrong(format!("{name}.type"), "a string")),
    }
}
