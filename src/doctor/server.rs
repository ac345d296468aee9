//! Which program answers at an endpoint, so that advice names its own switches.

use serde_json::Value;

use super::observation::{Answer, Observations};
use super::page::AddressSpace;
use super::subject::Subject;
use crate::provider::Origin;

/// A program, or a service, that speaks the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    Ollama,
    LmStudio,
    Vllm,
    SgLang,
    LlamaCpp,
    Tgi,
    LocalAi,
    LiteLlm,
    Jan,
    Azure,
    Cloudflare,
    /// A proxy in front of something else.
    Nginx,
    /// A service that somebody else runs.
    Hosted,
    Unknown,
}

/// What a server was recognised by, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Its host, or that it is one of the app's own providers.
    Host,
    /// The way it answers.
    Answer,
    /// The id or the name that the user gave the provider.
    Name,
    /// The port that it listens on unless told otherwise.
    Port,
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recognised {
    pub server: Server,
    pub by: Evidence,
}

impl Server {
    /// The name as its makers write it; empty where there is none to say.
    pub fn name(self) -> &'static str {
        match self {
            Server::Ollama => "Ollama",
            Server::LmStudio => "LM Studio",
            Server::Vllm => "vLLM",
            Server::SgLang => "SGLang",
            Server::LlamaCpp => "llama.cpp",
            Server::Tgi => "Text Generation Inference",
            Server::LocalAi => "LocalAI",
            Server::LiteLlm => "LiteLLM",
            Server::Jan => "Jan",
            Server::Azure => "Azure OpenAI",
            Server::Cloudflare => "Cloudflare Workers AI",
            Server::Nginx => "nginx",
            Server::Hosted | Server::Unknown => "",
        }
    }
}

/// Words in an id or a name, without anything but letters and digits.
const NAMES: [(&str, Server); 13] = [
    ("ollama", Server::Ollama),
    ("lmstudio", Server::LmStudio),
    ("vllm", Server::Vllm),
    ("sglang", Server::SgLang),
    ("llamacpp", Server::LlamaCpp),
    ("llamaserver", Server::LlamaCpp),
    ("textgenerationinference", Server::Tgi),
    ("tgi", Server::Tgi),
    ("localai", Server::LocalAi),
    ("litellm", Server::LiteLlm),
    ("azure", Server::Azure),
    ("cloudflare", Server::Cloudflare),
    ("nginx", Server::Nginx),
];

/// Ports that only one of them listens on by itself; 8080 belongs to several.
const PORTS: [(u16, Server); 6] = [
    (11434, Server::Ollama),
    (1234, Server::LmStudio),
    (8000, Server::Vllm),
    (30000, Server::SgLang),
    (4000, Server::LiteLlm),
    (1337, Server::Jan),
];

/// The server of a subject, as far as it can be told.
pub fn recognise(subject: &Subject, seen: &Observations) -> Recognised {
    let found = |by| move |server| Recognised { server, by };
    of_host(subject)
        .map(found(Evidence::Host))
        .or_else(|| seen.answers().find_map(of_answer).map(found(Evidence::Answer)))
        .or_else(|| of_name(subject).map(found(Evidence::Name)))
        .or_else(|| of_port(subject).map(found(Evidence::Port)))
        .unwrap_or(Recognised { server: Server::Unknown, by: Evidence::Nothing })
}

fn of_host(subject: &Subject) -> Option<Server> {
    let host = subject.endpoint().url().and_then(|url| url.host_str()).unwrap_or_default();
    if host == "api.cloudflare.com" {
        return Some(Server::Cloudflare);
    }
    if [".openai.azure.com", ".cognitiveservices.azure.com"].iter().any(|end| host.ends_with(end)) {
        return Some(Server::Azure);
    }
    match subject.provider.origin {
        Origin::BuiltIn(built_in) if built_in.id == "ollama" => Some(Server::Ollama),
        Origin::BuiltIn(built_in) if built_in.id == "cloudflare" => Some(Server::Cloudflare),
        Origin::BuiltIn(_) => Some(Server::Hosted),
        Origin::Custom => {
            let is_own = |endpoint: &str| {
                endpoint.strip_prefix("https://").is_some_and(|rest| rest.split('/').next() == Some(host))
            };
            let is_known = crate::provider::builtins().iter().any(|built_in| is_own(built_in.endpoint));
            is_known.then_some(Server::Hosted)
        }
    }
}

