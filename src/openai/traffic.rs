//! What goes over the wire for one reply, told while it happens: for the request details.

use super::{HttpRequest, Quirk, Quirks, ServerError};

/// One thing that happened. The time is the listener's to note.
pub enum Traffic<'a> {
    /// A request is sent: the one for the endpoint, also where this app's own server passes it on (`relayed`).
    Sent { request: &'a HttpRequest, relayed: bool, quirks: &'a Quirks },
    /// The answer has begun. The headers are those that a page may see.
    Answered { status: u16, headers: Vec<(String, String)> },
    /// The next bytes of the answer's body.
    Bytes(&'a [u8]),
    /// The body was read; so many of its events could not be, the first of which are given.
    Skipped { count: u32, samples: &'a [String] },
    /// The request was refused for a parameter, and is sent once more, changed by the quirk (spec §6, dialects rule 20).
    Refused { error: &'a ServerError, quirk: &'a Quirk },
}
