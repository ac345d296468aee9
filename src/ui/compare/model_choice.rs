//! Which model a column asks.

use leptos::prelude::*;

use crate::provider::Provider;
use crate::store::Stores;
use crate::text::fill;
use crate::ui::dynamic::{dynamic, memo, truth, when};
use crate::ui::say::{say, text};

/// The value of the option that opens the text box: no model has an empty id.
const OTHER: &str = "";

#[component]
pub(super) fn ModelChoice(
    conversation: StoredValue<String>,
    /// Which column it is, from 1.
    number: Memo<usize>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || stores.preferences.words().compare();
    let compare = stores.compare;
    let bot = memo(move || conversation.with_value(|id| compare.bot(id)));
    let chosen = memo(move || bot.with(|bot| bot.as_ref().map(|bot| bot.provider.clone())).unwrap_or_default());
    let model = memo(move || bot.with(|bot| bot.as_ref().map(|bot| bot.model.clone())).unwrap_or_default());
    let change =
        move |change: &dyn Fn(&mut crate::bot::Bot)| conversation.with_value(|id| stores.change_compared(id, change));
    // A disabled provider is shown where it is the one that is used, and one that is gone by its id.
    let providers = memo(move || {
        let mut options = stores.registry.registry.with(|registry| {
            let is_shown = |provider: &&Provider| !provider.disabled || chosen.with(|id| provider.id.as_str() == id);
            let shown = registry.providers().filter(is_shown);
            shown.map(|provider| (provider.id.to_string(), provider.name.clone())).collect::<Vec<_>>()
        });
        chosen.with(|chosen| {
            if options.iter().all(|(id, _)| id != chosen) {
                options.push((chosen.clone(), chosen.clone()));
            }
        });
        options
    });
    let models = memo(move || {
        stores.registry.registry.with(|registry| {
            let models = registry.get(&chosen.get()).into_iter().flat_map(|provider| &provider.models);
            models.map(|model| (model.id.clone(), model.id.clone())).collect::<Vec<_>>()
        })
    });
    let is_listed = move || model.with(|model| models.with(|models| models.iter().any(|(id, _)| id == model)));
    let opened = RwSignal::new(false);
    let is_other = memo(move || opened.get() || !is_listed());
    let choose_provider = move |id: String| {
        let first = stores.registry.provider(&id).and_then(|provider| provider.models.first().map(|it| it.id.clone()));
        opened.set(false);
        change(&|bot| {
            bot.provider = id.clone();
            bot.model = first.clone().unwrap_or_default();
        });
    };
    let choose_model = move |id: String| {
        opened.set(id == OTHER);
        if id != OTHER {
            change(&|bot| bot.model = id.clone());
        }
    };
    let options = |options: Memo<Vec<(String, String)>>, chosen: Memo<String>, none: Option<Memo<bool>>| {
        dynamic(move || {
            let option = |(id, name): (String, String)| {
                let value = id.clone();
                let selected =
                    truth(move || chosen.with(|chosen| *chosen == id) && none.is_none_or(|none| !none.get()));
                view! { <option value=value prop:selected=selected>{name}</option> }.into_any()
            };
            options.get().into_iter().map(option).collect_view().into_any()
        })
    };
    let named = move |phrase: fn(&'static crate::text::words::CompareWords) -> &'static str| {
        text(move || fill(phrase(words()), &[("n", &number.get().to_string())]))
    };
    view! {
        <div class="compare-choices">
            <select aria-label=named(|words| words.provider_of) on:change:target=move |event| choose_provider(event.target().value())>
                {options(providers, chosen, None)}
            </select>
            <select class="code" aria-label=named(|words| words.model_of) on:change:target=move |event| choose_model(event.target().value())>
                {options(models, model, Some(is_other))}
                <option value=OTHER prop:selected=is_other>{say(|words| words.compare().other_model)}</option>
            </select>
            {when(move || is_other.get(), move || view! {
                <input
                    type="text"
                    class="code"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-label=named(|words| words.other_id)
                    prop:value=model
                    on:input:target=move |event| {
                        opened.set(true);
                        let typed = event.target().value().trim().to_owned();
                        change(&|bot| bot.model = typed.clone());
                    }
                />
            }.into_any())}
        </div>
    }
    .into_any()
}
