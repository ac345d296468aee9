//! Rules 9 to 15: text, reasoning, choices, usage, tool calls, loose types.

use super::{check, failure, reply, sse};

const STOP: &str = r#"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#;

/// A stream of choices, then a regular end.
fn choices(choices: &[&str]) -> String {
    let events: Vec<String> = choices.iter().map(|choices| format!(r#"{{"choices":[{choices}]}}"#)).collect();
    let mut events: Vec<&str> = events.iter().map(String::as_str).collect();
    events.extend([STOP, "[DONE]"]);
    sse(&events)
}

/// A stream of deltas, then a regular end.
fn deltas(deltas: &[&str]) -> String {
    let deltas: Vec<String> = deltas.iter().map(|delta| format!(r#"{{"index":0,"delta":{delta}}}"#)).collect();
    choices(&deltas.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn one_source_of_text_per_choice() {
    let cases: [(&str, &[&str], &str); 11] = [
        ("delta", &[r#"{"delta":{"content":"Hel"}}"#, r#"{"delta":{"content":"lo"}}"#], "Hello"),
        (
            "delta and text",
            &[r#"{"delta":{"content":"Hel"},"text":"Hel"}"#, r#"{"delta":{"content":"lo"},"text":"lo"}"#],
            "Hello",
        ),
        (
            "delta and cumulative message",
            &[
                r#"{"delta":{"content":"Hel"},"message":{"content":"Hel"}}"#,
                r#"{"delta":{"content":"lo"},"message":{"content":"Hello"}}"#,
            ],
            "Hello",
        ),
        (
            "delta, then a summary",
            &[
                r#"{"delta":{"content":"Hel"}}"#,
                r#"{"delta":{"content":"lo"}}"#,
                r#"{"delta":{},"message":{"content":"Hello"}}"#,
            ],
            "Hello",
        ),
        ("text only", &[r#"{"text":"Hel"}"#, r#"{"text":"lo"}"#], "Hello"),
        (
            "cumulative messages",
            &[
                r#"{"message":{"content":"Hel"}}"#,
                r#"{"message":{"content":"Hello"}}"#,
                r#"{"message":{"content":"Hello"}}"#,
            ],
            "Hello",
        ),
        ("messages in pieces", &[r#"{"message":{"content":"Hel"}}"#, r#"{"message":{"content":"lo"}}"#], "Hello"),
        (
            "empty message, then deltas",
            &[r#"{"message":{"role":"assistant","content":""}}"#, r#"{"delta":{"content":"Hello"}}"#],
            "Hello",
        ),
        (
            "cumulative deltas",
            &[
                r#"{"delta":{"content":"He"}}"#,
                r#"{"delta":{"content":"Hello"}}"#,
                r#"{"delta":{"content":"Hello you"}}"#,
            ],
            "Hello you",
        ),
        (
            "repeats",
            &[r#"{"delta":{"content":"ha"}}"#, r#"{"delta":{"content":"ha"}}"#, r#"{"delta":{"content":"haha"}}"#],
            "hahahaha",
        ),
        (
            "no delta at all",
            &[r#"{"index":0,"content_filter_results":{}}"#, r#"{"delta":null,"text":"Hello"}"#],
            "Hello",
        ),
    ];
    for (name, events, expected) in cases {
        check(name, choices(events), reply(expected).finish("stop"));
    }
}

#[test]
fn content_of_all_types() {
    let cases: [(&str, &[&str], super::Expected); 7] = [
        ("null and absent", &[r#"{"role":"assistant","content":null}"#, "{}", r#"{"content":"Hi"}"#], reply("Hi")),
        ("parts", &[r#"{"content":[{"type":"text","text":"H"},{"type":"text","text":"i"}]}"#], reply("Hi")),
        (
            "thinking parts",
            &[r#"{"content":[{"type":"thinking","thinking":[{"type":"text","text":"plan"}]}]}"#, r#"{"content":"Hi"}"#],
            reply("Hi").reasoning("plan"),
        ),
        (
            "references",
            &[r#"{"content":[{"type":"reference","reference_ids":[1]},{"type":"text","text":"Hi"}]}"#],
            reply("Hi"),
        ),
        ("a number", &[r#"{"content":4}"#, r#"{"content":2}"#], reply("42")),
        (
            "a boolean and an object",
            &[r#"{"content":true}"#, r#"{"content":{"foo":1}}"#, r#"{"content":"Hi"}"#],
            reply("Hi"),
        ),
        (
            "a refusal",
            &[r#"{"refusal":"I can","content":null}"#, r#"{"refusal":"not"}"#],
            reply("").refusal("I cannot"),
        ),
    ];
    for (name, events, expected) in cases {
        check(name, deltas(events), expected.finish("stop"));
    }
}

#[test]
fn reasoning_in_all_shapes() {
    let cases: [(&str, &[&str]); 14] = [
        (
            "reasoning_content",
            &[r#"{"reasoning_content":"pl","content":null}"#, r#"{"reasoning_content":"an"}"#, r#"{"content":"Hi"}"#],
        ),
        ("reasoning", &[r#"{"reasoning":"plan","content":""}"#, r#"{"content":"Hi","reasoning":null}"#]),
        ("both", &[r#"{"reasoning_content":"plan","reasoning":"plan"}"#, r#"{"content":"Hi"}"#]),
        ("the first is empty", &[r#"{"reasoning_content":"","reasoning":"plan"}"#, r#"{"content":"Hi"}"#]),
        (
            "reasoning and details",
            &[
                r#"{"reasoning":"plan","reasoning_details":[{"type":"reasoning.text","text":"plan"}]}"#,
                r#"{"content":"Hi"}"#,
            ],
        ),
        (
            "details",
            &[
                r#"{"reasoning_details":[{"type":"reasoning.text","text":"pl"},{"type":"reasoning.summary","summary":"an"}]}"#,
                r#"{"content":"Hi"}"#,
            ],
        ),
        (
            "encrypted details",
            &[
                r#"{"reasoning":"plan"}"#,
                r#"{"reasoning_details":[{"type":"reasoning.encrypted","data":"x"}],"content":"Hi"}"#,
            ],
        ),
        ("both in one delta", &[r#"{"content":"Hi","reasoning":"plan"}"#]),
        ("think tags", &[r#"{"content":"<think>plan</think>Hi"}"#]),
        (
            "think tags in pieces",
            &[
                r#"{"content":"<th"}"#,
                r#"{"content":"ink>\npl"}"#,
                r#"{"content":"an\n</"}"#,
                r#"{"content":"think>\n"}"#,
                r#"{"content":"\nHi"}"#,
            ],
        ),
        ("think tags after white space", &[r#"{"content":"\n"}"#, r#"{"content":" <think>plan</think>Hi"}"#]),
        ("thought tags", &[r#"{"content":"<thought>plan</thought>\n\nHi"}"#]),
        (
            "think tags in parts",
            &[
                r#"{"content":[{"type":"text","text":"<think>plan"}]}"#,
                r#"{"content":[{"type":"text","text":"</think>Hi"}]}"#,
            ],
        ),
        ("reasoning after the content", &[r#"{"content":"Hi"}"#, r#"{"reasoning":"plan"}"#]),
    ];
    for (name, events) in cases {
        check(name, deltas(events), reply("Hi").reasoning("plan").finish("stop"));
    }
    check(
        "never closed",
        deltas(&[r#"{"content":"<think>pl"}"#, r#"{"content":"an"}"#]),
        reply("").reasoning("plan").finish("stop"),
    );
    check("empty tags", deltas(&[r#"{"content":"<think>\n\n</think>\n\nHi"}"#]), reply("Hi").finish("stop"));
    check("never opened", deltas(&[r#"{"content":"plan</think>Hi"}"#]), reply("plan</think>Hi").finish("stop"));
    check(
        "in the middle",
        deltas(&[r#"{"content":"a <think>b</think> c"}"#]),
        reply("a <think>b</think> c").finish("stop"),
    );
    check("the end cuts a tag", deltas(&[r#"{"content":"<thi"}"#]), reply("<thi").finish("stop"));
    check(
        "in a document",
        r#"{"choices":[{"message":{"content":"<think>plan</think>\n\nHi"},"finish_reason":"stop"}]}"#,
        reply("Hi").reasoning("plan").finish("stop"),
    );
}

#[test]
fn several_choices_are_never_mixed() {
    let cases: [(&str, String, super::Expected); 8] = [
        (
            "interleaved",
            choices(&[
                r#"{"index":0,"delta":{"content":"He"}}"#,
                r#"{"index":1,"delta":{"content":"By"}}"#,
                r#"{"index":0,"delta":{"content":"llo"}}"#,
                r#"{"index":1,"delta":{"content":"e"},"finish_reason":"length"}"#,
            ]),
            reply("Hello").finish("stop"),
        ),
        (
            "in one event",
            choices(&[r#"{"index":1,"delta":{"content":"Bye"}},{"index":0,"delta":{"content":"Hello"}}"#]),
            reply("Hello").finish("stop"),
        ),
        (
            "in one event without index",
            choices(&[r#"{"delta":{"content":"Hello"}},{"delta":{"content":"Bye"}}"#]),
            reply("Hello").finish("stop"),
        ),
        (
            "no choice 0",
            sse(&[
                r#"{"choices":[{"index":2,"delta":{"content":"Bye"}}]}"#,
                r#"{"choices":[{"index":1,"delta":{"content":"Hel","reasoning":"plan"}}]}"#,
                r#"{"choices":[{"index":1,"delta":{"content":"lo"},"finish_reason":"stop"}]}"#,
                "[DONE]",
            ]),
            reply("Hello").reasoning("plan").finish("stop"),
        ),
        (
            "index as a string, as null, huge and negative",
            choices(&[
                r#"{"index":"0","delta":{"content":"He"}}"#,
                r#"{"index":null,"delta":{"content":"llo"}}"#,
                r#"{"index":999999999999,"delta":{"content":"x"}}"#,
                r#"{"index":-1,"delta":{"content":"y"}}"#,
            ]),
            reply("Hello").finish("stop"),
        ),
        (
            "only the other choice has ended",
            sse(&[r#"{"choices":[{"index":0,"delta":{"content":"Hi"}},{"index":1,"delta":{},"finish_reason":"stop"}]}"#]),
            failure("interrupted", "Hi"),
        ),
        (
            "document",
            r#"{"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"},{"message":{"content":"Bye"},"finish_reason":"length"}]}"#.to_owned(),
            reply("Hello").finish("stop"),
        ),
        ("entries that are no objects", choices(&["null", "7", r#""x""#, r#"{"delta":{"content":"Hello"}}"#]), reply("Hello").finish("stop")),
    ];
    for (name, body, expected) in cases {
        check(name, body, expected);
    }
}

#[test]
fn finish_reasons_and_usage_are_the_last_that_say_something() {
    let text = r#"{"choices":[{"delta":{"content":"Hi"}}],"usage":null}"#;
    let usage = r#"{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}"#;
    let expected = reply("Hi").finish("stop").usage(3, 2, 5);
    let cases = [
        ("in a chunk of its own", vec![text.to_owned(), STOP.to_owned(), format!(r#"{{"choices":[],"usage":{usage}}}"#)]),
        ("with the finish reason", vec![text.to_owned(), format!(r#"{{"choices":[{{"delta":{{}},"finish_reason":"stop"}}],"usage":{usage}}}"#)]),
        (
            "running",
            vec![
                r#"{"choices":[{"delta":{"content":"Hi"}}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}"#.to_owned(),
                format!(r#"{{"choices":[{{"delta":{{}},"finish_reason":"stop"}}],"usage":{usage}}}"#),
            ],
        ),
        (
            "followed by zeros and null",
            vec![
                text.to_owned(),
                STOP.to_owned(),
                format!(r#"{{"choices":[],"usage":{usage}}}"#),
                r#"{"choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}"#.to_owned(),
                r#"{"choices":[],"usage":null}"#.to_owned(),
            ],
        ),
        (
            "a finish reason of null behind",
            vec![text.to_owned(), STOP.to_owned(), format!(r#"{{"choices":[{{"delta":{{"content":""}},"finish_reason":null}}],"usage":{usage}}}"#)],
        ),
        ("x_groq", vec![text.to_owned(), format!(r#"{{"choices":[{{"delta":{{}},"finish_reason":"stop"}}],"x_groq":{{"usage":{usage}}}}}"#)]),
        (
            "numbers as strings",
            vec![text.to_owned(), STOP.to_owned(), r#"{"choices":[],"usage":{"prompt_tokens":"3","completion_tokens":"2","total_tokens":"5"}}"#.to_owned()],
        ),
        ("no choices", vec![text.to_owned(), STOP.to_owned(), format!(r#"{{"usage":{usage}}}"#)]),
    ];
    for (name, events) in cases {
        let mut events: Vec<&str> = events.iter().map(String::as_str).collect();
        check(name, sse(&events), expected);
        events.push("[DONE]");
        check(name, sse(&events), expected);
    }
    let missing = sse(&[text, STOP, r#"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":null}}"#]);
    check("numbers left out", missing, reply("Hi").finish("stop").usage_of([Some(3), None, None]));
}

#[test]
fn tool_calls() {
    let call = |fragment: &str| format!(r#"{{"tool_calls":[{fragment}]}}"#);
    let fragments = [
        call(r#"{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}"#),
        call(r#"{"index":0,"function":{"arguments":"{\"x\""}}"#),
        call(r#"{"index":0,"function":{"arguments":":1}"}}"#),
    ];
    let fragments: Vec<&str> = fragments.iter().map(String::as_str).collect();
    check("in pieces", deltas(&fragments), reply("").finish("stop").tools(&[["a", "f", r#"{"x":1}"#]]));
    check(
        "legacy",
        deltas(&[r#"{"function_call":{"name":"f","arguments":""}}"#, r#"{"function_call":{"arguments":"{}"}}"#]),
        reply("").finish("stop").tools(&[["", "f", "{}"]]),
    );
    check(
        "document",
        r#"{"choices":[{"message":{"content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":{"x":1}}}]},"finish_reason":"tool_calls"}]}"#,
        reply("").finish("tool_calls").tools(&[["a", "f", r#"{"x":1}"#]]),
    );
    check(
        "cumulative messages",
        sse(&[
            r#"{"choices":[{"message":{"content":"H","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{"}}]}}]}"#,
            r#"{"choices":[{"message":{"content":"Hi","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"stop"}]}"#,
        ]),
        reply("Hi").finish("stop").tools(&[["a", "f", "{}"]]),
    );
    check("null", deltas(&[r#"{"content":"Hi","tool_calls":null,"function_call":null}"#]), reply("Hi").finish("stop"));
    check("empty", deltas(&[r#"{"content":"Hi","tool_calls":[]}"#]), reply("Hi").finish("stop"));
}

#[test]
fn the_models_name_and_the_cost_are_kept() {
    let body = sse(&[
        r#"{"model":"","choices":[]}"#,
        r#"{"model":"m-1","choices":[{"delta":{"content":"Hi"}}]}"#,
        r#"{"model":"m-2","choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"cost":0.25,"prompt_tokens_details":{"cached_tokens":1},"completion_tokens_details":{"reasoning_tokens":"2"}}}"#,
    ]);
    let reply = match super::read([body.as_bytes()], super::BodyEnd::Closed).result {
        Ok(reply) => reply,
        Err(error) => panic!("{error:?}"),
    };
    assert_eq!(reply.model.as_deref(), Some("m-1"));
    let usage = reply.usage.unwrap_or_default();
    assert_eq!((usage.cost, usage.cached_tokens, usage.reasoning_tokens), (Some(0.25), Some(1), Some(2)));
}
