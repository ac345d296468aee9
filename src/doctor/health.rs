//! The result of the last checkup of a provider, as the list of providers keeps it. Holds no key and no words of a server.

use serde::{Deserialize, Serialize};

use super::outcome::{Cause, Layer, Outcome};
use crate::provider::{ApiKey, AuthMode, Provider};

/// What the last checkup of a provider found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Health {
    /// Milliseconds since 1970.
    pub at: f64,
    /// The [`fingerprint`] of what was checked; of anything else nothing is known.
    pub of: u32,
    pub verdict: Verdict,
}

/// A checksum of all that an answer depends on: address, route, headers, key and first model. Too short to tell anything
/// of the key.
pub fn fingerprint(provider: &Provider, key: Option<&ApiKey>) -> u32 {
    let headers = provider.extra_headers.iter().flat_map(|header| [header.name.as_str(), header.value.as_str()]);
    let parts = [
        provider.endpoint.as_str(),
        provider.route.as_str(),
        provider.auth.unwrap_or(AuthMode::Bearer).as_str(),
        key.map_or("", ApiKey::expose),
        provider.models.first().map_or("", |model| &model.id),
    ];
    let bytes = parts.into_iter().chain(headers).flat_map(|part| part.bytes().chain([0]));
    // FNV-1a; the same in every build, unlike the hashes of the standard library.
    bytes.fold(0x811c_9dc5, |sum: u32, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The verdict of a checkup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It answers; milliseconds to its first token, or to its model list where no token was asked for.
    Works {
        milliseconds: u32,
    },
    Fails {
        reason: Reason,
    },
}

/// Why an endpoint cannot be used, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    Address,
    MixedContent,
    Permission,
    Unreachable,
    ServerFailed,
    Redirected,
    Path,
    Cors,
    /// The server asks for one, and none was sent.
    NoKey,
    Key,
    Model,
    Reply,
    Stream,
}

/// Milliseconds to the first token from which an answer counts as slow (design §2).
pub const SLOW: u32 = 3_000;

impl Verdict {
    /// The verdict of these layers; `None` while none of them has shown that the endpoint works or does not.
    pub fn of(outcomes: &[(Layer, Outcome)]) -> Option<Verdict> {
        if let Some((layer, outcome)) = outcomes.iter().find(|(_, outcome)| outcome.is_failed()) {
            return Some(Verdict::Fails { reason: reason(*layer, outcome.cause()) });
        }
        let time = |wanted: Layer| {
            outcomes.iter().find(|(layer, _)| *layer == wanted).and_then(|(_, outcome)| match outcome {
                Outcome::Passed { milliseconds, .. } => *milliseconds,
                _ => None,
            })
        };
        let is_open =
            outcomes.iter().any(|(layer, outcome)| *layer == Layer::FirstToken && *outcome == Outcome::Waiting);
        let milliseconds = time(Layer::FirstToken).or_else(|| time(Layer::Reachable).filter(|_| !is_open))?;
        Some(Verdict::Works { milliseconds })
    }
}

