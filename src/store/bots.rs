//! The bots.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::identity::new_id;
use super::records::RecordStore;
use crate::bot::Bot;
use crate::browser::clock;
use crate::browser::database::Table;
use crate::provider::builtin::{DEMO, DEMO_MODEL};
use crate::text::Language;

#[derive(Clone, Copy)]
pub struct BotStore {
    /// All bots, oldest first.
    pub list: RwSignal<Vec<Bot>>,
    /// Id of the bot that answers in a new conversation.
    pub current: RwSignal<Option<String>>,
    records: RecordStore,
}

impl BotStore {
    pub fn new(records: RecordStore) -> Self {
        BotStore { list: RwSignal::new(Vec::new()), current: RwSignal::new(None), records }
    }

    /// Reads the stored bots; where there is none, makes the first one, on Demo (design §3).
    pub async fn load(&self, language: Language) {
        let mut bots: Vec<Bot> = self.records.all(Table::Bots).await.into_iter().filter_map(Bot::from_record).collect();
        bots.sort_by(|a, b| a.created.total_cmp(&b.created));
        if bots.is_empty() {
            let bot = Bot::new(new_id(), language.words().bot().first_name, DEMO, DEMO_MODEL, clock::now());
            self.records.put(Table::Bots, &bot.to_record()).await;
            bots.push(bot);
        }
        self.current.set(bots.first().map(|bot| bot.id.clone()));
        self.list.set(bots);
    }

    /// A bot by its id; tracks the list.
    pub fn get(&self, id: &str) -> Option<Bot> {
        self.list.with(|bots| bots.iter().find(|bot| bot.id == id).cloned())
    }

    /// Changes a bot and stores it.
    pub fn update(&self, id: &str, change: impl FnOnce(&mut Bot)) {
        let mut changed = None;
        self.list.update(|bots| {
            if let Some(bot) = bots.iter_mut().find(|bot| bot.id == id) {
                change(bot);
                changed = Some(bot.clone());
            }
        });
        if let Some(bot) = changed {
            self.store(bot);
        }
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
        self.current.set(Some(id.clone()));
        self.store(bot);
        id
    }

    /// Removes a bot; its conversations stay.
    pub fn remove(&self, id: &str) -> Option<Bot> {
        let removed = self.list.try_update(|bots| {
            let index = bots.iter().position(|bot| bot.id == id)?;
            Some(bots.remove(index))
        })??;
        if self.current.get_untracked().as_deref() == Some(id) {
            self.current.set(self.list.with_untracked(|bots| bots.first().map(|bot| bot.id.clone())));
        }
        let records = self.records;
        let ids = [removed.id.clone()];
        spawn_local(async move { records.delete(Table::Bots, &ids).await });
        Some(removed)
    }

    /// Brings a removed bot back.
    pub fn restore(&self, bot: Bot) {
        self.list.update(|bots| {
            bots.push(bot.clone());
            bots.sort_by(|a, b| a.created.total_cmp(&b.created));
        });
        self.store(bot);
    }

    fn store(&self, bot: Bot) {
        let records = self.records;
        spawn_local(async move { records.put(Table::Bots, &bot.to_record()).await });
    }
}
