//! Wire cases: bytes of an answer, and the reply or error that they must become.
//!
//! Each case is read whole, byte by byte, and cut in two at every place, with the same result each time.

mod apps;
mod choices;
mod content;
mod endings;
mod engines;
mod errors;
mod framing;
mod hosts;
mod makers;
mod properties;

use super::{BodyEnd, CompletionError, Progress, Reply, ReplyReader, ServerError, read_error_body};

/// What a case must become.
#[derive(Clone, Copy)]
pub(super) struct Expected {
    /// `"ok"`, or the kind of the error.
    kind: &'static str,
    content: &'static str,
    reasoning: Option<&'static str>,
    finish: Option<&'static str>,
    /// Prompt, completion and total tokens.
    usage: Option<[Option<u64>; 3]>,
    /// Id, name and arguments of each.
    tools: &'static [[&'static str; 3]],
    refusal: Option<&'static str>,
    /// The server's own words.
    words: Option<&'static str>,
    skipped: u32,
}

const NOTHING: Expected = Expected {
    kind: "ok",
    content: "",
    reasoning: None,
    finish: None,
    usage: None,
    tools: &[],
    refusal: None,
    words: None,
    skipped: 0,
};

/// A whole reply.
pub(super) const fn reply(content: &'static str) -> Expected {
    Expected { content, ..NOTHING }
}

/// An error of that kind, after that text.
pub(super) const fn failure(kind: &'static str, content: &'static str) -> Expected {
    Expected { kind, content, ..NOTHING }
}

impl Expected {
    pub(super) const fn reasoning(self, reasoning: &'static str) -> Expected {
        Expected { reasoning: Some(reasoning), ..self }
    }

    pub(super) const fn finish(self, finish: &'static str) -> Expected {
        Expected { finish: Some(finish), ..self }
    }

    pub(super) const fn usage(self, prompt: u64, completion: u64, total: u64) -> Expected {
        Expected { usage: Some([Some(prompt), Some(completion), Some(total)]), ..self }
    }

    pub(super) const fn usage_of(self, usage: [Option<u64>; 3]) -> Expected {
        Expected { usage: Some(usage), ..self }
    }

    pub(super) const fn tools(self, tools: &'static [[&'static str; 3]]) -> Expected {
        Expected { tools, ..self }
    }

    pub(super) const fn refusal(self, refusal: &'static str) -> Expected {
        Expected { refusal: Some(refusal), ..self }
    }

    pub(super) const fn words(self, words: &'static str) -> Expected {
        Expected { words: Some(words), ..self }
    }

    pub(super) const fn skipped(self, skipped: u32) -> Expected {
        Expected { skipped, ..self }
    }
}

/// What a body became.
#[derive(Debug, PartialEq)]
pub(super) struct Outcome {
    pub(super) result: Result<Reply, (CompletionError, Reply)>,
    pub(super) content: String,
    pub(super) reasoning: String,
    pub(super) skipped: u32,
}

impl Outcome {
    fn reply(&self) -> &Reply {
        match &self.result {
            Ok(reply) | Err((_, reply)) => reply,
        }
    }
}

/// Reads a body that arrives in these pieces.
pub(super) fn read<'b>(pieces: impl IntoIterator<Item = &'b [u8]>, end: BodyEnd) -> Outcome {
    let (mut content, mut reasoning) = (String::new(), String::new());
    let mut on_delta = |delta: super::Delta<'_>| {
        assert_ne!((delta.content, delta.reasoning), (None, None));
        for text in [delta.content, delta.reasoning].into_iter().flatten() {
            assert!(!text.is_empty());
        }
        content.push_str(delta.content.unwrap_or_default());
        reasoning.push_str(delta.reasoning.unwrap_or_default());
    };
    let mut reader = ReplyReader::new(200);
    let mut end = end;
    for piece in pieces {
        if reader.feed(piece, &mut on_delta) == Progress::Done {
            end = BodyEnd::Closed;
            break;
        }
    }
    let skipped = reader.skipped_events();
    let result = reader.finish(end, &mut on_delta);
    Outcome { result, content, reasoning, skipped }
}

