//! The search over all conversations: what is found streams in, the newest first.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;

use super::Stores;
use crate::browser::clock;
use crate::browser::database::{Batch, MessageText, Table};
use crate::chat::Message;
use crate::chat::search::{Search, Snippet};

/// Messages that are read at once.
const BATCH: usize = 128;
/// Milliseconds after which the browser gets a turn.
const SLICE: f64 = 8.0;
/// Messages of one conversation that are shown; more words lead to the others.
const MOST_OF_ONE: usize = 3;
/// Conversations after which the search ends.
const MOST_CONVERSATIONS: usize = 50;

/// A message that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageHit {
    pub conversation: String,
    pub message: String,
    /// The words were found in what the model thought.
    pub in_reasoning: bool,
    pub snippet: Snippet,
    /// When the message was made, in milliseconds since 1970.
    pub created: f64,
}

/// How far a search is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// The query is too short for messages.
    #[default]
    Idle,
    Searching,
    /// Everything was searched.
    Complete,
    /// More was found than is shown.
    Cut,
}

/// How much was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub conversations: usize,
    pub messages: usize,
}

/// One search field and what it has found. Made where the field is, so that its code is not in the first load.
#[derive(Clone, Copy)]
pub struct SearchStore {
    stores: Stores,
    pub query: RwSignal<String>,
    /// The messages, the newest first, some of each conversation.
    pub messages: RwSignal<Vec<MessageHit>>,
    pub counts: RwSignal<Counts>,
    pub progress: RwSignal<Progress>,
    /// Counts the queries: a newer one ends the older.
    turn: StoredValue<u32>,
    /// How the stored messages are read, found out by the first query.
    batches: StoredValue<Option<Rc<[Batch]>>, LocalStorage>,
}

impl SearchStore {
    pub fn new(stores: Stores) -> Self {
        SearchStore {
            stores,
            query: RwSignal::new(String::new()),
            messages: RwSignal::new(Vec::new()),
            counts: RwSignal::new(Counts::default()),
            progress: RwSignal::new(Progress::Idle),
            turn: StoredValue::new(0),
            batches: StoredValue::new_local(None),
        }
    }

    /// Searches for something else. What was found before stays until there is something new to show.
    pub fn look_for(&self, query: String) {
        if self.query.with_untracked(|last| *last == query) {
            return;
        }
        let turn = self.turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        });
        let search = Search::new(&query).filter(|_| Search::reaches_messages(&query));
        self.query.set(query);
        match (search, turn) {
            (Some(search), Some(turn)) => {
                self.progress.set(Progress::Searching);
                let run = Run { store: *self, turn, search, found: Tally::default(), is_first: true };
                spawn_local(run.run());
            }
            _ => {
                self.progress.set(Progress::Idle);
                self.messages.set(Vec::new());
                self.counts.set(Counts::default());
            }
        }
    }
}

/// What one query has found so far.
#[derive(Default)]
struct Tally {
    /// Messages found in each conversation.
    conversations: HashMap<String, usize>,
    messages: usize,
    /// What is not on the screen yet.
    hits: Vec<MessageHit>,
}

/// The search for one query.
struct Run {
    store: SearchStore,
    turn: u32,
    search: Search,
    found: Tally,
    /// Nothing of it is on the screen yet.
    is_first: bool,
}

impl Run {
    async fn run(mut self) {
        let end = self.search_all().await;
        if let Some(end) = end.filter(|_| self.is_current()) {
            self.publish();
            self.store.progress.set(end);
        }
    }

    /// `None` where a newer query came, or the field is gone.
    async fn search_all(&mut self) -> Option<Progress> {
        let unsaved = self.unsaved();
        let is_newer: HashSet<_> = unsaved.iter().map(|text| text.id.clone()).collect();
        if self.search_texts(unsaved).await? == Progress::Cut {
            return Some(Progress::Cut);
        }
        // Without a database there are no others.
        let batches = self.batches().await.unwrap_or_default();
        for batch in batches.iter() {
            if !self.is_current() {
                return None;
            }
            let mut texts = self.store.stores.records.message_texts(batch).await;
            texts.retain(|text| !is_newer.contains(&text.id));
            if self.search_texts(texts).await? == Progress::Cut {
                return Some(Progress::Cut);
            }
            self.publish();
        }
        Some(Progress::Complete)
    }

    async fn batches(&self) -> Option<Rc<[Batch]>> {
        let known = self.store.batches.try_get_value()?;
        if known.is_some() {
            return known;
        }
        let batches: Rc<[Batch]> = self.store.stores.records.message_batches(BATCH).await?.into();
        self.store.batches.try_update_value(|known| *known = Some(batches.clone()));
        Some(batches)
    }

    /// The messages that are in memory only, the newest first.
    fn unsaved(&self) -> Vec<MessageText> {
        let records = self.store.stores.records.unsaved(Table::Messages);
        let messages = records.into_iter().rev().filter_map(|record| Message::deserialize(record).ok());
        let texts = messages.map(|message| {
            let reply = message.reply.unwrap_or_default();
            let calls = reply.tool_calls.into_iter().flat_map(|call| [call.name, call.arguments]);
            let calls: Vec<_> = calls.chain(reply.refusal).collect();
            MessageText {
                id: message.id,
                conversation: message.conversation,
                content: message.content,
                reasoning: reply.reasoning,
                calls: calls.join(" "),
                created: message.created,
            }
        });
        texts.collect()
    }

    async fn search_texts(&mut self, texts: Vec<MessageText>) -> Option<Progress> {
        let mut began = clock::monotonic();
        for text in texts {
            if !self.is_current() {
                return None;
            }
            if clock::monotonic() - began > SLICE {
                self.publish();
                clock::yield_to_browser().await;
                began = clock::monotonic();
            }
            if let Some(found) = self.search.find(&[&text.content, &text.reasoning, &text.calls]) {
                // The messages of a conversation that is being removed are there for a moment longer.
                if untrack(|| self.store.stores.conversations.get(&text.conversation)).is_none() {
                    continue;
                }
                if !self.found.add(text, found.text == 1, found.snippet) {
                    return Some(Progress::Cut);
                }
            }
        }
        Some(Progress::Complete)
    }

    fn is_current(&self) -> bool {
        self.store.turn.try_get_value() == Some(self.turn)
    }

    /// Shows what has been found since the last time.
    fn publish(&mut self) {
        if !self.is_current() {
            return;
        }
        let hits = std::mem::take(&mut self.found.hits);
        if std::mem::take(&mut self.is_first) {
            self.store.messages.set(hits);
        } else if !hits.is_empty() {
            self.store.messages.update(|messages| messages.extend(hits));
        }
        let counts = Counts { conversations: self.found.conversations.len(), messages: self.found.messages };
        if self.store.counts.get_untracked() != counts {
            self.store.counts.set(counts);
        }
    }
}

impl Tally {
    /// Takes in a message; false where there are conversations enough.
    fn add(&mut self, text: MessageText, in_reasoning: bool, snippet: Snippet) -> bool {
        if self.conversations.len() >= MOST_CONVERSATIONS && !self.conversations.contains_key(&text.conversation) {
            return false;
        }
        let count = self.conversations.entry(text.conversation.clone()).or_default();
        *count += 1;
        self.messages += 1;
        if *count <= MOST_OF_ONE {
            self.hits.push(MessageHit {
                conversation: text.conversation,
                message: text.id,
                in_reasoning,
                snippet,
                created: text.created,
            });
        }
        true
    }
}
