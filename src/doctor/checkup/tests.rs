//! Whole checkups against scripted servers, each of which fails in exactly one layer.

mod script;

use self::script::{MODELS, Script, TOKEN};
use super::super::observation::{Answer, FetchResult, Fetched, Permission};
use super::super::outcome::Seen;
use super::super::page::AddressSpace;
use super::super::probe::ProbeName;
use super::super::scene::{answer, keyed, page, subject};
use super::*;
use crate::provider::Route;

const LOCAL: &str = "http://localhost:8000/v1/chat/completions";
const REMOTE: &str = "https://h.test/v1/chat/completions";

/// Runs a checkup to its end; gives it back with the probes that were sent.
fn run(subject: Subject, script: &Script, may_pay: bool) -> (Checkup, Vec<ProbeName>) {
    let mut checkup = Checkup::new(Patient::Subject(Box::new(subject)));
    let (mut sent, mut chats) = (Vec::new(), 0);
    for _ in 0..40 {
        match checkup.next() {
            Step::Done => return (checkup, sent),
            Step::AskPaid => checkup.answer_paid(may_pay),
            Step::Probe(Probe::Permission { after, .. }) => checkup.observe(match after {
                false => Observation::Permission(script.permission),
                true => Observation::PermissionAfter(script.permission_after),
            }),
            Step::Probe(Probe::Fetch(fetch)) => {
                sent.push(fetch.name.clone());
                let fetched = Fetched { result: script.answer(&fetch, &mut chats), milliseconds: 5 };
                checkup.observe(Observation::Fetched(fetch.name, fetched));
            }
        }
    }
    panic!("the checkup does not end: {sent:?}");
}

/// The first layer that failed, and its cause.
fn failure(checkup: &Checkup) -> Option<(Layer, Cause)> {
    let failed = checkup.outcomes().into_iter().find(|(_, outcome)| outcome.is_failed());
    failed.and_then(|(layer, outcome)| Some((layer, outcome.cause()?.clone())))
}

#[test]
fn a_good_server_passes_every_layer_with_one_paid_request() {
    let (checkup, sent) = run(keyed(LOCAL), &Script::default(), true);
    assert_eq!(sent, [ProbeName::List, ProbeName::Twin, ProbeName::FirstToken]);
    assert_eq!(failure(&checkup), None);
    let outcomes = checkup.outcomes();
    let of = |layer| outcomes.iter().find(|(own, _)| *own == layer).map(|(_, outcome)| outcome.clone());
    assert_eq!(of(Layer::Usage), Some(Outcome::passed(Seen::Counted { prompt: Some(3), completion: Some(1) })));
    assert_eq!(of(Layer::Streaming), Some(Outcome::passed(Seen::Streamed { pieces: 3 })));
    assert_eq!(of(Layer::Reasoning), Some(Outcome::Skipped { seen: Seen::NoReasoning }));
    assert_eq!(checkup.verdict(), Some(Verdict::Works { milliseconds: 5 }));
    assert!(!checkup.can_ask_relay());
}

#[test]
fn nothing_paid_is_sent_without_a_yes() {
    let (checkup, sent) = run(keyed(LOCAL), &Script::default(), false);
    assert_eq!(sent, [ProbeName::List, ProbeName::Twin]);
    assert_eq!((failure(&checkup), checkup.verdict()), (None, Some(Verdict::Works { milliseconds: 5 })));
}

