//! Any bytes as an answer: nothing panics, the pieces handed on are the text, and the cuts do not matter.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run reply_reader -- -dict=fuzz/reply_reader.dict -max_len=2048`

#![no_main]

// The wire format alone, so that nothing else of the app has to be built with the fuzzer's instruments.
#[path = "../../src/openai/mod.rs"]
#[allow(dead_code, unused_imports)]
mod openai;

use libfuzzer_sys::fuzz_target;
use openai::{BodyEnd, CompletionError, Progress, Reply, ReplyReader, read_error_body};

type Outcome = (Result<Reply, (CompletionError, Reply)>, u32);

fn read<'b>(pieces: impl Iterator<Item = &'b [u8]>, end: BodyEnd) -> Outcome {
    let (mut content, mut reasoning) = (String::new(), String::new());
    let mut on_delta = |delta: openai::Delta<'_>| {
        assert!(delta.content.is_some() || delta.reasoning.is_some());
        assert_ne!(delta.content, Some(""));
        assert_ne!(delta.reasoning, Some(""));
        content.push_str(delta.content.unwrap_or_default());
        reasoning.push_str(delta.reasoning.unwrap_or_default());
    };
    let mut reader = ReplyReader::new(200);
    for piece in pieces {
        if reader.feed(piece, &mut on_delta) == Progress::Done {
            break;
        }
    }
    let skipped = reader.skipped_events();
    let result = reader.finish(end, &mut on_delta);
    let (Ok(reply) | Err((_, reply))) = &result;
    assert_eq!(reply.content, content);
    assert_eq!(reply.reasoning.clone().unwrap_or_default(), reasoning);
    assert_ne!(reply.reasoning.as_deref(), Some(""));
    (result, skipped)
}

fuzz_target!(|input: &[u8]| {
    let Some(([choice, size], body)) = input.split_first_chunk::<2>() else { return };
    let end = match choice % 4 {
        0 => BodyEnd::Closed,
        1 => BodyEnd::Broken,
        2 => BodyEnd::IdleLimit { seconds: 1 },
        _ => BodyEnd::Aborted,
    };
    let whole = read(std::iter::once(body), end);
    let size = usize::from(*size).max(1);
    assert_eq!(read(body.chunks(size), end), whole, "in pieces of {size}");
    assert_eq!(read(body.chunks(1), end), whole, "byte by byte");
    let CompletionError::Api(mut error) = read_error_body(400, body) else { panic!("an error body is an API error") };
    assert!(error.message.len() <= openai::ServerError::LONGEST_MESSAGE);
    error.status = 400;
    if let Ok(serde_json::Value::Object(sent)) = serde_json::from_slice(body) {
        openai::Quirks::learn(&error, &sent);
    }
});