fn reason(layer: Layer, cause: Option<&Cause>) -> Reason {
    match (layer, cause) {
        (_, Some(Cause::ModelUnknown { .. })) => Reason::Model,
        (_, Some(Cause::Redirected { .. })) => Reason::Redirected,
        (_, Some(Cause::ApiElsewhere { .. } | Cause::PathRefused { .. })) => Reason::Path,
        (Layer::Reachable, Some(Cause::BadGateway { .. } | Cause::Busy { .. } | Cause::ServerFailed { .. })) => {
            Reason::ServerFailed
        }
        (Layer::Address, _) => Reason::Address,
        (Layer::MixedContent, _) => Reason::MixedContent,
        (Layer::LocalNetwork, _) => Reason::Permission,
        (Layer::Reachable, _) => Reason::Unreachable,
        (Layer::Cors, _) => Reason::Cors,
        (Layer::Authentication, Some(Cause::KeyMissing { .. })) => Reason::NoKey,
        (Layer::Authentication, _) => Reason::Key,
        (Layer::ModelList, _) => Reason::Model,
        (Layer::FirstToken, _) => Reason::Reply,
        (Layer::Streaming | Layer::Usage | Layer::Reasoning, _) => Reason::Stream,
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome::Seen;
    use super::super::scene::{keyed, subject};
    use super::super::subject::Subject;
    use super::*;

    #[test]
    fn verdicts_follow_from_the_layers() {
        let reached = || (Layer::Reachable, Outcome::passed(Seen::Answers { status: None }).after(12));
        let token = |outcome| (Layer::FirstToken, outcome);
        let fails = |reason| Some(Verdict::Fails { reason });
        let missing = Cause::KeyMissing { status: 401, words: String::new() };
        let rejected = Cause::KeyRejected { status: 401, words: String::new() };
        let unknown = Cause::ModelUnknown { model: "m".into(), words: String::new(), similar: Vec::new() };
        let cases = [
            (vec![reached(), token(Outcome::Waiting)], None),
            (
                vec![reached(), token(Outcome::Skipped { seen: Seen::Declined })],
                Some(Verdict::Works { milliseconds: 12 }),
            ),
            (
                vec![reached(), token(Outcome::passed(Seen::Token { text: "Hi".into() }).after(90))],
                Some(Verdict::Works { milliseconds: 90 }),
            ),
            (vec![reached(), (Layer::Cors, Outcome::failed(Cause::PreflightRefused))], fails(Reason::Cors)),
            (vec![(Layer::Authentication, Outcome::failed(missing))], fails(Reason::NoKey)),
            (vec![(Layer::Authentication, Outcome::failed(rejected))], fails(Reason::Key)),
            (vec![reached(), token(Outcome::failed(unknown))], fails(Reason::Model)),
            (vec![(Layer::Reachable, Outcome::failed(Cause::BadGateway { status: 502 }))], fails(Reason::ServerFailed)),
            (vec![(Layer::Reachable, Outcome::failed(Cause::Offline))], fails(Reason::Unreachable)),
            (
                vec![(Layer::Cors, Outcome::failed(Cause::Redirected { to: "https://h".into(), better: None }))],
                fails(Reason::Redirected),
            ),
            (vec![reached(), token(Outcome::failed(Cause::ReplyEmpty))], fails(Reason::Reply)),
        ];
        for (outcomes, expected) in cases {
            assert_eq!(Verdict::of(&outcomes), expected, "{outcomes:?}");
        }
    }

    #[test]
    fn a_result_is_of_one_address_key_route_and_set_of_headers() {
        let (url, other) = ("https://h.test/v1/chat/completions", "https://h.test/v2/chat/completions");
        let print = |subject: &Subject| fingerprint(&subject.provider, subject.key.as_ref());
        let changed = |change: fn(&mut Subject)| {
            let mut subject = keyed(url);
            change(&mut subject);
            print(&subject)
        };
        let known = print(&keyed(url));
        assert_eq!(known, print(&keyed(url)));
        // What no answer depends on.
        assert_eq!(known, changed(|subject| subject.provider.name = "Other".into()));
        assert_eq!(known, changed(|subject| subject.provider.disabled = true));
        let others = [
            print(&subject(url)),
            print(&keyed(other)),
            changed(|subject| subject.key = ApiKey::parse("sk-secret-2").ok().map(|clean| clean.key)),
            changed(|subject| subject.provider.route = crate::provider::Route::Relay),
            changed(|subject| subject.provider.auth = Some(AuthMode::ApiKey)),
            changed(|subject| subject.provider.models = vec![crate::provider::Model::new("n")]),
        ];
        for (index, print) in others.iter().enumerate() {
            assert!(*print != known && !others[..index].contains(print), "{index}");
        }
    }

    #[test]
    fn stored_results_hold_only_what_is_shown() {
        let health = Health { at: 5.0, of: 7, verdict: Verdict::Fails { reason: Reason::Cors } };
        let text = r#"{"at":5.0,"of":7,"verdict":{"fails":{"reason":"cors"}}}"#;
        assert_eq!(serde_json::to_string(&health).ok().as_deref(), Some(text));
        assert_eq!(serde_json::from_str(text).ok(), Some(health));
    }
}
