//! The model of a bot: one of the provider's list, or any other id.

use leptos::prelude::*;

use super::Edited;

/// The value of the option that opens the text box: no model has an empty id.
const OTHER: &str = "";

#[component]
pub(super) fn ModelField(edited: Edited) -> impl IntoView {
    let stores = edited.stores;
    let words = move || &stores.preferences.words().bot;
    let provider = edited.text(|bot| bot.provider.clone());
    let chosen = edited.text(|bot| bot.model.clone());
    let models = Memo::new(move |_| {
        stores.registry.registry.with(|registry| {
            let provider = provider.with(|id| registry.get(id));
            provider.map(|provider| provider.models.iter().map(|model| model.id.clone()).collect::<Vec<_>>()).unwrap_or_default()
        })
    });
    let is_listed = Memo::new(move |_| models.with(|models| chosen.with(|chosen| models.contains(chosen))));
    // Opened by hand, or because the model of the bot is not in the list.
    let opened = RwSignal::new(false);
    let is_other = Memo::new(move |_| opened.get() || !is_listed.get());
    Effect::new(move |_| {
        provider.track();
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
            <label for="bot-model">{move || words().model}</label>
            <select id="bot-model" class="code" on:change:target=move |event| choose(event.target().value())>
                <For each=move || models.get() key=|model| model.clone() let(model)>
                    {
                        let (value, shown) = (model.clone(), model.clone());
                        let selected = move || !is_other.get() && chosen.with(|chosen| *chosen == model);
                        view! { <option value=value prop:selected=selected>{shown}</option> }
                    }
                </For>
                <option value=OTHER prop:selected=is_other>{move || words().other_model}</option>
            </select>
            <Show when=move || is_other.get()>
                <input
                    type="text"
                    class="code"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=move || words().other_id
                    placeholder=move || words().other_id
                    prop:value=chosen
                    on:input:target=move |event| {
                        let id = event.target().value().trim().to_owned();
                        opened.set(true);
                        edited.change(|bot| bot.model = id);
                    }
                />
            </Show>
        </div>
    }
}
