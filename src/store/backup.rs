//! Everything as one file, back from one, and everything gone.

use leptos::prelude::*;
use serde_json::{Map, Value, json};

use super::Stores;
use super::bot_keys::is_bot_key;
use super::preferences::Theme;
use super::templates::PromptTemplate;
use crate::browser::database::Table;
use crate::browser::{clock, local_storage, page};
use crate::chat::backup::{self, BackupError, Comparison, Item, State};
use crate::chat::spent;
use crate::provider::ApiKey;
use crate::provider::exchange::{Difference, ImportItem, export, export_with_secrets, read_import};
use crate::text::Language;

/// Records that are read or written at a time, after which the browser gets its turn.
const BATCH: u32 = 200;
/// Milliseconds after which a reply that was stopped counts as ended.
const STOPPING: u32 = 1_000;
/// What begins the names of everything that the app keeps in localStorage.
const PREFIX: &str = "ais-";
/// Marks of removals, which keep other tabs from bringing back what was removed.
const REMOVED_PREFIX: &str = "ais-removed-provider-";

/// What a backup holds, compared with what is here.
#[derive(Debug)]
pub struct Found {
    /// When the backup was made, in milliseconds since 1970.
    pub created: Option<f64>,
    pub records: Comparison,
    pub providers: Vec<ImportItem>,
    /// Keys of built-in providers and of bots that are not those that are kept here.
    pub keys: Vec<(String, ApiKey)>,
    pub language: Option<Language>,
    pub theme: Option<Theme>,
    /// What Enter does and which shortcuts are turned off.
    pub keyboard: Option<(bool, String)>,
    /// Templates of system prompts that are not here, and those that are another text here.
    pub new_templates: Vec<PromptTemplate>,
    pub changed_templates: Vec<PromptTemplate>,
}

/// Which of the changed ones are taken from the file. What is new is always taken, what is the same never; keys of
/// built-in providers and of bots count as changed, so that no file has its own used unasked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    pub conversations: bool,
    pub bots: bool,
    pub providers: bool,
    pub keys: bool,
    pub preferences: bool,
}

/// What a restore has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    pub added: usize,
    pub replaced: usize,
    /// Some of it is in memory only, since the storage has no room for it.
    pub unsaved: bool,
}

impl Stores {
    /// Everything, as the pieces of one file. Keys and secret headers are in it only when `with_keys` says so.
    pub async fn backup(self, with_keys: bool) -> Vec<String> {
        let bots = self.records.all(Table::Bots).await;
        let conversations = self.records.all(Table::Conversations).await;
        let (enter_begins_line, shortcuts_off) = self.preferences.keyboard();
        self.templates.load();
        let templates: Value =
            self.templates.own.with_untracked(|own| own.iter().map(PromptTemplate::to_backup).collect());
        let preferences = Map::from_iter([
            ("promptTemplates".to_owned(), templates),
            ("enterBeginsLine".to_owned(), json!(enter_begins_line)),
            ("shortcutsOff".to_owned(), json!(shortcuts_off)),
            ("language".to_owned(), json!(self.preferences.language.get_untracked().tag())),
            ("theme".to_owned(), json!(self.preferences.theme.get_untracked().name())),
        ]);
        let providers = self.registry.registry.with_untracked(|registry| {
            let customs = registry.customs().iter();
            if with_keys {
                let key = |id: &str| Some(self.registry.key(id).ok()??.expose().to_owned());
                export_with_secrets(customs, &key)
            } else {
                export(customs)
            }
        });
        let keys = self.registry.keys.with_untracked(|keys| {
            let others = keys.iter().filter(|(owner, _)| with_keys && self.is_key_owner(owner));
            others.filter_map(|(owner, key)| Some((owner.clone(), json!(key.as_ref().ok()?.expose())))).collect()
        });
        let beginning = backup::Beginning {
            created: clock::now(),
            preferences: &preferences,
            providers: &serde_json::from_str(&providers).unwrap_or_default(),
            keys: &keys,
            bots: &bots,
            conversations: &conversations,
        };
        let mut pieces = vec![beginning.to_text()];
        self.each_message_batch(|batch| pieces.push(backup::messages(batch, pieces.len() == 1))).await;
        pieces.push(backup::END.to_owned());
        pieces
    }

