//! The stream reader against eventsource-stream and typed, borrowing serde_json, on the same bytes in one run.
//!
//! Each stream is read by both; the table at the end compares the best times. The second half of the table feeds the reader
//! streams of growing size: time per byte that stays the same is time linear in the input.

use std::{
    borrow::Cow,
    cell::RefCell,
    collections::BTreeMap,
    convert::Infallible,
    hint::black_box,
    time::{Duration, Instant},
};

use aiscouncil::openai::{BodyEnd, Progress, ReplyReader};
use criterion::{Criterion, SamplingMode, Throughput};
use eventsource_stream::Eventsource;
use futures::{FutureExt, StreamExt};
use serde::Deserialize;

/// What a browser hands over at once, about.
const PIECE: usize = 16 << 10;
const MEGABYTE: usize = 1_000_000;

/// A body and the size of the pieces in which it arrives.
struct Stream {
    name: &'static str,
    body: Vec<u8>,
    piece: usize,
}

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(3))
        .without_plots()
        .configure_from_args();
    let streams = [
        Stream { name: "ordinary chunks, 40 MB", body: ordinary(40 * MEGABYTE), piece: PIECE },
        Stream { name: "padded chunks, 40 MB", body: padded(40 * MEGABYTE), piece: PIECE },
        Stream { name: "byte by byte, 1 MB", body: ordinary(MEGABYTE), piece: 1 },
        Stream { name: "one line, 8 MB", body: one_line(8 * MEGABYTE), piece: PIECE },
        Stream { name: "200,000 tiny events", body: tiny(200_000), piece: PIECE },
    ];
    let mut table = Vec::new();
    for stream in &streams {
        assert_eq!(ours(stream), theirs(stream), "{}: both read the same text", stream.name);
        let best = RefCell::new(BTreeMap::new());
        let mut group = criterion.benchmark_group(stream.name);
        group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Bytes(stream.body.len() as u64));
        for (reader, read) in [("reader", ours as fn(&Stream) -> usize), ("eventsource-stream", theirs)] {
            group.bench_function(reader, |bencher| {
                bencher.iter_custom(|rounds| {
                    let mut total = Duration::ZERO;
                    for _ in 0..rounds {
                        let time = time(|| read(stream));
                        let mut best = best.borrow_mut();
                        let fastest = best.entry(reader).or_insert(time);
                        *fastest = time.min(*fastest);
                        total += time;
                    }
                    total
                });
            });
        }
        group.finish();
        let best = best.into_inner();
        if let (Some(ours), Some(theirs)) = (best.get("reader"), best.get("eventsource-stream")) {
            let (ours, theirs) = (speed(stream, *ours), speed(stream, *theirs));
            table.push(format!("{:<26}{ours:>10.0}{theirs:>22.1}{:>9.1}×", stream.name, ours / theirs));
        }
    }
    if table.is_empty() {
        return;
    }
    println!("\n{:<26}{:>10}{:>22}{:>10}", "MB/s, best of all rounds", "reader", "eventsource-stream", "ratio");
    table.iter().for_each(|line| println!("{line}"));
    println!("\n{:<26}{:>10}{:>10}{:>10}", "ns per byte", "1/4", "1/2", "whole");
    for (name, make, piece, size) in [
        ("ordinary chunks, 40 MB", ordinary as fn(usize) -> Vec<u8>, PIECE, 40 * MEGABYTE),
        ("byte by byte, 4 MB", ordinary, 1, 4 * MEGABYTE),
        ("one line, 8 MB", one_line, PIECE, 8 * MEGABYTE),
        ("one line, byte by byte", one_line, 1, 8 * MEGABYTE),
        ("document, 8 MB", document, PIECE, 8 * MEGABYTE),
    ] {
        let per_byte = [size / 4, size / 2, size].map(|size| {
            let stream = Stream { name, body: make(size), piece };
            let best = (0..5).map(|_| time(|| ours(&stream))).min().unwrap_or_default();
            best.as_nanos() as f64 / stream.body.len() as f64
        });
        println!("{name:<26}{:>10.2}{:>10.2}{:>10.2}", per_byte[0], per_byte[1], per_byte[2]);
    }
}

fn time(read: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    black_box(read());
    start.elapsed()
}

fn speed(stream: &Stream, time: Duration) -> f64 {
    stream.body.len() as f64 / 1e6 / time.as_secs_f64()
}

