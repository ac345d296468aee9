//! What the rim saw.

use super::probe::ProbeName;
use crate::openai::{BodyEnd, CompletionError, Delta, Reply, ReplyReader};

/// What a browser says of a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    Granted,
    /// The browser will ask, or is asking now.
    Prompt,
    Denied,
    /// The browser does not know this permission.
    Unknown,
}

/// One thing that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Observation {
    /// The permission, before anything was sent.
    Permission(Permission),
    /// The permission, after a request was rejected.
    PermissionAfter(Permission),
    Fetched(ProbeName, Fetched),
}

/// What became of one request, and how long it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    pub result: FetchResult,
    /// Milliseconds from the request to its end.
    pub milliseconds: u32,
}

/// What became of one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchResult {
    /// An answer that the page may read.
    Answer(Answer),
    /// There was an answer, which the page may not read: what a request without CORS gets.
    Opaque,
    /// The browser rejected the request, or the answer, and does not say why.
    Rejected,
    /// Nothing came in time.
    TimedOut,
    /// The browser cannot send this header.
    Unsendable { header: String },
    /// This app's own server refused to pass the request on; the relay's code and words.
    RelayRefused { code: String, message: String },
}

/// An answer that the page may read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// The address that answered, where it is another than the one that was called.
    pub redirected_to: Option<String>,
    /// The `Server` header; readable for few answers only.
    pub server: Option<String>,
    /// What the server says of the origins that may read it, with commas between several; seen through the relay only.
    pub allow_origin: Option<String>,
    /// The `WWW-Authenticate` header: how the server wants to be shown who asks; readable for few answers only.
    pub challenge: Option<String>,
    /// The body as far as it was read.
    pub body: Vec<u8>,
    /// The body broke off.
    pub is_broken: bool,
    /// Milliseconds to the first byte of the body.
    pub first_byte: Option<u32>,
}

/// All that was seen so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observations {
    pub permission: Option<Permission>,
    pub permission_after: Option<Permission>,
    /// Whether the person allows the request that may cost something; `None` before the question was answered.
    pub may_pay: Option<bool>,
    /// Whether the person lets this app's own server look at the endpoint.
    pub may_relay: bool,
    pub(super) fetched: Vec<(ProbeName, Fetched)>,
}

impl Observations {
    pub fn add(&mut self, observation: Observation) {
        match observation {
            Observation::Permission(permission) => self.permission = Some(permission),
            Observation::PermissionAfter(permission) => self.permission_after = Some(permission),
            Observation::Fetched(name, fetched) => {
                self.fetched.retain(|(known, _)| *known != name);
                self.fetched.push((name, fetched));
            }
        }
    }

    /// What became of that probe; `None` while it was not sent.
    pub fn of(&self, name: &ProbeName) -> Option<&Fetched> {
        self.fetched.iter().find(|(known, _)| known == name).map(|(_, fetched)| fetched)
    }

    /// The answer to that probe, where the page may read one.
    pub fn answer(&self, name: &ProbeName) -> Option<&Answer> {
        self.of(name).and_then(Fetched::answer)
    }

    pub fn has(&self, name: &ProbeName) -> bool {
        self.of(name).is_some()
    }

    /// That probe, if it was not sent yet.
    pub fn missing(&self, name: ProbeName) -> Option<ProbeName> {
        if self.has(&name) { None } else { Some(name) }
    }

    /// Whether that probe showed that something answers.
    pub fn is_answered(&self, name: &ProbeName) -> bool {
        self.of(name).is_some_and(Fetched::is_answered)
    }

    /// The last attempt at a completion.
    pub fn completion(&self) -> Option<&Fetched> {
        self.of(&ProbeName::FirstTokenAgain).or_else(|| self.of(&ProbeName::FirstToken))
    }

    /// Every answer that the page may read, in the order in which they came.
    pub fn answers(&self) -> impl Iterator<Item = &Answer> {
        self.fetched.iter().filter_map(|(_, fetched)| fetched.answer())
    }
}

impl Fetched {
    pub fn answer(&self) -> Option<&Answer> {
        match &self.result {
            FetchResult::Answer(answer) => Some(answer),
            _ => None,
        }
    }

    /// Whether this shows that something answers there.
    pub fn is_answered(&self) -> bool {
        matches!(self.result, FetchResult::Answer(_) | FetchResult::Opaque)
    }
}

impl Answer {
    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as text, without a byte order mark.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).trim_start_matches('\u{FEFF}').trim().to_owned()
    }

    /// Whether the body is a web page.
    pub fn is_html(&self) -> bool {
        self.text().starts_with('<')
    }

    /// Whether the body is a stream of events, by its bytes (dialects rule 8).
    pub fn is_event_stream(&self) -> bool {
        let text = self.text();
        ["data:", "event:", "id:", "retry:", ":"].iter().any(|start| text.starts_with(start))
    }

    /// The completion that the body holds.
    ///
    /// # Errors
    /// As [`ReplyReader::finish`]; every status but 2xx is an error of the server.
    #[allow(clippy::result_large_err, reason = "once per checkup, and as large as the reply")]
    pub fn reply(&self) -> Result<Reply, (CompletionError, Reply)> {
        if !self.is_ok() {
            return Err((self.error(), Reply::default()));
        }
        let mut ignore = |_: Delta<'_>| {};
        let mut reader = ReplyReader::new(self.status);
        reader.feed(&self.body, &mut ignore);
        reader.finish(if self.is_broken { BodyEnd::Broken } else { BodyEnd::Closed }, &mut ignore)
    }

    /// The error that the body holds.
    pub fn error(&self) -> CompletionError {
        crate::openai::read_error_body(self.status, &self.body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_known_by_their_bytes() {
        let cases = [
            ("<!doctype html>", true, false),
            ("\u{FEFF} \n<html>", true, false),
            ("data: {}", false, true),
            (": ping\n\ndata: {}", false, true),
            ("event: error\ndata: {}", false, true),
            ("{\"data\":[]}", false, false),
            ("", false, false),
        ];
        for (body, html, events) in cases {
            let answer = Answer { status: 200, body: body.as_bytes().to_vec(), ..Answer::default() };
            assert_eq!((answer.is_html(), answer.is_event_stream()), (html, events), "{body}");
        }
    }

    #[test]
    fn the_last_sight_of_a_probe_counts() {
        let mut seen = Observations::default();
        for result in [FetchResult::Rejected, FetchResult::Opaque] {
            seen.add(Observation::Fetched(ProbeName::Knock, Fetched { result, milliseconds: 1 }));
        }
        assert_eq!(seen.of(&ProbeName::Knock).map(Fetched::is_answered), Some(true));
        assert!(!seen.has(&ProbeName::List));
    }
}
