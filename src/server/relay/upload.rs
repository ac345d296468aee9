//! A page's request body on its way to the upstream.

use std::fmt;
use std::future::poll_fn;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use tokio::runtime::Handle;

/// How long a body that nobody wants any more is read.
const LINGERING: Duration = Duration::from_secs(5);

/// A body of at most so many bytes, read only as fast as the upstream reads.
///
/// What is left of it when it is dropped is read and thrown away, up to its limit once more: a connection that is closed
/// over unread bytes is reset, and the page would never see the answer.
#[derive(Debug)]
pub struct Upload {
    body: Body,
    left: usize,
    limit: usize,
}

impl Upload {
    /// A body of at most `limit` bytes.
    ///
    /// # Errors
    /// The body says itself that it is longer.
    pub fn new(body: Body, limit: usize) -> Result<Upload, TooLong> {
        let upload = Upload { body, left: limit, limit };
        let short = usize::try_from(upload.body.size_hint().lower()).is_ok_and(|length| length <= limit);
        if short { Ok(upload) } else { Err(TooLong { limit }) }
    }
}

/// More bytes than `limit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    pub limit: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the body is longer than {} bytes", self.limit)
    }
}

impl std::error::Error for TooLong {}

impl HttpBody for Upload {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        loop {
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => {
                    // Trailers belong to the connection.
                    let Some(data) = frame.data_ref() else { continue };
                    let Some(left) = self.left.checked_sub(data.len()) else {
                        return Poll::Ready(Some(Err(axum::Error::new(TooLong { limit: self.limit }))));
                    };
                    self.left = left;
                    return Poll::Ready(Some(Ok(frame)));
                }
                end => return Poll::Ready(end),
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        if self.body.is_end_stream() {
            return;
        }
        let rest = mem::take(&mut self.body);
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(tokio::time::timeout(LINGERING, throw_away(rest, self.limit)));
        }
    }
}

async fn throw_away(mut body: Body, limit: usize) {
    let mut left = Some(limit);
    while let (Some(budget), Some(Ok(frame))) = (left, poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await)
    {
        left = budget.checked_sub(frame.data_ref().map_or(0, Bytes::len));
    }
}
