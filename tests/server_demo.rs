//! The Demo provider as a client sees it.

mod server_support;

use std::time::{Duration, Instant};

use aiscouncil::openai::{BodyEnd, Ending, Progress, Reply, ReplyReader};
use aiscouncil::provider::builtin::{DEMO, builtins};
use aiscouncil::server::demo::{COMPLETIONS_PATH, MODELS_PATH, Model};
use aiscouncil::server::settings::Policy;
use axum::Router;
use axum::body::Body;
use axum::http::Response;
use futures::StreamExt;
use serde_json::{Value, json};
use server_support::{bytes, header, send, server, text};

/// Method, headers, body; status, `error.param`, `error.code`.
type Refusal<'a> = (&'a str, &'a [&'a str], &'a str, u16, Value, Value);

const JSON: &str = "content-type: application/json";

fn body(changes: Value) -> Value {
    let mut body = json!({"model": "demo-fast", "messages": [{"role": "user", "content": "Hello there"}]});
    for (name, value) in changes.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    body
}

async fn ask_at(server: &Router, changes: Value) -> Response<Body> {
    send(server, "POST", COMPLETIONS_PATH, &[JSON, "accept-encoding: br, gzip"], body(changes).to_string()).await
}

async fn ask(changes: Value) -> Response<Body> {
    ask_at(&server(Policy::default()), changes).await
}

/// The values of a stream's `data:` lines.
fn events(stream: &str) -> Vec<&str> {
    stream.split("\n\n").filter(|event| !event.is_empty()).map(|event| event.strip_prefix("data: ").unwrap()).collect()
}

