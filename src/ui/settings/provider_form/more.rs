//! A part of the form that fewer people need: closed, and not there, until it is opened or something in it is wrong.

use leptos::prelude::*;

use super::form::Form;
use crate::provider::Field;
use crate::ui::dynamic::when;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::{Phrase, say};

#[component]
pub(super) fn More(
    form: Form,
    title: Phrase,
    /// Tells its fields.
    holds: fn(Field) -> bool,
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move || {
        if form.has_error(holds) {
            open.set(true);
        }
    });
    view! {
        <details class="more" prop:open=open on:toggle:target=move |event| open.set(event.target().open())>
            <summary>{icon(Icon::Chevron)} <span>{say(title)}</span></summary>
            {when(move || open.get(), move || view! { <div class="more-fields">{children()}</div> }.into_any())}
        </details>
    }
    .into_any()
}
