//! Rules 9 to 11: text and reasoning.

use super::{check, choices, deltas, reply};

#[test]
fn one_source_of_text_per_choice() {
    let cases: [(&str, &[&str], &str); 12] = [
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
        ("delta is a string", &[r#"{"delta":"Hel"}"#, r#"{"delta":"lo"}"#], "Hello"),
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
