//! Where the one prompt is written.

use leptos::prelude::*;

use crate::store::Stores;
use crate::store::chatting::Outgoing;
use crate::text::fill;
use crate::ui::conversation::message_field::MessageField;
use crate::ui::conversation::pictures::{AttachButton, open_attached, take_dropped};
use crate::ui::dynamic::{memo, truth, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::part::show_part;
use crate::ui::say::{say, text};

#[component]
pub(super) fn CompareComposer(any_live: Memo<bool>) -> impl IntoView {
    let stores = Stores::use_context();
    let draft = stores.compare.draft;
    let pictures = stores.compare.pictures;
    let has_pictures = memo(move || pictures.with(|pictures| !pictures.is_empty()));
    let ready = memo(move || {
        stores.compare.columns.with(|columns| columns.iter().filter(|column| stores.can_ask(&column.bot)).count())
    });
    let can_send = move || {
        let has_something = has_pictures.get() || draft.with(|draft| !draft.trim().is_empty());
        ready.get() > 0 && !any_live.get() && has_something
    };
    let send = Callback::new(move |()| {
        if untrack(can_send) {
            let pictures = pictures.try_update(std::mem::take).unwrap_or_default();
            stores.compare(&Outgoing { text: draft.get_untracked(), pictures });
            draft.set(String::new());
        }
    });
    let is_over = take_dropped(stores, pictures);
    view! {
        <div class="composer-frame compare-composer">
            <div class="composer" class:dropping=is_over>
                {when(move || has_pictures.get(), move || show_part(open_attached, pictures))}
                <MessageField
                    id="message"
                    name=|words| words.chat().message
                    placeholder=|words| words.chat().placeholder
                    rows="1"
                    text=draft
                    pictures
                    send
                />
                <div class="composer-row">
                    <AttachButton pictures />
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
                        on:click=move |_| send.run(())
                    >
                        {icon(Icon::Send)} <span>{say(|words| words.chat().send)}</span>
                    </button>
                </div>
            </div>
        </div>
    }
    .into_any()
}
