//! The result of the last checkup of a provider, as the list of providers keeps it. Holds no key and no words of a server.

use serde::{Deserialize, Serialize};

use super::outcome::{Cause, Layer, Outcome};

/// What the last checkup of a provider found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Health {
    /// Milliseconds since 1970.
    pub at: f64,
    /// The address that was checked; of another one nothing is known.
    pub endpoint: String,
    pub verdict: Verdict,
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
    Cors,
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
        (Layer::Address, _) => Reason::Address,
        (Layer::MixedContent, _) => Reason::MixedContent,
        (Layer::LocalNetwork, _) => Reason::Permission,
        (Layer::Reachable, _) => Reason::Unreachable,
        (Layer::Cors, _) => Reason::Cors,
        (Layer::Authentication, _) => Reason::Key,
        (Layer::ModelList, _) => Reason::Model,
        (Layer::FirstToken, _) => Reason::Reply,
        (Layer::Streaming | Layer::Usage | Layer::Reasoning, _) => Reason::Stream,
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome::Seen;
    use super::*;

    #[test]
    fn verdicts_follow_from_the_layers() {
        let reached = || (Layer::Reachable, Outcome::passed(Seen::Answers { status: None }).after(12));
        let token = |outcome| (Layer::FirstToken, outcome);
        let fails = |reason| Some(Verdict::Fails { reason });
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
            (vec![reached(), token(Outcome::failed(unknown))], fails(Reason::Model)),
            (vec![reached(), token(Outcome::failed(Cause::ReplyEmpty))], fails(Reason::Reply)),
        ];
        for (outcomes, expected) in cases {
            assert_eq!(Verdict::of(&outcomes), expected, "{outcomes:?}");
        }
    }

    #[test]
    fn stored_results_hold_only_what_is_shown() {
        let endpoint = "http://h/v1/chat/completions".to_owned();
        let health = Health { at: 5.0, endpoint, verdict: Verdict::Fails { reason: Reason::Cors } };
        let text = r#"{"at":5.0,"endpoint":"http://h/v1/chat/completions","verdict":{"fails":{"reason":"cors"}}}"#;
        assert_eq!(serde_json::to_string(&health).ok().as_deref(), Some(text));
        assert_eq!(serde_json::from_str(text).ok(), Some(health));
    }
}
