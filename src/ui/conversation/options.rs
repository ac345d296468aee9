//! The options of a conversation in the list: another title, exports, deletion.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::export::forms;
use crate::browser::{clock, keyboard, page};
use crate::store::Stores;
use crate::store::notices::Undo;
use crate::text::fill;
use crate::ui::dynamic::dynamic;
use crate::ui::icon::{Icon, icon};
use crate::ui::keep_focus;
use crate::ui::part::Part;
use crate::ui::say::say;
use crate::ui::shortcut::Actions;

/// Ids of controls that get the focus; one menu is open at a time.
const RENAME: &str = "rename-conversation";
/// Characters of a title that is typed.
const TITLE_LENGTH: usize = 200;

#[leptos::wasm_split::wasm_split(conversation, wasm_split_path = leptos::wasm_split, fallible)]
pub fn open_options() -> Part<String> {
    Ok(options)
}

/// What can be done with the conversation with this id.
fn options(id: String) -> AnyView {
    let actions = Actions::use_context();
    let renaming = RwSignal::new(false);
    let key = StoredValue::new(id.clone());
    view! {
        <div class="row-options">
            {dynamic(move || {
                if renaming.get() {
                    view! { <TitleField id=key.get_value() renaming /> }.into_any()
                } else {
                    view! {
                        <button id=RENAME type="button" class="row" on:click=move |_| renaming.set(true)>
                            {icon(Icon::Pencil)} <span class="label">{say(|words| words.records().rename)}</span>
                        </button>
                    }
                    .into_any()
                }
            })}
            {forms(id)}
            <button type="button" class="row destructive" on:click=move |_| remove(actions, key.get_value())>
                {icon(Icon::Trash)} <span class="label">{say(|words| words.chat().delete)}</span>
            </button>
        </div>
    }
    .into_any()
}

/// The title while it is changed: Enter saves it, Escape leaves it as it was.
#[component]
fn TitleField(
    /// Id of the conversation.
    id: String,
    renaming: RwSignal<bool>,
) -> impl IntoView {
    let Actions { stores, layout, .. } = Actions::use_context();
    let title = untrack(|| stores.conversations.get(&id)).map(|conversation| conversation.title).unwrap_or_default();
    let typed = RwSignal::new(title);
    let field: NodeRef<Input> = NodeRef::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            drop(field.focus());
            field.select();
        }
    });
    let save = StoredValue::new(move || {
        let title = typed.with_untracked(|typed| typed.trim().to_owned());
        if !title.is_empty() {
            stores.conversations.rename(&id, &title);
        }
        layout.menu.set(None);
        focus_row(id.clone());
    });
    let cancel = move || {
        renaming.set(false);
        page::focus_soon(RENAME.to_owned());
    };
    let on_key = move |event: KeyboardEvent| {
        // While a syllable is being composed, its keys are the input method's.
        if keyboard::is_composing(&event) {
            return;
        }
        match event.key().as_str() {
            "Enter" => save.with_value(|save| save()),
            // Neither the menu nor a reply ends with it.
            "Escape" => cancel(),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="title-field">
            <input
                node_ref=field
                type="text"
                autocomplete="off"
                maxlength=TITLE_LENGTH
                dir="auto"
                aria-label=say(|words| words.records().title)
                prop:value=typed
                on:input:target=move |event| typed.set(event.target().value())
                on:keydown=on_key
            />
            <div class="buttons">
                <button type="button" class="button secondary" on:click=move |_| save.with_value(|save| save())>
                    {say(|words| words.records().save_title)}
                </button>
                <button type="button" class="button ghost" on:click=move |_| cancel()>
                    {say(|words| words.chat().cancel)}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// Puts the focus on the row of a conversation, which is made anew with its title.
fn focus_row(id: String) {
    spawn_local(async move {
        clock::frame().await;
        page::focus_first(&row(&id));
    });
}

/// Finds the row of a conversation.
fn row(id: &str) -> String {
    format!(".conversation-row a[href='/chat/{id}']")
}

/// Deletes a conversation with its drafts, and offers Undo.
fn remove(actions: Actions, id: String) {
    let Actions { stores, layout, conversation, .. } = actions;
    layout.menu.set(None);
    if conversation.get_untracked().as_ref() == Some(&id) {
        actions.go("/".to_owned());
    }
    let ids = stores.conversations.list.with_untracked(|list| list.iter().map(|it| it.id.clone()).collect::<Vec<_>>());
    keep_focus::beside(&ids, &id, row);
    stores.replies.stop(&id);
    let title = untrack(|| stores.conversations.get(&id)).map(|conversation| conversation.title).unwrap_or_default();
    let removed = stores.conversations.remove(&id);
    spawn_local(async move {
        let drafts = stores.take_drafts(&id).await;
        let undo: Undo = Arc::new(move || {
            if let Some(removed) = removed.clone() {
                stores.restore_drafts(&id, &drafts);
                stores.conversations.restore(removed);
            }
        });
        stores.notices.show(said(stores, &title), Some(undo));
    });
}

fn said(stores: Stores, title: &str) -> String {
    let phrase = stores.preferences.language.get_untracked().words().records().conversation_deleted;
    fill(phrase, &[("title", title)])
}
