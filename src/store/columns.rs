//! The columns of the comparison: which there are, here, in the storage and in other tabs.

use std::sync::Arc;

use futures::future::{join, join_all};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Stores;
use super::identity::new_id;
use super::notices::Undo;
use super::reading::Reading;
use super::rearranging::RemovedMessages;
use crate::bot::Bot;
use crate::browser::clock;
use crate::browser::database::Table;
use crate::chat::Column;
use crate::provider::builtin::{DEMO, DEMO_MODEL};
use crate::provider::{Provider, Registry};
use crate::text::words::CompareWords;

/// The columns that there can be.
pub const LEAST: usize = 2;
pub const MOST: usize = 4;

/// A column that was removed, to bring it back with its messages.
type RemovedColumn = (Column, RemovedMessages);

impl Stores {
    /// Opens the comparison: the one of the last visit, else the model of the current bot and another.
    pub async fn begin_comparing(self) {
        let is_empty = || self.compare.columns.with_untracked(Vec::is_empty);
        if is_empty() {
            let stored = self.stored_columns().await;
            // It may have been opened twice meanwhile.
            if is_empty() {
                self.compare.columns.set(stored);
            }
        }
        while self.compare.columns.with_untracked(|columns| columns.len() < LEAST) {
            self.add_column();
        }
    }

    /// The columns as they are stored; their messages are read as those of any conversation, all of them: a prompt goes
    /// with what was said before.
    async fn stored_columns(&self) -> Vec<Column> {
        let records = self.records.all(Table::Conversations).await;
        let columns: Vec<_> = records.into_iter().filter_map(Column::from_record).collect();
        columns.iter().for_each(|column| self.conversations.open(&column.conversation));
        for column in &columns {
            self.conversations.whole(&column.conversation).await;
        }
        columns
    }

    /// Reads the columns again where the comparison was opened, as after all conversations have changed.
    pub(super) async fn read_compared_anew(&self) {
        if !self.compare.columns.with_untracked(Vec::is_empty) {
            let stored = self.stored_columns().await;
            self.compare.columns.set(stored);
        }
    }

    /// Follows another tab: a column as it is stored now, or that it is gone.
    pub(super) fn follow_compared(&self, id: &str, stored: Option<Column>) {
        let is_opened = !self.compare.columns.with_untracked(Vec::is_empty);
        match stored {
            Some(column) if is_opened => {
                self.conversations.open(id);
                if self.compare.columns.with_untracked(|columns| !columns.contains(&column)) {
                    self.compare.put(vec![column]);
                }
            }
            None if untrack(|| self.compare.bot(id)).is_some() => {
                self.compare.columns.update(|columns| columns.retain(|column| column.conversation != id));
            }
            _ => {}
        }
    }

    /// Adds a column with a model that is not compared yet.
    pub fn add_compared(&self) {
        self.add_column();
        self.store_columns();
    }

    fn add_column(&self) {
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
                columns.push(self.new_column(bot));
            }
        });
    }

    fn new_column(&self, bot: Bot) -> Column {
        let conversation = format!("compare-{}", new_id());
        // There is nothing of it to be read.
        self.conversations.opened.update_value(|opened| drop(opened.insert(conversation.clone(), Reading::over())));
        Column::new(conversation, bot)
    }

    /// Changes the bot of a column.
    pub fn change_compared(&self, conversation: &str, change: impl FnOnce(&mut Bot)) {
        self.compare.columns.update(|columns| {
            if let Some(column) = columns.iter_mut().find(|column| column.conversation == conversation) {
                change(&mut column.bot);
            }
        });
        self.store_columns();
    }

    pub(super) fn store_columns(&self) {
        self.write_columns(&[]);
    }

    /// Stores the columns, and removes those that are gone: last, so that no other tab finds none at all meanwhile.
    fn write_columns(&self, gone: &[RemovedColumn]) {
        let (records, columns) = (self.records, self.compare.columns.get_untracked());
        let gone: Vec<_> = gone.iter().map(|(column, _)| column.conversation.clone()).collect();
        spawn_local(async move {
            let columns: Vec<_> = columns.iter().map(Column::to_record).collect();
            let puts = columns.iter().map(|column| records.put(Table::Conversations, column));
            // All is asked for before anything is waited for: the page may be left meanwhile.
            join(join_all(puts), records.delete(Table::Conversations, &gone)).await;
        });
    }

    /// Removes a column, which can be brought back; what it was answering stops.
    pub fn remove_compared(&self, conversation: &str) {
        let removed = self.take_columns(|column| column.conversation == conversation);
        self.write_columns(&removed);
        self.offer_columns(removed, Vec::new(), |words| words.column_removed);
    }

    /// Begins anew with the same models. What was asked and answered goes, and can be brought back.
    pub fn new_comparison(&self) {
        let removed = self.take_columns(|_| true);
        let fresh: Vec<_> = removed.iter().map(|(column, _)| self.new_column(column.bot.clone())).collect();
        let instead = fresh.iter().map(|column| column.conversation.clone()).collect();
        self.compare.columns.set(fresh);
        self.write_columns(&removed);
        self.offer_columns(removed, instead, |words| words.cleared);
    }

    fn take_columns(&self, is_taken: impl Fn(&Column) -> bool) -> Vec<RemovedColumn> {
        let columns = self.compare.columns.get_untracked().into_iter().filter(is_taken);
        let removed = columns.map(|column| {
            let id = &column.conversation;
            self.replies.stop(id);
            let first = self.conversations.messages(id).with_untracked(|list| list.first().map(|it| it.id.clone()));
            let messages = self.conversations.remove_from(id, &first.unwrap_or_default());
            (column, messages)
        });
        let removed: Vec<_> = removed.collect();
        self.compare.columns.update(|columns| {
            columns.retain(|column| removed.iter().all(|(other, _)| other.conversation != column.conversation));
        });
        removed
    }

    /// Says what was done, with Undo. Columns that came instead go again where nothing was asked in them.
    fn offer_columns(
        &self,
        removed: Vec<RemovedColumn>,
        instead: Vec<String>,
        phrase: fn(&CompareWords) -> &'static str,
    ) {
        if !removed.iter().any(|(_, messages)| messages.has_text()) {
            return;
        }
        let stores = *self;
        let undo: Undo = Arc::new(move || {
            let is_unused = |id: &str| stores.conversations.messages(id).with_untracked(Vec::is_empty);
            let unused = stores.take_columns(|it| instead.contains(&it.conversation) && is_unused(&it.conversation));
            stores.compare.put(removed.iter().map(|(column, _)| column.clone()).collect());
            stores.write_columns(&unused);
            for (_, messages) in &removed {
                stores.conversations.restore_messages(messages, &[], |id| stores.replies.is_live(id));
            }
        });
        let words = self.preferences.language.get_untracked().words().compare();
        self.notices.show(phrase(words).to_owned(), Some(undo));
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