fn of_answer(answer: &Answer) -> Option<Server> {
    let header = answer.server.as_deref().unwrap_or_default().to_ascii_lowercase();
    if header.contains("llama.cpp") {
        return Some(Server::LlamaCpp);
    }
    let text = answer.text();
    if text == "Ollama is running" {
        return Some(Server::Ollama);
    }
    if text.contains("Unexpected endpoint or method") {
        return Some(Server::LmStudio);
    }
    let owner = || {
        let value: Value = serde_json::from_str(&text).ok()?;
        let first = value.get("data")?.as_array()?.first()?.get("owned_by")?.as_str()?.to_owned();
        Some(match first.as_str() {
            "vllm" => Server::Vllm,
            "sglang" => Server::SgLang,
            "library" => Server::Ollama,
            "llamacpp" => Server::LlamaCpp,
            "organization_owner" => Server::LmStudio,
            _ => return None,
        })
    };
    let is_nginx = || header.starts_with("nginx") || (answer.is_html() && text.contains("<center>nginx"));
    owner().or_else(|| is_nginx().then_some(Server::Nginx))
}

fn of_name(subject: &Subject) -> Option<Server> {
    let plain = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let texts = [plain(subject.provider.id.as_str()), plain(&subject.provider.name)];
    let named = NAMES.iter().find(|(name, _)| texts.iter().any(|text| text.contains(name))).map(|(_, server)| *server);
    // Too short to be looked for within words.
    named.or_else(|| texts.iter().any(|text| text == "jan").then_some(Server::Jan))
}

fn of_port(subject: &Subject) -> Option<Server> {
    let port = subject.endpoint().url()?.port()?;
    let is_own = subject.space() != AddressSpace::Public;
    PORTS.iter().find(|(own, _)| is_own && *own == port).map(|(_, server)| *server)
}

#[cfg(test)]
mod tests {
    use super::super::observation::FetchResult;
    use super::super::probe::ProbeName;
    use super::super::scene::{answer, seen, subject};
    use super::*;

    #[test]
    fn servers_are_known_by_host_answer_name_and_port() {
        let list = |owner: &str| answer(200, &format!(r#"{{"data":[{{"id":"m","owned_by":"{owner}"}}]}}"#));
        let cases = [
            (
                "https://api.cloudflare.com/client/v4/accounts/x/ai/v1/chat/completions",
                "Lab",
                None,
                Server::Cloudflare,
                Evidence::Host,
            ),
            ("https://x.openai.azure.com/openai/v1/chat/completions", "Lab", None, Server::Azure, Evidence::Host),
            ("https://api.openai.com/v1/chat/completions", "Lab", None, Server::Hosted, Evidence::Host),
            ("http://localhost:8000/v1", "Lab", Some(list("vllm")), Server::Vllm, Evidence::Answer),
            ("http://localhost:8000/v1", "Lab", Some(list("library")), Server::Ollama, Evidence::Answer),
            ("http://localhost:9/v1", "Lab", Some(answer(200, "Ollama is running")), Server::Ollama, Evidence::Answer),
            (
                "http://localhost:9/v1",
                "Lab",
                Some(answer(200, r#"{"error":"Unexpected endpoint or method. (GET /)"}"#)),
                Server::LmStudio,
                Evidence::Answer,
            ),
            (
                "http://localhost:9/v1",
                "Lab",
                Some(answer(502, "<html><hr><center>nginx/1.28</center>")),
                Server::Nginx,
                Evidence::Answer,
            ),
            ("http://localhost:11434/v1", "Lab vLLM", None, Server::Vllm, Evidence::Name),
            ("http://localhost:8080/v1", "llama.cpp on my desk", None, Server::LlamaCpp, Evidence::Name),
            ("http://localhost:8080/v1", "January", None, Server::Unknown, Evidence::Nothing),
            ("http://localhost:11434/v1", "Lab", Some(list("me")), Server::Ollama, Evidence::Port),
            ("https://h.test:11434/v1", "Lab", None, Server::Unknown, Evidence::Nothing),
        ];
        for (endpoint, name, list, server, by) in cases {
            let mut subject = subject(endpoint);
            subject.provider.name = name.to_owned();
            let results: Option<(ProbeName, FetchResult)> = list.map(|list| (ProbeName::List, list));
            assert_eq!(recognise(&subject, &seen(results)), Recognised { server, by }, "{endpoint} {name}");
        }
    }
}
