//! Where the one prompt is written.

use leptos::prelude::*;

use crate::browser::page;
use crate::store::Stores;
use crate::text::fill;
use crate::ui::dynamic::truth;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::{say, text};

#[component]
pub(super) fn CompareComposer(any_live: Memo<bool>) -> impl IntoView {
    let stores = Stores::use_context();
    let draft = stores.compare.draft;
    let ready = Memo::new(move |_| {
        stores.compare.columns.with(|columns| columns.iter().filter(|column| stores.can_ask(&column.bot)).count())
    });
    let can_send = move || ready.get() > 0 && !any_live.get() && draft.with(|draft| !draft.trim().is_empty());
    let send = move || {
        if untrack(can_send) {
            stores.compare(&draft.get_untracked());
            draft.set(String::new());
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        // While a syllable is being composed, Enter ends the syllable. On touch keyboards it is a new line.
        let composing = event.is_composing() || event.key_code() == 229;
        if event.key() == "Enter" && !event.shift_key() && !composing && !page::matches_media("(pointer: coarse)") {
            event.prevent_default();
            send();
        }
    };
    view! {
        <div class="composer-frame compare-composer">
            <div class="composer">
                <textarea
                    id="message"
                    aria-label=say(|words| words.chat().message)
                    placeholder=say(|words| words.chat().placeholder)
                    rows="1"
                    dir="auto"
                    prop:value=draft
                    on:input:target=move |event| draft.set(event.target().value())
                    on:keydown=on_key
                ></textarea>
                <div class="composer-row">
                    <span class="meta compare-count">
                        {icon(Icon::Columns)}
                        <span>{text(move || {
                            fill(stores.preferences.words().compare().to_models, &[("n", &ready.get().to_string())])
                        })}</span>
                    </span>
                    <button
                        type="button"
                        class="button send"
                        class:primary=truth(can_send)
                        aria-disabled=text(move || (!can_send()).to_string())
                        on:click=move |_| send()
                    >
                        {icon(Icon::Send)} <span>{say(|words| words.chat().send)}</span>
                    </button>
                </div>
            </div>
        </div>
    }
    .into_any()
}
