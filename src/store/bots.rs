//! The bots.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use super::identity::new_id;
use super::left_work::LeftWork;
use super::order::sort_by_number;
use super::preferences::PreferenceStore;
use super::records::RecordStore;
use crate::bot::{Bot, merge::merge};
use crate::browser::clock;
use crate::browser::database::Table;
use crate::provider::builtin::{DEMO, DEMO_MODEL};
use crate::text::Language;

#[derive(Clone, Copy)]
pub struct BotStore {
    /// All bots, oldest first.
    pub list: RwSignal<Vec<Bot>>,
    /// Id of the bot that answers in a new conversation.
    pub current: Signal<Option<String>>,
    chosen: RwSignal<Option<String>>,
    records: RecordStore,
    preferences: PreferenceStore,
    /// The changes that are being stored, by their numbers: the bot before and after.
    storing: StoredValue<Vec<(u32, Bot, Bot)>>,
    left: LeftWork,
    /// Counts the changes of this tab.
    changes: StoredValue<u32>,
    /// Counts the changes of this tab that are in the database now.
    pub stored: RwSignal<u32>,
}

impl BotStore {
    pub fn new(records: RecordStore, preferences: PreferenceStore) -> Self {
        let chosen = RwSignal::new(None);
        BotStore {
            list: RwSignal::new(Vec::new()),
            current: chosen.into(),
            chosen,
            records,
            preferences,
            storing: StoredValue::new(Vec::new()),
            left: LeftWork::new("ais-left-bots-"),
            changes: StoredValue::new(0),
            stored: RwSignal::new(0),
        }
    }

    /// Reads the stored bots; where there is none, makes the first one, on Demo (design §3). The bot that was chosen last
    /// is the current one.
    pub async fn load(&self) {
        let mut stored = self.records.all(Table::Bots).await;
        self.store_left(&mut stored).await;
        let mut bots: Vec<Bot> = stored.into_iter().filter_map(Bot::from_record).collect();
        sort_by_number(&mut bots, |bot| bot.created);
        if bots.is_empty() {
            let bot = first_bot(self.preferences.language.get_untracked(), new_id(), clock::now());
            self.records.put(Table::Bots, &bot.to_record()).await;
            bots.push(bot);
        }
        let remembered = self.preferences.bot().filter(|id| bots.iter().any(|bot| bot.id == *id));
        self.chosen.set(remembered.or_else(|| bots.first().map(|bot| bot.id.clone())));
        self.list.set(bots);
    }

    /// The bot that was made where there was none, if it is the only one and nobody has changed it.
    pub(super) fn untouched(&self) -> Option<String> {
        let bots = self.list.get_untracked();
        let [bot] = bots.as_slice() else { return None };
        let is_as_made = |language| *bot == first_bot(language, bot.id.clone(), bot.created);
        Language::ALL.into_iter().any(is_as_made).then(|| bot.id.clone())
    }

    /// Has a bot answer in new conversations, now and on the next visits.
    pub fn choose(&self, id: &str) {
        self.chosen.set(Some(id.to_owned()));
        self.preferences.remember_bot(id);
    }

    /// A bot by its id; tracks the list.
    pub fn get(&self, id: &str) -> Option<Bot> {
        self.list.with(|bots| bots.iter().find(|bot| bot.id == id).cloned())
    }

    /// Changes a bot and stores what was changed; what another tab has stored of the same bot stays.
    pub fn update(&self, id: &str, change: impl FnOnce(&mut Bot)) {
        // Compiled once, for all fields of the editor.
        let mut change = Some(change);
        self.update_by(id, &mut |bot| {
            if let Some(change) = change.take() {
                change(bot);
            }
        });
    }

    fn update_by(&self, id: &str, change: &mut dyn FnMut(&mut Bot)) {
        let mut changed = None;
        self.list.update(|bots| {
            if let Some(bot) = bots.iter_mut().find(|bot| bot.id == id) {
                let before = bot.clone();
                change(bot);
                changed = (*bot != before).then(|| (before, bot.clone()));
            }
        });
        let Some((before, after)) = changed else { return };
        self.changes.update_value(|changes| *changes += 1);
        let number = self.changes.get_value();
        self.storing.update_value(|storing| storing.push((number, before.clone(), after.clone())));
        let this = *self;
        spawn_local(async move {
            let id = after.id.clone();
            let merged = this.store_change(before.to_record(), after.to_record()).await;
            this.storing.update_value(|storing| storing.retain(|(other, ..)| *other != number));
            if this.storing.with_value(Vec::is_empty) {
                this.left.is_done();
            }
            if this.records.unmerged.get_untracked().is_none() {
                this.stored.update(|count| *count += 1);
            }
            // It may have been removed meanwhile.
            if this.list.with_untracked(|bots| bots.iter().any(|bot| bot.id == id)) {
                this.take(&id, Some(merged));
            }
        });
    }

    async fn store_change(&self, before: Value, after: Value) -> Value {
        self.records.merge(Table::Bots, after.clone(), move |stored| merge(&before, &after, stored)).await
    }

