//! How each server is started, and how a way to it is opened.

use super::super::outcome::{Cause, RelayFinding};
use super::super::page::{AddressSpace, System};
use super::super::server::Server;
use super::Case;
use super::instruction::{Instruction, Say, Variant, quoted};

pub(super) fn variants(cause: &Cause, case: Case<'_>) -> Vec<Variant> {
    let plain = |say| Variant::all([Instruction::plain(say)]);
    match cause {
        Cause::Offline => plain(Say::CheckNetwork),
        Cause::TimedOut { .. } | Cause::ThroughRelay { finding: RelayFinding::TimedOut, .. } => open_port(case),
        Cause::Unreachable { .. } | Cause::ThroughRelay { finding: RelayFinding::Refused, .. } => start(case),
        Cause::BadGateway { .. } => {
            let log = Instruction::copy(Say::ReadProxyLog, "sudo tail /var/log/nginx/error.log");
            let log = Some(log).filter(|_| case.server == Server::Nginx);
            Variant::all([Instruction::plain(Say::StartBehindProxy)].into_iter().chain(log))
        }
        Cause::NotSecured { plain, .. } => Variant::all([trust(case), Instruction::copy(Say::UseHttpAddress, plain)]),
        Cause::ThroughRelay { finding: RelayFinding::NameUnknown, .. } => plain(Say::CheckAddress),
        Cause::ThroughRelay { finding: RelayFinding::Tls, .. } => Variant::all([trust(case)]),
        Cause::ThroughRelay { finding: RelayFinding::NotTls, .. } => without_tls(case),
        Cause::ThroughRelay { finding: RelayFinding::Unreachable, .. } => plain(Say::CheckNetwork),
        Cause::ThroughRelay { finding: RelayFinding::Silent, .. } => plain(Say::Wait),
        _ => Vec::new(),
    }
}

/// What is to be done about a certificate that is not trusted: whoever calls has to trust it.
fn trust(case: Case<'_>) -> Instruction {
    if case.subject.is_relayed() {
        return Instruction::plain(Say::TrustCertificate);
    }
    let say = match case.subject.space() {
        // Nobody should accept a stranger's.
        AddressSpace::Public => Say::CheckCertificate,
        AddressSpace::Loopback | AddressSpace::Local => Say::AcceptCertificate,
    };
    Instruction::copy(say, case.subject.root())
}

/// The address without TLS, for a server of the own network.
fn without_tls(case: Case<'_>) -> Vec<Variant> {
    let plain = case.subject.other_scheme().and_then(|origin| case.subject.with_origin(&origin));
    Variant::all([plain.map_or(Instruction::plain(Say::CheckAddress), |url| Instruction::copy(Say::UseAddress, url))])
}

fn port(case: Case<'_>) -> u16 {
    case.subject.endpoint().url().and_then(url::Url::port_or_known_default).unwrap_or(80)
}

fn start(case: Case<'_>) -> Vec<Variant> {
    let port = port(case);
    let model = quoted(&case.subject.model);
    // Most servers listen for their own computer only, unless told otherwise.
    let is_remote = case.subject.space() == AddressSpace::Local;
    let host = if is_remote { " --host 0.0.0.0" } else { "" };
    let run = |command: String| Variant::all([Instruction::copy(Say::Run, command)]);
    match case.server {
        Server::Ollama if is_remote => run("OLLAMA_HOST=0.0.0.0 ollama serve".to_owned()),
        Server::Ollama => run("ollama serve".to_owned()),
        Server::LmStudio => {
            let mut steps = vec![Instruction::copy(Say::Run, "lms server start --cors")];
            if is_remote {
                steps.push(Instruction::plain(Say::ServeOnLocalNetwork { name: "LM Studio" }));
            }
            Variant::all(steps)
        }
        Server::Vllm => run(format!("vllm serve {model} --port {port}{host}")),
        Server::SgLang => run(format!("python -m sglang.launch_server --model-path {model} --port {port}{host}")),
        Server::LlamaCpp => run(format!("llama-server -m model.gguf --port {port}{host}")),
        Server::Tgi => run(format!("text-generation-launcher --model-id {model} --port {port}")),
        Server::LocalAi => run(format!("local-ai run --address :{port}")),
        Server::LiteLlm => run(format!("litellm --config config.yaml --port {port}")),
        Server::Jan => Variant::all([Instruction::plain(Say::StartJanServer)]),
        Server::Azure | Server::Cloudflare | Server::Hosted => Variant::all([Instruction::plain(Say::CheckNetwork)]),
        Server::Nginx | Server::Unknown => {
            let request = case.subject.list().redacted();
            Variant::all([Instruction::copy(Say::CheckThere, format!("curl -i {}", quoted(&request.url)))])
        }
    }
}

fn open_port(case: Case<'_>) -> Vec<Variant> {
    let port = port(case);
    if case.subject.space() == AddressSpace::Public {
        return Variant::all([Instruction::plain(Say::CheckNetwork)]);
    }
    vec![
        Variant::on(System::Linux, [Instruction::copy(Say::OpenPort, format!("sudo ufw allow {port}/tcp"))]),
        Variant::on(
            System::Windows,
            [Instruction::copy(
                Say::OpenPort,
                format!(
                    "New-NetFirewallRule -DisplayName \"Port {port}\" -Direction Inbound -Protocol TCP -LocalPort {port} -Action Allow"
                ),
            )],
        ),
        Variant::on(System::MacOs, [Instruction::plain(Say::AllowInMacFirewall)]),
    ]
}
