//! The model of a bot: one of the provider's list, or any other id.

use leptos::html::Input;
use leptos::prelude::*;

use super::Edited;
use crate::ui::dynamic::{dynamic, truth, when};
use crate::ui::say::{say, text};

/// The value of the option that opens the text box: no model has an empty id.
const OTHER: &str = "";

#[component]
pub(super) fn ModelField(edited: Edited) -> impl IntoView {
    let chosen = edited.text(|bot| bot.model.clone());
    let models = Memo::new(move |_| {
        edited.provider.with(|provider| {
            let models = provider.iter().flat_map(|provider| &provider.models);
            models.map(|model| model.id.clone()).collect::<Vec<_>>()
        })
    });
    let is_listed = Memo::new(move |_| models.with(|models| chosen.with(|chosen| models.contains(chosen))));
    // Opened by hand, or because the model of the bot is not in the list.
    let opened = RwSignal::new(false);
    let is_other = Memo::new(move |_| opened.get() || !is_listed.get());
    // Another bot or provider has its own list.
    let place = edited.part(|bot| (bot.id.clone(), bot.provider.clone()));
    Effect::new(move || {
        place.track();
        opened.set(false);
    });
    let choose = move |id: String| {
        opened.set(id == OTHER);
        if id != OTHER {
            edited.change(|bot| bot.model = id);
        }
    };
    view! {
        <div class="field">
            <label for="bot-model">{say(|words| words.bot().model)}</label>
            <select id="bot-model" class="code" on:change:target=move |event| choose(event.target().value())>
                {dynamic(move || {
                    let option = |model: String| {
                        let (value, shown) = (model.clone(), model.clone());
                        let selected = truth(move || !is_other.get() && chosen.with(|chosen| *chosen == model));
                        view! { <option value=value prop:selected=selected>{shown}</option> }.into_any()
                    };
                    models.get().into_iter().map(option).collect_view().into_any()
                })}
                <option value=OTHER prop:selected=is_other>{say(|words| words.bot().other_model)}</option>
            </select>
            {when(move || is_other.get(), move || view! {
                <OtherId edited chosen opened />
            }.into_any())}
        </div>
    }
    .into_any()
}

#[component]
fn OtherId(edited: Edited, chosen: Signal<String>, opened: RwSignal<bool>) -> impl IntoView {
    let input: NodeRef<Input> = NodeRef::new();
    // Who has asked for the text box wants to type into it.
    Effect::new(move || {
        if let Some(input) = input.get()
            && opened.get_untracked()
        {
            drop(input.focus());
            input.select();
        }
    });
    let is_empty = move || edited.bot.with(Option::is_some) && chosen.with(String::is_empty);
    let change = move |typed: String| {
        // The text box stays while what is typed is the id of a listed model by the way.
        opened.set(true);
        edited.change(|bot| bot.model = typed.trim().to_owned());
    };
    view! {
        <input
            node_ref=input
            type="text"
            class="code"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            aria-label=say(|words| words.bot().other_id)
            placeholder=say(|words| words.bot().other_id)
            aria-describedby="bot-other-hint"
            prop:value=chosen
            on:input:target=move |event| change(event.target().value())
        />
        <p id="bot-other-hint" class="hint">{
            let hint = say(|words| words.bot().model_empty);
            text(move || if is_empty() { hint.get().to_owned() } else { String::new() })
        }</p>
    }
    .into_any()
}
