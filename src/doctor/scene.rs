//! Subjects and answers for the tests of the layers.

use super::observation::{Answer, FetchResult, Fetched, Observation, Observations, Permission};
use super::page::Page;
use super::probe::ProbeName;
use super::subject::Subject;
use crate::openai::Quirks;
use crate::provider::{ApiKey, Endpoint, Model, Provider, ProviderId};

/// A page on the internet.
pub fn page(origin: &str) -> Page {
    Page { origin: origin.to_owned(), is_secure: true, is_online: true, is_safari: false, system: None }
}

/// An endpoint with model `m` and without a key, seen from `https://chat.example`.
pub fn subject(endpoint: &str) -> Subject {
    let id = ProviderId::parse("lab").unwrap_or_else(|error| panic!("{error:?}"));
    let endpoint = Endpoint::parse(endpoint).unwrap_or_else(|error| panic!("{endpoint}: {error:?}"));
    Subject {
        page: page("https://chat.example"),
        provider: Provider::new(id, "Lab".into(), endpoint, vec![Model::new("m")]),
        key: None,
        model: "m".into(),
        quirks: Quirks::default(),
    }
}

/// The same with a key.
pub fn keyed(endpoint: &str) -> Subject {
    Subject { key: ApiKey::parse("sk-secret-1").ok().map(|clean| clean.key), ..subject(endpoint) }
}

pub fn answer(status: u16, body: &str) -> FetchResult {
    FetchResult::Answer(Answer { status, body: body.as_bytes().to_vec(), ..Answer::default() })
}

/// What was seen when these probes ended so, each after 7 ms.
pub fn seen(results: impl IntoIterator<Item = (ProbeName, FetchResult)>) -> Observations {
    let mut seen = Observations::default();
    for (name, result) in results {
        seen.add(Observation::Fetched(name, Fetched { result, milliseconds: 7 }));
    }
    seen
}

/// The same with a permission.
pub fn permitted(permission: Permission, results: impl IntoIterator<Item = (ProbeName, FetchResult)>) -> Observations {
    let mut seen = seen(results);
    seen.add(Observation::Permission(permission));
    seen
}
