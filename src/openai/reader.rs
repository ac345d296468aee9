//! One answer body to one reply, and the verdict on how it ended.

use super::{CompletionError, Delta, Ending, Interruption, Reply, events::Events, lines::Lines};

/// Whether more of the body is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Continue,
    /// `[DONE]` or an error was read. Nothing that follows counts: the caller cancels the body at once.
    Done,
}

/// How a body came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyEnd {
    /// Regularly, or the caller cancelled it after [`Progress::Done`].
    Closed,
    /// Reading it failed.
    Broken,
    /// Nothing came for that long, and the caller gave up.
    IdleLimit { seconds: u32 },
    /// Stop was pressed, or the signal fired.
    Aborted,
}

/// Reads the answer body of a 2xx response as it arrives, in pieces of any size.
///
/// Decides by the bytes what they are, never by a content type (dialects rule 8), in time linear in their
/// length. No input ends it but `[DONE]` and a server's error: an event that cannot be read is skipped and counted.
pub struct ReplyReader {
    status: u16,
    lines: Lines,
    events: Events,
}

impl ReplyReader {
    /// A reader for a response with that HTTP status.
    pub fn new(status: u16) -> ReplyReader {
        ReplyReader { status, lines: Lines::default(), events: Events::new(status) }
    }

    /// Reads the next piece of the body. Each bit of the reply is handed on as soon as it was parsed.
    pub fn feed(&mut self, bytes: &[u8], on_delta: &mut dyn FnMut(Delta<'_>)) -> Progress {
        let mut input = bytes;
        while !self.events.is_over()
            && let Some(line) = self.lines.next(&mut input)
        {
            self.events.line(line, on_delta);
        }
        if self.events.is_over() { Progress::Done } else { Progress::Continue }
    }

    /// Ends the reply. May still hand on text: what was held back, a last event without a blank line, a JSON document;
    /// but nothing when it was aborted.
    ///
    /// # Errors
    /// What spec §6 says of an answer that is no whole reply, with what had arrived of it.
    #[allow(clippy::result_large_err, reason = "once per reply, and the partial reply is as large as the whole one")]
    pub fn finish(
        mut self,
        end: BodyEnd,
        on_delta: &mut dyn FnMut(Delta<'_>),
    ) -> Result<Reply, (CompletionError, Reply)> {
        if end == BodyEnd::Aborted {
            return Err((CompletionError::Aborted, self.events.into_partial()));
        }
        if !self.events.is_over() {
            self.events.last(self.lines.rest(), on_delta);
        }
        let status = self.status;
        let body = self.events.conclude(on_delta);
        let reply = body.reply;
        if let Some(error) = body.error {
            return Err((CompletionError::Api(error), reply));
        }
        if let Some(reason) = reply.finish_reason.as_ref().filter(|reason| Ending::of(reason) == Ending::Failed) {
            return Err((CompletionError::FinishError { status, reason: reason.clone() }, reply));
        }
        if body.is_whole || reply.finish_reason.is_some() {
            return Ok(reply);
        }
        let error = match end {
            BodyEnd::Broken => CompletionError::Interrupted(Interruption::Broken),
            BodyEnd::IdleLimit { seconds } => CompletionError::Interrupted(Interruption::IdleLimit { seconds }),
            BodyEnd::Closed | BodyEnd::Aborted => match body.fault {
                None => CompletionError::Interrupted(Interruption::Closed),
                Some(fault) => CompletionError::Protocol(fault),
            },
        };
        Err((error, reply))
    }

    /// What has arrived so far of the first choice.
    pub fn partial(&self) -> &Reply {
        self.events.partial()
    }

    /// How many events could not be read.
    pub fn skipped_events(&self) -> u32 {
        self.events.skipped()
    }

    /// The first of them, each cut to what is worth showing.
    pub fn skipped_samples(&self) -> &[String] {
        self.events.samples()
    }
}