    /// Reads a backup and compares it with what is here. Nothing is changed.
    ///
    /// # Errors
    /// The text is no backup.
    pub async fn compare_backup(self, text: &str) -> Result<Found, BackupError> {
        let mut file = backup::read_backup(text)?;
        clock::yield_to_browser().await;
        let providers = std::mem::take(&mut file.providers).to_string();
        let key = |id: &str| self.registry.key(id).ok().flatten();
        let providers = self.registry.registry.with_untracked(|registry| read_import(&providers, registry, &key));
        let preference = |name: &str| file.preferences.get(name).and_then(Value::as_str);
        let language = preference("language").and_then(Language::from_tag);
        let theme = preference("theme").and_then(Theme::from_name);
        let enter = file.preferences.get("enterBeginsLine").and_then(Value::as_bool);
        let keyboard = enter.zip(preference("shortcutsOff").map(str::to_owned));
        let keys = std::mem::take(&mut file.keys).into_iter().filter_map(|(owner, key)| {
            let key = ApiKey::parse(key.as_str()?).ok()?.key;
            let is_new = self.registry.key(&owner).ok().flatten().as_ref() != Some(&key);
            (is_new && self.is_key_owner(&owner)).then_some((owner, key))
        });
        let keys = keys.collect();
        let templates = file.preferences.get("promptTemplates").and_then(Value::as_array);
        self.templates.load();
        let (changed_templates, new_templates) = self.templates.own.with_untracked(|own| {
            let templates = templates.into_iter().flatten().filter_map(PromptTemplate::from_backup);
            let differing = templates.filter(|template| !own.contains(template));
            differing.partition::<Vec<_>, _>(|template| own.iter().any(|mine| mine.id == template.id))
        });
        let created = file.created;
        let bots = self.records.all(Table::Bots).await;
        let conversations = self.records.all(Table::Conversations).await;
        let mut records = Comparison::begin(file, &bots, &conversations);
        self.each_message_batch(|batch| batch.iter().for_each(|message| records.meet(message))).await;
        Ok(Found {
            created,
            records: records.finish(),
            // A backup without providers is none that failed.
            providers: providers.unwrap_or_default(),
            keys,
            language: language.filter(|language| *language != self.preferences.language.get_untracked()),
            theme: theme.filter(|theme| *theme != self.preferences.theme.get_untracked()),
            keyboard: keyboard.filter(|keyboard| *keyboard != self.preferences.keyboard()),
            new_templates,
            changed_templates,
        })
    }

    /// Takes over what is new in a backup, and of what is changed that which was chosen.
    pub async fn restore_backup(self, found: Found, choices: Choices) -> Restored {
        let mut restored = Restored::default();
        let bots = wanted(found.records.bots, choices.bots, &mut restored);
        let bots: Vec<_> = bots.into_iter().map(|item| item.record).collect();
        // Whoever brings bots has no use for the one that this browser's first visit made.
        let is_superseded = |id: &String| !bots.is_empty() && bots.iter().all(|record| record["id"] != **id);
        let superseded = self.untouched_bot().filter(is_superseded);
        self.write(Table::Bots, &bots, &mut restored).await;
        for item in wanted(found.records.conversations, choices.conversations, &mut restored) {
            self.replies.stop(&item.id);
            // Its end is stored, and must not come after what is taken over.
            let ended = async {
                while untrack(|| self.replies.message_of(&item.id)).is_some() {
                    clock::frame().await;
                }
            };
            clock::within(STOPPING, ended).await;
            self.write(Table::Messages, &item.messages, &mut restored).await;
            let mut left = Vec::new();
            for id in &item.only_mine {
                let record = self.records.get(Table::Messages, id).await;
                left.extend(record.as_ref().and_then(spent));
            }
            self.records.remove_messages(&item.only_mine, &left).await;
            self.write(Table::Conversations, &[item.record], &mut restored).await;
        }
        let left: Vec<_> = found.records.spent.into_values().collect();
        restored.added += left.len();
        self.write(Table::Messages, &left, &mut restored).await;
        for item in found.providers {
            let Some(taken) = item.difference.taken(false) else { continue };
            match item.difference {
                Difference::Changed { .. } if !choices.providers => continue,
                Difference::Changed { .. } => restored.replaced += 1,
                _ => restored.added += 1,
            }
            self.take_over(taken);
        }
        if choices.keys {
            restored.replaced += found.keys.len();
            found.keys.into_iter().for_each(|(owner, key)| self.registry.set_key(&owner, Some(key)));
        }
        let changed = if choices.preferences { found.changed_templates } else { Vec::new() };
        restored.added += found.new_templates.len();
        restored.replaced += changed.len();
        for template in found.new_templates.into_iter().chain(changed) {
            restored.unsaved |= self.templates.put(template).is_err();
        }
        if choices.preferences {
            found.language.into_iter().for_each(|language| self.preferences.set_language(language));
            found.theme.into_iter().for_each(|theme| self.preferences.set_theme(theme));
            found.keyboard.into_iter().for_each(|keyboard| self.preferences.set_keyboard(keyboard));
        }
        let current = self.bots.current.get_untracked();
        self.bots.load().await;
        if let Some(current) = current.filter(|current| untrack(|| self.bots.get(current)).is_some()) {
            self.bots.choose(&current);
        }
        self.read_records_anew().await;
        if let Some(bot) = superseded.filter(|bot| !self.is_bot_used(bot)) {
            self.bots.remove(&bot);
        }
        self.records.tell_all();
        restored
    }

