//! Lines to events: which lines belong together, which are JSON, which end the reply.

use memchr::memchr;
use serde_json::Value;

use super::{
    ProtocolFault, Reply, ServerError,
    assembly::{Assembly, Seen},
    choice::OnDelta,
    head::Head,
    json::{self, Extent, Gathering},
    server_error,
};

/// How many events that could not be read are kept, and how much of each, in bytes.
const MOST_SAMPLES: usize = 3;
const LONGEST_SAMPLE: usize = 300;

/// The lines of a body, as events: of a stream, of JSON lines, or the one of a JSON document.
pub(super) struct Events {
    status: u16,
    assembly: Assembly,
    /// The event that is being read is named `error`.
    is_error: bool,
    /// `data` lines of the current event that are no whole JSON yet, or the words of a named error.
    data: Gathering,
    /// Lines without a field name that began with a bracket: a JSON document, or JSON lines.
    bare: Gathering,
    /// JSON texts that stood in `data` lines, and on lines of their own.
    data_count: u32,
    bare_count: u32,
    skipped: u32,
    /// The first of the events that could not be read, each cut to [`LONGEST_SAMPLE`].
    samples: Vec<String>,
    /// An event or document was not whole at the end of the body.
    is_truncated: bool,
    end: Option<End>,
    head: Head,
}

enum End {
    Done,
    Error(ServerError),
}

/// What a body turned out to be.
pub(super) struct Body {
    pub(super) reply: Reply,
    pub(super) error: Option<ServerError>,
    /// `[DONE]` was read, or the body is a JSON document, which needs no finish reason.
    pub(super) is_whole: bool,
    /// What the body is instead, when nothing of a completion was in it.
    pub(super) fault: Option<ProtocolFault>,
}

impl Events {
    /// The events of an answer with that HTTP status.
    pub(super) fn new(status: u16) -> Events {
        Events {
            status,
            assembly: Assembly::default(),
            is_error: false,
            data: Gathering::default(),
            bare: Gathering::default(),
            data_count: 0,
            bare_count: 0,
            skipped: 0,
            samples: Vec::new(),
            is_truncated: false,
            end: None,
            head: Head::default(),
        }
    }

    /// Whether nothing that follows counts.
    pub(super) fn is_over(&self) -> bool {
        self.end.is_some()
    }

    /// The reply as far as it has come.
    pub(super) fn partial(&self) -> &Reply {
        self.assembly.reply()
    }

    /// What has arrived of the reply.
    pub(super) fn into_partial(self) -> Reply {
        self.assembly.into_partial()
    }

    /// How many events could not be read.
    pub(super) fn skipped(&self) -> u32 {
        self.skipped
    }

    /// The first of them, as far as they are worth showing.
    pub(super) fn samples(&self) -> &[String] {
        &self.samples
    }

    /// Gives out what was held back, and says what the body was.
    pub(super) fn conclude(self, on_delta: OnDelta<'_>) -> Body {
        let Seen { completion, foreign, announces_more } = self.assembly.seen;
        let is_document = self.bare_count == 1 && self.data_count == 0 && completion && !announces_more;
        let is_readable = completion || foreign || self.skipped == 0;
        let is_whole = match self.end {
            Some(_) => is_readable,
            None => is_document,
        };
        let fault = (!completion).then(|| self.head.fault(self.status, foreign, self.is_truncated));
        let error = match self.end {
            Some(End::Error(error)) => Some(error),
            Some(End::Done) | None => None,
        };
        Body { reply: self.assembly.finish(on_delta), error, is_whole, fault }
    }

    /// Reads one line of the body.
    #[inline]
    pub(super) fn line(&mut self, line: &[u8], on_delta: OnDelta<'_>) {
        if let Some(data) = line.strip_prefix(b"data:") {
            self.data(data.strip_prefix(b" ").unwrap_or(data), on_delta);
        } else if line.is_empty() {
            self.end_of_event(on_delta);
        } else {
            self.other_line(line, on_delta);
        }
    }

    #[inline]
    fn data(&mut self, data: &[u8], on_delta: OnDelta<'_>) {
        let is_plain = self.data.is_empty() && self.bare.is_empty() && !self.is_error;
        if is_plain && data.first() == Some(&b'{') && self.assembly.add_ordinary(data, on_delta) {
            self.data_count = self.data_count.saturating_add(1);
        } else {
            self.odd_data(data, on_delta);
        }
    }

    /// A `data` line that is no ordinary chunk.
    fn odd_data(&mut self, data: &[u8], on_delta: OnDelta<'_>) {
        self.drop_bare(on_delta);
        let mut text = data.trim_ascii();
        // Some proxies write the field name before lines that have it already.
        while let Some(inner) = text.strip_prefix(b"data:") {
            text = inner.trim_ascii_start();
        }
        if text == b"[DONE]" {
            self.end_of_event(on_delta);
            self.end.get_or_insert(End::Done);
        } else if self.is_error {
            self.data.push(data);
        } else if self.data.is_empty() {
            if text.is_empty() {
                return;
            }
            self.note(text);
            if let Some(value) = json::read(text) {
                self.data_value(&value, on_delta);
            } else if self.data.push(text) != Extent::Open {
                self.flush_data(on_delta);
            }
        } else {
            match self.data.push(text) {
                Extent::Open => {}
                Extent::Closed => {
                    let text = self.data.take();
                    match json::read(&text) {
                        Some(value) => self.data_value(&value, on_delta),
                        None => self.each_line(&text, on_delta),
                    }
                }
                Extent::Hopeless => self.flush_data(on_delta),
            }
        }
    }

