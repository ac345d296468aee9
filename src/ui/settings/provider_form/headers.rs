//! Headers that are sent with every request. Secret values are masked.

use leptos::prelude::*;

use super::form::{Form, input_id};
use super::more::More;
use super::text_field::{hint_id, refuse_lines};
use crate::browser::page;
use crate::provider::{Field, FieldFault, HeaderName, HeaderRow, HeaderValue};
use crate::text::{Explain, fill};
use crate::ui::dynamic::{dynamic, memo, truth};
use crate::ui::icon::{Icon, icon};
use crate::ui::say::{Phrase, say, text};

/// The id of the button that adds a row.
const ADD: &str = "provider-header-add";

#[component]
pub(super) fn Headers(form: Form) -> impl IntoView {
    let count = memo(move || form.typed.with(|typed| typed.draft.extra_headers.len()));
    let add = move |_| {
        form.change(|typed| typed.draft.extra_headers.push(HeaderRow::default()));
        let name = input_id(Field::HeaderName { row: count.get_untracked() - 1 });
        leptos::task::spawn_local(async move { page::focus(&name) });
    };
    let holds = |field| matches!(field, Field::HeaderName { .. } | Field::HeaderValue { .. });
    view! {
        <More form title=|words| words.settings().extra_headers holds>
            {dynamic(move || (0..count.get()).map(|row| header_row(form, row)).collect_view().into_any())}
            <button type="button" class="button secondary" id=ADD on:click=add>
                {icon(Icon::Plus)} <span>{say(|words| words.settings().add_header)}</span>
            </button>
        </More>
    }
    .into_any()
}

fn change(form: Form, row: usize, change: impl FnOnce(&mut HeaderRow)) {
    form.change(|typed| {
        if let Some(header) = typed.draft.extra_headers.get_mut(row) {
            change(header);
        }
    });
}

fn header_row(form: Form, row: usize) -> AnyView {
    let numbered = move |phrase: Phrase| {
        let phrase = say(phrase);
        text(move || fill(phrase.get(), &[("n", &(row + 1).to_string())]))
    };
    // A row that is being removed may be read once more.
    let header = move || form.typed.with(|typed| typed.draft.extra_headers.get(row).cloned()).unwrap_or_default();
    let error = text(move || {
        let marked = form.error(Field::HeaderName { row }).or_else(|| form.error(Field::HeaderValue { row }));
        let language = form.stores.preferences.language.get();
        let typed =
            || form.typed.with(|typed| typed.draft.check_header(row)).err().map(|fault| fault.explain(language));
        marked.or_else(typed).unwrap_or_default()
    });
    let invalid = text(move || error.with(|error| !error.is_empty()).to_string());
    let refuse_in_name =
        refuse_lines(form, Field::HeaderName { row }, |text| HeaderName::parse(text).err().map(FieldFault::Header));
    let refuse_in_value =
        refuse_lines(form, Field::HeaderValue { row }, |text| HeaderValue::parse(text).err().map(FieldFault::Header));
    let delete = move |_| {
        form.change(|typed| {
            if row < typed.draft.extra_headers.len() {
                typed.draft.extra_headers.remove(row);
            }
        });
        leptos::task::spawn_local(async { page::focus(ADD) });
    };
    view! {
        <div class="header-row">
            <input
                id=input_id(Field::HeaderName { row })
                type="text"
                class="code"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-label=numbered(|words| words.settings().header_name)
                aria-invalid=invalid
                aria-describedby=hint_id(Field::HeaderName { row })
                prop:value=text(move || header().name)
                on:input:target=move |event| {
                    let name = event.target().value();
                    change(form, row, |header| header.name = name);
                }
                on:paste=refuse_in_name
            />
            <input
                id=input_id(Field::HeaderValue { row })
                type=text(move || if header().is_secret() { "password" } else { "text" }.to_owned())
                class="code"
                autocomplete="off"
                spellcheck="false"
                aria-label=numbered(|words| words.settings().header_value)
                aria-invalid=invalid
                aria-describedby=hint_id(Field::HeaderName { row })
                prop:value=text(move || header().value)
                on:input:target=move |event| {
                    let value = event.target().value();
                    change(form, row, |header| header.value = value);
                }
                on:paste=refuse_in_value
            />
            <label class="check">
                <input
                    type="checkbox"
                    aria-label=numbered(|words| words.settings().header_secret)
                    prop:checked=truth(move || header().is_secret())
                    on:change:target=move |event| {
                        let secret = event.target().checked();
                        change(form, row, |header| header.secret = secret);
                    }
                />
                {say(|words| words.settings().secret)}
            </label>
            <button type="button" class="icon-button" aria-label=numbered(|words| words.settings().delete_header) on:click=delete>
                {icon(Icon::Trash)}
            </button>
            <p id=hint_id(Field::HeaderName { row }) class="error">{error}</p>
        </div>
    }
    .into_any()
}