#[tokio::test]
async fn the_models_are_listed() {
    let response = send(&server(Policy::default()), "GET", MODELS_PATH, &[], Body::empty()).await;
    assert_eq!((response.status().as_u16(), header(&response, "content-type")), (200, "application/json"));
    let list: Value = serde_json::from_slice(&bytes(response).await).unwrap();
    assert_eq!(list["object"], "list");
    let ids: Vec<&str> = list["data"].as_array().unwrap().iter().map(|model| model["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["demo-fast", "demo-slow"]);
}

#[test]
fn the_built_in_provider_of_that_name_is_the_one_that_is_served() {
    let demo = builtins().iter().find(|provider| provider.id == DEMO).unwrap();
    assert_eq!(demo.endpoint, COMPLETIONS_PATH);
    let ids: Vec<&str> = demo.models.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, Model::ALL.map(Model::id));
}

/// Reads a body in small pieces, as the page does.
async fn read(response: Response<Body>) -> (Reply, String) {
    let mut reader = ReplyReader::new(response.status().as_u16());
    let mut deltas = String::new();
    let mut progress = Progress::Continue;
    for piece in bytes(response).await.chunks(7) {
        progress = reader.feed(piece, &mut |delta| deltas.extend(delta.content));
    }
    assert_eq!(reader.skipped_events(), 0);
    let reply = reader.finish(BodyEnd::Closed, &mut |delta| deltas.extend(delta.content)).map_err(|error| error.0);
    let reply = reply.unwrap();
    assert!(progress == Progress::Done || reply.usage.is_some());
    (reply, deltas)
}

#[tokio::test]
async fn the_reader_of_the_app_gets_the_same_from_a_stream_and_from_a_whole_reply() {
    let cases = [
        (json!({}), Ending::Normal),
        (json!({"max_tokens": 80}), Ending::Cut),
        (json!({"messages": [{"role": "user", "content": "표를 보여 주세요"}]}), Ending::Normal),
    ];
    for (changes, ending) in cases {
        let mut streamed = changes.clone();
        streamed["stream"] = json!(true);
        streamed["stream_options"] = json!({"include_usage": true});
        let (stream, deltas) = read(ask(streamed.clone()).await).await;
        assert_eq!(deltas, stream.content);
        // The parameters are told in the reply, so that the two texts differ in that part.
        let whole =
            send(&server(Policy::default()), "POST", COMPLETIONS_PATH, &[JSON], body(changes).to_string()).await;
        let (whole, _) = read(whole).await;
        assert_eq!((&stream.reasoning, &stream.finish_reason), (&whole.reasoning, &whole.finish_reason));
        assert_eq!(stream.ending(), Some(ending));
        let usage = stream.usage.unwrap();
        assert!(usage.completion_tokens > usage.reasoning_tokens && usage.prompt_tokens > Some(0), "{usage:?}");
        assert_eq!(usage.total_tokens, Some(usage.prompt_tokens.unwrap() + usage.completion_tokens.unwrap()));
        assert_eq!(usage.reasoning_tokens, whole.usage.unwrap().reasoning_tokens);
        let title = |text: &str| text.lines().next().map(str::to_owned);
        assert_eq!(title(&stream.content), title(&whole.content));
    }
}

#[tokio::test]
async fn a_whole_reply_is_one_object() {
    let response =
        send(&server(Policy::default()), "POST", COMPLETIONS_PATH, &[JSON], body(json!({})).to_string()).await;
    assert_eq!((response.status().as_u16(), header(&response, "content-type")), (200, "application/json"));
    assert_eq!(header(&response, "cache-control"), "no-store");
    let reply: Value = serde_json::from_slice(&bytes(response).await).unwrap();
    assert_eq!((&reply["object"], &reply["model"]), (&json!("chat.completion"), &json!("demo-fast")));
    let choice = &reply["choices"][0];
    assert_eq!(choice["finish_reason"], "stop");
    assert!(choice["message"]["content"].as_str().unwrap().starts_with("# Demo is not a model"));
    assert!(choice["message"]["reasoning_content"].as_str().unwrap().contains("not a model"));
    let usage = &reply["usage"];
    let count = |name: &str| usage[name].as_u64().unwrap();
    assert_eq!(count("prompt_tokens"), 4);
    assert_eq!(count("total_tokens"), count("prompt_tokens") + count("completion_tokens"));
    assert!(usage["completion_tokens_details"]["reasoning_tokens"].as_u64().unwrap() > 0);
}

#[tokio::test]
async fn a_stream_is_made_of_chunks_and_ends_with_done() {
    let response = ask(json!({"stream": true, "stream_options": {"include_usage": true}})).await;
    assert_eq!((response.status().as_u16(), header(&response, "content-type")), (200, "text/event-stream"));
    assert_eq!((header(&response, "cache-control"), header(&response, "content-encoding")), ("no-store", ""));
    let stream = text(response).await;
    let mut events = events(&stream);
    assert_eq!(events.pop(), Some("[DONE]"));
    let chunks: Vec<Value> = events.iter().map(|event| serde_json::from_str(event).unwrap()).collect();
    assert!(chunks.iter().all(|chunk| chunk["object"] == "chat.completion.chunk" && chunk["id"] == chunks[0]["id"]));
    assert_eq!(chunks[0]["choices"][0]["delta"], json!({"role": "assistant", "content": ""}));

    let (last, others) = chunks.split_last().unwrap();
    assert_eq!(last["choices"], json!([]));
    assert!(others.iter().all(|chunk| chunk["usage"].is_null() && chunk.get("usage").is_some()));
    let tokens = others.iter().filter(|chunk| chunk["choices"][0]["finish_reason"].is_null()).count() - 1;
    assert_eq!(last["usage"]["completion_tokens"], tokens);
    assert_eq!(others.last().unwrap()["choices"][0]["finish_reason"], "stop");
}

#[tokio::test]
async fn usage_is_left_out_of_a_stream_unless_asked_for() {
    for options in [json!({"stream": true}), json!({"stream": true, "stream_options": {"include_usage": false}})] {
        let stream = text(ask(options.clone()).await).await;
        assert!(!stream.contains("\"usage\""), "{options}");
        assert!(stream.ends_with("data: [DONE]\n\n"));
    }
}

#[tokio::test]
async fn the_limit_ends_a_reply_with_its_reason() {
    let stream = text(ask(json!({"stream": true, "max_tokens": 3})).await).await;
    let chunks: Vec<&str> = events(&stream);
    assert_eq!(chunks.len(), 6, "{stream}");
    assert!(chunks[4].contains("\"finish_reason\":\"length\""), "{stream}");
}

#[tokio::test]
async fn events_come_one_by_one_at_the_pace_of_the_model() {
    let began = Instant::now();
    let response = ask(json!({"model": "demo-slow", "stream": true, "max_tokens": 4})).await;
    let mut arrivals = Vec::new();
    let mut frames = response.into_body().into_data_stream();
    while let Some(frame) = frames.next().await {
        assert_eq!(events(std::str::from_utf8(&frame.unwrap()).unwrap()).len(), 1);
        arrivals.push(began.elapsed());
    }
    assert_eq!(arrivals.len(), 7);
    assert!(arrivals[0] < Duration::from_millis(45), "{arrivals:?}");
    assert!(arrivals[4] >= Duration::from_millis(195), "{arrivals:?}");

    let began = Instant::now();
    ask(json!({"model": "demo-slow", "max_tokens": 4})).await;
    assert!(began.elapsed() >= Duration::from_millis(195));
}

#[tokio::test]
async fn a_reply_that_nobody_reads_any_more_makes_room_for_the_next() {
    let server = server(Policy { demo_concurrency: 1, ..Policy::default() });
    let slow = || json!({"model": "demo-slow", "stream": true});
    let mut first = ask_at(&server, slow()).await.into_body().into_data_stream();
    assert!(first.next().await.is_some());

    let refused = ask_at(&server, slow()).await;
    assert_eq!((refused.status().as_u16(), header(&refused, "retry-after")), (429, "1"));
    drop(first);
    assert_eq!(ask_at(&server, slow()).await.status(), 200);
}

#[tokio::test]
async fn wrong_requests_are_refused_in_the_format_of_all_servers() {
    let policy = Policy { demo_body_bytes: 2_000, ..Policy::default() };
    let server = server(policy);
    let good = body(json!({})).to_string();
    let long = body(json!({"user": "x".repeat(2_000)})).to_string();
    let wrong = body(json!({"temperature": "hot"})).to_string();
    let unknown = body(json!({"model": "gpt-9"})).to_string();
    let cases: [Refusal; 9] = [
        ("POST", &[JSON], "{", 400, Value::Null, Value::Null),
        ("POST", &[JSON], &wrong, 400, json!("temperature"), json!("invalid_value")),
        ("POST", &[JSON], "{\"model\":\"demo-fast\"}", 400, json!("messages"), json!("missing_required_parameter")),
        ("POST", &[JSON], &unknown, 404, json!("model"), json!("model_not_found")),
        ("GET", &[JSON], "", 405, Value::Null, Value::Null),
        ("POST", &[JSON], &long, 413, Value::Null, json!("request_too_large")),
        ("POST", &["content-type: text/plain"], &good, 415, Value::Null, Value::Null),
        ("POST", &[JSON, "sec-fetch-site: cross-site"], &good, 403, Value::Null, Value::Null),
        ("POST", &[JSON, "sec-fetch-site: same-site"], &good, 403, Value::Null, Value::Null),
    ];
    for (method, headers, body, status, parameter, code) in cases {
        let response = send(&server, method, COMPLETIONS_PATH, headers, body.to_owned()).await;
        assert_eq!(response.status(), status, "{body:.80}");
        assert_eq!(header(&response, "content-type"), "application/json");
        let answer: Value = serde_json::from_slice(&bytes(response).await).unwrap();
        let error = &answer["error"];
        assert_eq!((&error["param"], &error["code"]), (&parameter, &code), "{answer}");
        assert!(error["message"].as_str().unwrap().ends_with('.'), "{answer}");
    }
    for site in ["same-origin", "none"] {
        let headers = [JSON, &format!("sec-fetch-site: {site}")];
        assert_eq!(send(&server, "POST", COMPLETIONS_PATH, &headers, good.clone()).await.status(), 200, "{site}");
    }
}

#[tokio::test]
async fn a_page_of_another_origin_gets_no_permission() {
    let preflight = [
        "origin: https://example.com",
        "access-control-request-method: POST",
        "access-control-request-headers: content-type",
    ];
    let response = send(&server(Policy::default()), "OPTIONS", COMPLETIONS_PATH, &preflight, Body::empty()).await;
    assert_eq!((response.status().as_u16(), header(&response, "allow")), (405, "POST"));
    assert_eq!(header(&response, "access-control-allow-origin"), "");
}
