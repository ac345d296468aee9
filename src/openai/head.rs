//! What a body is that holds no completion.

use super::{ProtocolFault, error::cut, server_error::html_title};

/// How much of a body that cannot be read is kept to tell what it is, in bytes.
const LONGEST_HEAD: usize = 16 << 10;
/// How much of it is shown, in bytes.
const LONGEST_EXCERPT: usize = 500;

/// The beginning of a body in which nothing was found yet, to tell what it is in the end.
#[derive(Default)]
pub(super) struct Head {
    text: Vec<u8>,
    /// The body began as a web page does.
    pub(super) is_html: bool,
}

impl Head {
    /// Keeps a line, as far as there is room.
    pub(super) fn note(&mut self, line: &[u8]) {
        let room = LONGEST_HEAD.saturating_sub(self.text.len());
        self.text.extend_from_slice(line.get(..room).unwrap_or(line));
        if room > 0 {
            self.text.push(b'\n');
        }
    }

    /// Whether no line was kept.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Says what the body is.
    pub(super) fn fault(&self, status: u16, is_foreign: bool, is_truncated: bool) -> ProtocolFault {
        let text = String::from_utf8_lossy(&self.text);
        let excerpt = || cut(text.trim(), LONGEST_EXCERPT).to_owned();
        if self.is_html {
            ProtocolFault::Html { status, title: html_title(&text) }
        } else if is_truncated {
            ProtocolFault::Truncated { status }
        } else if is_foreign {
            ProtocolFault::Foreign { status, excerpt: excerpt() }
        } else if self.text.is_empty() {
            ProtocolFault::Empty { status }
        } else {
            ProtocolFault::Unreadable { status, excerpt: excerpt() }
        }
    }
}
