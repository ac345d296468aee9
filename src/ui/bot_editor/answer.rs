//! The schema of the answer, and what else goes into the request body.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::Edited;
use super::check::Check;
use super::json_field::JsonField;
use crate::bot::{Bot, SchemaConcern, check_schema};
use crate::text::fill;
use crate::text::words::BotDetailsWords;
use crate::ui::part::Part;

#[leptos::wasm_split::wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible)]
pub fn open_schema() -> Part<Edited> {
    Ok(schema)
}

fn schema(edited: Edited) -> AnyView {
    view! {
        <JsonField
            edited
            id="bot-schema"
            label=|words| words.bot_details().schema
            hint=|words| words.bot_details().schema_hint
            read=|bot| &bot.schema
            write=|bot| &mut bot.schema
            check=schema_concerns
        />
        <Check edited label=|words| words.bot_details().strict read=|bot| bot.strict write=|bot| &mut bot.strict />
    }
    .into_any()
}

/// What servers will say against the schema that is sent.
fn schema_concerns(_: Edited, bot: &Bot, words: &BotDetailsWords) -> Vec<String> {
    let concerns = bot.schema.object.as_ref().map(|schema| check_schema(schema, bot.strict)).unwrap_or_default();
    concerns.iter().map(|concern| concern_text(concern, words)).collect()
}

fn concern_text(concern: &SchemaConcern, words: &BotDetailsWords) -> String {
    let at = |place: &str| if place.is_empty() { words.schema_root_place } else { place }.to_owned();
    match concern {
        SchemaConcern::Name { name } => fill(words.schema_name, &[("name", name)]),
        SchemaConcern::Root => words.schema_root.to_owned(),
        SchemaConcern::Open { place } => fill(words.schema_open, &[("place", &at(place))]),
        SchemaConcern::Optional { place, property } => {
            fill(words.schema_optional, &[("place", &at(place)), ("property", property)])
        }
    }
}

#[component]
pub(super) fn ExtraBody(edited: Edited) -> impl IntoView {
    view! {
        <JsonField
            edited
            id="bot-extra-body"
            label=|words| words.bot_details().extra_body
            hint=|words| words.bot_details().extra_body_hint
            read=|bot| &bot.extra_body
            write=|bot| &mut bot.extra_body
            check=extra_body_concerns
        />
    }
    .into_any()
}

/// What the extra body does to fields that the request holds without it.
fn extra_body_concerns(edited: Edited, bot: &Bot, words: &BotDetailsWords) -> Vec<String> {
    let defaults = edited.provider.with(|provider| provider.as_ref().map(|provider| provider.parameters.clone()));
    let mut request = bot.completion(&defaults.unwrap_or_default(), Vec::new(), &edited.stores.prompt_values());
    let extra = std::mem::take(&mut request.extra_body);
    overrides(&extra, &request.body(&Default::default()), words)
}

fn overrides(extra: &Map<String, Value>, body: &Map<String, Value>, words: &BotDetailsWords) -> Vec<String> {
    let surprise = |name: &str| match name {
        "messages" => Some(words.extra_messages),
        "model" => Some(words.extra_model),
        "stream" => Some(words.extra_stream),
        _ => None,
    };
    let is_overridden = |name: &&String| surprise(name).is_none() && body.contains_key(*name);
    let mut concerns: Vec<_> = extra.keys().filter_map(|name| surprise(name)).map(str::to_owned).collect();
    let others: Vec<_> = extra.keys().filter(is_overridden).map(String::as_str).collect();
    if !others.is_empty() {
        concerns.push(fill(words.overrides, &[("names", &others.join(", "))]));
    }
    concerns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use serde_json::json;

    #[test]
    fn what_the_extra_body_overrides_is_said() {
        let map = |value: Value| value.as_object().cloned().expect("an object");
        let body = map(json!({ "model": "m", "messages": [], "temperature": 1, "seed": 1, "stream": true }));
        let words = Language::English.words().bot_details();
        let cases = [
            (json!({ "top_k": 5 }), vec![]),
            (json!({ "top_k": 5, "seed": 2, "temperature": 0 }), vec!["Overrides seed, temperature"]),
            (json!({ "stream": false, "seed": 2 }), vec![words.extra_stream, "Overrides seed"]),
            (json!({ "messages": [], "model": "o" }), vec![words.extra_messages, words.extra_model]),
        ];
        for (extra, expected) in cases {
            assert_eq!(overrides(&map(extra.clone()), &body, words), expected, "{extra}");
        }
    }

    #[test]
    fn concerns_about_a_schema_name_their_place() {
        let words = Language::English.words().bot_details();
        let open = SchemaConcern::Open { place: "properties.a".into() };
        assert!(concern_text(&open, words).contains("properties.a"));
        let optional = SchemaConcern::Optional { place: String::new(), property: "city".into() };
        let said = concern_text(&optional, words);
        assert!(said.contains("the root") && said.contains("\"city\""), "{said}");
    }
}
