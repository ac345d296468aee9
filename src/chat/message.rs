//! One message of a conversation.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Cost, Estimate, Exchange, Picture};
use crate::openai::{self, CompletionError, ToolCall, Usage};

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    User,
    Assistant,
}

/// A message as it is stored, one record each. Fields that a newer version wrote survive in `unknown`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Unique; ids sort in the order in which the messages were made.
    pub id: String,
    /// Id of the conversation that it belongs to.
    pub conversation: String,
    pub role: Role,
    #[serde(default)]
    pub content: String,
    /// What goes with a user's message.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Picture>,
    /// When it was made, in milliseconds since 1970.
    #[serde(default)]
    pub created: f64,
    /// There is a copy of it in another conversation, where its tokens are counted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub copied: bool,
    /// What is known of a reply; `None` for a user's message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<ReplyDetails>,
    /// What a reply was asked for in the place of, until it has said something: an error, or a page that ends, loses nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Message>,
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// What is known of a reply besides its text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplyDetails {
    /// The name of the bot that answered, as it was then.
    pub bot: String,
    /// Its id; empty in records of older versions.
    pub bot_id: String,
    /// Id of the provider that was asked.
    pub provider: String,
    /// Display name of the provider, as it was then.
    pub provider_name: String,
    /// Id of the model that was asked for.
    pub model: String,
    pub reasoning: String,
    pub refusal: Option<String>,
    pub tool_calls: Vec<ToolCall>,
    pub finish_reason: Option<String>,
    /// What servers counted: the sum, where the reply went on after it was cut.
    pub usage: Option<Usage>,
    /// What they did not count.
    pub estimate: Estimate,
    pub cost: Option<Cost>,
    pub timing: Timing,
    /// Pieces that came.
    pub pieces: u32,
    pub ending: Ending,
    /// How it was asked for; `None` where nothing was sent, or by an older version.
    pub exchange: Option<Exchange>,
}

/// How a reply ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "how", content = "error")]
pub enum Ending {
    /// It has not ended. A stored reply with this ending was cut by the end of its page.
    #[default]
    Unfinished,
    Complete,
    /// The reader pressed Stop.
    Stopped,
    /// It failed; what had arrived is kept.
    Failed(CompletionError),
}

/// When the parts of a reply arrived, in milliseconds after the request was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Timing {
    /// The request was refused for a parameter and sent once more.
    pub retried: Option<f64>,
    /// The head of the answer.
    pub headers: Option<f64>,
    /// The first text or reasoning.
    pub first_token: Option<f64>,
    /// The first text after reasoning.
    pub first_content: Option<f64>,
    /// The end.
    pub total: Option<f64>,
}

/// The shortest time, in seconds, that tells how fast a model writes.
const SHORTEST_MEASURED: f64 = 0.1;

impl Timing {
    /// How fast the reply was written, in tokens per second: after the first token, since the wait before it is
    /// shown by itself. `None` for what came in one burst: a server or proxy had held it back, or never streamed it, and
    /// the time is that of the network alone. The number of pieces tells less, since any number may come in one burst.
    pub fn tokens_per_second(&self, completion_tokens: u64) -> Option<f64> {
        let seconds = (self.total? - self.first_token?) / 1000.0;
        (seconds >= SHORTEST_MEASURED && completion_tokens > 1).then(|| (completion_tokens - 1) as f64 / seconds)
    }

    /// How long the model reasoned, in seconds.
    pub fn reasoning_seconds(&self) -> Option<f64> {
        Some((self.first_content.or(self.total)? - self.first_token?) / 1000.0)
    }
}

impl ReplyDetails {
    /// Whether the model had more to say: the reply was stopped or cut, or failed, or reached the limit of tokens.
    pub fn is_cut(&self) -> bool {
        match self.ending {
            Ending::Unfinished => false,
            Ending::Stopped | Ending::Failed(_) => true,
            Ending::Complete => self.finish_reason.as_deref().map(openai::Ending::of) == Some(openai::Ending::Cut),
        }
    }
}

impl Message {
    /// A user's message.
    pub fn user(id: String, conversation: &str, content: String, pictures: Vec<Picture>, created: f64) -> Self {
        let conversation = conversation.to_owned();
        Message {
            id,
            conversation,
            role: Role::User,
            content,
            pictures,
            created,
            copied: false,
            reply: None,
            earlier: Vec::new(),
            unknown: Map::new(),
        }
    }

    /// A reply that has not begun.
    pub fn reply(id: String, conversation: &str, details: ReplyDetails, created: f64) -> Self {
        Message {
            id,
            conversation: conversation.to_owned(),
            role: Role::Assistant,
            content: String::new(),
            pictures: Vec::new(),
            created,
            copied: false,
            reply: Some(details),
            earlier: Vec::new(),
            unknown: Map::new(),
        }
    }

    /// Whether there is anything in it that a person would miss.
    pub fn says_something(&self) -> bool {
        let in_reply = |reply: &ReplyDetails| reply.refusal.is_some() || !reply.tool_calls.is_empty();
        !self.content.is_empty() || !self.pictures.is_empty() || self.reply.as_ref().is_some_and(in_reply)
    }

