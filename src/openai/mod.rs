//! The chat-completions format on the wire: requests to bytes, bytes to replies. Pure: no network, no clock.
//!
//! - writing: [`ChatCompletion`] (what is asked) → [`Quirks`] (what this endpoint refused before) → [`HttpRequest`]
//! - reading: [`ReplyReader`] (bytes of a 2xx answer) → [`Delta`]s and a [`Reply`]; [`read_error_body`] for all other statuses
//! - failing: [`CompletionError`], one variant for each `kind` of spec §6
//!
//! Within the reader, from the bytes up: `lines` → `events` (fields, JSON documents) → `ordinary` (the common chunk,
//! borrowed) or `json` (anything else, loosely) → `assembly` (choices, usage, errors) → `choice` (one reply: `accretion`
//! for cumulative text, `thinking` for leading tags, `parts`, `tool_calls`). `head` tells what a body without a
//! completion is instead; `reader` gives the verdict.

mod accretion;
mod assembly;
#[cfg(test)]
mod cases;
mod chat_completion;
mod choice;
mod error;
mod events;
mod head;
mod http_request;
mod json;
mod lines;
mod loose;
mod ordinary;
mod parts;
mod quirks;
mod raw_stream;
mod reader;
mod refusal;
mod reply;
mod secrets;
mod server_error;
mod thinking;
mod tool_calls;
mod traffic;
mod usage;

pub use chat_completion::ChatCompletion;
pub use error::{CompletionError, Interruption, NetworkFault, ProtocolFault, RequestFault, ServerError};
pub use http_request::{Header, HttpRequest, Method};
pub use quirks::{Quirk, Quirks};
pub use raw_stream::{RawLine, RawLines, RawStream};
pub use reader::{BodyEnd, Progress, ReplyReader};
pub use reply::{Delta, Ending, Reply, ToolCall, Usage};
pub use secrets::{REDACTED, Secrets, is_credential, short_data_urls};
pub use server_error::read_error_body;
pub use traffic::Traffic;
