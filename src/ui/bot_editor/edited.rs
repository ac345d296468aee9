//! The bot that is edited.

use leptos::prelude::*;
use serde_json::Value;

use crate::bot::{Bot, Parameter, Setting};
use crate::browser::clock;
use crate::provider::Provider;
use crate::store::Stores;
use crate::ui::dynamic::memo;
use crate::ui::shell::use_conversation_id;

/// Milliseconds for which "Saved" stands.
const SAVED: u32 = 2_000;

/// The bot that is edited: each field reads its own part and writes it at once.
#[derive(Clone, Copy)]
pub struct Edited {
    pub stores: Stores,
    pub bot: Signal<Option<Bot>>,
    /// The conversation on the screen, if there is one.
    pub conversation: Memo<Option<String>>,
    /// A change is in the database since a moment.
    pub saved: RwSignal<bool>,
    /// The provider of the bot, if there is one.
    pub provider: Memo<Option<Provider>>,
}

impl Edited {
    pub fn new(stores: Stores, bot: Signal<Option<Bot>>) -> Self {
        let id = memo(move || bot.with(|bot| bot.as_ref().map(|bot| bot.provider.clone())));
        let provider = memo(move || {
            let id = id.get()?;
            stores.registry.registry.with(|registry| registry.get(&id).cloned())
        });
        let saved = RwSignal::new(false);
        Effect::new(move |last: Option<u32>| {
            let stored = stores.bots.stored.get();
            if last.is_some() {
                saved.set(true);
                leptos::task::spawn_local(async move {
                    clock::sleep(SAVED).await;
                    // The last change decides. The editor may have been closed since.
                    if stores.bots.stored.get_untracked() == stored {
                        saved.try_set(false);
                    }
                });
            }
            stored
        });
        Edited { stores, bot, conversation: use_conversation_id(), saved, provider }
    }

    /// One part of the bot; changes only when that part does.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        &self,
        part: impl Fn(&Bot) -> T + Send + Sync + 'static,
    ) -> Memo<Option<T>> {
        let bot = self.bot;
        memo(move || bot.with(|bot| bot.as_ref().map(&part)))
    }

    /// A part that is a text; empty while there is no bot.
    pub fn text(&self, part: impl Fn(&Bot) -> String + Send + Sync + 'static) -> Signal<String> {
        let part = self.part(part);
        Signal::derive(move || part.get().unwrap_or_default())
    }

    /// The setting of a parameter.
    pub fn setting(&self, parameter: Parameter) -> Memo<Setting> {
        let part = self.part(move |bot| bot.parameters.get(parameter).clone());
        memo(move || part.get().unwrap_or_default())
    }

    /// What the provider gives where the bot inherits; tracks.
    pub fn inherited(&self, parameter: Parameter) -> Option<Value> {
        self.provider.with(|provider| provider.as_ref()?.parameters.get(parameter.wire_name()).cloned())
    }

    /// Changes a parameter.
    pub fn set(&self, parameter: Parameter, setting: Setting) {
        self.change(|bot| bot.parameters.set(parameter, setting));
    }

    /// Changes the bot and stores it.
    pub fn change(&self, change: impl FnOnce(&mut Bot)) {
        // The last field may be left after the editor has gone.
        let id = self.bot.try_with_untracked(|bot| bot.as_ref().map(|bot| bot.id.clone()));
        let Some(id) = id.flatten() else { return };
        self.stores.bots.update(&id, change);
    }
}