    /// Whether this is the name of a key of a built-in provider or of a bot: those of custom providers go with them.
    fn is_key_owner(self, owner: &str) -> bool {
        is_bot_key(owner) || self.registry.provider(owner).is_some_and(|provider| provider.is_built_in())
    }

    /// Deletes every conversation. Bots, providers and keys stay.
    pub async fn delete_conversations(self) {
        // First of all, so that a reply that ends now is not stored any more.
        self.conversations.list.set(Vec::new());
        for conversation in self.replies.conversations() {
            self.replies.forget(&conversation);
            self.conversations.messages(&conversation).set(Vec::new());
        }
        self.replies.unread.retain(|_| false);
        self.records.clear(Table::Messages).await;
        self.records.clear(Table::Conversations).await;
        self.clear_drafts().await;
        self.read_records_anew().await;
    }

    /// Deletes everything that the app has stored in this browser, and begins as on the first visit.
    pub async fn delete_everything(self) {
        self.delete_conversations().await;
        self.records.clear(Table::Bots).await;
        let ids: Vec<String> = self
            .registry
            .registry
            .with_untracked(|registry| registry.custom_ids().iter().map(|id| id.to_string()).collect());
        for id in ids {
            self.remove_provider(&id);
        }
        for (name, _) in local_storage::read_all(PREFIX).unwrap_or_default() {
            if !name.starts_with(REMOVED_PREFIX) {
                // A storage that is blocked holds nothing.
                let _ = local_storage::remove(&name);
            }
        }
        self.preferences.forget();
        page::start_again();
    }

    async fn write(self, table: Table, records: &[Value], restored: &mut Restored) {
        for batch in records.chunks(BATCH as usize) {
            restored.unsaved |= !self.records.put_all(table, batch).await;
            clock::yield_to_browser().await;
        }
    }

    /// Goes through all stored messages, giving the browser its turns.
    pub(super) async fn each_message_batch(self, mut visit: impl FnMut(&[Value])) {
        let mut after: Option<String> = None;
        loop {
            let batch = self.records.batch(Table::Messages, after.as_deref(), BATCH).await;
            visit(&batch);
            let next = batch.last().and_then(|last| last["id"].as_str().map(str::to_owned));
            if next.is_none() || next == after {
                return;
            }
            after = next;
            clock::yield_to_browser().await;
        }
    }
}

/// What is new, and what is changed where that was chosen.
fn wanted(items: Vec<Item>, changed: bool, restored: &mut Restored) -> Vec<Item> {
    let mut wanted = items;
    wanted.retain(|item| match item.state {
        State::New => {
            restored.added += 1;
            true
        }
        State::Changed if changed => {
            restored.replaced += 1;
            true
        }
        State::Changed | State::Same => false,
    });
    wanted
}
