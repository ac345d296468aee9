//! Whether the server lets this page read its answers; if not, whether it is the page or a header (dialects section 3).
//!
//! A browser does not say which. So the same question is asked at the chat's own address, without headers, and at the
//! server's root, where servers that hide a rejected key behind CORS (vLLM, SGLang) answer openly. Where nothing at all
//! can be read, it may be a redirect or a rejected key as well: this app's own server sees which, when it may look.

use super::super::observation::{FetchResult, Observations};
use super::super::outcome::{Cause, Outcome, Seen};
use super::super::probe::ProbeName;
use super::super::server::{Server, recognise};
use super::super::subject::Subject;
use super::Want;
use super::address::unusual_path;
use super::authentication::{rejection, sends_key};

/// The longest value of a header that is shown, in characters.
const LONGEST_VALUE: usize = 200;
/// Headers that are tried one by one; the others are few, and refused together.
const MOST_HEADERS: usize = 8;

pub fn wants(subject: &Subject, seen: &Observations) -> Option<Want> {
    if exempt(subject).is_some() || !can_go_on(seen) {
        return None;
    }
    let missing = |name: ProbeName| seen.missing(name).map(Want::Fetch);
    let read = |name: &ProbeName| seen.answer(name).is_some();
    let twin = missing(ProbeName::Twin);
    if twin.is_some() || read(&ProbeName::Twin) {
        return twin;
    }
    if read(&ProbeName::List) {
        return missing(ProbeName::ListLikeChat);
    }
    let list_has_headers = !subject.list().headers.is_empty();
    if list_has_headers && let bare @ Some(_) = missing(ProbeName::Bare) {
        return bare;
    }
    if read(&ProbeName::Bare) {
        return next_header(subject, seen);
    }
    let root = missing(ProbeName::Root);
    if root.is_some() || read(&ProbeName::Root) {
        return root;
    }
    let bare_root = missing(ProbeName::BareRoot);
    if bare_root.is_some() {
        return bare_root;
    }
    if read(&ProbeName::BareRoot) {
        return next_header(subject, seen);
    }
    let secure = subject.secure_origin().and_then(|_| missing(ProbeName::KnockSecure));
    secure.or_else(|| missing(ProbeName::Relay).filter(|_| seen.may_relay))
}

pub fn check(subject: &Subject, seen: &Observations) -> Outcome {
    let redirected = || redirected(subject, seen);
    if let Some(outcome) = exempt(subject) {
        return redirected().filter(|_| subject.is_relayed()).unwrap_or(outcome);
    }
    for name in [ProbeName::List, ProbeName::Twin] {
        if let Some(FetchResult::Unsendable { header }) = seen.of(&name).map(|fetched| &fetched.result) {
            return Outcome::failed(Cause::UnsendableHeader { header: header.clone() });
        }
    }
    let time = seen.of(&ProbeName::List).map_or(0, |list| list.milliseconds);
    if let Some(redirected) = redirected() {
        return redirected.after(time);
    }
    if let Some(value) = doubled(seen) {
        return Outcome::failed(Cause::OriginTwice { value }).after(time);
    }
    let readable = [ProbeName::Twin, ProbeName::ListLikeChat, ProbeName::Root];
    if readable.iter().any(|name| seen.answer(name).is_some()) {
        return Outcome::passed(Seen::Readable { headers: names(subject) }).after(time);
    }
    match refusal(subject, seen).map(|cause| doubt_path(subject, cause)) {
        Some(cause) => Outcome::failed(cause).after(time),
        None => Outcome::Skipped { seen: Seen::KnownLater },
    }
}

/// Where no rule of the browser stands between.
fn exempt(subject: &Subject) -> Option<Outcome> {
    if subject.is_same_origin() {
        Some(Outcome::passed(Seen::OwnServer))
    } else if subject.is_relayed() {
        Some(Outcome::Skipped { seen: Seen::ThroughRelay })
    } else {
        None
    }
}

/// Whether the list was answered, readably or not, so that asking on tells something.
fn can_go_on(seen: &Observations) -> bool {
    seen.of(&ProbeName::List).is_some_and(|list| !matches!(list.result, FetchResult::Unsendable { .. }))
}

/// The names of the chat's headers.
fn names(subject: &Subject) -> Vec<String> {
    subject.headers().into_iter().map(|header| header.name).collect()
}

