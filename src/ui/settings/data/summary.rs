//! What is in a backup, group by group, in words.

use super::super::appearance::label as theme_name;
use crate::browser::clock;
use crate::chat::backup::{Item, Kind, Reason, Rejected, State};
use crate::provider::exchange::{Difference, ImportItem};
use crate::store::backup::{Choices, Found};
use crate::store::templates::PromptTemplate;
use crate::text::words::{DataWords, Words};
use crate::text::{Explain, Language, fill};

/// A kind of thing that is in a backup.
#[derive(Clone, Copy)]
pub(super) enum Group {
    Conversations,
    Bots,
    Providers,
    Keys,
    Preferences,
}

impl Group {
    /// Whether the changed ones of this group are taken from the file.
    pub fn chosen(self, choices: &mut Choices) -> &mut bool {
        match self {
            Group::Conversations => &mut choices.conversations,
            Group::Bots => &mut choices.bots,
            Group::Providers => &mut choices.providers,
            Group::Keys => &mut choices.keys,
            Group::Preferences => &mut choices.preferences,
        }
    }
}

/// What is in a group.
#[derive(Default)]
pub(super) struct Contents {
    pub new: usize,
    pub changed: usize,
    pub same: usize,
    /// The new and the changed ones, each with what is to be said of it.
    pub rows: Vec<(String, String)>,
}

/// What a backup would change.
pub(super) struct Summary {
    /// When it was made.
    pub created: Option<String>,
    pub groups: Vec<(Group, Contents)>,
    /// Replies of which nothing is left but what they used.
    pub spent: usize,
    /// What of it cannot be read, and why.
    pub rejected: Vec<(String, String)>,
}

impl Summary {
    pub fn of(found: &Found, language: Language) -> Summary {
        let words = language.words().data();
        let records = &found.records;
        let rejected = records.rejected.iter().map(|rejected| reject(rejected, words));
        let providers = found.providers.iter().filter_map(|item| match &item.difference {
            Difference::Unreadable { .. } => Some((item.label.clone(), item.difference.explain(language))),
            _ => None,
        });
        Summary {
            created: found.created.map(|created| fill(words.made, &[("date", &clock::minute(created))])),
            groups: vec![
                (Group::Conversations, items(&records.conversations, words)),
                (Group::Bots, items(&records.bots, words)),
                (Group::Providers, imported(&found.providers, language)),
                (Group::Keys, keys(found)),
                (Group::Preferences, preferences(found, language.words())),
            ],
            spent: records.spent.len(),
            rejected: rejected.chain(providers).collect(),
        }
    }
}

fn items(items: &[Item], words: &DataWords) -> Contents {
    let mut contents = Contents::default();
    for item in items {
        let theirs = clock::minute(item.theirs);
        let said = match item.state {
            State::Same => {
                contents.same += 1;
                continue;
            }
            State::New => {
                contents.new += 1;
                fill(words.item_new, &[("theirs", &theirs)])
            }
            State::Changed => {
                contents.changed += 1;
                let mine = item.mine.map(clock::minute).unwrap_or_default();
                let dates = fill(words.item_changed, &[("mine", &mine), ("theirs", &theirs)]);
                let only_mine = item.only_mine.len();
                let more = (only_mine > 0).then(|| fill(words.item_only_mine, &[("n", &only_mine.to_string())]));
                [Some(dates), more].into_iter().flatten().collect::<Vec<_>>().join(" · ")
            }
        };
        let label = if item.label.trim().is_empty() { words.no_name.to_owned() } else { item.label.clone() };
        contents.rows.push((label, said));
    }
    contents
}

fn imported(items: &[ImportItem], language: Language) -> Contents {
    let mut contents = Contents::default();
    for item in items {
        match &item.difference {
            Difference::Added { .. } => contents.new += 1,
            Difference::Changed { .. } => contents.changed += 1,
            Difference::Same => {
                contents.same += 1;
                continue;
            }
            Difference::Unreadable { .. } => continue,
        }
        contents.rows.push((item.label.clone(), item.difference.explain(language)));
    }
    contents
}

/// Keys by the names under which they are kept: the provider, or the bot and its provider.
fn keys(found: &Found) -> Contents {
    let rows: Vec<_> = found.keys.iter().map(|(owner, _)| (owner.clone(), String::new())).collect();
    Contents { changed: rows.len(), rows, ..Contents::default() }
}

fn preferences(found: &Found, words: &'static Words) -> Contents {
    let language = found.language.map(|language| fill(words.data().language_differs, &[("name", language.own_name())]));
    let theme = found.theme.map(|theme| fill(words.data().theme_differs, &[("name", theme_name(theme)(words))]));
    let keyboard = found.keyboard.is_some().then(|| words.settings().keyboard.to_owned());
    let template = |template: &PromptTemplate| fill(words.data().template_differs, &[("name", &template.name)]);
    let changed: Vec<_> =
        language.into_iter().chain(theme).chain(keyboard).chain(found.changed_templates.iter().map(template)).collect();
    let new: Vec<_> = found.new_templates.iter().map(template).collect();
    let (changed_count, new_count) = (changed.len(), new.len());
    let rows = changed.into_iter().chain(new).map(|row| (row, String::new())).collect();
    Contents { changed: changed_count, new: new_count, rows, ..Contents::default() }
}

fn reject(rejected: &Rejected, words: &DataWords) -> (String, String) {
    let kind = match rejected.kind {
        Kind::Conversation => words.kind_conversation,
        Kind::Message => words.kind_message,
        Kind::Bot => words.kind_bot,
    };
    let reason = match rejected.reason {
        Reason::Fields => words.reason_fields,
        Reason::Id => words.reason_id,
        Reason::Twice => words.reason_twice,
        Reason::NoConversation => words.reason_no_conversation,
        Reason::Elsewhere => words.reason_elsewhere,
    };
    (format!("{kind}: {}", rejected.label), reason.to_owned())
}
