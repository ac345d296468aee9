//! Fixes of the key, the model and the reply.

use super::super::outcome::Cause;
use super::super::server::Server;
use super::Case;
use super::instruction::{Instruction, Say, Variant, quoted};
use super::nginx;
use crate::provider::{AuthMode, Origin};

/// What Anthropic wants of every page.
const ANTHROPIC: &str = "anthropic-dangerous-direct-browser-access";
/// The oldest version of Azure's interface that knows `stream_options`.
const AZURE_VERSION: &str = "api-version=2024-10-21";

pub(super) fn variants(cause: &Cause, case: Case<'_>) -> Vec<Variant> {
    let plain = |say| Variant::all([Instruction::plain(say)]);
    match cause {
        Cause::KeyRejected { words, .. } | Cause::KeyMissing { words, .. } if words.contains(ANTHROPIC) => {
            Variant::all([Instruction::copy(Say::AddHeader, format!("{ANTHROPIC}: true"))])
        }
        Cause::KeyRejected { .. } | Cause::Forbidden { .. } => key(case, Say::CheckKey),
        Cause::KeyMissing { .. } => key(case, Say::EnterKey),
        Cause::PasswordWanted { .. } => Variant::all([
            Instruction::copy(Say::EncodePassword, "printf '%s' 'name:password' | base64"),
            Instruction::copy(Say::AddSecretHeader, "Authorization: Basic <base64>"),
        ]),
        Cause::HiddenRejection { has_key } => {
            let curl = case.subject.list().as_curl();
            let say = if *has_key { Say::CheckKey } else { Say::EnterKey };
            Variant::all([Instruction::plain(say), Instruction::copy(Say::SeeAnswer, curl)])
        }
        Cause::ListRefused { .. } | Cause::ListIsPage { .. } | Cause::ListUnreadable | Cause::ListHidden => {
            plain(Say::TypeModels)
        }
        Cause::ListEmpty => load(case),
        Cause::ModelNotListed { similar, .. } | Cause::ModelUnknown { similar, .. } => match similar.first() {
            Some(_) => Variant::all([Instruction::copy(models_say(similar), similar.join(", "))]),
            None => load(case),
        },
        Cause::PathUnknown { .. } | Cause::MethodRefused | Cause::ReplyForeign { .. } => path(case),
        Cause::ReplyEmpty => plain(Say::ReadServerLog),
        Cause::ReplyIsPage { .. } => Variant::all([Instruction::copy(Say::SignIn, case.subject.root())]),
        Cause::NoCredit { .. } => plain(Say::AddCredit),
        Cause::SlowDown { .. } | Cause::Busy { .. } | Cause::ReplyTimedOut => plain(Say::Wait),
        Cause::ParameterRefused { parameter, .. } => plain(Say::DontSend { parameter: parameter.clone() }),
        Cause::ServerFailed { .. } | Cause::Refused { .. } => plain(Say::ReadServerLog),
        Cause::ReplyHidden => match (case.server, case.subject.chat(&case.subject.quirks)) {
            (Server::Nginx | Server::Unknown, _) => nginx::variants(case),
            (_, Ok(chat)) => Variant::all([Instruction::copy(Say::SeeAnswer, chat.as_curl())]),
            (_, Err(_)) => Vec::new(),
        },
        Cause::CutOff => match case.server {
            Server::Nginx | Server::Unknown => nginx::streaming(),
            _ => plain(Say::ReadServerLog),
        },
        Cause::NotCounted { refused: false } if case.server == Server::Vllm => {
            Variant::all([Instruction::copy(Say::StartWith, "--enable-force-include-usage")])
        }
        _ => Vec::new(),
    }
}

fn models_say(similar: &[String]) -> Say {
    if similar.len() == 1 { Say::UseModel } else { Say::UseOneOfModels }
}

fn key(case: Case<'_>, say: Say) -> Vec<Variant> {
    let mode = case.subject.provider.auth.unwrap_or(AuthMode::Bearer);
    if case.server == Server::Azure && mode != AuthMode::ApiKey {
        return Variant::all([Instruction::plain(Say::ChooseAuth { mode: AuthMode::ApiKey })]);
    }
    if mode == AuthMode::None {
        return Variant::all([Instruction::plain(Say::ChooseAuth { mode: AuthMode::Bearer }), Instruction::plain(say)]);
    }
    let page = match case.subject.provider.origin {
        Origin::BuiltIn(built_in) => built_in.key_page,
        Origin::Custom => None,
    };
    match page {
        Some(page) => Variant::all([Instruction::plain(say), Instruction::copy(Say::NewKey, page)]),
        None => Variant::all([Instruction::plain(say)]),
    }
}

/// How the model is made available.
fn load(case: Case<'_>) -> Vec<Variant> {
    let model = quoted(&case.subject.model);
    let command = match case.server {
        Server::Ollama => format!("ollama pull {model}"),
        Server::LmStudio => format!("lms load {model}"),
        Server::Vllm => format!("vllm serve {model}"),
        _ => return Variant::all([Instruction::plain(Say::LoadModel)]),
    };
    Variant::all([Instruction::copy(Say::Run, command)])
}

/// A better path, where one is known.
fn path(case: Case<'_>) -> Vec<Variant> {
    let written = case.subject.endpoint().as_str();
    if case.server == Server::Azure && written.contains("/deployments/") && !written.contains("api-version=") {
        let joint = if written.contains('?') { '&' } else { '?' };
        return Variant::all([Instruction::copy(Say::UseAddress, format!("{written}{joint}{AZURE_VERSION}"))]);
    }
    let standard = case.subject.endpoint().origin().map(|origin| format!("{origin}/v1/chat/completions"));
    let is_other = standard.as_deref().is_some_and(|standard| !written.starts_with(standard));
    match standard.filter(|_| is_other && !matches!(case.server, Server::Azure | Server::Cloudflare | Server::Hosted)) {
        Some(standard) => Variant::all([Instruction::copy(Say::UseAddress, standard)]),
        None => Variant::all([Instruction::plain(Say::CheckAddress)]),
    }
}
