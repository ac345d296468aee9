//! What the routes under `/api` refuse, in the error format of chat completions.
//!
//! The sentences are English, as those of every other server in that format: they reach a person as "the server's own
//! words" inside a sentence of the app.

use std::fmt;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Characters of what was sent that an error repeats at most.
const LONGEST_QUOTE: usize = 100;

/// A refused request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// No such path.
    NoRoute,
    /// The path has no such method.
    Method,
    /// A page of another site sent it.
    ForeignSite,
    /// The body does not claim to be JSON.
    MediaType,
    /// The body did not arrive in time.
    SlowBody,
    /// The body broke off.
    BrokenBody,
    /// The body is longer than the server reads.
    TooLarge { limit: usize },
    /// The body is no JSON.
    NotJson { reason: String },
    /// A parameter that must be there.
    Missing { parameter: String },
    /// A parameter of the wrong type or out of range.
    Wrong { parameter: String, expected: String },
    /// The model is none of this server's.
    UnknownModel { model: String },
    /// As many replies as allowed are running.
    Busy,
    /// The server failed.
    Internal,
}

impl ApiError {
    pub fn wrong(parameter: impl Into<String>, expected: impl Into<String>) -> Self {
        ApiError::Wrong { parameter: parameter.into(), expected: expected.into() }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            ApiError::NoRoute | ApiError::UnknownModel { .. } => StatusCode::NOT_FOUND,
            ApiError::Method => StatusCode::METHOD_NOT_ALLOWED,
            ApiError::ForeignSite => StatusCode::FORBIDDEN,
            ApiError::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ApiError::SlowBody => StatusCode::REQUEST_TIMEOUT,
            ApiError::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            ApiError::Busy => StatusCode::TOO_MANY_REQUESTS,
            ApiError::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            ApiError::BrokenBody | ApiError::NotJson { .. } | ApiError::Missing { .. } | ApiError::Wrong { .. } => {
                StatusCode::BAD_REQUEST
            }
        }
    }

    /// `error.type`.
    fn kind(&self) -> &'static str {
        match self {
            ApiError::Busy => "rate_limit_error",
            ApiError::Internal => "server_error",
            _ => "invalid_request_error",
        }
    }

    /// `error.code`, for what a program may want to tell apart.
    fn code(&self) -> Option<&'static str> {
        match self {
            ApiError::NoRoute => Some("unknown_url"),
            ApiError::UnknownModel { .. } => Some("model_not_found"),
            ApiError::Missing { .. } => Some("missing_required_parameter"),
            ApiError::Wrong { .. } => Some("invalid_value"),
            ApiError::TooLarge { .. } => Some("request_too_large"),
            ApiError::Busy => Some("rate_limit_exceeded"),
            _ => None,
        }
    }

    /// `error.param`.
    fn parameter(&self) -> Option<&str> {
        match self {
            ApiError::Missing { parameter } | ApiError::Wrong { parameter, .. } => Some(parameter),
            ApiError::UnknownModel { .. } => Some("model"),
            _ => None,
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ApiError::NoRoute => out.write_str("There is nothing at this URL."),
            ApiError::Method => out.write_str("This URL does not answer that method."),
            ApiError::ForeignSite => out.write_str("Only this app's own pages may call this URL."),
            ApiError::MediaType => out.write_str("The Content-Type must be application/json."),
            ApiError::SlowBody => out.write_str("The request body did not arrive in time."),
            ApiError::BrokenBody => out.write_str("The request body broke off."),
            ApiError::TooLarge { limit } => write!(out, "The request body is longer than {limit} bytes."),
            ApiError::NotJson { reason } => write!(out, "The request body is no JSON object: {reason}."),
            ApiError::Missing { parameter } => write!(out, "The parameter '{parameter}' is missing."),
            ApiError::Wrong { parameter, expected } => write!(out, "The parameter '{parameter}' must be {expected}."),
            ApiError::UnknownModel { model } => {
                let shown: String = model.chars().take(LONGEST_QUOTE).collect();
                write!(out, "The model '{shown}' does not exist.")
            }
            ApiError::Busy => out.write_str("Demo gives as many replies as it is allowed to. Try again in a moment."),
            ApiError::Internal => out.write_str("The server failed."),
        }
    }
}

impl std::error::Error for ApiError {}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = json!({
            "error": {
                "message": self.to_string(),
                "type": self.kind(),
                "param": self.parameter(),
                "code": self.code(),
            }
        });
        let mut response = (self.status(), Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self == ApiError::Busy {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}
