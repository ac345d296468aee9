//! Notices: the toast in the corner, the bar about storage, and what a screen reader is told.

use leptos::prelude::*;

use super::dynamic::dynamic;
use super::icon::{Icon, icon};
use super::keep_focus;
use crate::browser::clock;
use crate::store::Stores;
use crate::store::notices::{Notice, StorageNotice};
use crate::ui::say::say;

/// The toast. It stays while the pointer or the focus is on it.
///
/// What lies under a modal dialog cannot be reached, so each dialog has a place for the toast of its own: `here` tells
/// which of the places is on top.
#[component]
pub fn Toast(#[prop(into)] here: Signal<bool>) -> impl IntoView {
    let stores = Stores::use_context();
    // What runs out goes on when the dialog closes, and its place of the toast goes.
    let notices = stores.notices;
    let held = notices.held;
    Effect::new(move || {
        let Some(Notice { number, .. }) = notices.notice.get().filter(|_| here.get_untracked()) else { return };
        let duration = notices.notice.with_untracked(|notice| notice.as_ref().map_or(0, Notice::duration));
        leptos::task::spawn_local(async move {
            let mut left = duration;
            while left > 0 {
                clock::sleep(250).await;
                if !held.get_value() {
                    left = left.saturating_sub(250);
                }
            }
            notices.notice.update(|notice| {
                if notice.as_ref().is_some_and(|notice| notice.number == number) {
                    *notice = None;
                }
            });
        });
    });
    dynamic(move || match notices.notice.get().filter(|_| here.get()) {
        None => ().into_any(),
        Some(notice) => {
            let words = notice.words();
            let undo = notice.undo;
            // Neither the pointer nor the focus is said to leave what is taken away.
            on_cleanup(move || held.set_value(false));
            view! {
                <div
                    class="toast"
                    on:pointerenter=move |_| held.set_value(true)
                    on:pointerleave=move |_| held.set_value(false)
                    on:focusin=move |_| held.set_value(true)
                    on:focusout=move |_| held.set_value(false)
                >
                    <p role="status">{words}</p>
                    {undo.map(|undo| {
                        let undo = move |_| {
                            undo();
                            held.set_value(false);
                            notices.notice.set(None);
                            keep_focus::on_field();
                        };
                        view! { <button type="button" class="button ghost" on:click=undo>{say(|words| words.shell().undo)}</button> }
                    })}
                </div>
            }
            .into_any()
        }
    })
}

/// What is wrong with the storage, until it is dismissed.
#[component]
pub fn StorageBar() -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || stores.preferences.words().shell();
    let sentence = move || {
        stores.notices.storage.get().map(|condition| match condition {
            StorageNotice::Blocked => words().storage_blocked,
            StorageNotice::Full => words().storage_full,
            StorageNotice::Unreadable => words().storage_unreadable,
        })
    };
    dynamic(move || match sentence() {
        None => ().into_any(),
        Some(sentence) => view! {
            <div class="banner warn storage" role="alert">
                {icon(Icon::Warning)} <p>{sentence}</p>
                <button type="button" class="button ghost" on:click=move |_| stores.notices.storage.set(None)>
                    {say(|words| words.shell().dismiss)}
                </button>
            </div>
        }
        .into_any(),
    })
}

/// The live region: begin and end of a reply, never its tokens.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let stores = Stores::use_context();
    view! { <div class="visually-hidden" role="status">{stores.notices.announcement}</div> }
}
