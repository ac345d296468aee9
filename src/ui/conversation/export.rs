//! Exports of one conversation: among its options, and on an error card.

use leptos::prelude::*;

use crate::chat::export::Form;
use crate::store::Stores;
use crate::ui::dynamic::when;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::{Phrase, say};

/// A button for each form of an export of the conversation with this id.
pub(super) fn forms(conversation: String) -> AnyView {
    let stores = Stores::use_context();
    let buttons = Form::ALL.map(|form| {
        let label: Phrase = match form {
            Form::Json => |words| words.records().export_json,
            Form::Markdown => |words| words.records().export_markdown,
            Form::Text => |words| words.records().export_text,
        };
        let conversation = conversation.clone();
        let save = move |_| {
            let conversation = conversation.clone();
            leptos::task::spawn_local(async move { stores.export_conversation(&conversation, form).await });
        };
        view! {
            <button type="button" class="row" on:click=save>
                {icon(Icon::Down)} <span class="label">{say(label)}</span>
            </button>
        }
    });
    view! { <div class="export-forms">{buttons.into_iter().collect_view()}</div> }.into_any()
}

/// Opens the forms.
#[component]
pub fn ExportButton(
    /// Id of the conversation.
    conversation: String,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button
            type="button"
            class="button ghost"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {say(|words| words.records().export_conversation)}
        </button>
        {when(move || open.get(), move || forms(conversation.clone()))}
    }
    .into_any()
}
