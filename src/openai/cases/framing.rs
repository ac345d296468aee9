//! Rules 1 to 8: from bytes to events.

use super::super::BodyEnd;
use super::{check, check_end, failure, read, reply, sse};

const HI: &str = r#"{"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]}"#;
const THERE: &str = r#"{"choices":[{"index":0,"delta":{"content":" there"},"finish_reason":"stop"}]}"#;

#[test]
fn line_ends_comments_and_fields() {
    let whole = reply("Hi there").finish("stop");
    for end in ["\n", "\r", "\r\n"] {
        let body = format!("data: {HI}{end}{end}: comment{end}data: {THERE}{end}{end}data: [DONE]{end}{end}");
        check(&format!("lines end with {end:?}"), body, whole);
    }
    let cases = [
        ("mixed line ends", format!("data: {HI}\r\n\ndata: {THERE}\r\rdata: [DONE]\n\r\n")),
        ("byte order mark", format!("\u{FEFF}data: {HI}\n\ndata: {THERE}\n\ndata: [DONE]\n\n")),
        ("no space after the colon", format!("data:{HI}\n\ndata:{THERE}\n\ndata:[DONE]\n\n")),
        ("two spaces after the colon", format!("data:  {HI}\n\ndata:  {THERE}\n\ndata:  [DONE]  \n\n")),
        ("comments between and within", format!(": a\n\n:\ndata: {HI}\n: b\n\n: c\n\ndata: {THERE}\n\n")),
        (
            "event, id, retry and unknown fields",
            format!("event: x\nid: 1\nretry: 5\nfoo: bar\ndata: {HI}\n\nid\nevent\ndata: {THERE}\n\n"),
        ),
        ("empty data", format!("data:\n\ndata\n\ndata: {HI}\n\ndata: \n\ndata: {THERE}\n\n")),
        ("separated by single line ends", format!("data: {HI}\ndata: {THERE}\ndata: [DONE]\n")),
        ("no blank line at the end", format!("data: {HI}\n\ndata: {THERE}\n")),
        ("no line end at the end", format!("data: {HI}\n\ndata: {THERE}")),
        ("the field name twice", format!("data: data: {HI}\n\ndata: data: {THERE}\n\ndata: data: [DONE]\n\n")),
        ("JSON lines without field name", format!("{HI}\n{THERE}\n")),
        ("JSON lines and [DONE] without field name", format!("{HI}\n{THERE}\n[DONE]\n")),
    ];
    for (name, body) in cases {
        check(name, body, whole);
    }
    check(
        "byte order mark twice",
        format!("\u{FEFF}\u{FEFF}data: {HI}\n\ndata: {THERE}\n\n"),
        reply(" there").finish("stop"),
    );
}

#[test]
fn json_over_several_data_lines() {
    let cases = [
        (
            "joined",
            "data: {\"choices\":[{\"delta\":\ndata: {\"content\":\"Hi\"},\ndata: \"finish_reason\":\"stop\"}]}\n\n",
        ),
        (
            "an inner line is JSON itself",
            "data: {\"choices\": [\ndata: {\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}\ndata: ]}\n\n",
        ),
        (
            "without a field name",
            "{\n  \"choices\": [\n    {\"delta\": {\"content\": \"Hi\"}, \"finish_reason\": \"stop\"}\n  ]\n}\n",
        ),
    ];
    for (name, body) in cases {
        check(name, body, reply("Hi").finish("stop"));
    }
    check(
        "a broken line, then a whole one",
        format!("data: {{\"choices\":[\ndata: {HI}\n\ndata: {THERE}\n\n"),
        reply("Hi there").finish("stop").skipped(1),
    );
    check("two texts on one line", format!("data: {HI}{THERE}\n\n"), reply("Hi there").finish("stop"));
}

