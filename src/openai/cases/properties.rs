//! What holds for every input: the cuts do not matter, nothing panics, the pieces are the text.

use std::convert::Infallible;

use eventsource_stream::Eventsource;
use futures::{FutureExt, StreamExt};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::BodyEnd;
use super::{Outcome, read, server_error};

/// Reads a body and checks what holds of every outcome.
fn sound(pieces: &[&[u8]], end: BodyEnd) -> Outcome {
    let outcome = read(pieces.iter().copied(), end);
    let reply = outcome.reply();
    let reasoning = reply.reasoning.clone().unwrap_or_default();
    if end == BodyEnd::Aborted {
        // What was held back is part of what had arrived, and nobody is told of it any more.
        assert!(reply.content.starts_with(&outcome.content) && reasoning.starts_with(&outcome.reasoning));
    } else {
        assert_eq!((&outcome.content, &outcome.reasoning), (&reply.content, &reasoning));
    }
    assert_ne!(reply.reasoning.as_deref(), Some(""));
    outcome
}

fn pieces<'b>(body: &'b [u8], cuts: &[prop::sample::Index]) -> Vec<&'b [u8]> {
    let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(body.len() + 1)).collect();
    places.sort_unstable();
    let mut pieces = Vec::new();
    let mut start = 0;
    for place in places.into_iter().chain([body.len()]) {
        pieces.push(&body[start..place]);
        start = place;
    }
    pieces
}

fn ends() -> impl Strategy<Value = BodyEnd> {
    prop_oneof![
        Just(BodyEnd::Closed),
        Just(BodyEnd::Broken),
        Just(BodyEnd::Aborted),
        Just(BodyEnd::IdleLimit { seconds: 1 }),
    ]
}

fn cuts() -> impl Strategy<Value = Vec<prop::sample::Index>> {
    prop::collection::vec(any::<prop::sample::Index>(), 0..12)
}

/// Any JSON, with the names and words that mean something here.
fn odd_json() -> impl Strategy<Value = Value> {
    const NAMES: [&str; 40] = [
        "choices",
        "index",
        "delta",
        "message",
        "text",
        "content",
        "reasoning",
        "reasoning_content",
        "reasoning_details",
        "thinking",
        "tool_calls",
        "function_call",
        "function",
        "name",
        "arguments",
        "id",
        "finish_reason",
        "usage",
        "prompt_tokens",
        "completion_tokens",
        "prompt_tokens_details",
        "cached_tokens",
        "cost",
        "error",
        "errors",
        "detail",
        "loc",
        "code",
        "type",
        "param",
        "object",
        "model",
        "x_groq",
        "result",
        "response",
        "done",
        "refusal",
        "metadata",
        "raw",
        "error_message",
    ];
    const WORDS: [&str; 12] =
        ["", "Hi", "<think>", "</think>", "\n", "stop", "error", "assistant", "0", "-1", "thinking", "\u{FEFF}한"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0i64..3).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(&WORDS[..]).prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 48, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((prop::sample::select(&NAMES[..]), inner), 0..5).prop_map(|fields| Value::Object(
                fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
            )),
        ]
    })
}

/// A chunk that is well-formed, with odd values in some places.
fn chunk() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        4 => ".{0,5}".prop_map(Value::from),
        2 => prop::sample::select(&["<th", "ink>", "</thi", "nk>", "\n", "ha", "haha", "<think>a</think>b"][..]).prop_map(Value::from),
        1 => Just(Value::Null),
        1 => odd_json(),
    ];
    let name = prop::sample::select(
        &["content", "content", "content", "reasoning", "reasoning_content", "refusal", "tool_calls"][..],
    );
    let source = prop::sample::select(&["delta", "delta", "delta", "delta", "message", "text"][..]);
    let index = prop_oneof![4 => Just(json!(0)), 1 => (0i64..3).prop_map(Value::from), 1 => odd_json()];
    let finish = prop_oneof![8 => Just(Value::Null), 1 => Just(json!("stop")), 1 => Just(json!("error"))];
    (text, name, source, index, finish).prop_map(|(text, name, source, index, finish)| {
        let inner = if source == "text" { text } else { json!({ name: text }) };
        json!({"model": "m", "choices": [{"index": index, source: inner, "finish_reason": finish}]})
    })
}

