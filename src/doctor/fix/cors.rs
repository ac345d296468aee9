//! How each server is told to let a page in (dialects sections 0 and 3).

use super::super::layers::sends_key;
use super::super::outcome::Cause;
use super::super::page::System;
use super::super::server::Server;
use super::Case;
use super::instruction::{Instruction, Say, Variant};
use super::nginx;

pub(super) fn variants(cause: &Cause, case: Case<'_>) -> Vec<Variant> {
    match cause {
        Cause::OriginRefused { origin } => allow_page(origin, case),
        Cause::HeaderRefused { headers } => allow_headers(headers, case),
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

fn allow_page(origin: &str, case: Case<'_>) -> Vec<Variant> {
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
        Server::Azure | Server::Cloudflare | Server::Hosted => Vec::new(),
        Server::SgLang | Server::Nginx | Server::Unknown => nginx::variants(case),
    }
}

fn allow_headers(headers: &[String], case: Case<'_>) -> Vec<Variant> {
    let is_key = |name: &String| name.eq_ignore_ascii_case("authorization");
    let own = |name: &String| !is_key(name) && !name.eq_ignore_ascii_case("content-type");
    let extra: Vec<&str> = headers.iter().filter(|name| own(name)).map(String::as_str).collect();
    let delete = || Variant::all([Instruction::copy(Say::DeleteHeaders, extra.join(", "))]);
    match case.server {
        // Only Content-Type passes there: with a key no page gets in.
        Server::Tgi if headers.iter().any(is_key) => Variant::all([Instruction::plain(Say::EmptyKey)]),
        Server::Tgi | Server::Ollama | Server::Jan | Server::Hosted if !extra.is_empty() => delete(),
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
                format!(
                    "docker run -d -e {variable} -v ollama:/root/.ollama -p 11434:11434 --name ollama ollama/ollama"
                ),
            )],
        ),
    ]
}