    /// What is kept of messages while a reply is asked for in their place: of those that say nothing, what they were asked
    /// for in the place of.
    pub fn kept_earlier(messages: Vec<Message>) -> Vec<Message> {
        messages.into_iter().flat_map(|it| if it.says_something() { vec![it] } else { it.earlier }).collect()
    }

    /// The message as a request carries it; `None` for one that says nothing, which servers refuse. The content is a
    /// text, and a list of parts only where pictures go with it: not every server reads lists. Reasoning is never sent
    /// back: DeepSeek refused it (dialects 2.4).
    pub fn wire(&self) -> Option<Value> {
        let role = match self.role {
            Role::User => "user",
            Role::Assistant => "assistant",
        };
        let pictures: Vec<_> = self.pictures.iter().filter_map(Picture::wire).collect();
        let text = (!self.content.is_empty()).then_some(&self.content);
        let content = match (text, pictures.is_empty()) {
            (None, true) => return None,
            (Some(text), true) => json!(text),
            (text, false) => {
                text.map(|text| json!({ "type": "text", "text": text })).into_iter().chain(pictures).collect()
            }
        };
        Some(json!({ "role": role, "content": content }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_reply_reads_back_with_its_error() {
        let details = ReplyDetails { ending: Ending::Failed(CompletionError::Aborted), ..Default::default() };
        let message = Message::reply("m2".into(), "c1", details, 5.0);
        let text = serde_json::to_string(&message).expect("JSON");
        assert_eq!(serde_json::from_str::<Message>(&text).expect("a message"), message);
    }

    #[test]
    fn what_was_said_is_kept_until_a_reply_says_something() {
        let reply = |id: &str, content: &str, earlier: Vec<Message>| {
            let reply = Message::reply(id.into(), "c", ReplyDetails::default(), 0.0);
            Message { content: content.into(), earlier, ..reply }
        };
        let good = reply("1", "Good", Vec::new());
        let failed = reply("2", "", Message::kept_earlier(vec![good.clone()]));
        assert_eq!(Message::kept_earlier(vec![failed.clone()]), std::slice::from_ref(&good));
        let user = Message::user("3".into(), "c", "And?".into(), Vec::new(), 0.0);
        assert_eq!(Message::kept_earlier(vec![failed.clone(), user.clone()]), [good, user]);
        let partial = reply("4", "Half", vec![failed.clone()]);
        assert_eq!(Message::kept_earlier(vec![partial.clone()]), [partial]);
        assert_eq!(Message::kept_earlier(vec![reply("5", "", Vec::new())]), []);
        let text = serde_json::to_string(&failed).expect("JSON");
        assert_eq!(serde_json::from_str::<Message>(&text).expect("a message"), failed);
    }

    #[test]
    fn a_reply_is_cut_unless_the_model_came_to_its_end() {
        let cases = [
            (Ending::Unfinished, None, false),
            (Ending::Complete, Some("stop"), false),
            (Ending::Complete, Some("length"), true),
            (Ending::Complete, Some("model_length"), true),
            (Ending::Stopped, None, true),
            (Ending::Failed(CompletionError::Aborted), Some("stop"), true),
        ];
        for (ending, finish_reason, is_cut) in cases {
            let details =
                ReplyDetails { ending, finish_reason: finish_reason.map(str::to_owned), ..Default::default() };
            assert_eq!(details.is_cut(), is_cut, "{details:?}");
        }
    }

    #[test]
    fn an_empty_reply_is_not_sent() {
        assert_eq!(Message::reply("m".into(), "c", ReplyDetails::default(), 0.0).wire(), None);
        let user = Message::user("m".into(), "c", "Hi".into(), Vec::new(), 0.0);
        assert_eq!(user.wire(), Some(json!({ "role": "user", "content": "Hi" })));
    }

    #[test]
    fn pictures_are_sent_as_parts_after_the_text() {
        let url = "data:image/png;base64,iVBORw0KGgo=";
        let part = json!({ "type": "image_url", "image_url": { "url": url } });
        let pictures = vec![Picture { name: "cat.png".into(), url: url.into(), size: None }];
        let with_text = Message::user("m".into(), "c", "What is it?".into(), pictures.clone(), 0.0);
        let text = json!({ "type": "text", "text": "What is it?" });
        assert_eq!(with_text.wire(), Some(json!({ "role": "user", "content": [text, part] })));
        let alone = Message::user("m".into(), "c", String::new(), pictures, 0.0);
        assert_eq!(alone.wire(), Some(json!({ "role": "user", "content": [part] })));
    }

    #[test]
    fn speed_is_measured_after_the_first_token() {
        let timing =
            Timing { first_token: Some(500.0), first_content: Some(1500.0), total: Some(2500.0), ..Timing::default() };
        assert_eq!(timing.tokens_per_second(101), Some(50.0));
        assert_eq!(timing.tokens_per_second(1), None);
        let until = |total| Timing { total: Some(total), ..timing };
        assert_eq!(until(600.0).tokens_per_second(6), Some(50.0));
        for total in [599.0, 503.3, 500.0] {
            assert_eq!(until(total).tokens_per_second(6), None, "one burst, until {total}");
        }
        assert_eq!(timing.reasoning_seconds(), Some(1.0));
    }
}