fn next_header(subject: &Subject, seen: &Observations) -> Option<Want> {
    let names = names(subject);
    if names.len() < 2 {
        return None;
    }
    names.into_iter().take(MOST_HEADERS).find_map(|name| seen.missing(ProbeName::OneHeader(name))).map(Want::Fetch)
}

fn redirected(subject: &Subject, seen: &Observations) -> Option<Outcome> {
    let to = [ProbeName::List, ProbeName::Twin, ProbeName::Bare, ProbeName::Relay]
        .iter()
        .find_map(|name| seen.answer(name)?.redirected_to.as_deref())?;
    let is_readable = seen.answer(&ProbeName::Twin).is_some_and(|twin| twin.redirected_to.is_none());
    let cause = moved(subject, to);
    // The chat itself may be answered where it is called; one that is relayed shows it with the first token.
    let may_work = is_readable || subject.is_relayed();
    Some(if may_work { Outcome::warned(cause) } else { Outcome::failed(cause) })
}

/// The origins that the server allows, where it names them more than once: a browser then allows none. Only this app's
/// own server sees the header, and it looks only where the page can read neither list nor chat.
fn doubled(seen: &Observations) -> Option<String> {
    let value = seen.answer(&ProbeName::Relay)?.allow_origin.as_deref()?;
    value.contains(',').then(|| value.chars().take(LONGEST_VALUE).collect())
}

/// A redirect to this address, with the address of the chat that follows from it.
pub fn moved(subject: &Subject, to: &str) -> Cause {
    let to = subject.shown(to);
    let (front, query) = to.split_at(to.find('?').unwrap_or(to.len()));
    let base = front.trim_end_matches('/');
    let better = match base.strip_suffix("/models") {
        Some(base) => Some(format!("{base}/chat/completions{query}")),
        None => base.ends_with("/chat/completions").then(|| to.clone()),
    };
    Cause::Redirected { to, better }
}

/// Why the answer cannot be read; `None` where the next layer knows.
fn refusal(subject: &Subject, seen: &Observations) -> Option<Cause> {
    let sent = names(subject);
    let read = |name: &ProbeName| seen.answer(name).is_some();
    if read(&ProbeName::List) {
        let list = subject.list().headers;
        if list.is_empty() {
            return Some(Cause::PreflightRefused);
        }
        let is_new = |name: &String| list.iter().all(|header| header.name != *name);
        return Some(Cause::HeaderRefused { headers: sent.into_iter().filter(is_new).collect() });
    }
    if read(&ProbeName::Bare) || read(&ProbeName::BareRoot) {
        let refused = |name: &&String| !read(&ProbeName::OneHeader((*name).clone()));
        let headers: Vec<String> = sent.iter().filter(refused).cloned().collect();
        // When none gets through, it is not the headers but the question that browsers ask before.
        return Some(match headers.is_empty() || (headers.len() == sent.len() && sent.len() > 1) {
            true => Cause::PreflightRefused,
            false => Cause::HeaderRefused { headers },
        });
    }
    let relayed = seen.answer(&ProbeName::Relay);
    if relayed.is_some_and(|answer| rejection(subject, answer).is_some()) {
        return None;
    }
    let secure = || subject.with_origin(&subject.secure_origin()?);
    if relayed.is_none()
        && seen.is_answered(&ProbeName::KnockSecure)
        && let Some(url) = secure()
    {
        return Some(Cause::SecureAnswers { url });
    }
    let has_key = (relayed.is_none() && may_hide_rejections(subject, seen)).then(|| sends_key(subject));
    let relayed = relayed.map(|answer| answer.status);
    Some(Cause::OriginRefused { origin: subject.page.origin.clone(), relayed, has_key })
}

/// At a path that is no chat-completions path, nobody may be there to answer the question of a browser.
fn doubt_path(subject: &Subject, cause: Cause) -> Cause {
    let headers = match &cause {
        Cause::HeaderRefused { headers } => headers.clone(),
        Cause::PreflightRefused => Vec::new(),
        _ => return cause,
    };
    match unusual_path(subject) {
        Some((path, better)) => Cause::PathRefused { path, better, headers },
        None => cause,
    }
}

/// Whether a rejected key may look like this: there is a check of keys in front of the server's CORS, or nobody knows
/// (dialects 2.13, 2.14, 2.19).
fn may_hide_rejections(subject: &Subject, seen: &Observations) -> bool {
    let server = recognise(subject, seen).server;
    matches!(server, Server::Vllm | Server::SgLang | Server::LocalAi | Server::Nginx | Server::Hosted | Server::Unknown)
}

#[cfg(test)]
mod tests;
