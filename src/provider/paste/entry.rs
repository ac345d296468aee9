//! JSON, and objects as scripts write them: one provider or many, in our own shape or in that of other programs.

use serde_json::{Map, Value, json};

use super::{Draft, Findings, MOST_DRAFTS, MOST_REMARKS, PasteError, Remark, address, curl, secret, syntax_error};
use crate::provider::complete::complete;
use crate::provider::definition::Provider;
use crate::provider::draft::ModelDetail;
use crate::provider::endpoint::Endpoint;
use crate::provider::id::ProviderId;
use crate::provider::literal;

/// Stands in for an id or address that is missing or wrong: the form asks for it.
const STAND_IN_ID: &str = "x";
const STAND_IN_ENDPOINT: &str = "http://localhost/";

/// Names under which other programs keep what is the endpoint, the key and the model here.
const BASES: [&str; 8] = ["baseURL", "baseUrl", "base_url", "apiBase", "api_base", "apiUrl", "api_url", "url"];
const KEYS: [&str; 5] = ["apiKey", "api_key", "key", "token", "apikey"];
const MODELS: [&str; 4] = ["model", "models", "modelName", "model_name"];
const NAMES: [&str; 3] = ["name", "title", "label"];

/// Reads a text that is one value. Strict JSON is read first, since it is the faster way.
pub(super) fn read(text: &str, findings: &mut Findings) -> Result<(), PasteError> {
    let value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(_) => literal::read(text).map_err(|unread| syntax_error(text, unread))?,
    };
    read_value(value, findings);
    Ok(())
}

fn read_value(value: Value, findings: &mut Findings) {
    match value {
        Value::Array(list) => list.into_iter().enumerate().for_each(|(index, value)| {
            let label = format!("{}", index + 1);
            read_item(None, value, &label, findings);
        }),
        Value::Object(mut object) if !is_entry(&object) => match object.remove("providers") {
            Some(providers) => read_value(providers, findings),
            // Providers by their ids.
            None => object.into_iter().for_each(|(id, value)| read_item(Some(&id), value, &id, findings)),
        },
        other => read_item(None, other, "1", findings),
    }
}

fn read_item(id: Option<&str>, value: Value, label: &str, findings: &mut Findings) {
    match value {
        _ if findings.is_full() => findings.remark(Remark::TooMany { most: MOST_DRAFTS }),
        Value::Object(entry) if is_entry(&entry) => {
            let draft = read_entry(id, entry, label, findings);
            findings.add(draft);
        }
        _ => findings.unread(label),
    }
}

fn is_entry(object: &Map<String, Value>) -> bool {
    object.contains_key("endpoint") || BASES.iter().any(|name| object.get(*name).is_some_and(Value::is_string))
}

/// Reads one provider. What cannot be used of it is said and left out, so that the form shows all that can.
pub(super) fn read_entry(
    id: Option<&str>,
    mut entry: Map<String, Value>,
    label: &str,
    findings: &mut Findings,
) -> Draft {
    let keys: Vec<Value> = KEYS.iter().filter_map(|name| entry.shift_remove(*name)).collect();
    let mut draft = if entry.contains_key("endpoint") { ours(entry, label, findings) } else { theirs(entry, findings) };
    if let Some(id) = id {
        draft.id = id.to_owned();
    }
    if let Some(key) = keys.iter().find_map(Value::as_str) {
        secret::take_key(&mut draft, key, findings);
    }
    draft
}

/// An entry as it is stored, exported or registered here (spec §3).
fn ours(mut entry: Map<String, Value>, label: &str, findings: &mut Findings) -> Draft {
    let text = |entry: &Map<String, Value>, name: &str| {
        entry.get(name).and_then(Value::as_str).map(str::trim).unwrap_or_default().to_owned()
    };
    let (id, name, typed) = (text(&entry, "id"), text(&entry, "name"), text(&entry, "endpoint"));
    let known_id = ProviderId::stored(&id).and_then(ProviderId::not_built_in).is_ok();
    entry.insert("id".into(), json!(if known_id { &id } else { STAND_IN_ID }));
    if Endpoint::parse(&typed).is_err() {
        entry.insert("endpoint".into(), json!(STAND_IN_ENDPOINT));
    }
    let mut value = Value::Object(entry);
    let provider = loop {
        match Provider::from_stored(&value) {
            Ok(provider) => break Some(provider),
            Err(error) => {
                let field = error.field.split(['.', '[']).next().unwrap_or_default().to_owned();
                findings.remark(Remark::Entry { label: super::quoted(label), error });
                let is_gone = value.as_object_mut().and_then(|entry| entry.shift_remove(&field)).is_some();
                if !is_gone || matches!(field.as_str(), "id" | "endpoint") {
                    break None;
                }
            }
        }
    };
    let mut draft = provider.as_ref().map(Draft::from_provider).unwrap_or_default();
    // A registered address is final, unless it is none that could be called.
    let is_complete = complete(&typed).is_ok_and(|completed| completed.endpoint.as_str() == typed);
    draft.use_exactly = Endpoint::parse(&typed).is_ok() && !is_complete;
    draft.endpoint = typed;
    for detail in &mut draft.model_details {
        // The only model of an entry without models is named after the provider.
        if !known_id && detail.name == STAND_IN_ID {
            detail.name.clear();
        }
    }
    draft.name = name;
    draft.id = id;
    draft
}

/// An entry of another program: address, key, name and models, whatever they are called there.
fn theirs(mut entry: Map<String, Value>, findings: &mut Findings) -> Draft {
    let mut take = |names: &[&str]| names.iter().find_map(|name| entry.shift_remove(*name));
    let mut text = |names: &[&str]| match take(names) {
        Some(Value::String(text)) => text.trim().to_owned(),
        _ => String::new(),
    };
    let (base, id, name) = (text(&BASES), text(&["id"]), text(&NAMES));
    let mut draft = Draft { id, name, endpoint: address::from_base(&base, findings), ..Draft::default() };
    take_models(&mut draft, take(&MODELS));
    if let Some(Value::Object(headers)) = take(&["extraHeaders", "headers", "defaultHeaders", "default_headers"]) {
        for (name, value) in &headers {
            secret::take_header(&mut draft, name, value.as_str().unwrap_or_default(), findings);
        }
    }
    let names: Vec<String> = entry.keys().take(MOST_REMARKS).map(|name| super::quoted(name)).collect();
    if !names.is_empty() {
        findings.remark(Remark::FieldsLeftOut { names });
    }
    curl::azure(&mut draft);
    draft
}

/// Takes one model or a list of them, each an id or an object with one.
fn take_models(draft: &mut Draft, models: Option<Value>) {
    let list = match models {
        Some(Value::Array(list)) => list,
        Some(model) => vec![model],
        None => return,
    };
    let mut ids = Vec::new();
    for model in &list {
        let text = |names: &[&str]| names.iter().find_map(|name| model.get(*name)?.as_str());
        let Some(id) = model.as_str().or_else(|| text(&["id", "model"])) else { continue };
        ids.push(id.trim());
        if let Some(name) = text(&["name", "title"]).filter(|name| *name != id) {
            let detail = ModelDetail { id: id.trim().to_owned(), name: name.to_owned(), ..ModelDetail::default() };
            draft.model_details.push(detail);
        }
    }
    draft.models = ids.join(", ");
}
