//! One row of the palette: what it shows and what it does.

use std::hash::{DefaultHasher, Hash, Hasher};

use leptos::prelude::*;

use crate::chat::search::Snippet;
use crate::store::preferences::Theme;
use crate::text::Language;
use crate::text::words::SearchWords;
use crate::ui::dynamic::memo;
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::Wanted;
use crate::ui::settings::SettingsSection;
use crate::ui::shortcut::{Action, Actions, Keys};
use crate::ui::snippet::marked;

/// The groups, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Commands,
    Bots,
    Models,
    Providers,
    Conversations,
}

impl Group {
    pub const ALL: [Group; 5] = [Group::Commands, Group::Bots, Group::Models, Group::Providers, Group::Conversations];

    pub fn title(self, words: &SearchWords) -> &'static str {
        match self {
            Group::Commands => words.commands,
            Group::Bots => words.bots,
            Group::Models => words.models,
            Group::Providers => words.providers,
            Group::Conversations => words.conversations,
        }
    }
}

/// What choosing a row does.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    Act(Action),
    NewBot,
    Theme(Theme),
    Language(Language),
    Settings(SettingsSection),
    /// The bot with this id answers from now on.
    Bot(String),
    /// The current bot uses this model.
    Model {
        provider: String,
        model: String,
    },
    Conversation(String),
    Message(Wanted),
}

impl Deed {
    pub fn group(&self) -> Group {
        match self {
            Deed::Bot(_) => Group::Bots,
            Deed::Model { .. } => Group::Models,
            Deed::Settings(SettingsSection::Provider(_)) => Group::Providers,
            Deed::Conversation(_) | Deed::Message(_) => Group::Conversations,
            _ => Group::Commands,
        }
    }

    pub fn run(self, actions: Actions) {
        let Actions { stores, layout, conversation, .. } = actions;
        let conversation = conversation.get_untracked();
        match self {
            Deed::Act(action) => actions.run(action),
            Deed::NewBot => {
                stores.bots.add(stores.preferences.language.get_untracked().words().bot().new_name);
                actions.go("/".to_owned());
                layout.editor.set_open(true);
            }
            Deed::Theme(theme) => stores.preferences.set_theme(theme),
            Deed::Language(language) => stores.preferences.set_language(language),
            Deed::Settings(section) => layout.settings.set(Some(section)),
            Deed::Bot(bot) => match conversation {
                Some(conversation) => stores.conversations.set_bot(&conversation, &bot),
                None => stores.bots.choose(&bot),
            },
            Deed::Model { provider, model } => {
                if let Some(bot) = untrack(|| stores.bot_of(conversation.as_deref())) {
                    stores.bots.update(&bot.id, |bot| {
                        bot.provider = provider;
                        bot.model = model;
                    });
                }
            }
            Deed::Conversation(id) => actions.go(format!("/chat/{id}")),
            Deed::Message(wanted) => {
                let path = format!("/chat/{}", wanted.conversation);
                layout.wanted.set(Some(wanted));
                actions.go(path);
            }
        }
    }
}

/// What stands before a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Sign {
    Icon(Icon),
    /// The first letter of a bot.
    Initial(String),
}

/// What stands at the end of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Side {
    Nothing,
    Keys(Keys),
    Text(String),
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The id of its element: the same as long as it does the same. Ids of models may hold what no element's id may.
    pub id: String,
    pub deed: Deed,
    pub sign: Sign,
    pub label: Snippet,
    pub detail: Option<Snippet>,
    pub side: Side,
}

impl Row {
    pub fn new(deed: Deed, sign: Sign, label: Snippet, detail: Option<Snippet>, side: Side) -> Self {
        let mut hasher = DefaultHasher::new();
        format!("{deed:?}").hash(&mut hasher);
        Row { id: format!("palette-{:x}", hasher.finish()), deed, sign, label, detail, side }
    }

    /// What it shows, to be made anew when that changes.
    pub fn key(&self) -> String {
        format!("{self:?}")
    }
}

/// Draws a row. `active` is the id of the one that Enter chooses.
pub fn row_view(row: Row, active: Memo<Option<String>>, hover: Callback<String>, choose: Callback<Deed>) -> AnyView {
    let actions = Actions::use_context();
    let id = StoredValue::new(row.id.clone());
    let is_active = memo(move || active.with(|active| id.with_value(|id| active.as_ref() == Some(id))));
    let Row { deed, sign, label, detail, side, .. } = row;
    let sign = match sign {
        Sign::Icon(sign) => icon(sign),
        Sign::Initial(initial) => view! { <span class="mark" aria-hidden="true">{initial}</span> }.into_any(),
    };
    let side = match side {
        Side::Nothing => ().into_any(),
        Side::Keys(keys) => {
            let caps = keys.caps(actions.layout.is_mac.get_untracked()).join(" ");
            view! { <kbd>{caps}</kbd> }.into_any()
        }
        Side::Text(text) => view! { <span class="meta">{text}</span> }.into_any(),
    };
    view! {
        <div
            id=id.get_value()
            role="option"
            class="option"
            aria-selected=move || is_active.get().to_string()
            on:pointermove=move |_| hover.run(id.get_value())
            on:click=move |_| choose.run(deed.clone())
        >
            {sign}
            <span class="option-text">
                <span class="label" dir="auto">{marked(&label)}</span>
                {detail.map(|detail| view! { <span class="snippet" dir="auto">{marked(&detail)}</span> })}
            </span>
            {side}
        </div>
    }
    .into_any()
}
