//! Conversations and their messages, as they are stored, sent and searched; what a reply cost; backups, exports and sums of
//! usage. Pure.

pub mod backup;
mod column;
mod conversation;
mod cost;
mod exchange;
pub mod export;
mod message;
mod part;
mod phase;
mod picture;
pub mod search;
mod sent_request;
mod spent;
pub mod usage;

pub use column::Column;
pub use conversation::{Conversation, history, title_from};
pub use cost::{Cost, cost_of};
pub use exchange::{Exchange, Origins, Retry};
pub use message::{Ending, Message, ReplyDetails, Role, Timing};
pub use part::{Estimate, Part, Pieces, Tokens, tokens_asked};
pub use phase::{Phase, Span, spans};
pub use picture::{PICTURE_TYPES, Picture};
pub use sent_request::{Rebuilt, SentRequest};
pub use spent::{SPENT, regain, spent};
