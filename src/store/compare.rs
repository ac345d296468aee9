//! One prompt to several models side by side (design §4, "Compare").
//!
//! Each column is a conversation of its own that is not in the list and is never stored: asking, stopping, asking again
//! and going on work in it as in any other.

use leptos::prelude::*;

use super::Stores;
use super::identity::new_id;
use crate::bot::Bot;
use crate::browser::{clock, local_storage};
use crate::chat::{Cost, ReplyDetails, Role};
use crate::provider::builtin::{DEMO, DEMO_MODEL};
use crate::provider::{Provider, Registry};

/// The columns that there can be.
pub const LEAST: usize = 2;
pub const MOST: usize = 4;

/// One model that is compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Id of its conversation.
    pub conversation: String,
    /// Its provider and model, with the parameters of the bot that was chosen when the column was made.
    pub bot: Bot,
}

/// What is compared, for as long as the page lives.
#[derive(Clone, Copy)]
pub struct CompareStore {
    pub columns: RwSignal<Vec<Column>>,
    /// What is being written.
    pub draft: RwSignal<String>,
    /// The prompt that was sent last.
    pub prompt: RwSignal<Option<String>>,
    /// Id of the conversation that was on the screen before.
    pub came_from: RwSignal<Option<String>>,
}

impl CompareStore {
    pub fn new() -> Self {
        CompareStore {
            columns: RwSignal::new(Vec::new()),
            draft: RwSignal::new(String::new()),
            prompt: RwSignal::new(None),
            came_from: RwSignal::new(None),
        }
    }

    /// The bot of a column; tracks the columns.
    pub fn bot(&self, conversation: &str) -> Option<Bot> {
        self.columns.with(|columns| columns.iter().find(|it| it.conversation == conversation).map(|it| it.bot.clone()))
    }

    /// Changes the bot of a column.
    pub fn change(&self, conversation: &str, change: impl FnOnce(&mut Bot)) {
        self.columns.update(|columns| {
            if let Some(column) = columns.iter_mut().find(|column| column.conversation == conversation) {
                change(&mut column.bot);
            }
        });
    }
}

impl Default for CompareStore {
    fn default() -> Self {
        CompareStore::new()
    }
}

impl Stores {
    /// Makes the first columns where there are none: the model of the current bot, and another.
    pub fn begin_comparing(&self) {
        while self.compare.columns.with_untracked(|columns| columns.len() < LEAST) {
            self.add_compared();
        }
    }

    /// Adds a column with a model that is not compared yet.
    pub fn add_compared(&self) {
        let current = untrack(|| self.bot_of(None));
        let mut bot = current.unwrap_or_else(|| Bot::new(new_id(), DEMO, DEMO, DEMO_MODEL, clock::now()));
        self.compare.columns.update(|columns| {
            if columns.len() < MOST {
                let taken: Vec<_> =
                    columns.iter().map(|it| (it.bot.provider.as_str(), it.bot.model.as_str())).collect();
                let next = self.registry.registry.with_untracked(|registry| next_model(registry, &bot, &taken));
                if let Some((provider, model)) = next {
                    (bot.provider, bot.model) = (provider, model);
                }
                columns.push(Column { conversation: format!("compare-{}", new_id()), bot });
            }
        });
    }

    /// Removes a column; what it was answering stops.
    pub fn remove_compared(&self, conversation: &str) {
        self.replies.stop(conversation);
        self.compare.columns.update(|columns| columns.retain(|column| column.conversation != conversation));
    }

    /// Sends a prompt to every column that can be asked and is not answering.
    pub fn compare(&self, prompt: &str) {
        let columns = self.compare.columns.get_untracked();
        self.compare.prompt.set(Some(prompt.to_owned()));
        for column in columns {
            let is_live = untrack(|| self.replies.message_of(&column.conversation)).is_some();
            if !is_live && untrack(|| self.can_ask(&column.bot)) {
                self.ask_compared(&column, prompt);
            }
        }
    }

    /// Sends a prompt to one column.
    pub fn ask_compared(&self, column: &Column, prompt: &str) {
        self.conversations.add_user_message(&column.conversation, prompt.to_owned());
        self.ask(&column.conversation, &column.bot);
    }

    /// Whether a bot's provider is there and switched on, and a model is chosen; tracks the registry.
    pub fn can_ask(&self, bot: &Bot) -> bool {
        let is_on = |provider: &Provider| !provider.disabled;
        !bot.model.is_empty() && self.registry.registry.with(|registry| registry.get(&bot.provider).is_some_and(is_on))
    }

