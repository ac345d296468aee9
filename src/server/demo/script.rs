//! What Demo says to a request.

use serde_json::{Map, Value, json};

use super::pieces::pieces;
use super::request::{DemoRequest, Format};
use super::words::{Words, words};

/// Characters of a message, or of the parameters, that are quoted at most.
const LONGEST_QUOTE: usize = 1_000;

const RUST_EXAMPLE: &str = r#"fn main() {
    let pieces = ["Demo", " is", " not", " a", " model"];
    println!("{}", pieces.concat());
}"#;

/// A reply, cut into tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    pub reasoning: Vec<String>,
    pub content: Vec<String>,
    pub finish: Finish,
    pub usage: Usage,
}

/// Why the reply ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
    /// It was over, or a stop sequence came.
    Stop,
    /// The limit of tokens was reached.
    Length,
}

impl Finish {
    /// The value of `finish_reason`.
    pub fn name(self) -> &'static str {
        match self {
            Finish::Stop => "stop",
            Finish::Length => "length",
        }
    }
}

/// Tokens as Demo counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    pub prompt: usize,
    pub reasoning: usize,
    /// Reasoning and text.
    pub completion: usize,
}

impl Script {
    /// Writes the reply within what the request allows.
    pub fn write(request: &DemoRequest) -> Script {
        let words = words(request.language());
        let text = match request.format {
            Format::Markdown => markdown(words, request),
            Format::Json => object(words, request),
        };
        let limit = request.max_tokens.unwrap_or(usize::MAX);
        let cut = |text: &str, limit: usize| pieces(text).take(limit).map(str::to_owned).collect::<Vec<_>>();
        let reasoning = cut(words.reasoning, limit);
        let said = before_stop(&text, &request.stop);
        let content = cut(said, limit - reasoning.len());
        let completion = reasoning.len() + content.len();
        let whole = pieces(words.reasoning).count() + pieces(said).count();
        Script {
            finish: if completion < whole { Finish::Length } else { Finish::Stop },
            usage: Usage { prompt: request.conversation.tokens, reasoning: reasoning.len(), completion },
            reasoning,
            content,
        }
    }
}

/// The text up to the first stop sequence in it.
fn before_stop<'a>(text: &'a str, stops: &[String]) -> &'a str {
    let first = stops.iter().filter_map(|stop| text.find(stop.as_str())).min();
    first.and_then(|end| text.get(..end)).unwrap_or(text)
}

fn markdown(words: &Words, request: &DemoRequest) -> String {
    let conversation = &request.conversation;
    let table = format!(
        "| {} | {} |\n|---|---:|\n| {} | `{}` |\n| {} | {} |\n| {} | {} |\n| {} | {} |",
        words.item,
        words.value,
        words.model,
        request.model.id(),
        words.messages,
        conversation.messages,
        words.characters,
        conversation.characters,
        words.tokens,
        conversation.tokens,
    );
    [
        format!("# {}", words.title),
        words.introduction.to_owned(),
        format!("## {}", words.arrived),
        table,
        parameters(words, &request.parameters),
        your_words(words, conversation.last_user.as_deref().unwrap_or_default()),
        format!("## {}", words.what_shows),
        format!("1. {}\n2. {}", words.emphasis, words.link),
        format!("- [x] {}\n- [ ] {}", words.done, words.to_do),
        words.code.to_owned(),
        fenced("rust", RUST_EXAMPLE),
        format!("## {}", words.counting),
        format!("{} {}", words.how_counted, words.pace),
    ]
    .join("\n\n")
}

/// The same as a JSON object, for whoever asked for one.
fn object(words: &Words, request: &DemoRequest) -> String {
    let object = json!({
        "note": words.introduction,
        "model": request.model.id(),
        "messages": request.conversation.messages,
        "characters": request.conversation.characters,
        "parameters": request.parameters,
    });
    format!("{object:#}")
}

