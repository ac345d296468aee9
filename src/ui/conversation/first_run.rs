//! What an empty chat offers: connect an endpoint, try the demo, add a key.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use crate::bot::Bot;
use crate::provider::builtin::DEMO;
use crate::store::Stores;
use crate::store::chatting::Outgoing;
use crate::ui::dynamic::when;
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::Layout;
use crate::ui::say::say;
use crate::ui::settings::SettingsSection;

#[component]
pub fn FirstRun(bot: Signal<Option<Bot>>) -> impl IntoView {
    let stores = Stores::use_context();
    let layout = Layout::use_context();
    let open_keys = move |_| layout.settings.set(Some(SettingsSection::ApiKeys));
    let navigate = StoredValue::new(use_navigate());
    // Once a bot uses an endpoint of one's own, only the headline stays: the composer is the place to go on.
    let is_first = move || bot.with(|bot| bot.as_ref().is_none_or(|bot| bot.provider == DEMO));
    let try_sample = move |_| {
        let sample = stores.preferences.language.get_untracked().words().chat().sample;
        spawn_local(async move {
            if let Some(id) = stores.send(None, Outgoing { text: sample.to_owned(), ..Default::default() }).await {
                navigate.try_with_value(|navigate| navigate(&format!("/chat/{id}"), Default::default()));
            }
        });
    };
    view! {
        <div class="first-run">
            <div class="column">
                <h2 class="display">{say(|words| words.chat().headline)}</h2>
                <p class="lead">{say(|words| words.chat().headline_hint)}</p>
                {when(is_first, move || view! {
                    <section class="card">
                        <h3>{say(|words| words.chat().connect_title)}</h3>
                        <p>{say(|words| words.chat().connect_hint)}</p>
                        <button type="button" class="button primary" on:click=open_keys>
                            {icon(Icon::Plus)} <span>{say(|words| words.chat().connect)}</span>
                        </button>
                    </section>
                    <div class="cards">
                        <section class="card">
                            <h3>{say(|words| words.chat().demo_title)}</h3>
                            <p>{say(|words| words.chat().demo_hint)}</p>
                            <button type="button" class="button secondary" on:click=try_sample>
                                {icon(Icon::Play)} <span>{say(|words| words.chat().try_sample)}</span>
                            </button>
                        </section>
                        <section class="card">
                            <h3>{say(|words| words.chat().hosted_title)}</h3>
                            <p>{say(|words| words.chat().hosted_hint)}</p>
                            <button type="button" class="button secondary" on:click=open_keys>
                                {icon(Icon::Key)} <span>{say(|words| words.chat().add_key)}</span>
                            </button>
                        </section>
                    </div>
                }.into_any())}
            </div>
        </div>
    }
    .into_any()
}