    /// Keeps the changes that are not in the database yet when the page is left.
    pub fn keep_changes(&self) {
        let storing = self.storing;
        let record = |(_, before, after): &(u32, Bot, Bot)| json!([before.to_record(), after.to_record()]);
        self.left.keep(move || storing.with_value(|storing| storing.iter().map(record).collect()));
    }

    /// Puts what earlier pages could not store any more into the stored bots, but for those that are gone.
    async fn store_left(&self, stored: &mut [Value]) {
        // Where nothing could be read, it waits for the next start.
        if stored.is_empty() {
            return;
        }
        for (entry, changes) in self.left.entries() {
            for change in changes {
                let (before, after) = (&change[0], &change[1]);
                if let Some(record) = stored.iter_mut().find(|record| record["id"] == after["id"]) {
                    *record = self.store_change(before.clone(), after.clone()).await;
                }
            }
            if self.records.unmerged.get_untracked().is_none() {
                self.left.forget(&entry);
            }
        }
    }

    /// Reads again what another tab has changed: these bots, or all of them where none is named.
    pub async fn follow(&self, ids: &[String]) {
        let ids = if ids.is_empty() {
            let stored = self.records.all(Table::Bots).await;
            let stored = stored.into_iter().filter_map(Bot::from_record).map(|bot| bot.id);
            let known = self.list.with_untracked(|bots| bots.iter().map(|bot| bot.id.clone()).collect::<Vec<_>>());
            let new: Vec<_> = stored.filter(|id| !known.contains(id)).collect();
            [known, new].concat()
        } else {
            ids.to_vec()
        };
        for id in &ids {
            loop {
                let changes = self.changes.get_value();
                let record = self.records.get(Table::Bots, id).await;
                // What was changed here meanwhile is newer than what was read.
                if changes == self.changes.get_value() {
                    self.take(id, record);
                    break;
                }
            }
        }
    }

    /// Takes over a bot as it is stored, unless this tab is about to store it.
    fn take(&self, id: &str, record: Option<Value>) {
        if self.storing.with_value(|storing| storing.iter().any(|(.., after)| after.id == id)) {
            return;
        }
        let is_removed = record.is_none();
        let stored = record.and_then(Bot::from_record);
        let known = self.list.with_untracked(|bots| bots.iter().find(|bot| bot.id == id).cloned());
        match stored {
            Some(stored) if known.as_ref() != Some(&stored) => self.list.update(|bots| {
                bots.retain(|bot| bot.id != id);
                bots.push(stored);
                sort_by_number(bots, |bot| bot.created);
            }),
            None if is_removed && known.is_some() => drop(self.drop_from_list(id)),
            _ => {}
        }
    }

    /// Takes a bot out of the list, and chooses another where it was the chosen one.
    fn drop_from_list(&self, id: &str) -> Option<Bot> {
        let removed = self.list.try_update(|bots| {
            let index = bots.iter().position(|bot| bot.id == id)?;
            Some(bots.remove(index))
        })??;
        if self.current.get_untracked().as_deref() == Some(id) {
            match self.list.with_untracked(|bots| bots.first().map(|bot| bot.id.clone())) {
                Some(next) => self.choose(&next),
                None => self.chosen.set(None),
            }
        }
        Some(removed)
    }

    /// Makes a bot with the same provider and model as the current one and chooses it.
    pub fn add(&self, name: &str) -> String {
        let like = self
            .current
            .get_untracked()
            .and_then(|id| self.list.with_untracked(|bots| bots.iter().find(|bot| bot.id == id).cloned()));
        let (provider, model) = like.map_or((DEMO.to_owned(), DEMO_MODEL.to_owned()), |bot| (bot.provider, bot.model));
        let bot = Bot::new(new_id(), name, &provider, &model, clock::now());
        let id = bot.id.clone();
        self.list.update(|bots| bots.push(bot.clone()));
        self.choose(&id);
        self.store(bot);
        id
    }

    /// Makes a copy of a bot under another name.
    pub fn duplicate(&self, id: &str, name: String) -> Option<String> {
        let original = untrack(|| self.get(id))?;
        let copy = Bot { id: new_id(), name, created: clock::now(), ..original };
        let id = copy.id.clone();
        self.restore(copy);
        Some(id)
    }

    /// Removes a bot; its conversations stay.
    pub fn remove(&self, id: &str) -> Option<Bot> {
        let removed = self.drop_from_list(id)?;
        let records = self.records;
        let ids = [removed.id.clone()];
        spawn_local(async move { records.delete(Table::Bots, &ids).await });
        Some(removed)
    }

    /// Brings a removed bot back.
    pub fn restore(&self, bot: Bot) {
        self.list.update(|bots| {
            bots.push(bot.clone());
            sort_by_number(bots, |bot| bot.created);
        });
        self.store(bot);
    }

    fn store(&self, bot: Bot) {
        let records = self.records;
        spawn_local(async move { records.put(Table::Bots, &bot.to_record()).await });
    }
}

/// The bot that is made where there is none.
fn first_bot(language: Language, id: String, created: f64) -> Bot {
    Bot::new(id, language.words().bot().first_name, DEMO, DEMO_MODEL, created)
}
