//! The model of a bot: one of the provider's list, or any other id.

use leptos::prelude::*;

use super::Edited;
use super::fetch_models::open_fetch;
use super::other_text::OtherText;
use crate::ui::dynamic::{dynamic, memo, truth, when};
use crate::ui::part::show_part;
use crate::ui::say::{say, text};

/// The value of the option that opens the text box: no model has an empty id.
const OTHER: &str = "";

#[component]
pub(super) fn ModelField(edited: Edited) -> impl IntoView {
    let chosen = edited.text(|bot| bot.model.clone());
    let models = memo(move || {
        edited.provider.with(|provider| {
            let models = provider.iter().flat_map(|provider| &provider.models);
            models.map(|model| model.id.clone()).collect::<Vec<_>>()
        })
    });
    let has_none = move || edited.provider.with(Option::is_some) && models.with(Vec::is_empty);
    let is_listed = memo(move || models.with(|models| chosen.with(|chosen| models.contains(chosen))));
    // Opened by hand, or because the model of the bot is not in the list.
    let opened = RwSignal::new(false);
    let is_other = memo(move || opened.get() || !is_listed.get());
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
    let store = Callback::new(move |typed: String| edited.change(|bot| bot.model = typed));
    let hint = text(move || {
        let is_empty = edited.bot.with(Option::is_some) && chosen.with(String::is_empty);
        if is_empty { edited.stores.preferences.words().bot().model_empty } else { "" }.to_owned()
    });
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
                <OtherText value=chosen opened label=|words| words.bot().other_id hint hint_id="bot-other-hint" store />
            }.into_any())}
            {when(has_none, move || show_part(open_fetch, edited))}
        </div>
    }
    .into_any()
}