    /// Stops every column.
    pub fn stop_comparing(&self) {
        for column in self.compare.columns.get_untracked() {
            self.replies.stop(&column.conversation);
        }
    }

    /// What all columns have cost; `None` while nothing is known. Tracks.
    pub fn compared_cost(&self) -> Option<Cost> {
        let columns = self.compare.columns.get();
        let lists = columns.iter().map(|column| self.conversations.messages(&column.conversation).get());
        let costs = lists.flatten().filter_map(|handle| handle.details.with(|details| details.as_ref()?.cost));
        costs.reduce(|a, b| Cost { usd: a.usd + b.usd, estimated: a.estimated || b.estimated })
    }

    /// Makes a conversation of what was asked and answered in a column, with a bot of its model; returns its id.
    pub fn keep_compared(&self, conversation: &str) -> Option<String> {
        let bot = untrack(|| self.compare.bot(conversation))?;
        let handles = self.conversations.messages(conversation).get_untracked();
        let first = handles.iter().find(|handle| handle.role == Role::User)?;
        let bot = self.bot_like(bot);
        let kept = self.conversations.begin(&bot.id, &first.content.get_untracked());
        for handle in handles {
            let content = handle.content.get_untracked();
            match handle.details.get_untracked() {
                None => drop(self.conversations.add_user_message(&kept, content)),
                Some(details) => {
                    let reply = self.conversations.add_reply(&kept, ReplyDetails { bot: bot.name.clone(), ..details });
                    reply.content.set(content);
                    reply.reasoning.set(handle.reasoning.get_untracked());
                    self.conversations.save_message(&reply);
                    self.inspections.copy(&handle.id, &reply.id);
                }
            }
        }
        Some(kept)
    }

    /// A stored bot that asks as this one does; made where there is none.
    fn bot_like(&self, bot: Bot) -> Bot {
        let is_alike = |other: &&Bot| {
            let settings = |bot: &Bot| Bot { id: String::new(), name: String::new(), created: 0.0, ..bot.clone() };
            settings(other) == settings(&bot)
        };
        if let Some(alike) = self.bots.list.with_untracked(|bots| bots.iter().find(is_alike).cloned()) {
            return alike;
        }
        let made = Bot { id: new_id(), name: bot.model.clone(), created: clock::now(), ..bot };
        self.bots.restore(made.clone());
        made
    }
}

/// A model that is not taken yet: the bot's own, another of its provider, one of the user's providers, Demo's.
fn next_model(registry: &Registry, bot: &Bot, taken: &[(&str, &str)]) -> Option<(String, String)> {
    let own = (bot.provider.as_str(), bot.model.as_str());
    let models = |provider: &'_ Provider| {
        let id = provider.id.to_string();
        provider.models.iter().map(|model| (id.clone(), model.id.clone())).collect::<Vec<_>>()
    };
    let of_own = registry.get(&bot.provider).into_iter().flat_map(models);
    let customs = registry.customs().iter().filter(|provider| !provider.disabled).flat_map(models);
    let demo = registry.get(DEMO).into_iter().flat_map(models);
    let all = std::iter::once((own.0.to_owned(), own.1.to_owned())).chain(of_own).chain(customs).chain(demo);
    let mut free = all.filter(|(provider, model)| !taken.contains(&(provider.as_str(), model.as_str())));
    free.next()
}

/// Keeps what is being written over a reload, as the drafts of conversations are.
pub fn keep_draft(store: CompareStore) {
    const DRAFT: &str = "ais-draft-compare";
    if store.draft.with_untracked(String::is_empty) {
        store.draft.set(local_storage::read(DRAFT).ok().flatten().unwrap_or_default());
    }
    Effect::new(move || {
        let draft = store.draft.get();
        // Without storage the draft lives as long as the page.
        let _ = if draft.is_empty() { local_storage::remove(DRAFT) } else { local_storage::write(DRAFT, &draft) };
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_model_is_one_that_is_not_taken() {
        let registry = Registry::default();
        let bot = Bot::new("b".into(), "B", DEMO, DEMO_MODEL, 0.0);
        let mut taken: Vec<(String, String)> = Vec::new();
        for expected in [Some("demo-fast"), Some("demo-slow"), None] {
            let names: Vec<_> = taken.iter().map(|(provider, model)| (provider.as_str(), model.as_str())).collect();
            let next = next_model(&registry, &bot, &names);
            assert_eq!(next.as_ref().map(|(_, model)| model.as_str()), expected);
            taken.extend(next);
        }
    }
}
