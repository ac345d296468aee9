//! What is known of how one reply was asked for, and what came: for the request details.

use std::sync::Arc;

use crate::chat::{Exchange, Origins, Retry, SentRequest, Timing};
use crate::openai::{HttpRequest, RawLines, RawStream, Secrets, Traffic};

/// A longer body of a request is not kept.
const LONGEST_BODY: usize = 2 << 20;

/// One reply: its request, its answer, and when what happened. Everything in it may be shown.
#[derive(Default)]
pub struct Inspection {
    pub exchange: Exchange,
    /// In milliseconds after the first request was sent.
    pub timing: Timing,
    /// The last request that was sent; `None` before. Without its body where that was too long to keep.
    pub request: Option<Arc<HttpRequest>>,
    /// The headers of the answer that a page may see.
    pub headers: Vec<(String, String)>,
    /// The first of the events that could not be read.
    pub samples: Vec<String>,
    raw: Raw,
}

/// The body of the answer.
enum Raw {
    /// It is arriving, and may hold secrets.
    Arriving(RawStream, Secrets),
    Whole(Arc<RawLines>),
    /// Others needed its place.
    Dropped,
}

impl Default for Raw {
    fn default() -> Self {
        Raw::Arriving(RawStream::new(), Secrets::default())
    }
}

impl Inspection {
    /// Of a reply that is asked for at `sent`, in milliseconds since 1970.
    pub(super) fn begin(sent: f64, origins: Origins) -> Inspection {
        Inspection { exchange: Exchange { sent, origins, ..Exchange::default() }, ..Inspection::default() }
    }

    /// The lines of the answer's body; `None` when they were dropped for newer ones.
    pub fn lines(&self) -> Option<Arc<RawLines>> {
        match &self.raw {
            Raw::Arriving(raw, secrets) => Some(Arc::new(raw.lines(secrets))),
            Raw::Whole(lines) => Some(lines.clone()),
            Raw::Dropped => None,
        }
    }

    fn secrets(&self) -> Secrets {
        match &self.raw {
            Raw::Arriving(_, secrets) => secrets.clone(),
            Raw::Whole(_) | Raw::Dropped => Secrets::default(),
        }
    }

    /// Notes what happened `time` milliseconds after the reply was begun.
    pub(super) fn note(&mut self, traffic: Traffic<'_>, time: f64) {
        match traffic {
            Traffic::Sent { request, relayed, quirks } => {
                let secrets = Secrets::of(request);
                let shown = secrets.shown(request);
                self.exchange.url = shown.url.clone();
                self.exchange.relayed = relayed;
                // What is told of a retry was learned in it.
                if self.exchange.retry.is_none() {
                    self.exchange.learned = quirks.clone();
                } else {
                    self.timing.retried = Some(time);
                }
                self.request = Some(Arc::new(shown));
                self.timing.headers = None;
                if let Raw::Arriving(_, kept) = &mut self.raw {
                    *kept = secrets;
                }
            }
            Traffic::Answered { status, headers } => {
                let secrets = self.secrets();
                self.exchange.status = Some(status);
                self.timing.headers = Some(time);
                self.headers =
                    headers.into_iter().map(|(name, value)| (name, secrets.redact(&value).into_owned())).collect();
            }
            Traffic::Bytes(bytes) => {
                if let Raw::Arriving(raw, _) = &mut self.raw {
                    raw.push(bytes, time);
                }
            }
            Traffic::Skipped { count, samples } => {
                let secrets = self.secrets();
                self.exchange.skipped = count;
                self.samples = samples.iter().map(|sample| secrets.redact(sample).into_owned()).collect();
            }
            Traffic::Refused { error, quirk } => {
                let message = self.secrets().redact(&error.message).into_owned();
                let status = error.status;
                let retry = Retry { status, message, quirk: Some(quirk.clone()) };
                // Of several refusals the last one is told with its words.
                if let Some(earlier) = self.exchange.retry.replace(retry).and_then(|earlier| earlier.quirk) {
                    self.exchange.learned.add(earlier);
                }
                // The refusal and the answer are told apart by a blank line.
                self.note(Traffic::Bytes(b"\n\n"), time);
            }
        }
    }

