//! Whether the server lets this page read its answers; if not, whether it is the page or a header (dialects section 3).
//!
//! A browser does not say which. So the same question is asked at the chat's own address, without headers, and at the
//! server's root, where servers that hide a rejected key behind CORS (vLLM, SGLang) answer openly.

use super::super::observation::{FetchResult, Observations};
use super::super::outcome::{Cause, Outcome, Seen};
use super::super::probe::ProbeName;
use super::super::subject::Subject;
use super::Want;

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
    if read(&ProbeName::BareRoot) { next_header(subject, seen) } else { None }
}

pub fn check(subject: &Subject, seen: &Observations) -> Outcome {
    if let Some(outcome) = exempt(subject) {
        return outcome;
    }
    for name in [ProbeName::List, ProbeName::Twin] {
        if let Some(FetchResult::Unsendable { header }) = seen.of(&name).map(|fetched| &fetched.result) {
            return Outcome::failed(Cause::UnsendableHeader { header: header.clone() });
        }
    }
    let time = seen.of(&ProbeName::List).map_or(0, |list| list.milliseconds);
    if let Some(redirected) = redirected(seen) {
        return redirected.after(time);
    }
    let readable = [ProbeName::Twin, ProbeName::ListLikeChat, ProbeName::Root];
    if readable.iter().any(|name| seen.answer(name).is_some()) {
        return Outcome::passed(Seen::Readable { headers: names(subject) }).after(time);
    }
    Outcome::failed(refusal(subject, seen)).after(time)
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

fn redirected(seen: &Observations) -> Option<Outcome> {
    let to = [ProbeName::List, ProbeName::Twin, ProbeName::Bare]
        .iter()
        .find_map(|name| seen.answer(name)?.redirected_to.clone())?;
    let (front, query) = to.split_at(to.find('?').unwrap_or(to.len()));
    let base = front.trim_end_matches('/');
    let better = match base.strip_suffix("/models") {
        Some(base) => Some(format!("{base}/chat/completions{query}")),
        None => base.ends_with("/chat/completions").then(|| to.clone()),
    };
    let is_readable = seen.answer(&ProbeName::Twin).is_some_and(|twin| twin.redirected_to.is_none());
    let cause = Cause::Redirected { to, better };
    // The chat itself may be answered where it is called.
    Some(if is_readable { Outcome::warned(cause) } else { Outcome::failed(cause) })
}

fn refusal(subject: &Subject, seen: &Observations) -> Cause {
    let sent = names(subject);
    let read = |name: &ProbeName| seen.answer(name).is_some();
    if read(&ProbeName::List) {
        let list = subject.list().headers;
        if list.is_empty() {
            return Cause::PreflightRefused;
        }
        let is_new = |name: &String| list.iter().all(|header| header.name != *name);
        return Cause::HeaderRefused { headers: sent.into_iter().filter(is_new).collect() };
    }
    if read(&ProbeName::Bare) || read(&ProbeName::BareRoot) {
        let refused = |name: &&String| !read(&ProbeName::OneHeader((*name).clone()));
        let headers: Vec<String> = sent.iter().filter(refused).cloned().collect();
        // When none gets through, it is not the headers but the question that browsers ask before.
        return match headers.is_empty() || (headers.len() == sent.len() && sent.len() > 1) {
            true => Cause::PreflightRefused,
            false => Cause::HeaderRefused { headers },
        };
    }
    Cause::OriginRefused { origin: subject.page.origin.clone() }
}

#[cfg(test)]
mod tests;
