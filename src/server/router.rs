//! Which path is answered by whom, and the layers around all of them.

use std::any::Any;

use axum::Router;
use axum::http::{Response, header};
use axum::middleware::{from_fn, map_response};
use axum::response::IntoResponse;
use axum::routing::{any, get};
use leptos_axum::LeptosRoutes;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::api_error::ApiError;
use super::relay::{Relay, trust};
use super::settings::Settings;
use super::{access_log, assets, demo, pages, security};

/// The whole server.
pub fn router(settings: &Settings) -> Router {
    router_with(settings, Relay::new(settings.policy.relay.clone(), settings.leptos.site_addr, trust::system()))
}

/// The whole server around a relay.
///
/// Compression leaves alone what is compressed already, and event streams, which it would hold back. The relay stands
/// outside of it: no content type says what an upstream sends.
pub fn router_with(settings: &Settings, relay: Relay) -> Router {
    let options = &settings.leptos;
    let built = format!("{}{{*path}}", options.site_pkg_dir_route_base());
    Router::new()
        .route("/healthz", get(|| async { ([(header::CACHE_CONTROL, "no-store")], "ok") }))
        .route(&built, get(assets::built))
        .merge(demo::routes(&settings.policy))
        .route("/api", any(|| async { ApiError::NoRoute }))
        .route("/api/{*path}", any(|| async { ApiError::NoRoute }))
        .leptos_routes_with_handler(pages::routes(options), pages::render)
        .fallback(pages::other)
        .with_state(options.clone())
        .layer(CompressionLayer::new())
        .merge(relay.routes())
        .layer(CatchPanicLayer::custom(failed))
        .layer(map_response(security::harden))
        .layer(from_fn(access_log::record))
}

/// What a client gets when a handler panicked; the reason stays here.
fn failed(_: Box<dyn Any + Send>) -> Response<axum::body::Body> {
    tracing::error!("a handler panicked");
    ApiError::Internal.into_response()
}
