//! Conversations and their messages, as they are stored, sent and searched; what a reply cost. Pure.

mod conversation;
mod cost;
mod message;
pub mod search;

pub use conversation::{Conversation, history, title_from};
pub use cost::{Cost, cost_of};
pub use message::{Ending, Message, ReplyDetails, Role, Timing};