#[test]
fn done_ends_at_once() {
    let cases = [
        ("followed by text", sse(&[HI, "[DONE]", THERE])),
        ("followed by an error", sse(&[HI, "[DONE]", r#"{"error":{"message":"late"}}"#])),
        ("twice", sse(&[HI, "[DONE]", "[DONE]"])),
        ("followed by junk", format!("{}<html>", sse(&[HI, "[DONE]"]))),
        ("without line end", format!("{}data: [DONE]", sse(&[HI]))),
        ("with spaces", format!("{}data:\t [DONE] \t\n\n", sse(&[HI]))),
    ];
    for (name, body) in cases {
        check(name, body, reply("Hi"));
    }
    check("alone", sse(&["[DONE]"]), reply(""));
    check("in another case", sse(&[HI, "[done]"]), failure("interrupted", "Hi").skipped(1));
    check("cut", format!("{}data: [DON", sse(&[HI])), failure("interrupted", "Hi"));
}

#[test]
fn events_that_cannot_be_read_cost_only_themselves() {
    let deep = format!("{{\"choices\":{}}}", "[".repeat(200_000));
    let cases: [(&str, &[u8]); 9] = [
        ("no JSON", b"garbage"),
        ("cut JSON", br#"{"choices":[{"delta":{"content":"x"#),
        ("closed too often", br#"{"choices":[]}}"#),
        ("nested too deeply", deep.as_bytes()),
        ("single quotes", b"{'choices':[]}"),
        ("trailing comma", br#"{"choices":[],}"#),
        ("unfinished escape", br#"{"choices":[{"delta":{"content":"\u12"}}]}"#),
        ("a number out of range", br#"{"choices":[{"delta":{"content":"x","y":1e999,"tool_calls":[]}}]}"#),
        ("NUL", b"\0"),
    ];
    for (name, event) in cases {
        let body = [sse(&[HI]).as_bytes(), b"data: ", event, b"\n\n", sse(&[THERE]).as_bytes()].concat();
        let outcome = read([body.as_slice()], BodyEnd::Closed);
        assert_eq!(outcome.content, "Hi there", "{name}");
        assert!(outcome.result.is_ok(), "{name}: {:?}", outcome.result);
        assert!(outcome.skipped <= 1, "{name}");
    }
    for (name, event) in [
        ("null", "null"),
        ("a string", "\"x\""),
        ("a number", "7"),
        ("an empty array", "[]"),
        ("an empty object", "{}"),
    ] {
        check(name, sse(&[HI, event, THERE]), reply("Hi there").finish("stop"));
    }
}

#[test]
fn characters_that_are_no_line_ends_and_no_text() {
    let cases: [(&str, &[u8], &str); 8] = [
        ("U+2028, U+0085, VT escaped and raw", "a\u{2028}b\u{85}c\\u000bd".as_bytes(), "a\u{2028}b\u{85}c\u{B}d"),
        ("invalid UTF-8", b"a\xFFb\xF0\x9F", "a\u{FFFD}b\u{FFFD}"),
        ("raw NUL", b"a\0b", "a\0b"),
        ("raw tabulator", b"a\tb", "a\tb"),
        ("escaped NUL", br"a\u0000b", "a\0b"),
        ("lone high surrogate", br"a\ud83db", "a\u{FFFD}b"),
        ("lone low surrogate", br"a\ude00b", "a\u{FFFD}b"),
        ("a pair of surrogates", br"a\ud83d\ude00b", "a😀b"),
    ];
    for (name, text, expected) in cases {
        let event = [br#"data: {"choices":[{"delta":{"content":""#, text, br#""},"finish_reason":"stop"}]}"#].concat();
        check(name, [&event, b"\n\n".as_slice()].concat(), reply(expected).finish("stop"));
    }
}

#[test]
fn lines_of_many_megabytes() {
    let text = "가나다\\n".repeat(1 << 19);
    let body =
        sse(&[&format!(r#"{{"choices":[{{"delta":{{"content":"{text}"}},"finish_reason":"stop"}}]}}"#), "[DONE]"]);
    for size in [usize::MAX, 1 << 14] {
        let outcome = read(body.as_bytes().chunks(size.min(body.len())), BodyEnd::Closed);
        assert_eq!(outcome.content.len(), 10 << 19);
        assert!(outcome.result.is_ok());
    }
}

#[test]
fn bodies_that_are_no_stream() {
    let answer = r#"{"id":"1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}"#;
    let whole = reply("Hi").finish("stop").usage(3, 1, 4);
    let pretty = answer.replace('{', "{\n ").replace(',', ",\r\n\t");
    let cases = [
        ("JSON", answer.to_owned()),
        ("JSON with a byte order mark", format!("\u{FEFF}{answer}")),
        ("JSON between white space", format!("\n\n \t{answer}\r\n \n")),
        ("JSON over several lines", pretty),
        ("JSON in the envelope result", format!(r#"{{"result":{answer},"success":true,"errors":[],"messages":[]}}"#)),
        ("JSON in an array", format!("[{answer}]")),
    ];
    for (name, body) in cases {
        check(name, body, whole);
    }
    let cases = [
        ("no finish reason", r#"{"choices":[{"message":{"content":"Hi"}}]}"#, reply("Hi")),
        ("text", r#"{"choices":[{"text":"Hi","finish_reason":null}]}"#, reply("Hi")),
        ("no text", r#"{"choices":[{"message":{"role":"assistant","content":null}}]}"#, reply("")),
        ("no choices in the array", r#"{"choices":[]}"#, reply("")),
        ("a chunk without end", r#"{"choices":[{"delta":{"content":"Hi"}}]}"#, failure("interrupted", "Hi")),
        ("empty", "", failure("protocol", "")),
        ("blank", " \r\n\n\t", failure("protocol", "")),
        ("only comments", ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n", failure("protocol", "")),
        ("only events without data", "event: ping\nid: 3\n\n", failure("protocol", "")),
        (
            "a web page",
            "\n <!DOCTYPE html>\n<html><head><title>Log\n in &amp; go</title><script>\n{\"error\": \"x\"}\nerror: 1\n</script></head></html>\n",
            failure("protocol", "").words("Log in & go"),
        ),
        ("words", "Internal Server Error", failure("protocol", "").words("Internal Server Error")),
        (
            "JSON of another kind",
            r#"{"object":"list","data":[]}"#,
            failure("protocol", "").words(r#"{"object":"list","data":[]}"#),
        ),
        (
            "a stream of another kind",
            "data: {\"type\":\"message_start\"}\n\ndata: {\"type\":\"content_block_delta\"}\n\n",
            failure("protocol", ""),
        ),
        ("choices are null", r#"{"choices":null}"#, failure("protocol", "")),
        ("JSON that stops", r#"{"choices":[{"message":{"content":"Hi"#, failure("protocol", "")),
        ("JSON that stops between lines", "{\n\"choices\":[\n", failure("protocol", "")),
        ("a string", "\"Hi\"", failure("protocol", "")),
        (
            "nothing but garbage, then [DONE]",
            "data: x\n\ndata: y\n\ndata: [DONE]\n\n",
            failure("protocol", "").skipped(2),
        ),
    ];
    for (name, body, expected) in cases {
        check(name, body, expected);
    }
    let cut = r#"{"choices":[{"message":{"content":"Hi"#;
    check_end("JSON that is cut off", cut, BodyEnd::Broken, failure("interrupted", ""));
    check_end("nothing, then the connection breaks", "", BodyEnd::Broken, failure("interrupted", ""));
    check_end(
        "comments, then nothing for long",
        ": wait\n\n",
        BodyEnd::IdleLimit { seconds: 9 },
        failure("interrupted", ""),
    );
}