    #[cold]
    fn other_line(&mut self, line: &[u8], on_delta: OnDelta<'_>) {
        let text = line.trim_ascii();
        if line.first() == Some(&b':') || text.is_empty() {
            return;
        }
        if text.first() == Some(&b'<') && self.is_untouched() {
            self.head.is_html = true;
        }
        if self.head.is_html {
            return self.head.note(line);
        }
        if !self.bare.is_empty() || json::opens(text) {
            return self.bare_line(text, on_delta);
        }
        let (field, value) = match memchr(b':', line).and_then(|colon| line.split_at_checked(colon)) {
            Some((field, value)) => (field, value.get(1..).unwrap_or_default()),
            None => (line, Default::default()),
        };
        let value = value.trim_ascii();
        match field {
            b"event" => self.is_error = value == b"error",
            // Old versions of llama.cpp.
            b"error" if !value.is_empty() => self.fail_with(value),
            b"data" | b"error" | b"id" | b"retry" => {}
            _ => self.head.note(line),
        }
    }

    /// Whether nothing has come yet but comments and blank lines.
    fn is_untouched(&self) -> bool {
        self.data_count == 0 && self.bare_count == 0 && self.skipped == 0 && self.head.is_empty()
    }

    fn bare_line(&mut self, text: &[u8], on_delta: OnDelta<'_>) {
        if text == b"[DONE]" {
            self.drop_bare(on_delta);
            self.end.get_or_insert(End::Done);
            return;
        }
        self.note(text);
        if self.bare.is_empty()
            && let Some(value) = json::read(text)
        {
            return self.bare_value(&value, on_delta);
        }
        match self.bare.push(text) {
            Extent::Open => {}
            Extent::Closed => {
                let text = self.bare.take();
                match json::read(&text) {
                    Some(value) => self.bare_value(&value, on_delta),
                    None => self.each_line(&text, on_delta),
                }
            }
            Extent::Hopeless => self.drop_bare(on_delta),
        }
    }

    fn end_of_event(&mut self, on_delta: OnDelta<'_>) {
        if self.is_error && !self.data.is_empty() {
            let text = self.data.take();
            self.fail_with(&text);
        } else if !self.data.is_empty() {
            self.flush_data(on_delta);
        }
        self.is_error = false;
    }

    /// The body is over. A last line without its end, and a last event without its blank line, count if they are
    /// whole JSON, else they are dropped (dialects rule 4).
    pub(super) fn last(&mut self, line: Option<&[u8]>, on_delta: OnDelta<'_>) {
        let (skipped, samples) = (self.skipped, self.samples.len());
        if let Some(line) = line {
            self.line(line, on_delta);
        }
        if self.is_error {
            self.end_of_event(on_delta);
        }
        self.is_truncated = !self.data.is_empty() || !self.bare.is_empty() || self.skipped > skipped;
        self.flush_data(on_delta);
        self.drop_bare(on_delta);
        self.skipped = skipped;
        self.samples.truncate(samples);
    }

    /// An event whose lines are no JSON together: each may be one by itself (dialects rule 2).
    fn flush_data(&mut self, on_delta: OnDelta<'_>) {
        if !self.data.is_empty() {
            let text = self.data.take();
            self.each_line(&text, on_delta);
        }
    }

    fn drop_bare(&mut self, on_delta: OnDelta<'_>) {
        if !self.bare.is_empty() {
            let text = self.bare.take();
            self.each_line(&text, on_delta);
        }
    }

    fn each_line(&mut self, text: &[u8], on_delta: OnDelta<'_>) {
        for line in text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let (values, is_cut) = json::read_row(line);
            values.iter().for_each(|value| self.data_value(value, on_delta));
            if is_cut {
                self.skipped = self.skipped.saturating_add(1);
                if self.samples.len() < MOST_SAMPLES {
                    let line = line.get(..LONGEST_SAMPLE).unwrap_or(line);
                    self.samples.push(String::from_utf8_lossy(line).into_owned());
                }
            }
        }
    }

    fn data_value(&mut self, value: &Value, on_delta: OnDelta<'_>) {
        self.data_count = self.data_count.saturating_add(1);
        self.value(value, on_delta);
    }

    fn bare_value(&mut self, value: &Value, on_delta: OnDelta<'_>) {
        self.bare_count = self.bare_count.saturating_add(1);
        self.value(value, on_delta);
    }

    fn value(&mut self, value: &Value, on_delta: OnDelta<'_>) {
        if self.end.is_none()
            && let Err(error) = self.assembly.add(value, self.status, on_delta)
        {
            self.end = Some(End::Error(error));
        }
    }

    /// Ends with an error that is marked as one, whatever its shape.
    fn fail_with(&mut self, words: &[u8]) {
        let words = String::from_utf8_lossy(words);
        self.end.get_or_insert_with(|| End::Error(server_error::of_named_event(words.trim(), self.status)));
    }

    /// Keeps the beginning of what may turn out to be no completion.
    fn note(&mut self, text: &[u8]) {
        if !self.assembly.seen.completion {
            self.head.note(text);
        }
    }
}
