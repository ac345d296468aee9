//! The app rendered as HTML, in the visitor's language and theme.

use std::future::Future;
use std::pin::Pin;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use axum::response::IntoResponse;
use leptos::config::LeptosOptions;
use leptos::context::{provide_context, use_context};
use leptos::nonce::use_nonce;
use leptos_axum::{AxumRouteListing, ResponseOptions, generate_route_list, render_app_async_with_context};

use super::{assets, security};
use crate::app::shell;
use crate::store::preferences::Preferences;

/// The paths that the app itself knows.
pub fn routes(options: &LeptosOptions) -> Vec<AxumRouteListing> {
    let options = options.clone();
    generate_route_list(move || shell(options.clone(), Preferences::default()))
}

/// Renders one page.
pub fn render(
    State(options): State<LeptosOptions>,
    request: Request,
) -> Pin<Box<dyn Future<Output = Response<Body>> + Send>> {
    let page = move || shell(options.clone(), use_context::<Preferences>().unwrap_or_default());
    render_app_async_with_context(prepare, page)(request)
}

/// Answers every path that no route has: a public file, else the app's own page for what is not found.
pub async fn other(State(options): State<LeptosOptions>, request: Request) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    // `GET *` and the like: the router inside the app takes only paths.
    if !request.uri().path().starts_with('/') {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let (parts, body) = request.into_parts();
    let lookup = Request::from_parts(parts.clone(), Body::empty());
    if let Some(file) = assets::public(&options, lookup).await {
        return file;
    }
    let mut response = render(State(options), Request::from_parts(parts, body)).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

/// Runs inside the rendering of a page, before the app: what the visitor prefers, and the headers that belong to the
/// page. The nonce of the policy is the one that Leptos writes into the page's scripts.
fn prepare() {
    let headers = use_context::<Parts>().map(|parts| parts.headers).unwrap_or_default();
    provide_context(Preferences::from_headers(
        text(&headers, header::COOKIE).as_deref(),
        text(&headers, header::ACCEPT_LANGUAGE).as_deref(),
    ));
    let Some(response) = use_context::<ResponseOptions>() else { return };
    response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response.insert_header(header::VARY, HeaderValue::from_static("accept-encoding, accept-language, cookie"));
    // The variable that Leptos looks at before it writes its script for reloading.
    let live_reload = std::env::var_os("LEPTOS_WATCH").is_some();
    let policy = security::content_security_policy(use_nonce().as_deref(), live_reload);
    if let Ok(policy) = HeaderValue::try_from(policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// All values of a header that are text, joined as one.
fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let separator = if name == header::COOKIE { "; " } else { ", " };
    let values: Vec<&str> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    (!values.is_empty()).then(|| values.join(separator))
}
