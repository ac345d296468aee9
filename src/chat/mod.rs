//! Conversations and their messages, as they are stored and sent; what a reply cost. Pure.

mod conversation;
mod cost;
mod exchange;
mod message;
mod phase;

pub use conversation::{Conversation, history, title_from};
pub use cost::{Cost, cost_of};
pub use exchange::{Exchange, Origins, Retry};
pub use message::{Ending, Message, ReplyDetails, Role, Timing};
pub use phase::{Phase, Span, spans};
