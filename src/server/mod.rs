//! The app's own server: settings → router → serve.
//!
//! - [`settings`]: what `Leptos.toml` and the environment say, checked before anything starts
//! - [`startup`]: listens, announces the address, stops gracefully
//! - [`page_connection`]: connections of pages, which end when nothing is read from them
//! - [`router`]: which path is answered by whom, and the layers around all of them
//! - [`pages`]: the app rendered as HTML; [`assets`]: its files, hashed and precompressed
//! - [`security`]: the headers that every answer has
//! - [`relay`]: the way to endpoints that no browser can call
//! - [`demo`]: the provider that is no model, in the format of all the others
//! - [`api_error`]: what the routes under `/api` refuse, in that same format
//! - [`access_log`]: one line a request, without content

pub mod access_log;
pub mod api_error;
pub mod assets;
pub mod demo;
pub mod page_connection;
pub mod pages;
pub mod relay;
pub mod router;
pub mod security;
pub mod settings;
pub mod startup;

pub use startup::run;
