//! A conversation: its record, its title, and its messages as a request carries them.

use serde_json::{Map, Value, json};

use super::{Column, Message};
use crate::bot::record::{take_number, take_text};

/// A conversation as it is stored; its messages are records of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversation {
    /// Unique; made by the store.
    pub id: String,
    pub title: String,
    /// Id of the bot that answers.
    pub bot: String,
    /// When it was made and last changed, in milliseconds since 1970.
    pub created: f64,
    pub updated: f64,
    /// What a newer version wrote.
    pub unknown: Map<String, Value>,
}

impl Conversation {
    /// Reads a stored conversation; `None` for a column of the comparison, and for what this version cannot read.
    pub fn from_record(record: Value) -> Option<Self> {
        let Value::Object(mut record) = record else { return None };
        let record = Some(&mut record).filter(|record| !Column::is_record(record))?;
        let created = take_number(record, "created");
        let updated = take_number(record, "updated");
        Some(Conversation {
            id: take_text(record, "id")?,
            title: take_text(record, "title").unwrap_or_default(),
            bot: take_text(record, "bot").unwrap_or_default(),
            created: created.or(updated).unwrap_or_default(),
            updated: updated.or(created).unwrap_or_default(),
            unknown: std::mem::take(record),
        })
    }

    /// The record of this conversation.
    pub fn to_record(&self) -> Value {
        let mut record = json!({
            "id": self.id,
            "title": self.title,
            "bot": self.bot,
            "created": self.created,
            "updated": self.updated,
        });
        if let Value::Object(fields) = &mut record {
            fields.extend(self.unknown.clone());
        }
        record
    }
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

/// The messages of a request, oldest first. Those without text are left out, since servers refuse them, and neighbours of
/// the same role become one: chat templates of many models want user and assistant to take turns.
pub fn history(messages: &[Message]) -> Vec<Value> {
    let mut history: Vec<Value> = Vec::with_capacity(messages.len());
    for message in messages.iter().filter_map(Message::wire) {
        match history.last_mut().filter(|last| last["role"] == message["role"]) {
            Some(last) => last["content"] = joined(last["content"].take(), message["content"].clone()),
            None => history.push(message),
        }
    }
    history
}

/// Two contents as one: a text, or a list of parts where one of them is such a list.
fn joined(first: Value, next: Value) -> Value {
    let parts = |content| match content {
        Value::Array(parts) => parts,
        text => vec![json!({ "type": "text", "text": text })],
    };
    match (first, next) {
        (Value::String(first), Value::String(next)) => json!(format!("{first}\n\n{next}")),
        (first, next) => [parts(first), parts(next)].concat().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Picture, ReplyDetails};

    #[test]
    fn a_conversation_reads_back_with_what_a_newer_version_wrote() {
        let stored = json!({ "id": "c", "title": "T", "bot": "b", "created": 1.0, "updated": 2.5, "pinned": true });
        let conversation = Conversation::from_record(stored.clone()).expect("a conversation");
        assert_eq!((conversation.updated, &conversation.unknown["pinned"]), (2.5, &json!(true)));
        assert_eq!(conversation.to_record(), stored);
        assert_eq!(Conversation::from_record(json!({ "title": "no id" })), None);
    }

    #[test]
    fn user_and_assistant_take_turns() {
        let user = |text: &str| Message::user("m".into(), "c", text.into(), Vec::new(), 0.0);
        let reply = |text: &str| {
            let reply = Message::reply("m".into(), "c", ReplyDetails::default(), 0.0);
            Message { content: text.into(), ..reply }
        };
        let url = "data:image/png;base64,iVBORw0KGgo=";
        let picture = Picture { name: "cat.png".into(), url: url.into(), size: None };
        let shown = Message { pictures: vec![picture], ..user("Look") };
        let part = json!({ "type": "image_url", "image_url": { "url": url } });
        let text = |text: &str| json!({ "type": "text", "text": text });
        let turn = |role: &str, content: Value| json!({ "role": role, "content": content });
        let cases = [
            (
                vec![user("A"), reply("B"), user("C")],
                vec![("user", json!("A")), ("assistant", json!("B")), ("user", json!("C"))],
            ),
            // The reply failed before its first word.
            (vec![user("A"), reply(""), user("B")], vec![("user", json!("A\n\nB"))]),
            (vec![user("A"), reply("B"), reply("C")], vec![("user", json!("A")), ("assistant", json!("B\n\nC"))]),
            (vec![user("A"), shown.clone()], vec![("user", json!([text("A"), text("Look"), part]))]),
            (vec![shown, user("A")], vec![("user", json!([text("Look"), part, text("A")]))]),
            (vec![reply("")], vec![]),
        ];
        for (messages, expected) in cases {
            let expected: Vec<_> = expected.into_iter().map(|(role, content)| turn(role, content)).collect();
            assert_eq!(history(&messages), expected);
        }
    }

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
