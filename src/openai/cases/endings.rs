//! Rules 16 and 17: when a reply is whole, cut, or failed.

use super::super::{BodyEnd, CompletionError, Ending, Interruption};
use super::{check_end, failure, read, reply, sse};

const TEXT: &str = r#"{"choices":[{"delta":{"content":"Hi"}}]}"#;
const STOP: &str = r#"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#;
const FAILED: &str = r#"{"choices":[{"delta":{},"finish_reason":"error"}]}"#;
const ERROR: &str = r#"{"error":{"message":"broken","code":500}}"#;
const DONE: &str = "[DONE]";

#[test]
fn every_end_after_every_stream() {
    use BodyEnd::{Broken, Closed, IdleLimit};
    let idle = IdleLimit { seconds: 30 };
    let whole = reply("Hi").finish("stop");
    let cut = failure("interrupted", "Hi");
    let refused = failure("finish_error", "Hi").finish("error").words("error");
    let error = failure("api", "Hi").words("broken");
    let cases: [(&[&str], BodyEnd, super::Expected); 21] = [
        (&[TEXT, STOP, DONE], Closed, whole),
        (&[TEXT, STOP], Closed, whole),
        (&[TEXT, DONE], Closed, reply("Hi")),
        (&[TEXT], Closed, cut),
        (&[TEXT, STOP], Broken, whole),
        (&[TEXT], Broken, cut),
        (&[TEXT], idle, cut),
        (&[TEXT, STOP], idle, whole),
        (&[r#"{"choices":[{"delta":{"role":"assistant"}}]}"#], Closed, failure("interrupted", "")),
        (&[r#"{"choices":[],"usage":{"prompt_tokens":0}}"#], Closed, failure("interrupted", "")),
        (&[STOP], Closed, reply("").finish("stop")),
        (&[TEXT, FAILED, DONE], Closed, refused),
        (&[TEXT, FAILED], Broken, refused),
        (&[TEXT, STOP, FAILED], Closed, refused),
        (&[TEXT, FAILED, STOP], Closed, whole),
        (&[TEXT, ERROR, DONE], Closed, error),
        (&[TEXT, ERROR], Broken, error),
        (&[TEXT, STOP, ERROR], Closed, error.finish("stop")),
        (&[TEXT, FAILED, ERROR], Closed, error.finish("error")),
        (&[TEXT, ERROR, STOP], Closed, error),
        (&[ERROR], Closed, failure("api", "").words("broken")),
    ];
    for (events, end, expected) in cases {
        check_end(&format!("{events:?}, {end:?}"), sse(events), end, expected);
    }
}

#[test]
fn interruptions_say_how() {
    let ends = [
        (BodyEnd::Closed, Interruption::Closed),
        (BodyEnd::Broken, Interruption::Broken),
        (BodyEnd::IdleLimit { seconds: 30 }, Interruption::IdleLimit { seconds: 30 }),
    ];
    for (end, expected) in ends {
        let outcome = read([sse(&[TEXT]).as_bytes()], end);
        assert_eq!(outcome.result.map_err(|(error, _)| error), Err(CompletionError::Interrupted(expected)));
    }
}

#[test]
fn nothing_is_handed_on_after_an_abort() {
    let body = sse(&[TEXT, r#"{"choices":[{"delta":{"content":" there"}}]}"#]);
    let cut = body.trim_end();
    let outcome = read([cut.as_bytes()], BodyEnd::Aborted);
    assert_eq!(outcome.content, "Hi");
    assert!(
        matches!(&outcome.result, Err((CompletionError::Aborted, partial)) if partial.content == "Hi"),
        "{outcome:?}"
    );
    let outcome = read([sse(&[TEXT, STOP]).as_bytes()], BodyEnd::Aborted);
    assert!(matches!(outcome.result, Err((CompletionError::Aborted, _))));
}

#[test]
fn finish_reasons_are_an_open_set() {
    let cases = [
        ("stop", Ending::Normal),
        ("tool_calls", Ending::Normal),
        ("eos_token", Ending::Normal),
        ("COMPLETE", Ending::Normal),
        ("length", Ending::Cut),
        ("model_length", Ending::Cut),
        ("content_filter", Ending::Filtered),
        ("abort", Ending::Failed),
        ("network_error", Ending::Failed),
        ("insufficient_system_resource", Ending::Failed),
        ("error", Ending::Failed),
    ];
    for (reason, expected) in cases {
        let event = format!(r#"{{"choices":[{{"delta":{{"content":"Hi"}},"finish_reason":"{reason}"}}]}}"#);
        let outcome = read([sse(&[&event, DONE]).as_bytes()], BodyEnd::Closed);
        let reply = outcome.reply();
        assert_eq!(reply.ending(), Some(expected), "{reason}");
        assert_eq!(outcome.result.is_err(), expected == Ending::Failed, "{reason}");
    }
}
