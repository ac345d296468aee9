//! The key: masked, shown on request, cleaned of what came along when it was copied.

use leptos::prelude::*;

use super::form::{Form, input_id};
use super::text_field::{FieldHint, label};
use crate::provider::{ApiKey, Field};
use crate::ui::icon::{Icon, icon};

#[component]
pub(super) fn KeyField(form: Form) -> impl IntoView {
    let stores = form.stores;
    let words = move || &stores.preferences.words().settings;
    let shown = RwSignal::new(false);
    let cleaned = RwSignal::new(false);
    let has_error = Memo::new(move |_| form.error(Field::Key).is_some());
    let value = Memo::new(move |_| form.draft.with(|draft| draft.key.clone()));
    let hint = Signal::derive(move || if cleaned.get() { words().key_cleaned } else { words().key_hint });
    let leave = move |_| {
        let clean = form.draft.with_untracked(|draft| ApiKey::parse(&draft.key));
        if let Ok(clean) = clean
            && clean.cleaned
        {
            cleaned.set(true);
            form.change(|draft| draft.key = clean.key.expose().to_owned());
        }
        form.check(Field::Key);
    };
    view! {
        <div class="field">
            <div class="label-row">
                <label for=input_id(Field::Key)>{label(Field::Key)}</label>
                <span class="optional">{move || words().optional}</span>
            </div>
            <div class="with-buttons">
                <input
                    id=input_id(Field::Key)
                    type=move || if shown.get() { "text" } else { "password" }
                    class="code"
                    autocomplete="off"
                    spellcheck="false"
                    aria-invalid=move || has_error.get().then_some("true")
                    aria-describedby=format!("{}-hint", input_id(Field::Key))
                    prop:value=value
                    on:input:target=move |event| {
                        let key = event.target().value();
                        cleaned.set(false);
                        form.change(|draft| draft.key = key);
                    }
                    on:blur=leave
                />
                <button
                    type="button"
                    class="icon-button"
                    aria-label=move || if shown.get() { words().hide_key } else { words().show_key }
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || icon(if shown.get() { Icon::EyeOff } else { Icon::Eye })}
                </button>
            </div>
            <FieldHint form field=Field::Key hint />
        </div>
    }
}