/// Reads with the reader of this crate, handing on each piece; the length of the text.
fn ours(stream: &Stream) -> usize {
    let mut handed_on = 0;
    let mut on_delta = |delta: aiscouncil::openai::Delta<'_>| handed_on += delta.content.map_or(0, str::len);
    let mut reader = ReplyReader::new(200);
    for piece in stream.body.chunks(stream.piece) {
        if reader.feed(piece, &mut on_delta) == Progress::Done {
            break;
        }
    }
    let reply = reader.finish(BodyEnd::Closed, &mut on_delta).expect("a whole reply");
    assert_eq!(reply.content.len(), handed_on);
    handed_on
}

#[derive(Deserialize)]
struct Chunk<'a> {
    #[serde(borrow)]
    choices: Vec<Choice<'a>>,
}

#[derive(Deserialize)]
struct Choice<'a> {
    #[serde(borrow)]
    delta: Delta<'a>,
    #[serde(rename = "finish_reason")]
    _finish_reason: Option<&'a str>,
}

#[derive(Deserialize)]
struct Delta<'a> {
    #[serde(borrow, default)]
    content: Cow<'a, str>,
}

/// Reads with eventsource-stream and serde_json; the length of the text.
fn theirs(stream: &Stream) -> usize {
    let pieces = futures::stream::iter(stream.body.chunks(stream.piece).map(Ok::<&[u8], Infallible>));
    let mut events = pieces.eventsource();
    let mut text = String::new();
    while let Some(Some(event)) = events.next().now_or_never() {
        let event = event.expect("an event");
        if event.data == "[DONE]" {
            break;
        }
        let chunk: Chunk<'_> = serde_json::from_str(&event.data).expect("a chunk");
        for choice in &chunk.choices {
            text.push_str(&choice.delta.content);
        }
    }
    text.len()
}

const TOKENS: [&str; 16] = [
    "The",
    " quick",
    " brown",
    " fox",
    " jumps",
    " over",
    ",",
    " the",
    " lazy",
    " dog",
    ".\\n\\n",
    " 안녕",
    "하세요",
    " **bold**",
    " \\\"so\\\"",
    " and",
];

fn end(mut body: String) -> Vec<u8> {
    body.push_str("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    body.into_bytes()
}

fn chunk(token: &str, rest: &str) -> String {
    format!(
        r#"data: {{"id":"chatcmpl-7f3a9c2e51","object":"chat.completion.chunk","created":1790000000,"model":"some-model-7b","choices":[{{"index":0,"delta":{{"content":"{token}"}},"logprobs":null,"finish_reason":null}}]{rest}}}"#,
    ) + "\n\n"
}

/// Chunks of about 200 bytes, as most servers write them.
fn ordinary(size: usize) -> Vec<u8> {
    let mut body = String::with_capacity(size + 300);
    for token in TOKENS.iter().cycle() {
        body.push_str(&chunk(token, ""));
        if body.len() >= size {
            break;
        }
    }
    end(body)
}

/// Chunks that differ from each other in more than the text: the padding of OpenAI.
fn padded(size: usize) -> Vec<u8> {
    let mut body = String::with_capacity(size + 300);
    for (count, token) in TOKENS.iter().cycle().enumerate() {
        let padding = "aB3dE5gH7jK9".get(..count % 12).unwrap_or_default();
        body.push_str(&chunk(token, &format!(r#","usage":null,"obfuscation":"{padding}""#)));
        if body.len() >= size {
            break;
        }
    }
    end(body)
}

/// One event with all the text.
fn one_line(size: usize) -> Vec<u8> {
    let text: String = TOKENS
        .iter()
        .cycle()
        .scan(0, |length, token| {
            *length += token.len();
            (*length < size).then_some(*token)
        })
        .collect();
    end(chunk(&text, ""))
}

/// An answer that is not streamed, over several lines.
fn document(size: usize) -> Vec<u8> {
    let text = "The quick brown fox. ".repeat(size / 21);
    format!("{{\n  \"choices\": [\n    {{\n      \"message\": {{\n        \"content\": \"{text}\"\n      }}\n    }}\n  ]\n}}\n").into_bytes()
}

/// The smallest events there are.
fn tiny(count: usize) -> Vec<u8> {
    end("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n".repeat(count))
}
