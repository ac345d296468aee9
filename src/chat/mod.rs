//! Conversations and their messages, as they are stored, sent and searched; what a reply cost; backups, exports and sums of
//! usage. Pure.

pub mod backup;
mod conversation;
mod cost;
mod exchange;
pub mod export;
mod message;
mod phase;
pub mod search;
pub mod usage;

pub use conversation::{Conversation, history, title_from};
pub use cost::{Cost, cost_of};
pub use exchange::{Exchange, Origins, Retry};
pub use message::{Ending, Message, ReplyDetails, Role, Timing};
pub use phase::{Phase, Span, spans};
