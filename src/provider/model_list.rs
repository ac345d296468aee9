//! The answer to `GET …/models`, in all its shapes (spec §1, dialects section 2).

use std::collections::HashSet;

use serde_json::Value;

use super::ability::told;
use super::draft::{Draft, ModelDetail, SEPARATOR, model_ids};
use super::model::{Model, Pricing};
use crate::openai::{CompletionError, ProtocolFault, read_error_body};

/// The most models that are read out of one answer; the longest list of a service has some hundreds.
pub const MOST_MODELS: usize = 10_000;
/// The longest id, in bytes.
const LONGEST_ID: usize = 512;
/// The longest excerpt of an answer of another kind, in characters.
const LONGEST_EXCERPT: usize = 200;

/// Reads a model list: `{data: […]}`, `[…]`, `{models: […]}`, `{result: […]}`, of objects or plain ids. The order stays, no
/// id twice. A server without models gives an empty list.
///
/// # Errors
/// An error of the server in any of its shapes, also with status 200; otherwise that the answer is no list.
pub fn read_model_list(status: u16, body: &[u8]) -> Result<Vec<Model>, CompletionError> {
    if !(200..300).contains(&status) {
        return Err(read_error_body(status, body));
    }
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim();
    let protocol = |fault| Err(CompletionError::Protocol(fault));
    let excerpt = || text.chars().take(LONGEST_EXCERPT).collect::<String>();
    if text.is_empty() {
        return protocol(ProtocolFault::Empty { status });
    }
    if text.starts_with('<') {
        let title = match read_error_body(status, body) {
            CompletionError::Api(error) => Some(error.message).filter(|title| !title.is_empty()),
            _ => None,
        };
        return protocol(ProtocolFault::Html { status, title });
    }
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) if error.is_eof() => return protocol(ProtocolFault::Truncated { status }),
        Err(_) => return protocol(ProtocolFault::Unreadable { status, excerpt: excerpt() }),
    };
    match list(&value) {
        Some(list) => Ok(models(list)),
        None if is_error(&value) => Err(read_error_body(status, body)),
        None => protocol(ProtocolFault::Foreign { status, excerpt: excerpt() }),
    }
}

impl Draft {
    /// Adds models to those that are typed. Nothing that is typed is changed: a model that is there already gets only what is
    /// not known of it. Ids with a comma or a line break cannot stand in the field and are passed over.
    pub fn add_models(&mut self, models: &[Model]) {
        let mut known: HashSet<String> = self.model_ids().into_iter().map(str::to_owned).collect();
        let mut ids = Vec::new();
        for model in models.iter().filter(|model| model_ids(&model.id).eq([model.id.as_str()])) {
            if known.insert(model.id.clone()) {
                ids.push(model.id.as_str());
            }
            let found = ModelDetail::new(model);
            match self.model_details.iter_mut().find(|detail| detail.id == model.id) {
                Some(detail) => detail.complete(found),
                None if found != (ModelDetail { id: model.id.clone(), ..ModelDetail::default() }) => {
                    self.model_details.push(found);
                }
                None => {}
            }
        }
        if !ids.is_empty() {
            let typed = self.models.trim_end_matches(|end: char| end == ',' || end.is_whitespace());
            let start = if typed.is_empty() { String::new() } else { format!("{typed}{SEPARATOR}") };
            self.models = format!("{start}{}", ids.join(SEPARATOR));
        }
    }

    /// Takes a model out of those that are typed, with what is known of it.
    pub fn drop_model(&mut self, id: &str) {
        let kept: Vec<&str> = self.model_ids().into_iter().filter(|known| *known != id).collect();
        self.models = kept.join(SEPARATOR);
        self.model_details.retain(|detail| detail.id != id);
    }
}

impl Model {
    /// Whether its id tells that it most likely does not chat.
    pub fn is_other_kind(&self) -> bool {
        let id = self.id.to_ascii_lowercase();
        let is_speech = id.split(|next: char| !next.is_alphanumeric()).any(|part| part == "tts");
        is_speech || ["embed", "whisper", "image", "moderation", "rerank"].iter().any(|kind| id.contains(kind))
    }

