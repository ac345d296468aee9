//! The only code that touches the browser: fetch, local storage, IndexedDB, locks, clocks, the clipboard.
//!
//! Everything here fails with a value, never with a panic: storage can be blocked or full, and each of these
//! interfaces can be missing. On the server nothing here is called; it compiles there, since components do.

mod body;
pub mod cancel;
pub mod channel;
pub mod clipboard;
pub mod clock;
pub mod database;
pub mod file;
pub mod focus;
pub mod grapheme;
pub mod keyboard;
pub mod local_storage;
pub mod lock;
pub mod network_fault;
pub mod page;
pub mod permission;
pub mod picture;
pub mod probe;
pub mod quota;
pub mod stream;
