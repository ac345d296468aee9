//! How each server is told to let a page in (dialects sections 0 and 3).

use super::super::layers::sends_key;
use super::super::outcome::Cause;
use super::super::page::System;
use super::super::server::Server;
use super::Case;
use super::instruction::{Instruction, Say, Variant};
use super::nginx;
use crate::provider::AuthMode;

pub(super) fn variants(cause: &Cause, case: Case<'_>) -> Vec<Variant> {
    match cause {
        Cause::OriginRefused { origin, has_key, .. } => allow_page(origin, *has_key, case),
        Cause::OriginTwice { .. } => nginx::once(),
        Cause::HeaderRefused { headers } => allow_headers(headers, case),
        Cause::PathRefused { better, headers, .. } => {
            let cause = match headers.is_empty() {
                true => Cause::PreflightRefused,
                false => Cause::HeaderRefused { headers: headers.clone() },
            };
            let path = Instruction::copy(Say::TryAddress, better);
            let mut rest = variants(&cause, case);
            if rest.is_empty() {
                return Variant::all([path]);
            }
            rest.iter_mut().for_each(|variant| variant.steps.insert(0, path.clone()));
            rest
        }
        Cause::PreflightRefused => match case.server {
            Server::Azure | Server::Cloudflare | Server::Hosted => Vec::new(),
            Server::LmStudio => lm_studio(),
            // Its authentication stands before its CORS.
            Server::LocalAi if sends_key(case.subject) => Vec::new(),
            _ => nginx::variants(case),
        },
        Cause::UnsendableHeader { header } => Variant::all([Instruction::copy(Say::DeleteHeaders, header)]),
        Cause::CrossSiteRefused if case.server == Server::LocalAi => {
            Variant::all([Instruction::copy(Say::SetVariable, "LOCALAI_DISABLE_CSRF=true")])
        }
        _ => Vec::new(),
    }
}

fn allow_page(origin: &str, has_key: Option<bool>, case: Case<'_>) -> Vec<Variant> {
    let start_with = |option: String| Variant::all([Instruction::copy(Say::StartWith, option)]);
    match case.server {
        Server::Ollama => ollama(origin),
        Server::LmStudio => lm_studio(),
        // The value is JSON; a bare `*` stops the start.
        Server::Vllm => start_with(format!("--allowed-origins '[\"{origin}\"]'")),
        // A list of origins does not work there: one, `localhost` or `*`.
        Server::LlamaCpp => start_with(format!("--cors-origins {origin}")),
        Server::Tgi => start_with(format!("--cors-allow-origin {origin}")),
        Server::LiteLlm => {
            Variant::all([Instruction::copy(Say::SetVariable, format!("LITELLM_CORS_ORIGINS={origin}"))])
        }
        // With keys its authentication refuses the preflight, whatever is allowed.
        Server::LocalAi if sends_key(case.subject) => Vec::new(),
        // The first without the second allows nobody.
        Server::LocalAi => Variant::all([Instruction::copy(
            Say::SetVariable,
            format!("LOCALAI_CORS=true\nLOCALAI_CORS_ALLOW_ORIGINS={origin}"),
        )]),
        Server::Jan => {
            let host = origin.split_once("://").map_or(origin, |(_, host)| host);
            let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
            Variant::all([Instruction::copy(Say::TrustHostInJan, name)])
        }
        // Nobody but its makers can change such a service: what it says decides.
        Server::Hosted if has_key.is_some() => {
            Variant::all([Instruction::copy(Say::SeeAnswer, case.subject.list().as_curl())])
        }
        Server::Azure | Server::Cloudflare | Server::Hosted => Vec::new(),
        Server::SgLang | Server::Nginx | Server::Unknown => nginx::variants(case),
    }
}

fn allow_headers(headers: &[String], case: Case<'_>) -> Vec<Variant> {
    let is = |name: &String, other: &str| name.eq_ignore_ascii_case(other);
    let provider = &case.subject.provider;
    let is_extra = |name: &String| provider.extra_headers.iter().any(|header| is(name, header.name.as_str()));
    // The header of the key by the mode of authentication; there is no row of it that could be deleted.
    let mode_header = match provider.auth.unwrap_or(AuthMode::Bearer) {
        AuthMode::None | AuthMode::Bearer => "authorization",
        mode @ (AuthMode::ApiKey | AuthMode::XApiKey) => mode.as_str(),
    };
    let is_key = |name: &String| is(name, "authorization") || (is(name, mode_header) && !is_extra(name));
    let is_odd_key = |name: &String| is_key(name) && !is(name, "authorization");
    let own = |name: &String| !is_key(name) && !is(name, "content-type");
    let extra: Vec<&str> = headers.iter().filter(|name| own(name)).map(String::as_str).collect();
    let choose = headers.iter().any(is_odd_key).then(|| {
        let mode = AuthMode::Bearer;
        Instruction::plain(Say::ChooseAuth { mode })
    });
    let delete = (!extra.is_empty()).then(|| Instruction::copy(Say::DeleteHeaders, extra.join(", ")));
    match case.server {
        // Only Content-Type passes there: with a key no page gets in.
        Server::Tgi if headers.iter().any(is_key) => Variant::all([Instruction::plain(Say::EmptyKey)]),
        Server::Tgi | Server::Ollama | Server::Jan | Server::Hosted if choose.is_some() || delete.is_some() => {
            Variant::all(choose.into_iter().chain(delete))
        }
        Server::Vllm => Variant::all([Instruction::copy(Say::StartWith, "--allowed-headers '[\"*\"]'")]),
        Server::Azure | Server::Cloudflare | Server::Hosted => Vec::new(),
        _ => nginx::variants(case),
    }
}

fn lm_studio() -> Vec<Variant> {
    Variant::all([
        Instruction::copy(Say::Run, "lms server start --cors"),
        Instruction::plain(Say::SwitchOnCorsInLmStudio),
    ])
}

fn ollama(origin: &str) -> Vec<Variant> {
    let variable = format!("OLLAMA_ORIGINS={origin}");
    vec![
        Variant::on(
            System::MacOs,
            [
                Instruction::copy(Say::Run, format!("launchctl setenv OLLAMA_ORIGINS \"{origin}\"")),
                Instruction::plain(Say::QuitAndOpen { name: "Ollama" }),
            ],
        ),
        Variant::on(
            System::Linux,
            [
                Instruction::copy(Say::EditService, "sudo systemctl edit ollama"),
                Instruction::copy(Say::AddAndSave, format!("[Service]\nEnvironment=\"{variable}\"")),
                Instruction::copy(Say::Restart, "sudo systemctl restart ollama"),
            ],
        ),
        Variant::on(
            System::Windows,
            [
                Instruction::copy(Say::Run, format!("setx OLLAMA_ORIGINS \"{origin}\"")),
                Instruction::plain(Say::QuitAndOpen { name: "Ollama" }),
            ],
        ),
        Variant::on(
            System::Docker,
            [Instruction::copy(
                Say::Run,
                // The container that is there has the name and the port; its models are in the volume.
                format!(
                    "docker rm -f ollama\ndocker run -d -e {variable} -v ollama:/root/.ollama -p 11434:11434 --name ollama ollama/ollama"
                ),
            )],
        ),
    ]
}
