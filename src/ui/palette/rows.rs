//! What the palette lists for a query.

use leptos::prelude::*;

use super::commands::commands;
use super::row::{Deed, Row, Side, Sign};
use crate::browser::clock;
use crate::chat::search::{Search, Snippet};
use crate::store::search::{MessageHit, SearchStore};
use crate::ui::icon::Icon;
use crate::ui::layout::Wanted;
use crate::ui::settings::SettingsSection;
use crate::ui::shortcut::Actions;

/// Rows of one group that are shown: more words lead to the others.
const MOST_MODELS: usize = 20;
const MOST_TITLES: usize = 20;

/// All rows, in the order of their groups; tracks everything that they depend on.
pub fn rows(actions: Actions, search: SearchStore) -> Vec<Row> {
    let mut words = search.query.with(|query| Search::new(query));
    let mut rows = commands(actions, &mut words);
    rows.extend(bots(actions, &mut words));
    if let Some(words) = &mut words {
        rows.extend(models(actions, words));
        rows.extend(providers(actions, words));
        rows.extend(titles(actions, words));
        rows.extend(search.messages.with(|hits| {
            let rows = hits.iter().filter_map(|hit| message(actions, words, hit));
            rows.collect::<Vec<_>>()
        }));
    }
    rows
}

fn bots(actions: Actions, words: &mut Option<Search>) -> Vec<Row> {
    let stores = actions.stores;
    let said = stores.preferences.words().search();
    let conversation = actions.conversation.get();
    let current = stores.bot_of(conversation.as_deref()).map(|bot| bot.id);
    let what = if conversation.is_some() { said.bot_here } else { said.bot_new };
    stores.bots.list.with(|bots| {
        let row = |bot: &crate::bot::Bot| {
            let label = match words {
                None => Snippet::plain(&bot.name),
                Some(words) => words.find(&[&bot.name])?.snippet,
            };
            let is_current = current.as_ref() == Some(&bot.id);
            let side = Side::Text(if is_current { said.current } else { what }.to_owned());
            let sign = Sign::Initial(bot.mark());
            Some(Row::new(Deed::Bot(bot.id.clone()), sign, label, None, side))
        };
        bots.iter().filter_map(row).collect()
    })
}

fn models(actions: Actions, words: &mut Search) -> Vec<Row> {
    let stores = actions.stores;
    let said = stores.preferences.words().search();
    let current = stores.bot_of(actions.conversation.get().as_deref()).map(|bot| (bot.provider, bot.model));
    let mut rows = Vec::new();
    stores.registry.registry.with(|registry| {
        for provider in registry.providers().filter(|provider| !provider.disabled) {
            for model in &provider.models {
                if rows.len() == MOST_MODELS {
                    return;
                }
                if words.find(&[&model.id, &provider.name]).is_none() {
                    continue;
                }
                let place = (provider.id.to_string(), model.id.clone());
                let is_current = current.as_ref() == Some(&place);
                let deed = Deed::Model { provider: place.0, model: place.1 };
                let (label, detail) = (words.mark(&model.id), Some(words.mark(&provider.name)));
                let side = if is_current { Side::Text(said.current.to_owned()) } else { Side::Nothing };
                rows.push(Row::new(deed, Sign::Icon(Icon::Sliders), label, detail, side));
            }
        }
    });
    rows
}

fn providers(actions: Actions, words: &mut Search) -> Vec<Row> {
    let section = actions.stores.preferences.words().settings().api_keys;
    actions.stores.registry.registry.with(|registry| {
        let row = |provider: &crate::provider::Provider| {
            words.find(&[&provider.name, provider.id.as_str()])?;
            let deed = Deed::Settings(SettingsSection::Provider(provider.id.to_string()));
            let label = words.mark(&provider.name);
            Some(Row::new(deed, Sign::Icon(Icon::Key), label, None, Side::Text(section.to_owned())))
        };
        registry.providers().filter_map(row).collect()
    })
}

fn titles(actions: Actions, words: &mut Search) -> Vec<Row> {
    actions.stores.conversations.list.with(|list| {
        let row = |conversation: &crate::chat::Conversation| {
            let label = words.find(&[&conversation.title])?.snippet;
            let deed = Deed::Conversation(conversation.id.clone());
            let side = Side::Text(day(actions, conversation.updated));
            Some(Row::new(deed, sign(actions, &conversation.bot), label, None, side))
        };
        list.iter().filter_map(row).take(MOST_TITLES).collect()
    })
}

fn message(actions: Actions, words: &Search, hit: &MessageHit) -> Option<Row> {
    let conversation = actions.stores.conversations.get(&hit.conversation)?;
    let MessageHit { message, in_reasoning, .. } = hit.clone();
    let sign = sign(actions, &conversation.bot);
    let label = words.mark(&conversation.title);
    let deed = Deed::Message(Wanted { conversation: conversation.id, message, in_reasoning });
    Some(Row::new(deed, sign, label, Some(hit.snippet.clone()), Side::Text(day(actions, hit.created))))
}

/// The bot of a conversation, where it is still there.
fn sign(actions: Actions, bot: &str) -> Sign {
    actions.stores.bots.get(bot).map_or(Sign::Icon(Icon::Bot), |bot| Sign::Initial(bot.mark()))
}

fn day(actions: Actions, time: f64) -> String {
    let preferences = actions.stores.preferences;
    if time == 0.0 {
        // A record without a time.
        String::new()
    } else if time >= clock::start_of_day(0) {
        preferences.words().shell().today.to_owned()
    } else if time >= clock::start_of_day(1) {
        preferences.words().shell().yesterday.to_owned()
    } else {
        clock::date(time, preferences.language.get().tag())
    }
}
