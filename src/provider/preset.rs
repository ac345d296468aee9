//! The services that the form can be filled for (spec §8), and what is known of them beyond their address.

mod cors;
mod quirk;

use super::definition::{AuthMode, Route};
use super::draft::Draft;
use super::endpoint::Endpoint;
use super::registry::Registry;

pub use cors::{KnownCors, SentHeader, known_cors, sent_headers};
pub use quirk::known_quirks;

/// A service of the table in spec §8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    LiteLlm,
    LocalAi,
    Vllm,
    Tgi,
    Ollama,
    LlamaCpp,
    Jan,
    LmStudio,
    Cloudflare,
    Azure,
}

/// What the form is filled with for a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    pub service: Service,
    /// The name on its button and of the provider.
    pub name: &'static str,
    /// What a proposed id begins with.
    id: &'static str,
    /// The address, with the parts that the user must fill in as `{name}`.
    pub endpoint: &'static str,
    /// How the key travels.
    pub auth: AuthMode,
    pub route: Route,
    /// Seconds without a byte; `None` is the app's own limit. Longer where a model is loaded at the first message.
    pub idle_limit: Option<u32>,
    /// The page on which a key can be made; `None` where none is needed or the server has its own.
    pub key_page: Option<&'static str>,
}

/// Seconds in which a large model is read from a slow disk.
const LOADING: Option<u32> = Some(600);

impl Preset {
    /// A server on this computer that takes a Bearer key if it was given one.
    const fn local(service: Service, name: &'static str, id: &'static str, endpoint: &'static str) -> Preset {
        let (auth, route) = (AuthMode::Bearer, Route::Direct);
        Preset { service, name, id, endpoint, auth, route, idle_limit: None, key_page: None }
    }

    /// The preset of a service.
    pub fn of(service: Service) -> &'static Preset {
        // The table holds every service, in the order of the type.
        PRESETS.iter().find(|preset| preset.service == service).unwrap_or(&PRESETS[0])
    }

    /// The form filled for this service, with an id that is free. Its placeholders stay, and the form asks for them
    /// ([`Template`](super::Template)).
    pub fn draft(&self, existing: &Registry) -> Draft {
        let (id, number) = existing.free_id(self.id);
        Draft {
            id,
            name: if number > 1 { format!("{} ({number})", self.name) } else { self.name.to_owned() },
            endpoint: self.endpoint.to_owned(),
            auth: Some(self.auth).filter(|auth| *auth != AuthMode::Bearer),
            route: self.route,
            idle_limit: self.idle_limit.map(|seconds| seconds.to_string()).unwrap_or_default(),
            ..Draft::default()
        }
    }
}

impl Service {
    /// Every service, in the order of the table.
    pub const ALL: [Service; 10] = [
        Service::LiteLlm,
        Service::LocalAi,
        Service::Vllm,
        Service::Tgi,
        Service::Ollama,
        Service::LlamaCpp,
        Service::Jan,
        Service::LmStudio,
        Service::Cloudflare,
        Service::Azure,
    ];

    /// The service that most likely answers at an endpoint: by its host, else by a word in the id or the name that the user
    /// gave it, else by a port that no other service has.
    pub fn recognise(endpoint: &Endpoint, id: &str, name: &str) -> Option<Service> {
        let host = endpoint.url().and_then(|url| url.host_str()).unwrap_or_default();
        if host == "api.cloudflare.com" {
            return Some(Service::Cloudflare);
        }
        if host.ends_with(".openai.azure.com") {
            return Some(Service::Azure);
        }
        let plain =
            |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let (id, name) = (plain(id), plain(name));
        const WORDS: [(&str, Service); 10] = [
            ("litellm", Service::LiteLlm),
            ("localai", Service::LocalAi),
            ("vllm", Service::Vllm),
            ("tgi", Service::Tgi),
            ("textgenerationinference", Service::Tgi),
            ("ollama", Service::Ollama),
            ("llamacpp", Service::LlamaCpp),
            ("lmstudio", Service::LmStudio),
            ("cloudflare", Service::Cloudflare),
            ("azure", Service::Azure),
        ];
        const PORTS: [(u16, Service); 4] =
            [(4000, Service::LiteLlm), (11434, Service::Ollama), (1337, Service::Jan), (1234, Service::LmStudio)];
        let named = WORDS.into_iter().find(|(word, _)| id.contains(word) || name.contains(word));
        let port = endpoint.url().and_then(|url| url.port());
        named
            .or_else(|| [&id, &name].into_iter().any(|text| text == "jan").then_some(("jan", Service::Jan)))
            .map(|(_, service)| service)
            .or_else(|| PORTS.into_iter().find(|(known, _)| Some(*known) == port).map(|(_, service)| service))
    }
}

/// The table, in the order in which the form offers it.
pub fn presets() -> &'static [Preset] {
    &PRESETS
}

static PRESETS: [Preset; 10] = [
    Preset::local(Service::LiteLlm, "LiteLLM", "litellm", "http://localhost:4000/v1/chat/completions"),
    Preset {
        idle_limit: LOADING,
        ..Preset::local(Service::LocalAi, "LocalAI", "localai", "http://localhost:8080/v1/chat/completions")
    },
    Preset::local(Service::Vllm, "vLLM", "vllm", "http://localhost:8000/v1/chat/completions"),
    Preset {
        // Its preflight lets no header with a key through (dialects 2.15).
        auth: AuthMode::None,
        ..Preset::local(Service::Tgi, "TGI", "tgi", "http://localhost:8080/v1/chat/completions")
    },
    Preset {
        idle_limit: LOADING,
        ..Preset::local(Service::Ollama, "Ollama", "ollama", "http://localhost:11434/v1/chat/completions")
    },
    Preset::local(Service::LlamaCpp, "llama.cpp", "llama.cpp", "http://localhost:8080/v1/chat/completions"),
    Preset {
        idle_limit: LOADING,
        ..Preset::local(Service::Jan, "Jan", "jan", "http://localhost:1337/v1/chat/completions")
    },
    Preset {
        idle_limit: LOADING,
        ..Preset::local(Service::LmStudio, "LM Studio", "lm-studio", "http://localhost:1234/v1/chat/completions")
    },
    Preset {
        // No page can call it: the API sends no CORS headers (dialects 2.18).
        route: Route::Relay,
        key_page: Some("https://dash.cloudflare.com/profile/api-tokens"),
        ..Preset::local(
            Service::Cloudflare,
            "Cloudflare Workers AI",
            "cloudflare",
            "https://api.cloudflare.com/client/v4/accounts/{id}/ai/v1/chat/completions",
        )
    },
    Preset {
        auth: AuthMode::ApiKey,
        key_page: Some("https://portal.azure.com"),
        ..Preset::local(
            Service::Azure,
            "Azure OpenAI",
            "azure",
            "https://{resource}.openai.azure.com/openai/deployments/{deployment}/chat/completions?api-version=2024-10-21",
        )
    },
];

#[cfg(test)]
mod tests;
