//! Removing a provider: asked first only when bots use it, undone always.

use leptos::prelude::*;

use super::form::Form;
use crate::text::fill;

#[component]
pub(super) fn RemoveProvider(form: Form, select: Callback<Option<String>>) -> impl IntoView {
    let stores = form.stores;
    let words = move || &stores.preferences.words().settings;
    let asking = RwSignal::new(false);
    let users = Memo::new(move |_| {
        let id = form.editing.get();
        stores.bots.list.with(|bots| bots.iter().filter(|bot| Some(&bot.provider) == id.as_ref()).count())
    });
    let remove = move || {
        let Some(removed) = form.editing.get_untracked().and_then(|id| stores.remove_provider(&id)) else { return };
        let phrase = stores.preferences.language.get_untracked().words().settings.removed;
        let text = fill(phrase, &[("name", &removed.provider.name)]);
        let undo = Callback::new(move |()| stores.registry.restore(removed.clone()));
        stores.notices.show(text, Some(undo));
        // The focus goes to the list: this form is gone.
        let next = stores.registry.registry.with_untracked(|registry| registry.customs().first().map(|next| next.id.to_string()));
        select.run(next);
    };
    let ask = move |_| match users.get_untracked() {
        0 => remove(),
        _ => asking.set(true),
    };
    let question = move || {
        let name = form.draft.with(|draft| draft.name.clone());
        fill(words().remove_confirm, &[("name", &name), ("n", &users.get().to_string())])
    };
    view! {
        <button
            type="button"
            class="button ghost destructive"
            on:click=ask
        >
            {move || words().remove}
        </button>
        <Show when=move || asking.get()>
            <div class="banner warn" role="alert">
                <p>{question}</p>
                <button type="button" class="button secondary destructive" on:click=move |_| remove()>
                    {move || words().remove_now}
                </button>
                <button type="button" class="button ghost" on:click=move |_| asking.set(false)>{move || words().keep}</button>
            </div>
        </Show>
    }
}
