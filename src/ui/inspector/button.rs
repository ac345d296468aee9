//! The button of a message that opens its request details.

use leptos::prelude::*;

use super::{Inspected, opener};
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::Layout;
use crate::ui::say::say;

#[component]
pub fn InspectButton(conversation: String, message: String) -> impl IntoView {
    let layout = Layout::use_context();
    let id = opener(&message);
    let target = StoredValue::new(Inspected { conversation, message });
    let is_open = move || layout.inspected.with(|open| target.with_value(|target| open.as_ref() == Some(target)));
    let toggle = move |_| {
        let open = (!untrack(is_open)).then(|| target.get_value());
        layout.inspected.set(open);
    };
    view! {
        <button
            type="button"
            id=id
            class="icon-button"
            aria-label=say(|words| words.chat().request_details)
            title=say(|words| words.chat().request_details)
            aria-expanded=move || is_open().to_string()
            on:click=toggle
        >
            {icon(Icon::Pulse)}
        </button>
    }
    .into_any()
}