    /// Whether each word of a query stands in the id or the name, whatever its case.
    pub fn matches(&self, query: &str) -> bool {
        let text = format!("{} {}", self.id, self.name).to_lowercase();
        query.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}

/// The list in an answer. A list that is null is empty: Ollama without models.
fn list(value: &Value) -> Option<&[Value]> {
    let object = match value {
        Value::Array(list) => return Some(list),
        Value::Object(object) => object,
        _ => return None,
    };
    let found = ["data", "models", "result", "items"].into_iter().find_map(|name| match object.get(name)? {
        Value::Array(list) => Some(list.as_slice()),
        Value::Object(inner) => inner.get("models").or_else(|| inner.get("data"))?.as_array().map(Vec::as_slice),
        _ => None,
    });
    let is_empty = object.get("object").and_then(Value::as_str) == Some("list")
        || object.get("models").is_some_and(Value::is_null) && object.len() == 1;
    found.or(is_empty.then_some(&[]))
}

fn is_error(value: &Value) -> bool {
    ["error", "errors", "detail", "message", "error_message"].iter().any(|name| value.get(*name).is_some())
        || value.is_string()
}

fn models(list: &[Value]) -> Vec<Model> {
    let mut seen = HashSet::new();
    let models = list.iter().filter_map(model).filter(|model| seen.insert(model.id.clone()));
    models.take(MOST_MODELS).collect()
}

fn model(value: &Value) -> Option<Model> {
    let text = |names: &[&str]| {
        let mut texts = names.iter().filter_map(|name| value.get(*name)?.as_str().map(str::trim));
        texts.find(|text| !text.is_empty())
    };
    // Cloudflare's own list has its models by name, and ids of another kind.
    let by_name = text(&["name"]).filter(|name| name.starts_with("@cf/") || name.starts_with("@hf/"));
    let id =
        by_name.or_else(|| value.as_str().map(str::trim)).or_else(|| text(&["id", "model", "name", "model_name"]))?;
    if id.is_empty() || id.len() > LONGEST_ID || id.chars().any(char::is_control) {
        return None;
    }
    let name = text(&["display_name", "displayName", "name"]).filter(|name| name.len() <= LONGEST_ID);
    let named = Model::named(id, name.unwrap_or(id));
    Some(Model { pricing: prices(value), max_input: context_length(value), unknown: told(value), ..named })
}

/// The context length in tokens, under whatever name.
fn context_length(model: &Value) -> Option<u64> {
    const PATHS: [&str; 11] = [
        "/context_length",
        "/max_model_len",
        "/context_window",
        "/max_context_length",
        "/max_input_tokens",
        "/inputTokenLimit",
        "/maxInput",
        "/top_provider/context_length",
        "/model_info/max_input_tokens",
        "/meta/n_ctx",
        "/meta/n_ctx_train",
    ];
    PATHS.iter().find_map(|path| {
        let tokens = match model.pointer(path)? {
            Value::String(text) => text.trim().parse().ok()?,
            other => other.as_u64()?,
        };
        Some(tokens).filter(|tokens| *tokens > 0)
    })
}

/// Prices in USD per million tokens: from those per token (OpenRouter, LiteLLM), else per million (Together, ours).
fn prices(model: &Value) -> Option<Pricing> {
    let number = |path: &str| {
        let price = match model.pointer(path)? {
            Value::String(text) => text.trim().parse::<f64>().ok()?,
            other => other.as_f64()?,
        };
        (price.is_finite() && price >= 0.0).then_some(price)
    };
    let first = |paths: &[&str]| paths.iter().find_map(|path| number(path));
    // More digits are noise of the multiplication.
    let million = |price: f64| (price * 1e12).round() / 1e6;
    let per_token = Pricing {
        input: first(&["/pricing/prompt", "/input_cost_per_token", "/model_info/input_cost_per_token"]).map(million),
        output: first(&["/pricing/completion", "/output_cost_per_token", "/model_info/output_cost_per_token"])
            .map(million),
        cached_input: first(&["/pricing/input_cache_read", "/cache_read_input_token_cost"]).map(million),
    };
    if per_token != Pricing::default() {
        return Some(per_token);
    }
    let per_million = Pricing {
        input: number("/pricing/input"),
        output: number("/pricing/output"),
        cached_input: first(&["/pricing/cachedInput", "/pricing/cached_input"]),
    };
    // Together writes zeros where it has no price.
    let is_known = [per_million.input, per_million.output].into_iter().flatten().any(|price| price > 0.0);
    is_known.then_some(per_million)
}

#[cfg(test)]
mod tests;
