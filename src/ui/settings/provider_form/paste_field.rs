//! One box for whatever people have: it fills the form.

use leptos::prelude::*;

use super::form::Form;
use crate::browser::page;
use crate::provider::exchange::read_link;
use crate::provider::{Draft, PasteError, Pasted, read_pasted};
use crate::text::{Explain, fill};
use crate::ui::dynamic::dynamic;
use crate::ui::say::{say, text};

const INPUT: &str = "provider-paste";
/// More providers than this are not offered one by one.
const MOST_OFFERED: usize = 20;

#[component]
pub(super) fn PasteField(form: Form) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let read = RwSignal::new(None::<Result<Pasted, PasteError>>);
    let language = form.stores.preferences.language;
    // Of several providers the person chooses one.
    let show = move |found: Result<Pasted, PasteError>| {
        if let Ok(Pasted { drafts, .. }) = &found
            && let [draft] = drafts.as_slice()
        {
            form.fill(draft);
        }
        read.set(Some(found));
    };
    let take = move |pasted: String| {
        if pasted.trim().is_empty() {
            read.set(None);
        } else {
            show(read_pasted(&pasted));
        }
        typed.set(pasted);
    };
    // A link fills the form and registers nothing; it never carries a key.
    Effect::new(move || {
        if let Some(found) = page::provider_link(true).and_then(|link| read_link(&link)) {
            show(found);
        }
    });
    let said = text(move || match read.get() {
        None => language.get().words().settings().paste_hint.to_owned(),
        Some(Err(error)) => error.explain(language.get()),
        Some(Ok(_)) => language.get().words().settings().pasted.to_owned(),
    });
    let is_wrong = move || read.with(|read| matches!(read, Some(Err(_))));
    let offer = move |draft: Draft| {
        let name = [&draft.name, &draft.id, &draft.endpoint].into_iter().find(|name| !name.is_empty()).cloned();
        let label = fill(language.get().words().settings().use_pasted, &[("name", &name.unwrap_or_default())]);
        view! {
            <button type="button" class="chip" on:click=move |_| form.fill(&draft)>{label}</button>
        }
        .into_any()
    };
    view! {
        <div class="field paste">
            <label for=INPUT>{say(|words| words.settings().paste)}</label>
            <textarea
                id=INPUT
                class="code"
                rows="2"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby="provider-paste-hint"
                prop:value=typed
                on:input:target=move |event| take(event.target().value())
            ></textarea>
            <p id="provider-paste-hint" class=text(move || if is_wrong() { "error" } else { "hint" }.to_owned()) role="status">{said}</p>
            {dynamic(move || {
                let Some(Ok(Pasted { drafts, remarks })) = read.get() else { return ().into_any() };
                let remarks = remarks.iter().map(|remark| view! { <li>{remark.explain(language.get())}</li> }).collect_view();
                let several = drafts.len() > 1;
                let offers = drafts.into_iter().filter(|_| several).take(MOST_OFFERED).map(offer).collect_view();
                view! {
                    <div class="presets">{offers}</div>
                    <ul class="remarks">{remarks}</ul>
                }
                .into_any()
            })}
        </div>
    }
    .into_any()
}
