//! What is done with templates of system prompts: filling the prompt, saving it as one, deleting one.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use super::Edited;
use super::prompt_field::label;
use crate::bot::BuiltInTemplate;
use crate::browser::{keyboard, page};
use crate::text::fill;
use crate::text::words::TemplateWords;
use crate::ui::dynamic::{dynamic, memo, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::part::Part;
use crate::ui::say::say;

const NAME: &str = "bot-template-name";

type Apply = fn(Edited, &str);

#[leptos::wasm_split::wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible)]
pub fn load_apply() -> Result<Apply, SplitLoaderError> {
    Ok(apply)
}

#[leptos::wasm_split::wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible)]
pub fn open_tools() -> Part<Edited> {
    Ok(tools)
}

fn text_of(template: BuiltInTemplate, words: &TemplateWords) -> &'static str {
    match template {
        BuiltInTemplate::Assistant => words.assistant,
        BuiltInTemplate::Code => words.code,
        BuiltInTemplate::Writing => words.writing,
        BuiltInTemplate::Data => words.data,
        BuiltInTemplate::Translator => words.translator,
    }
}

/// Name and text of a template; `None` where there is none of that id.
fn find(edited: Edited, id: &str) -> Option<(String, String)> {
    let words = edited.stores.preferences.language.get_untracked().words();
    if let Some(template) = BuiltInTemplate::from_id(id) {
        return Some((label(template)(words).to_owned(), text_of(template, words.templates()).to_owned()));
    }
    edited.stores.templates.own.with_untracked(|own| {
        let own = own.iter().find(|own| own.id == id)?;
        Some((own.name.clone(), own.text.clone()))
    })
}

/// Fills the system prompt with a template. Words of the user's own come back with Undo.
fn apply(edited: Edited, id: &str) {
    let stores = edited.stores;
    let Some(before) = edited.bot.get_untracked() else { return };
    let Some((name, text)) = find(edited, id) else {
        edited.change(|bot| bot.template.clear());
        return;
    };
    let id = id.to_owned();
    edited.change(|bot| {
        bot.system_prompt = text;
        bot.template = id;
    });
    // What a template gave can be had again.
    if before.system_prompt.trim().is_empty() || find(edited, &before.template).is_some() {
        return;
    }
    let phrase = stores.preferences.language.get_untracked().words().templates().replaced;
    let undo = move || {
        stores.bots.update(&before.id, |bot| {
            bot.system_prompt = before.system_prompt.clone();
            bot.template = before.template.clone();
        });
    };
    stores.notices.show(fill(phrase, &[("name", &name)]), Some(Arc::new(undo)));
}

/// What stands below the prompt: its variables, and saving or deleting it as a template.
fn tools(edited: Edited) -> AnyView {
    let templates = edited.stores.templates;
    let template = edited.text(|bot| bot.template.clone());
    let is_own = memo(move || template.with(|id| templates.own.with(|own| own.iter().any(|own| own.id == *id))));
    let can_save = memo(move || {
        let is_known = is_own.get() || template.with(|id| BuiltInTemplate::from_id(id).is_some());
        !is_known && edited.bot.with(|bot| bot.as_ref().is_some_and(|bot| !bot.system_prompt.trim().is_empty()))
    });
    let naming = RwSignal::new(false);
    // Another bot has another prompt.
    let bot = edited.part(|bot| bot.id.clone());
    Effect::new(move || {
        bot.track();
        naming.set(false);
    });
    let remove = move |_| {
        let Some(removed) = templates.remove(&template.get_untracked()) else { return };
        let words = edited.stores.preferences.language.get_untracked().words().templates();
        let message = fill(words.deleted, &[("name", &removed.name)]);
        // Without room it lasts as long as the page, as before.
        let undo = move || {
            let _ = templates.put(removed.clone());
        };
        edited.stores.notices.show(message, Some(Arc::new(undo)));
        page::focus("bot-prompt");
    };
    view! {
        <p id="bot-prompt-hint" class="hint">{say(|words| words.templates().variables)}</p>
        {dynamic(move || match (can_save.get(), naming.get()) {
            (true, true) => naming_form(edited, naming),
            (true, false) => view! {
                <button type="button" class="button ghost template-tool" on:click=move |_| naming.set(true)>
                    {say(|words| words.templates().save_as)}
                </button>
            }.into_any(),
            (false, _) => ().into_any(),
        })}
        {when(move || is_own.get(), move || view! {
            <button type="button" class="button ghost destructive template-tool" on:click=remove>
                {icon(Icon::Trash)} <span>{say(|words| words.templates().delete)}</span>
            </button>
        }.into_any())}
    }
    .into_any()
}

fn naming_form(edited: Edited, naming: RwSignal<bool>) -> AnyView {
    let stores = edited.stores;
    let proposed = edited.bot.with_untracked(|bot| bot.as_ref().map(|bot| bot.name.clone())).unwrap_or_default();
    let name = RwSignal::new(proposed);
    let input: NodeRef<Input> = NodeRef::new();
    Effect::new(move || {
        if let Some(input) = input.get() {
            drop(input.focus());
            input.select();
        }
    });
    let close = move || {
        naming.set(false);
        page::focus("bot-prompt");
    };
    let save = move || {
        let name = name.with_untracked(|name| name.trim().to_owned());
        let Some(bot) = edited.bot.get_untracked().filter(|_| !name.is_empty()) else { return };
        let words = stores.preferences.language.get_untracked().words().templates();
        let (id, phrase) = match stores.templates.add(&name, &bot.system_prompt) {
            Ok(id) => (id, words.saved),
            Err((id, _)) => (id, words.unsaved),
        };
        edited.change(|bot| bot.template = id);
        stores.notices.show(fill(phrase, &[("name", &name)]), None);
        close();
    };
    let on_key = move |event: KeyboardEvent| {
        // Enter ends a syllable while one is being composed.
        if keyboard::is_composing(&event) {
            return;
        }
        match event.key().as_str() {
            "Enter" => save(),
            "Escape" => close(),
            _ => return,
        }
        // Escape would stop a reply as well.
        event.prevent_default();
    };
    view! {
        <div class="template-name">
            <input
                node_ref=input
                id=NAME
                type="text"
                autocomplete="off"
                aria-label=say(|words| words.templates().name)
                prop:value=name
                on:input:target=move |event| name.set(event.target().value())
                on:keydown=on_key
            />
            <button type="button" class="button secondary" on:click=move |_| save()>
                {say(|words| words.templates().keep)}
            </button>
            <button type="button" class="button ghost" on:click=move |_| close()>
                {say(|words| words.templates().cancel)}
            </button>
        </div>
    }
    .into_any()
}
