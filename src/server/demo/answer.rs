//! The script as JSON or as a stream, at the model's pace.

use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Json;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream;
use serde_json::{Value, json};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Duration, Instant, sleep, sleep_until};

use super::request::DemoRequest;
use super::script::{Script, Usage};

/// Replies of this process, for their ids.
static REPLIES: AtomicU64 = AtomicU64::new(1);

/// Answers in the form that was asked for. The permit is held until the last byte, or until the client is gone: what
/// nobody reads is dropped with its connection, and nothing is made in advance.
pub async fn give(request: DemoRequest, script: Script, permit: OwnedSemaphorePermit) -> Response {
    let reply = Reply::new(&request, script.usage);
    let mut response = if request.stream {
        let playback = Playback::new(&request, script, reply, permit);
        Sse::new(stream::unfold(playback, Playback::next)).into_response()
    } else {
        let tokens = u32::try_from(script.usage.completion).unwrap_or(u32::MAX);
        sleep(request.model.period().saturating_mul(tokens)).await;
        Json(reply.whole(&script)).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Some proxies hold event streams back unless they are told.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// What every object of one reply says.
struct Reply {
    id: String,
    /// Seconds since 1970.
    created: u64,
    model: &'static str,
    usage: Value,
}

impl Reply {
    fn new(request: &DemoRequest, usage: Usage) -> Reply {
        Reply {
            id: format!("chatcmpl-demo-{}", REPLIES.fetch_add(1, Ordering::Relaxed)),
            created: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()),
            model: request.model.id(),
            usage: json!({
                "prompt_tokens": usage.prompt,
                "completion_tokens": usage.completion,
                "total_tokens": usage.prompt + usage.completion,
                "completion_tokens_details": {"reasoning_tokens": usage.reasoning},
            }),
        }
    }

    fn whole(&self, script: &Script) -> Value {
        let message = json!({
            "role": "assistant",
            "content": script.content.concat(),
            "reasoning_content": script.reasoning.concat(),
        });
        json!({
            "id": self.id,
            "object": "chat.completion",
            "created": self.created,
            "model": self.model,
            "choices": [{"index": 0, "message": message, "finish_reason": script.finish.name()}],
            "usage": self.usage,
        })
    }

    fn chunk(&self, choices: Value) -> Value {
        json!({
            "id": self.id,
            "object": "chat.completion.chunk",
            "created": self.created,
            "model": self.model,
            "choices": choices,
        })
    }

    fn delta(&self, delta: Value, finish: Option<&str>) -> Value {
        self.chunk(json!([{"index": 0, "delta": delta, "finish_reason": finish}]))
    }
}

/// One event of the stream to come.
enum Step {
    Role,
    Reasoning(String),
    Content(String),
    Finish(&'static str),
    Usage,
    Done,
}

impl Step {
    /// Whether it is a token, which takes its time.
    fn is_token(&self) -> bool {
        matches!(self, Step::Reasoning(_) | Step::Content(_))
    }
}

/// A stream between two of its events.
struct Playback {
    steps: std::vec::IntoIter<Step>,
    reply: Reply,
    include_usage: bool,
    period: Duration,
    /// When the next token is due.
    due: Instant,
    _permit: OwnedSemaphorePermit,
}

impl Playback {
    fn new(request: &DemoRequest, script: Script, reply: Reply, permit: OwnedSemaphorePermit) -> Playback {
        let mut steps = vec![Step::Role];
        steps.extend(script.reasoning.into_iter().map(Step::Reasoning));
        steps.extend(script.content.into_iter().map(Step::Content));
        steps.push(Step::Finish(script.finish.name()));
        if request.include_usage {
            steps.push(Step::Usage);
        }
        steps.push(Step::Done);
        Playback {
            steps: steps.into_iter(),
            reply,
            include_usage: request.include_usage,
            period: request.model.period(),
            due: Instant::now(),
            _permit: permit,
        }
    }

    async fn next(mut self) -> Option<(Result<Event, Infallible>, Playback)> {
        let step = self.steps.next()?;
        if step.is_token() {
            // Due times follow from the first one, so that the timer's coarse grain does not add up.
            self.due += self.period;
            sleep_until(self.due).await;
        }
        let event = Event::default().data(self.data(step));
        Some((Ok(event), self))
    }

    fn data(&self, step: Step) -> String {
        // As OpenAI does: once usage was asked for, every chunk has the field, and only the last one fills it.
        let usage = match step {
            Step::Usage => Some(self.reply.usage.clone()),
            _ if self.include_usage => Some(Value::Null),
            _ => None,
        };
        let mut chunk = match step {
            Step::Role => self.reply.delta(json!({"role": "assistant", "content": ""}), None),
            Step::Reasoning(text) => self.reply.delta(json!({"reasoning_content": text}), None),
            Step::Content(text) => self.reply.delta(json!({"content": text}), None),
            Step::Finish(reason) => self.reply.delta(json!({}), Some(reason)),
            Step::Usage => self.reply.chunk(json!([])),
            Step::Done => return "[DONE]".to_owned(),
        };
        if let (Some(usage), Some(fields)) = (usage, chunk.as_object_mut()) {
            fields.insert("usage".into(), usage);
        }
        chunk.to_string()
    }
}
