//! Markdown of chat replies, parsed while it streams.
//!
//! A [`Document`] is fed the growing text of one reply and holds its tree of [`Block`]s. Everything that came before the
//! open end of the text is final; each update parses only that open end, so the cost of a token does not grow with the
//! reply. The tree is data only: HTML is text, links have passed [`Address`], images are named but not loaded.
//!
//! | file | holds |
//! |---|---|
//! | `block` | the tree that a view shows |
//! | `address` | which links and images are allowed |
//! | `document` | the growing text, update by update |
//! | `tree` | blocks under their keys, and how a newly parsed end is merged into them |
//! | `parse`, `reader`, `draft` | one piece of source → blocks |
//! | `resume`, `open_end` | where in the source parsing can start again |
//! | `settle` | how far a long paragraph is final |
//! | `hold` | half-written syntax at the end, shown as what it most likely becomes |
//! | `verbatim` | what in prose the grammar must not read |
//! | `math` | where a formula begins and ends in prose |
//! | `autolink` | where a plain address does |
//! | `latex` | a formula as a tree of MathML |
//! | `highlight` | what is what in code, line by line |
//! | `label` | definitions of links and footnotes, and who still waits for one |

mod address;
mod autolink;
mod block;
mod document;
mod draft;
pub mod highlight;
mod hold;
mod label;
pub mod latex;
mod math;
mod open_end;
mod parse;
mod reader;
mod resume;
mod settle;
mod tree;
mod verbatim;

#[cfg(test)]
mod tests;

pub use address::Address;
pub use block::{Alignment, Block, Growing, Inline, Key, Prose};
pub use document::Document;
pub use tree::Changes;