/// An event stream of these `data` lines.
pub(super) fn sse(data: &[&str]) -> String {
    data.iter().map(|data| format!("data: {data}\n\n")).collect()
}

/// A choice that ends regularly.
pub(super) const STOP: &str = r#"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#;

/// A stream of choices, then a regular end.
pub(super) fn choices(choices: &[&str]) -> String {
    let events: Vec<String> = choices.iter().map(|choices| format!(r#"{{"choices":[{choices}]}}"#)).collect();
    let mut events: Vec<&str> = events.iter().map(String::as_str).collect();
    events.extend([STOP, "[DONE]"]);
    sse(&events)
}

/// A stream of deltas, then a regular end.
pub(super) fn deltas(deltas: &[&str]) -> String {
    let deltas: Vec<String> = deltas.iter().map(|delta| format!(r#"{{"index":0,"delta":{delta}}}"#)).collect();
    choices(&deltas.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Checks a body that ends regularly.
#[track_caller]
pub(super) fn check(name: &str, body: impl AsRef<[u8]>, expected: Expected) {
    check_end(name, body, BodyEnd::Closed, expected);
}

/// Checks a body that ends in some way.
#[track_caller]
pub(super) fn check_end(name: &str, body: impl AsRef<[u8]>, end: BodyEnd, expected: Expected) {
    let body = body.as_ref();
    let outcome = read([body], end);
    let (kind, words) = match &outcome.result {
        Ok(_) => ("ok", None),
        Err((error, _)) => (error.kind(), error.server_words()),
    };
    let reply = outcome.reply();
    assert_eq!(kind, expected.kind, "{name}: {outcome:?}");
    assert_eq!(reply.content, expected.content, "{name}");
    assert_eq!(reply.reasoning.as_deref(), expected.reasoning, "{name}");
    assert_eq!(reply.finish_reason.as_deref(), expected.finish, "{name}");
    assert_eq!(reply.refusal.as_deref(), expected.refusal, "{name}");
    let usage = reply.usage.as_ref().map(|usage| [usage.prompt_tokens, usage.completion_tokens, usage.total_tokens]);
    assert_eq!(usage, expected.usage, "{name}");
    let tools: Vec<_> = reply.tool_calls.iter().map(|call| [&*call.id, &*call.name, &*call.arguments]).collect();
    assert_eq!(tools, expected.tools, "{name}");
    if let Some(expected) = expected.words {
        assert_eq!(words, Some(expected), "{name}");
    }
    assert_eq!(outcome.skipped, expected.skipped, "{name}: skipped events");
    assert_eq!(outcome.content, reply.content, "{name}: the pieces are the text");
    assert_eq!(outcome.reasoning, reply.reasoning.clone().unwrap_or_default(), "{name}: the pieces are the reasoning");

    assert_eq!(read(body.chunks(1), end), outcome, "{name}: byte by byte");
    for cut in 0..body.len().min(4_000) {
        let (head, tail) = body.split_at(cut);
        assert_eq!(read([head, tail], end), outcome, "{name}: cut at {cut}");
    }
}

/// The error that a body with an HTTP status becomes.
#[track_caller]
pub(super) fn server_error(status: u16, body: impl AsRef<[u8]>) -> ServerError {
    match read_error_body(status, body.as_ref()) {
        CompletionError::Api(error) => error,
        other => panic!("{other:?}"),
    }
}

/// Checks message, code, type and parameter of an HTTP error.
#[track_caller]
pub(super) fn check_error(name: &str, status: u16, body: impl AsRef<[u8]>, expected: [&str; 4]) {
    let error = server_error(status, body);
    let found = [Some(error.message), error.code, error.kind, error.param].map(Option::unwrap_or_default);
    assert_eq!(found, expected, "{name}");
    assert_eq!(error.status, status, "{name}");
}
