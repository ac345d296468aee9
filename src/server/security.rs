//! The headers that every answer has (spec §9).

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;

/// Beside the content security policy.
///
/// - The two local-network permissions are needed to call a server on this computer or in this network.
/// - No `Cross-Origin-Embedder-Policy`: under it even a `no-cors` probe of an endpoint fails, and with it the only way
///   to tell "refused by CORS" from "not reachable".
const FIXED: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("permissions-policy"),
        "loopback-network=(self), local-network=(self), camera=(), microphone=(), geolocation=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The content security policy of an answer.
///
/// - Endpoints may be anywhere, hence `connect-src`; remote images are loaded only after a click, hence `img-src`.
/// - `require-trusted-types-for` is left out: Leptos makes the static parts of a view through `innerHTML` of a
///   `<template>`, which it would forbid.
pub fn content_security_policy(nonce: Option<&str>, live_reload: bool) -> String {
    let nonce = nonce.map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    let live_reload = if live_reload { " ws: wss:" } else { "" };
    [
        "default-src 'none'".to_owned(),
        format!("script-src 'self'{nonce} 'wasm-unsafe-eval'"),
        "style-src 'self'".to_owned(),
        "img-src 'self' data: blob: https: http:".to_owned(),
        "font-src 'self'".to_owned(),
        format!("connect-src 'self' https: http:{live_reload}"),
        "manifest-src 'self'".to_owned(),
        "worker-src 'self'".to_owned(),
        "object-src 'none'".to_owned(),
        "base-uri 'none'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
        "form-action 'none'".to_owned(),
    ]
    .join("; ")
}

/// Adds the headers. A page has set its own policy already, with the nonce of its scripts.
pub async fn harden(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY)
        && let Ok(policy) = HeaderValue::try_from(content_security_policy(None, false))
    {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
