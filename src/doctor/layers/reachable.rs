//! Whether anything answers at the address.

use super::super::observation::{Answer, FetchResult, Observations, Permission};
use super::super::outcome::{Cause, Outcome, RelayFinding, Seen};
use super::super::page::AddressSpace;
use super::super::probe::ProbeName;
use super::super::refusal::outage;
use super::super::relay::finding;
use super::super::subject::Subject;
use super::Want;
use super::address::missing_base;
use super::authentication::rejection;
use super::cors::moved;

/// Whether a request and the knock at the server's root both failed.
pub fn nothing_came(seen: &Observations) -> bool {
    let failed = |name| {
        seen.of(&name).is_some_and(|fetched| matches!(fetched.result, FetchResult::Rejected | FetchResult::TimedOut))
    };
    failed(ProbeName::List) && failed(ProbeName::Knock)
}

pub fn wants(subject: &Subject, seen: &Observations) -> Option<Want> {
    let Some(list) = seen.of(&ProbeName::List) else { return Some(Want::Fetch(ProbeName::List)) };
    // Where the endpoint is the beginning of a path only, the API below it can be found.
    let below = || missing_base(subject, seen).map(Want::Fetch);
    if let FetchResult::Answer(answer) = &list.result {
        return below().filter(|_| trouble(subject, answer).is_none());
    }
    if !matches!(list.result, FetchResult::Rejected | FetchResult::TimedOut) || is_offline(subject) {
        return None;
    }
    if seen.permission == Some(Permission::Prompt) && seen.permission_after.is_none() {
        return Some(Want::PermissionAfter);
    }
    // Nothing of a browser's rules stands between a page and its own server.
    if subject.is_same_origin() || subject.is_relayed() {
        return None;
    }
    let missing = |name: ProbeName| seen.missing(name).map(Want::Fetch);
    let knock = missing(ProbeName::Knock);
    if knock.is_some() || seen.is_answered(&ProbeName::Knock) {
        return knock.or_else(below);
    }
    let name = subject.other_name().and_then(|_| missing(ProbeName::KnockOtherName));
    let scheme = || subject.other_scheme().and_then(|_| missing(ProbeName::KnockOtherScheme));
    let relay = || missing(ProbeName::Relay).filter(|_| seen.may_relay);
    name.or_else(scheme).or_else(relay)
}

pub fn check(subject: &Subject, seen: &Observations) -> Outcome {
    let Some(list) = seen.of(&ProbeName::List) else { return Outcome::Waiting };
    let host = subject.endpoint().host().to_owned();
    let time = list.milliseconds;
    match &list.result {
        FetchResult::Answer(answer) => {
            return match trouble(subject, answer) {
                Some(cause) => Outcome::failed(cause).after(time),
                None => Outcome::passed(Seen::Answers { status: Some(answer.status) }).after(time),
            };
        }
        FetchResult::Opaque | FetchResult::Unsendable { .. } => return Outcome::Skipped { seen: Seen::KnownLater },
        FetchResult::RelayRefused { code, message } => {
            return Outcome::failed(of_refusal(code, message, host)).after(time);
        }
        FetchResult::Rejected | FetchResult::TimedOut => {}
    }
    if is_offline(subject) {
        return Outcome::failed(Cause::Offline);
    }
    // A proxy's own errors carry no CORS headers, so that only this app's own server sees them.
    let looked = seen.answer(&ProbeName::Relay);
    if let Some(cause) = looked.and_then(|answer| failing(subject, answer)) {
        return Outcome::failed(cause).after(time);
    }
    if let Some(knock) = seen.of(&ProbeName::Knock).filter(|knock| knock.is_answered()) {
        return Outcome::passed(Seen::Answers { status: None }).after(knock.milliseconds);
    }
    Outcome::failed(silence(subject, seen, host)).after(time)
}

/// What keeps an answer from being one of the endpoint: the server fails, or the relay, which follows no redirect, was
/// sent on.
fn trouble(subject: &Subject, answer: &Answer) -> Option<Cause> {
    let sent_on = || answer.redirected_to.as_deref().filter(|_| subject.is_relayed()).map(|to| moved(subject, to));
    // A list that is elsewhere by a slash alone says nothing of the chat, which is called as it stands.
    let is_other = |cause: &Cause| match cause {
        Cause::Redirected { better: Some(better), .. } => better != subject.endpoint().as_str(),
        _ => true,
    };
    failing(subject, answer).or_else(|| sent_on().filter(is_other))
}

/// Whether the server fails as a whole. Some say so of a key (LiteLLM), which is the matter of a later layer.
fn failing(subject: &Subject, answer: &Answer) -> Option<Cause> {
    if answer.status < 500 || rejection(subject, answer).is_some() {
        return None;
    }
    outage(answer, &subject.words(answer.error()))
}

/// Why nothing came.
fn silence(subject: &Subject, seen: &Observations, host: String) -> Cause {
    let elsewhere = |name, origin: Option<String>| {
        origin.filter(|_| seen.is_answered(&name)).and_then(|origin| subject.with_origin(&origin))
    };
    if let Some(url) = elsewhere(ProbeName::KnockOtherName, subject.other_name()) {
        return Cause::OtherName { url };
    }
    match seen.of(&ProbeName::Relay).map(|fetched| &fetched.result) {
        Some(FetchResult::Answer(answer)) => {
            return match &answer.redirected_to {
                Some(to) => moved(subject, to),
                None => Cause::ThroughRelay { finding: RelayFinding::Answers { status: answer.status }, host },
            };
        }
        Some(FetchResult::RelayRefused { code, message }) => return of_refusal(code, message, host),
        _ => {}
    }
    if let Some(plain) = elsewhere(ProbeName::KnockOtherScheme, subject.other_scheme()) {
        return Cause::NotSecured { host, plain };
    }
    let slow = |name| seen.of(&name).filter(|fetched| fetched.result == FetchResult::TimedOut);
    match slow(ProbeName::List).and(slow(ProbeName::Knock)) {
        Some(knock) => Cause::TimedOut { seconds: knock.milliseconds / 1000 },
        None => {
            let is_https = subject.endpoint().origin().is_some_and(|origin| origin.starts_with("https:"));
            Cause::Unreachable { host, is_https }
        }
    }
}

fn of_refusal(code: &str, message: &str, host: String) -> Cause {
    match finding(code) {
        Some(finding) => Cause::ThroughRelay { finding, host },
        None => Cause::RelayRefused { code: code.to_owned(), message: message.to_owned(), host },
    }
}

fn is_offline(subject: &Subject) -> bool {
    !subject.page.is_online && subject.space() != AddressSpace::Loopback && !subject.is_same_origin()
}

#[cfg(test)]
mod tests;
