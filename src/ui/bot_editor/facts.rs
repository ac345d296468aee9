//! What is known of the chosen model beyond its price: what this conversation used, what the endpoint refused, and what
//! the model can.

use leptos::prelude::*;

use super::Edited;
use crate::openai::Quirk;
use crate::provider::Ability;
use crate::text::fill;
use crate::text::words::BotDetailsWords;
use crate::ui::conversation::status_line::used;
use crate::ui::dynamic::{dynamic, memo, when};
use crate::ui::part::Part;
use crate::ui::say::say;

#[leptos::wasm_split::wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible)]
pub fn open_facts() -> Part<Edited> {
    Ok(facts)
}

/// Further rows of the card; none where nothing is known.
fn facts(edited: Edited) -> AnyView {
    let stores = edited.stores;
    let words = move || stores.preferences.words();
    let in_conversation = memo(move || edited.conversation.with(|id| used(stores, id.as_deref()?)));
    let model = edited.text(|bot| bot.model.clone());
    let refused = memo(move || {
        let endpoint = edited.provider.with(|it| it.as_ref().map(|it| it.endpoint.as_str().to_owned()));
        let quirks = stores.quirks.of_model(&endpoint?, &model.get());
        let names: Vec<_> = quirks.iter().map(|quirk| refusal(quirk, words().bot_details())).collect();
        (!names.is_empty()).then(|| names.join(", "))
    });
    let abilities = memo(move || {
        edited.provider.with(|provider| {
            let model = provider.as_ref().and_then(|provider| provider.model(&model.get()));
            model.map(|model| model.abilities()).unwrap_or_default()
        })
    });
    view! {
        {when(move || edited.conversation.with(Option::is_some), move || view! {
            // It has its line before anything was used: nothing below moves when the first reply ends.
            <dt>{say(|words| words.bot_details().this_conversation)}</dt>
            <dd>{move || in_conversation.get().unwrap_or_else(|| "–".to_owned())}</dd>
        }.into_any())}
        {dynamic(move || match refused.get() {
            Some(refused) => view! { <dt>{say(|words| words.bot_details().refused)}</dt><dd class="code">{refused}</dd> }.into_any(),
            None => ().into_any(),
        })}
        {dynamic(move || {
            let abilities = abilities.get();
            if abilities.is_empty() {
                return ().into_any();
            }
            let tags = abilities.into_iter().map(|ability| {
                view! { <li class="tag">{name_of(ability, words().bot_details())}</li> }
            });
            view! {
                <dt>{say(|words| words.bot_details().abilities)}</dt>
                <dd><ul class="tags">{tags.collect_view()}</ul></dd>
            }
            .into_any()
        })}
    }
    .into_any()
}

fn refusal(quirk: &Quirk, words: &BotDetailsWords) -> String {
    match quirk {
        Quirk::Omit { .. } | Quirk::Value { .. } => quirk.left_out().into_owned(),
        Quirk::Rename { from, to } => fill(words.renamed, &[("from", from), ("to", to)]),
    }
}

fn name_of(ability: Ability, words: &BotDetailsWords) -> &'static str {
    match ability {
        Ability::Images => words.images,
        Ability::Audio => words.audio,
        Ability::Tools => words.tools,
        Ability::Reasoning => words.reasoning,
        Ability::Json => words.json,
    }
}
