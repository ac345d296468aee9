//! Demo: a provider that is no model, so that the first reply needs neither a key nor another server.
//!
//! - [`request`] and its [`conversation`]: what came in, checked as strictly as OpenAI does
//! - [`script`]: what is said to it, cut by the limits that were asked for; [`words`] in both languages
//! - [`pieces`]: what counts as a token here
//! - [`answer`]: the script as JSON or as a stream, at the model's pace

pub mod answer;
pub mod conversation;
pub mod pieces;
pub mod request;
pub mod script;
mod words;

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::api_error::ApiError;
use super::settings::Policy;
use request::DemoRequest;
use script::Script;

/// The path of the endpoint.
pub const COMPLETIONS_PATH: &str = "/api/demo/v1/chat/completions";

/// The path of the model list.
pub const MODELS_PATH: &str = "/api/demo/v1/models";

/// How long a body may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(10);

/// A pace of talking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    Fast,
    Slow,
}

impl Model {
    /// Both, in the order of the list.
    pub const ALL: [Model; 2] = [Model::Fast, Model::Slow];

    /// The id that a request names.
    pub fn id(self) -> &'static str {
        match self {
            Model::Fast => "demo-fast",
            Model::Slow => "demo-slow",
        }
    }

    /// The model of that id.
    pub fn from_id(id: &str) -> Option<Model> {
        Model::ALL.into_iter().find(|model| model.id() == id)
    }

    /// The time from one token to the next.
    pub fn period(self) -> Duration {
        match self {
            Model::Fast => Duration::from_micros(667),
            Model::Slow => Duration::from_millis(50),
        }
    }
}

/// What the routes share.
#[derive(Clone)]
struct Demo {
    /// One permit a running reply.
    replies: Arc<Semaphore>,
    body_bytes: usize,
}

/// The routes of Demo.
pub fn routes<S: Clone + Send + Sync + 'static>(policy: &Policy) -> Router<S> {
    let demo = Demo { replies: Arc::new(Semaphore::new(policy.demo_concurrency)), body_bytes: policy.demo_body_bytes };
    Router::new()
        .route(COMPLETIONS_PATH, post(complete).fallback(|| async { ApiError::Method }))
        .route(MODELS_PATH, get(models).fallback(|| async { ApiError::Method }))
        .layer(DefaultBodyLimit::max(policy.demo_body_bytes))
        .with_state(demo)
}

async fn models() -> Response {
    let model = |model: Model| json!({"id": model.id(), "object": "model", "created": 0, "owned_by": "demo"});
    let list: Vec<Value> = Model::ALL.into_iter().map(model).collect();
    ([(header::CACHE_CONTROL, "no-store")], Json(json!({"object": "list", "data": list}))).into_response()
}

/// Everything is checked before a permit is taken, so that a slow or wrong request keeps nobody waiting.
async fn complete(State(demo): State<Demo>, request: Request) -> Result<Response, ApiError> {
    refuse_foreign(request.headers())?;
    let body = read_body(request, demo.body_bytes).await?;
    let request = DemoRequest::parse(&body)?;
    drop(body);
    let permit = demo.replies.try_acquire_owned().map_err(|_| ApiError::Busy)?;
    let script = Script::write(&request);
    Ok(answer::give(request, script, permit).await)
}

/// Pages of other sites are told apart by two things that they cannot forge: what the browser says about itself, and
/// that a JSON body needs a preflight, which finds no CORS header here.
fn refuse_foreign(headers: &HeaderMap) -> Result<(), ApiError> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if matches!(text("sec-fetch-site"), Some("cross-site" | "same-site")) {
        return Err(ApiError::ForeignSite);
    }
    let media_type = text("content-type").and_then(|value| value.split(';').next()).unwrap_or_default();
    match media_type.trim().eq_ignore_ascii_case("application/json") {
        true => Ok(()),
        false => Err(ApiError::MediaType),
    }
}

async fn read_body(request: Request, limit: usize) -> Result<Bytes, ApiError> {
    match tokio::time::timeout(BODY_TIME, Bytes::from_request(request, &())).await {
        Err(_) => Err(ApiError::SlowBody),
        Ok(Ok(body)) => Ok(body),
        Ok(Err(rejection)) if rejection.status() == ApiError::TooLarge { limit }.status() => {
            Err(ApiError::TooLarge { limit })
        }
        Ok(Err(_)) => Err(ApiError::BrokenBody),
    }
}