    /// Ends the recording: nothing secret is kept from here on.
    pub(super) fn seal(&mut self) {
        if let Raw::Arriving(raw, secrets) = &self.raw {
            self.exchange.bytes = raw.bytes() as u64;
            self.raw = Raw::Whole(Arc::new(raw.lines(secrets)));
        }
        self.exchange.request = self.request.as_deref().and_then(SentRequest::of).map(Box::new);
        if self.body_length() > LONGEST_BODY {
            self.drop_body();
        }
    }

    fn body_length(&self) -> usize {
        self.request.as_ref().and_then(|request| request.body.as_ref()).map_or(0, String::len)
    }

    fn drop_body(&mut self) {
        self.request = self.request.take().map(|request| Arc::new(HttpRequest { body: None, ..(*request).clone() }));
    }

    pub(super) fn weight(&self) -> usize {
        let raw = if let Raw::Whole(lines) = &self.raw { lines.weight() } else { 0 };
        raw + self.body_length()
    }

    /// Gives the room back that it takes.
    pub(super) fn shed(&mut self) {
        if let Raw::Whole(_) = self.raw {
            self.raw = Raw::Dropped;
            self.drop_body();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openai::{Header, Method, Quirk, Quirks, ServerError};

    fn request() -> HttpRequest {
        let key = Header { name: "Authorization".into(), value: "Bearer sk-secret-1".into(), secret: true };
        HttpRequest { method: Method::Post, url: "http://h/v1".into(), headers: vec![key], body: Some("{}".into()) }
    }

    #[test]
    fn a_retry_is_told_and_no_secret_is_kept() {
        let mut inspection = Inspection::default();
        let request = request();
        let error = ServerError { status: 400, message: "sk-secret-1: no seed".into(), ..ServerError::default() };
        let quirk = Quirk::omit("seed").expect("can be left out");
        let sent = |inspection: &mut Inspection, time| {
            let quirks = Quirks::default();
            inspection.note(Traffic::Sent { request: &request, relayed: false, quirks: &quirks }, time);
        };
        sent(&mut inspection, 0.0);
        inspection.note(Traffic::Answered { status: 400, headers: vec![("x".into(), "sk-secret-1".into())] }, 5.0);
        inspection.note(Traffic::Bytes(b"{\"error\":\"sk-secret-1: no seed\"}"), 6.0);
        inspection.note(Traffic::Refused { error: &error, quirk: &quirk }, 7.0);
        sent(&mut inspection, 8.0);
        assert_eq!(inspection.timing.headers, None);
        inspection.note(Traffic::Answered { status: 200, headers: Vec::new() }, 20.0);
        inspection.note(Traffic::Bytes(b"data: sk-secret-1\n\n"), 21.0);
        inspection.note(Traffic::Skipped { count: 1, samples: &["sk-secret-1".to_owned()] }, 22.0);
        for sealed in [false, true] {
            let lines = inspection.lines().expect("lines");
            assert_eq!(lines.to_text(""), "{\"error\":\"[redacted]: no seed\"}\n\ndata: [redacted]\n\n", "{sealed}");
            assert_eq!(lines.len(), 2);
            inspection.seal();
        }
        let retry = inspection.exchange.retry.clone().unwrap_or_default();
        assert_eq!((retry.status, retry.message.as_str(), retry.quirk), (400, "[redacted]: no seed", Some(quirk)));
        assert_eq!((inspection.timing.retried, inspection.timing.headers), (Some(8.0), Some(20.0)));
        assert_eq!((inspection.exchange.status, inspection.exchange.skipped), (Some(200), 1));
        assert_eq!(inspection.samples, ["[redacted]"]);
        let stored = serde_json::to_string(&inspection.exchange).expect("JSON");
        assert!(stored.contains("Bearer [redacted]") && !stored.contains("sk-secret"), "{stored}");
    }

    #[test]
    fn what_is_shed_gives_its_room_back() {
        let mut inspection = Inspection { request: Some(Arc::new(request())), ..Inspection::default() };
        inspection.note(Traffic::Bytes(&[b'x'; 1000]), 0.0);
        inspection.shed();
        assert!(inspection.lines().is_some(), "what arrives stays");
        inspection.seal();
        assert!(inspection.weight() >= 1002);
        inspection.shed();
        assert!(inspection.lines().is_none() && inspection.request.is_some() && inspection.weight() == 0);
    }
}
