//! Whether the address can be called at all.

use super::super::observation::Observations;
use super::super::outcome::{Cause, Outcome, Seen};
use super::super::probe::ProbeName;
use super::super::subject::Subject;
use super::model_list::lists_models;
use crate::provider::EndpointError;

pub fn check(subject: &Subject, seen: &Observations) -> Outcome {
    let endpoint = subject.endpoint();
    if let Some(placeholder) = endpoint.placeholder() {
        let error = EndpointError::Placeholder { placeholder: placeholder.to_owned() };
        return Outcome::failed(Cause::BadAddress { error });
    }
    let url = endpoint.as_str().to_owned();
    if endpoint.is_same_origin() {
        return Outcome::passed(Seen::Address { url });
    }
    if let Some(better) = better_host(subject) {
        return Outcome::failed(Cause::Unspecified { better });
    }
    match unusual_path(subject) {
        Some((path, better)) => match listed_base(subject, seen) {
            Some(base) => Outcome::failed(Cause::ApiElsewhere { path, better: endpoint.chat_below(&base) }),
            None => Outcome::warned(Cause::UnusualPath { path, better }),
        },
        None => Outcome::passed(Seen::Address { url }),
    }
}

/// The address with `localhost` for `0.0.0.0` and `[::]`.
fn better_host(subject: &Subject) -> Option<String> {
    let origin = subject.endpoint().origin()?;
    let (scheme, host) = origin.split_once("://")?;
    let port = ["0.0.0.0", "[::]"].iter().find_map(|name| host.strip_prefix(name))?;
    subject.with_origin(&format!("{scheme}://localhost{port}"))
}

/// A path that does not end as that of chat completions, and the address that most likely was meant.
pub fn unusual_path(subject: &Subject) -> Option<(String, String)> {
    let endpoint = subject.endpoint();
    let base = endpoint.api_bases().into_iter().next()?;
    Some((endpoint.url()?.path().to_owned(), endpoint.chat_below(&base)))
}

/// The first base below which models are listed.
fn listed_base(subject: &Subject, seen: &Observations) -> Option<String> {
    let is_listed = |base: &String| seen.answer(&ProbeName::ListBelow(base.clone())).is_some_and(lists_models);
    subject.endpoint().api_bases().into_iter().find(is_listed)
}

/// The next base that is to be asked; none once one has listed its models.
pub fn missing_base(subject: &Subject, seen: &Observations) -> Option<ProbeName> {
    if subject.is_same_origin() || listed_base(subject, seen).is_some() {
        return None;
    }
    subject.endpoint().api_bases().into_iter().find_map(|base| seen.missing(ProbeName::ListBelow(base)))
}

#[cfg(test)]
mod tests {
    use super::super::super::scene::{answer, seen, subject};
    use super::*;

    #[test]
    fn addresses_are_right_wrong_or_unusual() {
        let unusual =
            |path: &str, better: &str| Outcome::warned(Cause::UnusualPath { path: path.into(), better: better.into() });
        let good = |url: &str| Outcome::passed(Seen::Address { url: url.into() });
        let cases = [
            ("http://h:1/v1/chat/completions", good("http://h:1/v1/chat/completions")),
            ("http://h:1/v1/chat/completions/?a=1", good("http://h:1/v1/chat/completions/?a=1")),
            ("http://h:1", unusual("/", "http://h:1/v1/chat/completions")),
            ("http://h:1/v1?a=1", unusual("/v1", "http://h:1/v1/chat/completions?a=1")),
            ("http://h:1/v1/completions", unusual("/v1/completions", "http://h:1/v1/chat/completions")),
            ("http://h:1/v1/chat", unusual("/v1/chat", "http://h:1/v1/chat/completions")),
            ("http://h:11434/api/chat", unusual("/api/chat", "http://h:11434/v1/chat/completions")),
            (
                "http://0.0.0.0:8000/v1/chat/completions",
                Outcome::failed(Cause::Unspecified { better: "http://localhost:8000/v1/chat/completions".into() }),
            ),
            (
                "http://[::]/v1/chat/completions",
                Outcome::failed(Cause::Unspecified { better: "http://localhost/v1/chat/completions".into() }),
            ),
        ];
        for (endpoint, expected) in cases {
            assert_eq!(check(&subject(endpoint), &seen([])), expected, "{endpoint}");
        }
    }

    #[test]
    fn an_api_below_the_path_is_found_by_its_list() {
        let below = |base: &str| ProbeName::ListBelow(base.into());
        let list = || answer(200, r#"{"data":[{"id":"m"}]}"#);
        let (v1, plain) = ("http://h:1/llm/api/v1", "http://h:1/llm/api");
        let url = "http://h:1/llm/api?a=1";
        let found = |base: &str| {
            let better = format!("{base}/chat/completions?a=1");
            Outcome::failed(Cause::ApiElsewhere { path: "/llm/api".into(), better })
        };
        let unusual = || {
            let better = format!("{v1}/chat/completions?a=1");
            Outcome::warned(Cause::UnusualPath { path: "/llm/api".into(), better })
        };
        let cases = [
            (vec![], Some(below(v1)), unusual()),
            (vec![(below(v1), list())], None, found(v1)),
            (vec![(below(v1), answer(404, ""))], Some(below(plain)), unusual()),
            (vec![(below(v1), answer(404, "")), (below(plain), list())], None, found(plain)),
            (vec![(below(v1), answer(200, "<html>")), (below(plain), answer(200, "{}"))], None, unusual()),
        ];
        for (results, missing, expected) in cases {
            let seen = seen(results);
            assert_eq!((missing_base(&subject(url), &seen), check(&subject(url), &seen)), (missing, expected));
        }
    }
}
