//! The providers that the app brings along.

use std::sync::LazyLock;

use serde_json::Map;

use super::definition::{AuthMode, Origin, Provider, Route};
use super::endpoint::Endpoint;
use super::header::ExtraHeader;
use super::id::ProviderId;
use super::model::Model;
use super::set_up::AddressPart;

/// The id of the provider that this app's own server plays. It needs no key.
pub const DEMO: &str = "demo";

/// The model of [`DEMO`] that a first bot uses.
pub const DEMO_MODEL: &str = "demo-fast";

/// A provider that the app knows (spec §8). It needs at most a key, and where its endpoint has a placeholder that part.
#[derive(Debug, PartialEq, Eq)]
pub struct BuiltIn {
    pub id: &'static str,
    pub name: &'static str,
    /// The endpoint; a path for [`DEMO`]; with a placeholder for Cloudflare.
    pub endpoint: &'static str,
    /// The part of the endpoint that is each person's own.
    pub address_part: Option<AddressPart>,
    pub auth: AuthMode,
    /// Ids and names of the models that are offered at once. Empty for Ollama, whose models are those that are installed.
    pub models: &'static [(&'static str, &'static str)],
    /// Names and values of the headers that every request needs.
    pub headers: &'static [(&'static str, &'static str)],
    pub route: Route,
    /// How its keys begin.
    pub key_hint: &'static str,
    /// The page on which a key can be made; `None` where no key is needed.
    pub key_page: Option<&'static str>,
}

impl BuiltIn {
    /// A provider reached with a Bearer key and one model to begin with.
    const fn keyed(
        id: &'static str,
        name: &'static str,
        endpoint: &'static str,
        models: &'static [(&'static str, &'static str)],
        key_hint: &'static str,
        key_page: &'static str,
    ) -> BuiltIn {
        let (auth, route) = (AuthMode::Bearer, Route::Direct);
        let (address_part, headers, key_page) = (None, &[], Some(key_page));
        BuiltIn { id, name, endpoint, address_part, auth, models, headers, route, key_hint, key_page }
    }

    /// True when nothing can be sent without a key.
    pub fn needs_key(&self) -> bool {
        self.auth != AuthMode::None
    }

    fn provider(&'static self) -> Option<Provider> {
        let headers = self.headers.iter().map(|(name, value)| ExtraHeader::parse(name, value, false));
        Some(Provider {
            id: ProviderId::built_in(self.id),
            name: self.name.to_owned(),
            endpoint: Endpoint::built_in(self.endpoint).ok()?,
            models: self.models.iter().map(|(id, name)| Model::named(id, name)).collect(),
            auth: Some(self.auth),
            extra_headers: headers.collect::<Result<_, _>>().ok()?,
            secret_names: Vec::new(),
            pricing: None,
            max_input: 0,
            route: self.route,
            parameters: Map::new(),
            disabled: false,
            idle_limit: None,
            unknown: Map::new(),
            origin: Origin::BuiltIn(self),
        })
    }
}

/// The table, in the order in which it is offered; Demo is its last entry.
pub fn builtins() -> &'static [BuiltIn] {
    &BUILT_INS
}

/// The built-in providers, in the same order.
pub fn providers() -> &'static [Provider] {
    static PROVIDERS: LazyLock<Vec<Provider>> =
        LazyLock::new(|| BUILT_INS.iter().filter_map(BuiltIn::provider).collect());
    &PROVIDERS
}

/// A model whose name is its id.
const fn same(id: &'static str) -> (&'static str, &'static str) {
    (id, id)
}

pub(super) fn is_built_in(id: &str) -> bool {
    BUILT_INS.iter().any(|built_in| built_in.id == id)
}

