//! What to do next, and what is known: the layers one after the other, up to the first that fails or waits.

use super::layers::{RULES, Want, learned};
use super::observation::{Observations, Permission};
use super::outcome::{Layer, Outcome};
use super::probe::{Fetch, Mode, Probe, ProbeName};
use super::subject::Subject;
use crate::openai::HttpRequest;

/// Milliseconds for a request of which only its arrival counts.
const KNOCK_LIMIT: u32 = 8_000;
/// Milliseconds for an answer that costs the server no thinking.
const FREE_LIMIT: u32 = 20_000;
/// Milliseconds while the browser may be asking the person for a permission (dialects section 4).
const PROMPT_LIMIT: u32 = 120_000;

/// How far a checkup has come.
pub struct Progress {
    /// Each layer in its order.
    pub outcomes: Vec<(Layer, Outcome)>,
    /// What the next layer needs.
    pub(super) want: Option<(Layer, Want)>,
}

pub fn progress(subject: &Subject, seen: &Observations) -> Progress {
    let mut outcomes = Vec::with_capacity(RULES.len());
    let mut want = None;
    let mut is_over = false;
    for rule in RULES {
        if !is_over {
            want = (rule.wants)(subject, seen).map(|want| (rule.layer, want));
            is_over = want.is_some();
        }
        let outcome = if is_over { Outcome::Waiting } else { (rule.check)(subject, seen) };
        is_over |= outcome.is_failed();
        outcomes.push((rule.layer, outcome));
    }
    Progress { outcomes, want }
}

/// The probe that answers a want; `None` for what only the person can answer.
pub fn probe(subject: &Subject, seen: &Observations, want: &Want) -> Option<Probe> {
    let space = subject.space();
    Some(match want {
        Want::Permission => Probe::Permission { space, after: false },
        Want::PermissionAfter => Probe::Permission { space, after: true },
        Want::Consent => return None,
        Want::Fetch(name) => {
            let (mode, limit) = match name {
                ProbeName::Knock | ProbeName::KnockOtherName | ProbeName::KnockOtherScheme | ProbeName::KnockSecure => {
                    (Mode::NoCors, Some(KNOCK_LIMIT))
                }
                ProbeName::FirstToken | ProbeName::FirstTokenAgain => (Mode::Cors, None),
                _ => (Mode::Cors, Some(FREE_LIMIT)),
            };
            // Only the first request makes the browser ask.
            let may_ask = seen.permission == Some(Permission::Prompt) && *name == ProbeName::List;
            let limit = limit.map(|limit| if may_ask { PROMPT_LIMIT } else { limit });
            Probe::Fetch(Box::new(Fetch { name: name.clone(), request: request(subject, seen, name)?, mode, limit }))
        }
    })
}

fn request(subject: &Subject, seen: &Observations, name: &ProbeName) -> Option<HttpRequest> {
    let root_of = |origin: String| format!("{origin}/");
    let like_chat = |request: HttpRequest| HttpRequest { headers: subject.headers(), ..request };
    Some(match name {
        ProbeName::List => subject.routed(subject.list()),
        ProbeName::ListBelow(base) => {
            subject.routed(HttpRequest { url: subject.endpoint().below(base, "/models"), ..subject.list() })
        }
        ProbeName::Knock => subject.get(&subject.root()),
        ProbeName::KnockOtherName => subject.get(&root_of(subject.other_name()?)),
        ProbeName::KnockOtherScheme => subject.get(&root_of(subject.other_scheme()?)),
        ProbeName::KnockSecure => subject.get(&root_of(subject.secure_origin()?)),
        ProbeName::Twin => like_chat(subject.get(subject.endpoint().as_str())),
        ProbeName::ListLikeChat => like_chat(subject.list()),
        ProbeName::Bare => subject.get(&subject.list().url),
        ProbeName::Root => like_chat(subject.get(&subject.root())),
        ProbeName::BareRoot => subject.get(&subject.root()),
        ProbeName::OneHeader(header) => {
            let url = if seen.answer(&ProbeName::Bare).is_some() { subject.list().url } else { subject.root() };
            let headers = subject.headers().into_iter().filter(|own| own.name == *header).collect();
            HttpRequest { headers, ..subject.get(&url) }
        }
        ProbeName::Relay => subject.list().through_relay(),
        ProbeName::FirstToken => subject.routed(subject.chat(&subject.quirks).ok()?),
        ProbeName::FirstTokenAgain => {
            let mut quirks = subject.quirks.clone();
            quirks.add(learned(subject, seen)?);
            subject.routed(subject.chat(&quirks).ok()?)
        }
    })
}