fn parameters(words: &Words, parameters: &Map<String, Value>) -> String {
    if parameters.is_empty() {
        return words.no_parameters.to_owned();
    }
    let shown = format!("{:#}", Value::Object(parameters.clone()));
    format!("{}\n\n{}", words.parameters, fenced("json", beginning(&shown)))
}

fn your_words(words: &Words, text: &str) -> String {
    let shown = beginning(text);
    let heading = if shown.len() < text.len() { words.beginning_of_your_words } else { words.your_words };
    match text.trim().is_empty() {
        true => words.no_words.to_owned(),
        false => format!("{heading}\n\n{}", fenced("text", shown)),
    }
}

fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(LONGEST_QUOTE).map_or(text.len(), |(index, _)| index);
    text.get(..end).unwrap_or(text)
}

/// A block of code whose fence is longer than any in the code.
fn fenced(language: &str, code: &str) -> String {
    let longest = code.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}{language}\n{code}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(changes: Value) -> DemoRequest {
        let mut body = json!({"model": "demo-fast", "messages": [{"role": "user", "content": "Hello there"}]});
        for (name, value) in changes.as_object().into_iter().flatten() {
            body[name] = value.clone();
        }
        DemoRequest::parse(body.to_string().as_bytes()).unwrap()
    }

    fn content(changes: Value) -> String {
        Script::write(&request(changes)).content.concat()
    }

    #[test]
    fn the_reply_says_what_it_is_and_shows_every_form() {
        let english = content(json!({"temperature": 0.7, "top_k": 40}));
        for part in [
            "# Demo is not a model",
            "| Messages | 1 |",
            "| Characters in them | 11 |",
            "\"top_k\": 40",
            "```text\nHello there\n```",
            "```rust\nfn main",
            "- [x] ",
            "- [ ] ",
            "](https://",
            "at most four characters",
        ] {
            assert!(english.contains(part), "{part}\n{english}");
        }
        let korean = content(json!({"messages": [{"role": "user", "content": "안녕"}]}));
        assert!(korean.starts_with("# Demo는 모델이 아닙니다"), "{korean}");
        assert!(korean.contains("매개변수는 없었습니다."), "{korean}");
    }

    #[test]
    fn a_quote_never_leaves_its_block() {
        let hostile = "```\n# Out\n`````\n<script>";
        let reply = content(json!({"messages": [{"role": "user", "content": hostile}]}));
        assert!(reply.contains(&format!("``````text\n{hostile}\n``````")), "{reply}");
        let long = "가".repeat(5_000);
        let reply = content(json!({"messages": [{"role": "user", "content": long}]}));
        assert!(reply.contains("앞부분") && reply.len() < 3 * LONGEST_QUOTE + 4_000);
    }

    #[test]
    fn limits_cut_the_reply_and_usage_counts_what_is_left() {
        let whole = Script::write(&request(json!({})));
        assert_eq!(whole.finish, Finish::Stop);
        assert_eq!(whole.usage.completion, whole.reasoning.len() + whole.content.len());
        assert_eq!(whole.usage.prompt, 4);

        let all = whole.usage.completion;
        for (limit, finish) in
            [(1, Finish::Length), (all - 1, Finish::Length), (all, Finish::Stop), (all + 1, Finish::Stop)]
        {
            // The limit stands in the reply among the parameters, so that the reply's own length changes with it.
            let mut limited = request(json!({}));
            limited.max_tokens = Some(limit);
            let script = Script::write(&limited);
            assert_eq!(script.usage.completion, limit.min(all), "{limit}");
            assert_eq!(script.finish, finish, "{limit}");
        }

        let stopped = Script::write(&request(json!({"stop": ["## ", "Demo is"]})));
        assert_eq!((stopped.content.concat().as_str(), stopped.finish), ("# ", Finish::Stop));
    }

    #[test]
    fn json_is_given_to_whoever_asks_for_it() {
        let reply = content(json!({"response_format": {"type": "json_object"}}));
        let value: Value = serde_json::from_str(&reply).unwrap();
        assert_eq!(value["messages"], 1);
    }
}