/// A piece of a body: lines of all kinds, right and wrong.
fn fragment() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        8 => chunk().prop_map(|chunk| format!("data: {chunk}\n\n").into_bytes()),
        2 => odd_json().prop_map(|value| format!("data: {value}\n\n").into_bytes()),
        1 => chunk().prop_map(|chunk| format!("{chunk}\n").into_bytes()),
        1 => chunk().prop_map(|chunk| format!("data:{chunk:#}\r\n").replace('\n', "\ndata: ").into_bytes()),
        1 => chunk().prop_map(|chunk| format!("{chunk:#}\r").into_bytes()),
        2 => prop::sample::select(&[
            "\n", "\r", "\r\n", "\n\n", ": comment\n", "event: error\n", "event: x\n", "id: 1\n", "error: x\n", "error: {}\n",
            "data: [DONE]\n\n", "data:", "data: ", "data: {\n", "data: }\n", "data: [", "{", "}", "[", "]", "\"", "\\", "\\ud800",
            "<html>", "\u{FEFF}", "data: null\n\n", "words\n",
        ][..]).prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..8),
    ]
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(fragment(), 0..14).prop_map(|fragments| fragments.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_cuts_do_not_matter(body in body(), cuts in cuts(), end in ends()) {
        let whole = sound(&[&body], end);
        prop_assert_eq!(&sound(&pieces(&body, &cuts), end), &whole);
        prop_assert_eq!(&sound(&body.chunks(1).collect::<Vec<_>>(), end), &whole);
    }

    #[test]
    fn no_bytes_panic(body in prop::collection::vec(any::<u8>(), 0..400), end in ends(), status in any::<u16>()) {
        sound(&[&body], end);
        server_error(status, &body);
    }

    #[test]
    fn no_json_panics(value in odd_json(), end in ends(), status in any::<u16>()) {
        let text = value.to_string();
        sound(&[text.as_bytes()], end);
        sound(&[format!("event: error\ndata: {text}\n\n").as_bytes()], end);
        server_error(status, text);
    }

    #[test]
    fn short_cuts_read_what_the_loose_reader_reads(chunks in prop::collection::vec(chunk(), 0..12)) {
        // A space before the bracket keeps a line from the short cuts.
        let stream = |space: &str| chunks.iter().map(|chunk| format!("data: {space}{chunk}\n\n")).collect::<String>();
        prop_assert_eq!(sound(&[stream("").as_bytes()], BodyEnd::Closed), sound(&[stream(" ").as_bytes()], BodyEnd::Closed));
    }

    #[test]
    fn events_are_those_of_the_standard(events in prop::collection::vec(event(), 0..20), cuts in cuts()) {
        // Two deltas that nobody takes for cumulative ones or for a tag, then anything.
        let body = format!("data: {}\n\ndata: {}\n\n{}\n\n", text_chunk("a"), text_chunk("b"), events.concat());
        let expected = reference(&pieces(body.as_bytes(), &cuts));
        prop_assert_eq!(sound(&pieces(body.as_bytes(), &cuts), BodyEnd::Closed).content, expected);
    }
}

fn text_chunk(text: &str) -> String {
    json!({"choices": [{"index": 0, "delta": {"content": text}}]}).to_string()
}

/// An event of the grammar of the standard.
///
/// Left out are the known quirks of the reference: a byte order mark (it panics), invalid UTF-8 (it stalls), a body that
/// does not end with a blank line (it drops the last event); and what we read beyond the standard on purpose:
/// lines without field name that begin with a bracket, `error` as a field or an event name, more than one JSON text in an event.
fn event() -> impl Strategy<Value = String> {
    let end = prop::sample::select(&["\n", "\r", "\r\n"][..]);
    let line = prop_oneof![
        6 => (".{0,6}", prop::sample::select(&["data: ", "data:"][..])).prop_map(|(text, field)| format!("{field}{}", text_chunk(&text))),
        1 => prop::sample::select(&["data: [DONE]", "data:[DONE]", "data: [DONE", "data: words", "data: {", "data: null", "data"][..]).prop_map(str::to_owned),
        2 => "(:|id: |retry: |event: x|foo: |data |Data: |foo)[a-z0-9: ]{0,6}",
    ];
    let pretty = (".{0,6}", any::<bool>()).prop_map(|(text, space)| {
        let pretty =
            serde_json::from_str::<Value>(&text_chunk(&text)).map(|chunk| format!("{chunk:#}")).unwrap_or_default();
        let field = if space { "data: " } else { "data:" };
        format!("{field}{}", pretty.replace('\n', &format!("\n{field}")))
    });
    let lines = prop_oneof![5 => line, 1 => pretty];
    (lines, end, 1usize..3).prop_map(|(line, end, count)| {
        // A CR may be followed by a LF of the next event: that is one line end, for both readers.
        format!("{}{}", line.replace('\n', end), end.repeat(count + 1))
    })
}

/// The text of a stream, read with a parser of the standard and strict JSON.
fn reference(pieces: &[&[u8]]) -> String {
    let pieces: Vec<Result<Vec<u8>, Infallible>> = pieces.iter().map(|piece| Ok(piece.to_vec())).collect();
    let mut events = futures::stream::iter(pieces).eventsource();
    let mut text = String::new();
    while let Some(Some(Ok(event))) = events.next().now_or_never() {
        if event.data.trim() == "[DONE]" {
            break;
        }
        if let Ok(value) = serde_json::from_str::<Value>(&event.data) {
            text.push_str(value["choices"][0]["delta"]["content"].as_str().unwrap_or_default());
        }
    }
    text
}