pub(super) static BUILT_INS: [BuiltIn; 20] = [
    BuiltIn {
        headers: &[("anthropic-dangerous-direct-browser-access", "true")],
        ..BuiltIn::keyed(
            "anthropic",
            "Anthropic",
            "https://api.anthropic.com/v1/chat/completions",
            &[same("claude-opus-4-6")],
            "sk-ant-...",
            "https://console.anthropic.com/settings/keys",
        )
    },
    BuiltIn::keyed(
        "gemini",
        "Google Gemini",
        "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions",
        &[same("gemini-3-pro-preview"), same("gemini-3-flash-preview")],
        "AIza...",
        "https://aistudio.google.com/apikey",
    ),
    BuiltIn::keyed(
        "xai",
        "xAI",
        "https://api.x.ai/v1/chat/completions",
        &[same("grok-4-1-fast-reasoning")],
        "xai-...",
        "https://console.x.ai",
    ),
    BuiltIn::keyed(
        "openai",
        "OpenAI",
        "https://api.openai.com/v1/chat/completions",
        &[same("gpt-4o")],
        "sk-...",
        "https://platform.openai.com/api-keys",
    ),
    BuiltIn::keyed(
        "openrouter",
        "OpenRouter",
        "https://openrouter.ai/api/v1/chat/completions",
        &[same("meta-llama/llama-3.3-70b-instruct:free")],
        "sk-or-...",
        "https://openrouter.ai/keys",
    ),
    BuiltIn::keyed(
        "groq",
        "Groq",
        "https://api.groq.com/openai/v1/chat/completions",
        &[same("llama-3.3-70b-versatile")],
        "gsk_...",
        "https://console.groq.com/keys",
    ),
    BuiltIn {
        id: "ollama",
        name: "Ollama (local)",
        endpoint: "http://localhost:11434/v1/chat/completions",
        address_part: Some(AddressPart::Base),
        auth: AuthMode::None,
        models: &[],
        headers: &[],
        route: Route::Direct,
        key_hint: "",
        key_page: None,
    },
    BuiltIn::keyed(
        "deepseek",
        "DeepSeek",
        "https://api.deepseek.com/v1/chat/completions",
        &[same("deepseek-chat")],
        "sk-...",
        "https://platform.deepseek.com/api_keys",
    ),
    BuiltIn::keyed(
        "mistral",
        "Mistral",
        "https://api.mistral.ai/v1/chat/completions",
        &[same("mistral-large-latest")],
        "...",
        "https://console.mistral.ai/api-keys",
    ),
    BuiltIn::keyed(
        "qwen",
        "Qwen",
        "https://dashscope-intl.aliyuncs.com/compatible-mode/v1/chat/completions",
        &[same("qwen-max")],
        "sk-...",
        "https://dashscope.console.aliyun.com/apiKey",
    ),
    BuiltIn::keyed(
        "zhipu",
        "Zhipu AI (Z.AI)",
        "https://open.bigmodel.cn/api/paas/v4/chat/completions",
        &[same("glm-5")],
        "...",
        "https://open.bigmodel.cn/usercenter/apikeys",
    ),
    BuiltIn::keyed(
        "moonshot",
        "Moonshot (Kimi)",
        "https://api.moonshot.cn/v1/chat/completions",
        &[same("moonshot-v1-128k")],
        "sk-...",
        "https://platform.moonshot.cn/console/api-keys",
    ),
    BuiltIn::keyed(
        "perplexity",
        "Perplexity",
        "https://api.perplexity.ai/chat/completions",
        &[same("sonar-pro")],
        "pplx-...",
        "https://www.perplexity.ai/settings/api",
    ),
    BuiltIn::keyed(
        "cohere",
        "Cohere",
        "https://api.cohere.com/compatibility/v1/chat/completions",
        &[same("command-r-plus-08-2024")],
        "...",
        "https://dashboard.cohere.com/api-keys",
    ),
    BuiltIn::keyed(
        "together",
        "Together AI",
        "https://api.together.xyz/v1/chat/completions",
        &[same("meta-llama/Llama-3.3-70B-Instruct-Turbo")],
        "...",
        "https://api.together.xyz/settings/api-keys",
    ),
    BuiltIn::keyed(
        "fireworks",
        "Fireworks AI",
        "https://api.fireworks.ai/inference/v1/chat/completions",
        &[same("accounts/fireworks/models/llama-v3p3-70b-instruct")],
        "fw_...",
        "https://fireworks.ai/account/api-keys",
    ),
    BuiltIn::keyed(
        "ai21",
        "AI21",
        "https://api.ai21.com/studio/v1/chat/completions",
        &[same("jamba-1.5-large")],
        "...",
        "https://studio.ai21.com/account/api-key",
    ),
    BuiltIn::keyed(
        "meta",
        "Meta Llama",
        "https://api.llama.com/v1/chat/completions",
        &[same("Llama-3.3-70B-Instruct")],
        "...",
        "https://llama.com/docs/api",
    ),
    BuiltIn {
        address_part: Some(AddressPart::Account),
        // No page can call it: the API sends no CORS headers (dialects 2.18).
        route: Route::Relay,
        ..BuiltIn::keyed(
            "cloudflare",
            "Cloudflare Workers AI",
            "https://api.cloudflare.com/client/v4/accounts/{account_id}/ai/v1/chat/completions",
            &[same("@cf/meta/llama-3.3-70b-instruct-fp8-fast")],
            "Bearer token...",
            "https://dash.cloudflare.com/profile/api-tokens",
        )
    },
    BuiltIn {
        id: DEMO,
        name: "Demo",
        endpoint: "/api/demo/v1/chat/completions",
        address_part: None,
        auth: AuthMode::None,
        models: &[(DEMO_MODEL, "Demo fast"), ("demo-slow", "Demo slow")],
        headers: &[],
        route: Route::Direct,
        key_hint: "",
        key_page: None,
    },
];

#[cfg(test)]
mod tests;