#[test]
fn each_server_fails_in_its_layer() {
    let base = Script::default;
    let cases: Vec<(&str, Subject, Script, Layer, Cause)> = vec![
        (
            "mixed content",
            subject("http://h.test/v1/chat/completions"),
            base(),
            Layer::MixedContent,
            Cause::MixedContent { host: "h.test".into() },
        ),
        (
            "permission denied before",
            subject(LOCAL),
            Script { permission: Permission::Denied, ..base() },
            Layer::LocalNetwork,
            Cause::PermissionDenied { space: AddressSpace::Loopback },
        ),
        (
            "permission denied when asked",
            subject(LOCAL),
            Script { permission: Permission::Prompt, permission_after: Permission::Denied, is_up: false, ..base() },
            Layer::LocalNetwork,
            Cause::PermissionDenied { space: AddressSpace::Loopback },
        ),
        (
            "refused",
            subject(LOCAL),
            Script { is_up: false, ..base() },
            Layer::Reachable,
            Cause::Unreachable { host: "localhost:8000".into(), is_https: false },
        ),
        (
            "no CORS",
            keyed(REMOTE),
            Script { allows_origin: false, ..base() },
            Layer::Cors,
            Cause::OriginRefused { origin: "https://chat.example".into(), relayed: None, has_key: Some(true) },
        ),
        (
            "one header refused",
            keyed(REMOTE),
            Script { headers: &["content-type"], ..base() },
            Layer::Cors,
            Cause::HeaderRefused { headers: vec!["Authorization".into()] },
        ),
        (
            "no preflight",
            subject(REMOTE),
            Script { allows_preflight: false, ..base() },
            Layer::Cors,
            Cause::PreflightRefused,
        ),
        (
            "401 with CORS headers",
            keyed(REMOTE),
            Script { list: (401, r#"{"error":"Unauthorized"}"#), ..base() },
            Layer::Authentication,
            Cause::KeyRejected { status: 401, words: "Unauthorized".into() },
        ),
        (
            "401 without CORS headers",
            keyed(REMOTE),
            Script { hides_api: true, ..base() },
            Layer::Authentication,
            Cause::HiddenRejection { has_key: true },
        ),
        (
            "the chat alone wants a key",
            subject(REMOTE),
            Script { chat: vec![(401, "")], ..base() },
            Layer::Authentication,
            Cause::KeyMissing { status: 401, words: String::new() },
        ),
        (
            "404 path",
            subject(REMOTE),
            Script { list: (404, ""), chat: vec![(404, r#"{"detail":"Not Found"}"#)], ..base() },
            Layer::FirstToken,
            Cause::PathUnknown { status: 404, words: "Not Found".into() },
        ),
        (
            "404 model",
            subject(REMOTE),
            Script { chat: vec![(404, r#"{"error":{"message":"The model `m` does not exist."}}"#)], ..base() },
            Layer::FirstToken,
            Cause::ModelUnknown {
                model: "m".into(),
                words: "The model `m` does not exist.".into(),
                similar: Vec::new(),
            },
        ),
        (
            "wrong method",
            subject(REMOTE),
            Script { chat: vec![(405, "")], ..base() },
            Layer::FirstToken,
            Cause::MethodRefused,
        ),
        (
            "login page",
            subject(REMOTE),
            Script { list: (200, "<html>"), chat: vec![(200, "<html><title>Sign in</title>")], ..base() },
            Layer::FirstToken,
            Cause::ReplyIsPage { title: "Sign in".into() },
        ),
        (
            "cut off",
            subject(REMOTE),
            Script { chat: vec![(200, "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n")], ..base() },
            Layer::Streaming,
            Cause::CutOff,
        ),
    ];
    for (name, subject, script, layer, cause) in cases {
        let (checkup, sent) = run(subject, &script, true);
        assert_eq!(failure(&checkup), Some((layer, cause)), "{name}: {sent:?}");
        let paid = sent.iter().filter(|probe| **probe == ProbeName::FirstToken).count();
        assert!(paid <= 1 && (paid == 0 || layer >= Layer::Authentication), "{name}: {sent:?}");
        let after: Vec<_> = checkup.outcomes().into_iter().skip_while(|(own, _)| *own <= layer).collect();
        assert!(after.iter().all(|(_, outcome)| *outcome == Outcome::Waiting), "{name}: {after:?}");
    }
}

#[test]
fn what_only_could_be_better_is_a_warning() {
    let plain = r#"{"choices":[{"message":{"content":"Hi"},"finish_reason":"length"}]}"#;
    let script = Script { list: (404, ""), chat: vec![(200, plain)], ..Script::default() };
    let (checkup, _) = run(subject(REMOTE), &script, true);
    let warned: Vec<_> = checkup
        .outcomes()
        .into_iter()
        .filter(|(_, outcome)| matches!(outcome, Outcome::Warned { .. }))
        .map(|(layer, _)| layer)
        .collect();
    assert_eq!(warned, [Layer::ModelList, Layer::Streaming, Layer::Usage]);
    assert_eq!(failure(&checkup), None);
}

#[test]
fn a_refused_parameter_is_left_out_once_and_learned() {
    let refusal = r#"{"error":{"message":"Unrecognized request argument supplied: stream_options"}}"#;
    let script = Script { chat: vec![(400, refusal), (200, TOKEN)], ..Script::default() };
    let (checkup, sent) = run(subject(REMOTE), &script, true);
    assert_eq!(sent.last(), Some(&ProbeName::FirstTokenAgain));
    assert_eq!(checkup.learned(), Some(Quirk::Omit { parameter: "stream_options".into() }));
    let (checkup, sent) = run(subject(REMOTE), &Script { chat: vec![(400, refusal); 3], ..Script::default() }, true);
    assert_eq!((sent.last(), checkup.learned()), (Some(&ProbeName::FirstTokenAgain), None));
}

#[test]
fn a_prompt_may_stay_open_for_long() {
    let mut checkup = Checkup::new(Patient::Subject(Box::new(subject(LOCAL))));
    assert_eq!(checkup.current(), Some(Layer::LocalNetwork));
    checkup.observe(Observation::Permission(Permission::Prompt));
    let Step::Probe(Probe::Fetch(fetch)) = checkup.next() else { panic!("{:?}", checkup.next()) };
    assert_eq!((fetch.name, checkup.current()), (ProbeName::List, Some(Layer::Reachable)));
    assert!(fetch.limit.is_some_and(|limit| limit > 60_000), "{:?}", fetch.limit);
}

#[test]
fn the_relay_looks_only_when_it_may() {
    let (mut checkup, _) = run(subject(REMOTE), &Script { is_up: false, ..Script::default() }, true);
    assert!(checkup.can_ask_relay());
    checkup.allow_relay();
    let Step::Probe(Probe::Fetch(fetch)) = checkup.next() else { panic!("{:?}", checkup.next()) };
    assert_eq!((fetch.name, fetch.request.url.as_str()), (ProbeName::Relay, "/api/relay"));
    let result = FetchResult::RelayRefused { code: "refused".into(), message: String::new() };
    checkup.observe(Observation::Fetched(ProbeName::Relay, Fetched { result, milliseconds: 5 }));
    assert!(matches!(failure(&checkup), Some((Layer::Reachable, Cause::ThroughRelay { .. }))));
    assert!(!checkup.can_ask_relay() && checkup.next() == Step::Done);
}

#[test]
fn a_relay_that_could_not_reach_the_server_is_not_asked() {
    let off = Script { is_up: false, ..Script::default() };
    let (checkup, _) = run(subject(LOCAL), &off, true);
    assert!(!checkup.can_ask_relay());
    let (checkup, _) = run(Subject { page: page("http://localhost:3000"), ..subject(LOCAL) }, &off, true);
    assert!(checkup.can_ask_relay());
}

#[test]
fn a_key_that_only_the_relay_sees_rejected_fails_authentication() {
    let (mut checkup, _) = run(keyed(REMOTE), &Script { allows_origin: false, ..Script::default() }, true);
    assert!(checkup.can_ask_relay());
    checkup.allow_relay();
    let result = answer(401, r#"{"error":"Unauthorized"}"#);
    checkup.observe(Observation::Fetched(ProbeName::Relay, Fetched { result, milliseconds: 5 }));
    let rejected = Cause::KeyRejected { status: 401, words: "Unauthorized".into() };
    assert_eq!(failure(&checkup), Some((Layer::Authentication, rejected)));
    assert_eq!(checkup.next(), Step::Done);
}

#[test]
fn no_request_without_a_limit_is_sent() {
    let refusal = r#"{"error":{"message":"max_tokens must be at least 16","param":"max_tokens"}}"#;
    let (checkup, sent) =
        run(subject(REMOTE), &Script { chat: vec![(400, refusal), (200, TOKEN)], ..Script::default() }, true);
    assert_eq!((sent.last(), failure(&checkup), checkup.learned()), (Some(&ProbeName::FirstToken), None, None));
    let outcomes = checkup.outcomes();
    let of = |layer| outcomes.iter().find(|(own, _)| *own == layer).map(|(_, outcome)| outcome.clone());
    assert!(matches!(of(Layer::FirstToken), Some(Outcome::Warned { cause: Cause::LimitRefused { .. }, .. })));
    for layer in [Layer::Streaming, Layer::Usage, Layer::Reasoning] {
        assert_eq!(of(layer), Some(Outcome::Skipped { seen: Seen::KnownLater }), "{layer:?}");
    }
}

#[test]
fn a_relayed_provider_meets_no_rule_of_the_browser() {
    let mut relayed = keyed("http://h.test/v1/chat/completions");
    relayed.provider.route = Route::Relay;
    let mut checkup = Checkup::new(Patient::Subject(Box::new(relayed)));
    let Step::Probe(Probe::Fetch(fetch)) = checkup.next() else { panic!("{:?}", checkup.next()) };
    assert_eq!(fetch.request.url, "/api/relay");
    let list = Answer { status: 200, body: MODELS.into(), ..Answer::default() };
    checkup
        .observe(Observation::Fetched(ProbeName::List, Fetched { result: FetchResult::Answer(list), milliseconds: 5 }));
    assert_eq!(checkup.next(), Step::AskPaid);
}

#[test]
fn an_address_that_is_none_ends_it_at_once() {
    let checkup = Checkup::new(Patient::BadAddress(EndpointError::Relative));
    assert_eq!((checkup.next(), checkup.current()), (Step::Done, None));
    assert_eq!(failure(&checkup), Some((Layer::Address, Cause::BadAddress { error: EndpointError::Relative })));
    assert_eq!(checkup.outcomes().len(), Layer::ALL.len());
    let mut own = subject(LOCAL);
    own.page = page("http://localhost:3000");
    own.provider = crate::provider::builtin::providers()
        .iter()
        .find(|known| known.id.as_str() == "cloudflare")
        .cloned()
        .expect("a built-in");
    let (checkup, sent) = run(own, &Script::default(), true);
    assert!(matches!(failure(&checkup), Some((Layer::Address, _))) && sent.is_empty());
}
