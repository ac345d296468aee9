//! Rules 9 and 12 to 15: several choices, finish reasons, usage, tool calls, loose types.

use super::{STOP, check, choices, deltas, failure, reply, sse};

#[test]
fn several_choices_are_never_mixed() {
    let cases: [(&str, String, super::Expected); 9] = [
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
        (
            "an object in place of the array",
            sse(&[r#"{"choices":{"delta":{"content":"Hello"},"finish_reason":"stop"}}"#]),
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
