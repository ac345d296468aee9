//! AISCouncil: chat in the browser with any endpoint that speaks the OpenAI chat-completions format.
//!
//! This page is the map. Pure modules hold the rules and know neither browser nor signals; the browser is touched in
//! one place; signals stand around the pure values; components stand on top. The arrows between the modules are
//! checked by `tests/architecture.rs`.
//!
//! | module | what it holds | may use |
//! |---|---|---|
//! | [`openai`] | the wire format: request, server-sent events, reply, error, quirks | – |
//! | [`provider`] | what a provider is: definition, built-ins, form draft, registry | `openai` |
//! | [`doctor`] | why an endpoint cannot be talked to from a page, and the fix | `provider`, `openai` |
//! | [`bot`] | a bot and the parameters of its requests | `provider`, `openai` |
//! | [`chat`] | conversations, messages, cost | `bot`, `provider`, `openai` |
//! | [`markdown`] | replies as blocks that grow while they stream | – |
//! | [`text`] | every sentence that a person reads, in English and Korean | the error types, `doctor` |
//! | [`browser`] | fetch, local storage, IndexedDB, locks, clocks | `doctor`, `provider`, `openai` |
//! | [`store`] | signals around the pure values: registry, bots, conversations, live replies | all above |
//! | [`api`] | `window.AIS` | `store` |
//! | [`ui`] | the components | `store`, `text`, `markdown` |
//! | `server` | the axum server: pages, assets, security headers, the Demo provider, the relay | `openai`, [`app`] |
//!
//! The life of one message is told in `ARCHITECTURE.md`.

// Views are nested types; the compiler must be allowed to look into them.
#![recursion_limit = "256"]

pub mod api;
pub mod app;
pub mod bot;
pub mod browser;
pub mod chat;
pub mod doctor;
#[cfg(feature = "hydrate")]
mod hydrate;
pub mod markdown;
pub mod openai;
pub mod provider;
#[cfg(feature = "ssr")]
pub mod server;
pub mod store;
pub mod text;
pub mod ui;
