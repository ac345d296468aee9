//! The bot editor: saves as one types, and re-creates no input while one does.

mod advanced;
mod cost_card;
mod model_field;
mod parameter_row;
mod provider_field;

use leptos::prelude::*;

use self::advanced::Advanced;
use self::cost_card::CostCard;
use self::model_field::ModelField;
use self::parameter_row::{EffortField, ParameterRow};
use self::provider_field::ProviderField;
use super::icon::{Icon, icon};
use crate::bot::{Bot, Parameter};
use crate::browser::clock;
use crate::store::Stores;
use crate::text::fill;

/// Milliseconds for which "Saved" stands.
const SAVED: u32 = 2_000;

/// The bot that is edited: each field reads its own part and writes it at once.
#[derive(Clone, Copy)]
pub(super) struct Edited {
    stores: Stores,
    bot: Signal<Option<Bot>>,
    /// Counts the changes, so that the last one decides when "Saved" goes.
    changes: RwSignal<u32>,
    saved: RwSignal<bool>,
}

impl Edited {
    /// One part of the bot; changes only when that part does.
    fn part<T: PartialEq + Send + Sync + 'static>(&self, part: impl Fn(&Bot) -> T + Send + Sync + 'static) -> Memo<Option<T>> {
        let bot = self.bot;
        Memo::new(move |_| bot.with(|bot| bot.as_ref().map(&part)))
    }

    fn text(&self, part: impl Fn(&Bot) -> String + Send + Sync + 'static) -> Signal<String> {
        let part = self.part(part);
        Signal::derive(move || part.get().unwrap_or_default())
    }

    /// Changes the bot, stores it and says so.
    fn change(&self, change: impl FnOnce(&mut Bot)) {
        let Some(id) = self.bot.with_untracked(|bot| bot.as_ref().map(|bot| bot.id.clone())) else { return };
        self.stores.bots.update(&id, change);
        let (changes, saved) = (self.changes, self.saved);
        changes.update(|count| *count += 1);
        let count = changes.get_untracked();
        saved.set(true);
        leptos::task::spawn_local(async move {
            clock::sleep(SAVED).await;
            if changes.try_get_untracked() == Some(count) {
                saved.set(false);
            }
        });
    }
}

#[component]
pub fn BotEditor(
    /// The bot of the conversation on the screen.
    bot: Signal<Option<Bot>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || &stores.preferences.words().bot;
    let edited = Edited { stores, bot, changes: RwSignal::new(0), saved: RwSignal::new(false) };
    let name = edited.text(|bot| bot.name.clone());
    let prompt = edited.text(|bot| bot.system_prompt.clone());
    let numbers = [
        Parameter::Temperature,
        Parameter::MaxTokens,
        Parameter::TopP,
        Parameter::FrequencyPenalty,
        Parameter::PresencePenalty,
    ];
    view! {
        <header class="editor-header">
            <h2>{move || words().title}</h2>
            <span class="saved" role="status">
                <Show when=move || edited.saved.get()>{icon(Icon::Check)} {move || words().saved}</Show>
            </span>
            <button
                type="button"
                class="icon-button"
                aria-label=move || words().close
                title=move || words().close
                on:click=move |_| on_close.run(())
            >
                {icon(Icon::Close)}
            </button>
        </header>
        <div class="editor-body">
            <div class="field">
                <label for="bot-name">{move || words().name}</label>
                <input
                    id="bot-name"
                    type="text"
                    autocomplete="off"
                    prop:value=name
                    on:input:target=move |event| {
                        let name = event.target().value();
                        edited.change(|bot| bot.name = name);
                    }
                />
            </div>
            <ProviderField edited />
            <ModelField edited />
            <CostCard edited />
            <div class="field">
                <label for="bot-prompt">{move || words().system_prompt}</label>
                <textarea
                    id="bot-prompt"
                    rows="4"
                    dir="auto"
                    placeholder=move || words().system_prompt_hint
                    prop:value=prompt
                    on:input:target=move |event| {
                        let prompt = event.target().value();
                        edited.change(|bot| bot.system_prompt = prompt);
                    }
                ></textarea>
            </div>
            <h3>{move || words().generation}</h3>
            <div class="parameters">
                {numbers.into_iter().map(|parameter| view! { <ParameterRow edited parameter /> }).collect_view()}
            </div>
            <EffortField edited />
            <Advanced edited />
            <DeleteBot edited />
        </div>
    }
    .into_any()
}

/// Deletes the bot where there is another one to go on with. Its conversations stay.
#[component]
fn DeleteBot(edited: Edited) -> impl IntoView {
    let stores = edited.stores;
    let words = move || &stores.preferences.words().bot;
    let remove = move |_| {
        let Some(id) = edited.bot.with_untracked(|bot| bot.as_ref().map(|bot| bot.id.clone())) else { return };
        if let Some(bot) = stores.bots.remove(&id) {
            let phrase = stores.preferences.language.get_untracked().words().bot.deleted;
            let text = fill(phrase, &[("name", &bot.name)]);
            stores.notices.show(text, Some(Callback::new(move |()| stores.bots.restore(bot.clone()))));
        }
    };
    view! {
        <Show when=move || stores.bots.list.with(|bots| bots.len() > 1)>
            <button type="button" class="button ghost destructive delete-bot" on:click=remove>
                {icon(Icon::Trash)} <span>{move || words().delete}</span>
            </button>
        </Show>
    }
}
