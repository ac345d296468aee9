//! A router over a small site, and what the tests ask it.

pub mod site;

use aiscouncil::server::router::router;
use aiscouncil::server::settings::{Policy, Settings};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response};
use leptos::config::LeptosOptions;
use tower::ServiceExt;

use site::SITE;

/// The whole server over the site.
pub fn server(policy: Policy) -> Router {
    let root = SITE.to_string_lossy().into_owned();
    let leptos = LeptosOptions::builder().output_name("aiscouncil").site_root(root).build();
    router(&Settings { leptos, policy })
}

/// One request to it; headers as `name: value`.
pub async fn send(
    server: &Router,
    method: &str,
    path: &str,
    headers: &[&str],
    body: impl Into<Body>,
) -> Response<Body> {
    let mut request = Request::builder().method(method).uri(path);
    for header in headers {
        let (name, value) = header.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    server.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap()
}

/// A header's value; empty when it is not there.
pub fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

/// The whole body.
pub async fn bytes(response: Response<Body>) -> Vec<u8> {
    to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()
}

/// The whole body as text.
pub async fn text(response: Response<Body>) -> String {
    String::from_utf8(bytes(response).await).unwrap()
}
