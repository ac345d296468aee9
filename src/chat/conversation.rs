//! A conversation: its record, its title, and its messages as a request carries them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Message;

/// A conversation as it is stored; its messages are records of their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conversation {
    /// Unique; made by the store.
    pub id: String,
    pub title: String,
    /// Id of the bot that answers.
    pub bot: String,
    /// When it was made and last changed, in milliseconds since 1970.
    pub created: f64,
    pub updated: f64,
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// Characters that a title made from a message holds at most.
const TITLE_LENGTH: usize = 60;

/// The title that the first message of a conversation gives it: its first line, cut at a word.
pub fn title_from(message: &str) -> String {
    let line = message.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let Some((end, _)) = line.char_indices().nth(TITLE_LENGTH) else { return line.to_owned() };
    let cut = line[..end].rfind(' ').filter(|&space| space > end / 2).unwrap_or(end);
    format!("{}…", line[..cut].trim_end())
}

/// The messages of a request, oldest first; those without text are left out, since servers refuse them.
pub fn history(messages: &[Message]) -> Vec<Value> {
    messages.iter().filter_map(Message::wire).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_the_first_line_cut_at_a_word() {
        let cases = [
            ("Hello", "Hello"),
            ("\n\n  First line \nSecond", "First line"),
            ("", ""),
            (
                "Korean text breaks at chunk borders. How do I read SSE in Rust without cutting UTF-8?",
                "Korean text breaks at chunk borders. How do I read SSE in…",
            ),
        ];
        for (message, title) in cases {
            assert_eq!(title_from(message), title);
        }
        assert_eq!(title_from(&"가".repeat(200)), format!("{}…", "가".repeat(60)));
    }
}
