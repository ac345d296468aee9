//! Removing a provider: asked first only when bots use it, undone always.

use std::sync::Arc;

use leptos::html::Button;
use leptos::prelude::*;

use super::super::provider_entry::entry_id;
use super::super::question::on_escape;
use super::form::Form;
use crate::browser::page;
use crate::text::fill;
use crate::ui::dynamic::{dynamic, memo};
use crate::ui::icon::{Icon, icon};
use crate::ui::say::{say, text};

/// The id of the button that asks.
const REMOVE: &str = "provider-remove";

#[component]
pub(super) fn RemoveProvider(form: Form, select: Callback<Option<String>>) -> impl IntoView {
    let asking = RwSignal::new(false);
    let users = memo(move || {
        let id = form.editing.get();
        form.stores.bots.list.with(|bots| bots.iter().filter(|bot| Some(&bot.provider) == id.as_ref()).count())
    });
    let ask = move |_| match users.get_untracked() {
        0 => remove(form, select),
        _ => asking.set(true),
    };
    dynamic(move || {
        if asking.get() {
            view! { <Question form select asking users /> }.into_any()
        } else {
            view! {
                <button type="button" class="button ghost destructive" id=REMOVE on:click=ask>
                    {say(|words| words.settings().remove)}
                </button>
            }
            .into_any()
        }
    })
}

#[component]
fn Question(
    form: Form,
    select: Callback<Option<String>>,
    asking: RwSignal<bool>,
    /// How many bots use the provider.
    users: Memo<usize>,
) -> impl IntoView {
    let words = move || form.stores.preferences.words().settings();
    let question = text(move || {
        let name = form.provider.get().map(|provider| provider.name).unwrap_or_default();
        let phrase = if users.get() == 1 { words().remove_confirm_one } else { words().remove_confirm };
        fill(phrase, &[("name", &name), ("n", &users.get().to_string())])
    });
    // The button that asked is gone: the focus goes to the answer that changes nothing.
    let keep: NodeRef<Button> = NodeRef::new();
    Effect::new(move || {
        if let Some(keep) = keep.get() {
            drop(keep.focus());
        }
    });
    let leave = move || {
        asking.set(false);
        leptos::task::spawn_local(async { page::focus(REMOVE) });
    };
    view! {
        <div class="banner warn" role="alert" on:keydown=on_escape(leave)>
            {icon(Icon::Warning)}
            <p>{question}</p>
            <button node_ref=keep type="button" class="button ghost" on:click=move |_| leave()>
                {say(|words| words.settings().keep)}
            </button>
            <button type="button" class="button secondary destructive" on:click=move |_| remove(form, select)>
                {say(|words| words.settings().remove)}
            </button>
        </div>
    }
    .into_any()
}

fn remove(form: Form, select: Callback<Option<String>>) {
    let stores = form.stores;
    let Some(id) = form.editing.get_untracked() else { return };
    let next = stores.registry.registry.with_untracked(|registry| {
        let ids: Vec<&str> = registry.customs().iter().map(|custom| custom.id.as_str()).collect();
        let place = ids.iter().position(|other| *other == id)?;
        let next = ids.get(place + 1).or_else(|| ids.get(place.checked_sub(1)?))?;
        Some((*next).to_owned())
    });
    // Its unsaved changes go with it.
    form.reset();
    let Some(removed) = stores.remove_provider(&id) else { return };
    let phrase = stores.preferences.language.get_untracked().words().settings().removed;
    let message = fill(phrase, &[("name", &removed.provider().name)]);
    let undo = Arc::new(move || stores.restore_provider(removed.clone()));
    stores.notices.show(message, Some(undo));
    page::focus(&entry_id(next.as_deref()));
    select.run(next);
}
