//! The relay over real sockets: what it passes on, and every rule that something tries to break.

mod limits;
mod passing;
mod process;
mod safety;
mod support;
