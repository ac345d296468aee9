//! One prompt to several models side by side (design §4, "Compare").
//!
//! Each column is a conversation of its own that is in no list: asking, stopping, asking again and going on work in it as
//! in any other. It is stored from the first prompt or change on, so that a later visit finds the last comparison.

use leptos::prelude::*;

use super::Stores;
use super::chatting::{Outgoing, title_of};
use super::identity::new_id;
use super::message_handle::MessageHandle;
use crate::bot::Bot;
use crate::browser::{clock, local_storage};
use crate::chat::{Column, Cost, Message, Picture, Role};
use crate::provider::Provider;

/// What is compared.
#[derive(Clone, Copy)]
pub struct CompareStore {
    /// In the order in which they were made; none until the comparison is opened.
    pub columns: RwSignal<Vec<Column>>,
    /// What is being written.
    pub draft: RwSignal<String>,
    /// The pictures that wait to be sent, as long as the page lives.
    pub pictures: RwSignal<Vec<Picture>>,
    /// Id of the conversation that was on the screen before.
    pub came_from: RwSignal<Option<String>>,
}

impl CompareStore {
    pub fn new() -> Self {
        CompareStore {
            columns: RwSignal::new(Vec::new()),
            draft: RwSignal::new(String::new()),
            pictures: RwSignal::new(Vec::new()),
            came_from: RwSignal::new(None),
        }
    }

    /// The bot of a column; tracks the columns.
    pub fn bot(&self, conversation: &str) -> Option<Bot> {
        self.columns.with(|columns| columns.iter().find(|it| it.conversation == conversation).map(|it| it.bot.clone()))
    }

    /// Puts columns among the others, in the place of those of the same id.
    pub(super) fn put(&self, new: Vec<Column>) {
        self.columns.update(|columns| {
            columns.retain(|column| new.iter().all(|other| other.conversation != column.conversation));
            columns.extend(new);
            // Ids sort by time.
            columns.sort_by(|a, b| a.conversation.cmp(&b.conversation));
        });
    }
}

impl Default for CompareStore {
    fn default() -> Self {
        CompareStore::new()
    }
}

impl Stores {
    /// Sends a prompt to every column that can be asked and is not answering.
    pub fn compare(&self, prompt: &Outgoing) {
        self.store_columns();
        for column in self.compare.columns.get_untracked() {
            let is_live = untrack(|| self.replies.message_of(&column.conversation)).is_some();
            if !is_live && untrack(|| self.can_ask(&column.bot)) {
                self.ask_column(&column, prompt.clone());
            }
        }
    }

    /// Sends a prompt to one column.
    pub fn ask_compared(&self, column: &Column, prompt: Outgoing) {
        self.store_columns();
        self.ask_column(column, prompt);
    }

    fn ask_column(&self, column: &Column, prompt: Outgoing) {
        self.conversations.add_user_message(&column.conversation, prompt.text, prompt.pictures);
        self.ask(&column.conversation, &column.bot, Vec::new());
    }

    /// The prompt that was sent last; tracks.
    pub fn compared_prompt(&self) -> Option<Outgoing> {
        let is_prompt = |handle: &&MessageHandle| handle.role == Role::User && handle.damaged.is_none();
        let of_column = |column: Column| {
            let messages = self.conversations.messages(&column.conversation);
            messages.with(|messages| messages.iter().rev().find(is_prompt).cloned())
        };
        let prompts = self.compare.columns.get().into_iter().filter_map(of_column);
        let last = prompts.max_by(|a, b| a.id.cmp(&b.id))?;
        Some(Outgoing { text: last.content.get(), pictures: last.pictures.to_vec() })
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
        Cost::sum(costs)
    }

    /// Makes a conversation of what was asked and answered in a column, with a bot of its model; returns its id.
    pub fn keep_compared(&self, conversation: &str) -> Option<String> {
        let bot = untrack(|| self.compare.bot(conversation))?;
        let column = self.conversations.messages(conversation);
        let is_prompt = |handle: &&MessageHandle| handle.role == Role::User && handle.damaged.is_none();
        let first = column.with_untracked(|messages| messages.iter().find(is_prompt).cloned())?;
        let bot = self.bot_like(bot);
        let kept = self.conversations.begin(&bot.id, title_of(&first.content.get_untracked(), &first.pictures));
        let mut copies = Vec::new();
        column.update(|messages| {
            for handle in messages.iter_mut().filter(|handle| handle.damaged.is_none()) {
                let conversation = kept.clone();
                let message = Message { id: new_id(), conversation, earlier: Vec::new(), ..handle.message() };
                self.inspections.copy(&handle.id, &message.id);
                let copy = MessageHandle::new(message);
                copy.details.update(|details| {
                    if let Some(details) = details {
                        (details.bot, details.bot_id) = (bot.name.clone(), bot.id.clone());
                    }
                });
                copies.push(copy);
                // From now on its tokens are counted in the conversation that was kept.
                handle.copied = true;
            }
        });
        self.conversations.messages(&kept).set(copies.clone());
        column.with_untracked(|originals| {
            copies.iter().chain(originals).for_each(|handle| self.conversations.save_message(handle));
        });
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
