//! The models that are typed, as chips: each can be dropped.

use leptos::prelude::*;

use super::form::Form;
use crate::browser::page;
use crate::text::fill;
use crate::ui::dynamic::{dynamic, memo, rows};
use crate::ui::icon::{Icon, icon};
use crate::ui::say::say;

/// The id of the list, which takes the focus of a chip that goes.
const LIST: &str = "provider-chips";
/// More chips than these would hide the rest of the form.
const MOST_SHOWN: usize = 50;

#[component]
pub(super) fn Chips(form: Form) -> impl IntoView {
    let ids = memo(move || {
        form.typed.with(|typed| {
            let ids = typed.draft.model_ids();
            (ids.iter().take(MOST_SHOWN).map(|id| (*id).to_owned()).collect::<Vec<_>>(), ids.len())
        })
    });
    let more = memo(move || ids.with(|(shown, all)| all - shown.len()));
    view! {
        <ul id=LIST class="chips" tabindex="-1">
            {rows(move || ids.with(|(shown, _)| shown.clone()), move |id| chip(form, id))}
            {dynamic(move || match more.get() {
                0 => ().into_any(),
                more => {
                    let more = fill(form.stores.preferences.words().settings().more_chips, &[("n", &more.to_string())]);
                    view! { <li class="hint">{more}</li> }.into_any()
                }
            })}
        </ul>
    }
    .into_any()
}

/// Its name is its contents: a label that holds an id could be taken for that of a field.
fn chip(form: Form, id: String) -> AnyView {
    let shown = id.clone();
    let drop_it = move |_| {
        form.change(|typed| typed.draft.drop_model(&id));
        page::focus(LIST);
    };
    view! {
        <li>
            <button type="button" class="chip" on:click=drop_it>
                <span class="visually-hidden">{say(|words| words.settings().drop_model)} " "</span>
                <span class="code" dir="auto">{shown}</span>
                {icon(Icon::Close)}
            </button>
        </li>
    }
    .into_any()
}
