//! The key: masked, shown on request, cleaned of what came along when it was copied.

use leptos::prelude::*;

use super::form::{Form, input_id};
use super::text_field::{FieldHint, hint_id, label, refuse_lines};
use crate::provider::{ApiKey, Field, FieldFault, Preset};
use crate::text::fill;
use crate::ui::dynamic::{dynamic, memo};
use crate::ui::reveal::{Reveal, masked};
use crate::ui::say::{say, text};

#[component]
pub(super) fn KeyField(form: Form) -> impl IntoView {
    let words = move || form.stores.preferences.words().settings();
    let shown = RwSignal::new(false);
    let cleaned = RwSignal::new(false);
    let has_error = memo(move || form.error(Field::Key).is_some());
    let value = memo(move || form.typed.with(|typed| typed.draft.key.clone()));
    let hint = Signal::derive(move || if cleaned.get() { words().key_cleaned } else { words().key_hint });
    let paste = refuse_lines(form, Field::Key, |text| ApiKey::parse(text).err().map(FieldFault::Key));
    let leave = move |_| {
        if let Some(Ok(clean)) = form.typed.try_with_untracked(|typed| ApiKey::parse(&typed.draft.key))
            && clean.cleaned
        {
            cleaned.set(true);
            form.change(|typed| typed.draft.key = clean.key.expose().to_owned());
        }
        form.check(Field::Key);
    };
    let toggle_name = text(move || if shown.get() { words().hide_key } else { words().show_key }.to_owned());
    view! {
        <div class="field">
            <div class="label-row">
                <label for=input_id(Field::Key)>{label(Field::Key)}</label>
                <span class="optional">{say(|words| words.settings().optional)}</span>
                {dynamic(move || {
                    let preset = form.service.get().map(Preset::of);
                    let Some((preset, page)) = preset.and_then(|preset| Some((preset, preset.key_page?))) else {
                        return ().into_any();
                    };
                    let name = fill(words().get_key, &[("vendor", preset.name)]);
                    let short = fill(words().get_key_short, &[("vendor", preset.name)]);
                    view! {
                        <a class="meta" href=page target="_blank" rel="noopener noreferrer" aria-label=name>{short}</a>
                    }
                    .into_any()
                })}
            </div>
            <div class="with-buttons">
                <input
                    id=input_id(Field::Key)
                    type=masked(shown)
                    class="code"
                    autocomplete="off"
                    spellcheck="false"
                    aria-invalid=move || has_error.get().then_some("true")
                    aria-describedby=hint_id(Field::Key)
                    prop:value=value
                    on:input:target=move |event| {
                        let key = event.target().value();
                        cleaned.set(false);
                        form.change(|typed| typed.draft.key = key);
                    }
                    on:paste=paste
                    on:blur=leave
                />
                <span class="inside">
                    <Reveal shown name=toggle_name />
                </span>
            </div>
            <FieldHint form field=Field::Key hint />
        </div>
    }
    .into_any()
}
