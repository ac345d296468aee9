//! Stands in the place of a stored message that cannot be read.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use crate::store::Stores;
use crate::ui::copying::copy_and_tell;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::say;

#[component]
pub fn Damaged(
    id: String,
    /// What is stored.
    record: Arc<Value>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let heading = format!("author-{id}");
    let copy = move |_| copy_and_tell(stores, format!("{record:#}"));
    view! {
        <article aria-labelledby=heading.clone() class="message damaged">
            <h2 id=heading.clone() class="visually-hidden">{say(|words| words.records().damaged)}</h2>
            <div class="banner warn">
                {icon(Icon::Warning)} <p>{say(|words| words.records().damaged_hint)}</p>
                <button type="button" class="button secondary" on:click=copy>
                    {icon(Icon::Copy)} <span>{say(|words| words.records().copy_raw)}</span>
                </button>
            </div>
        </article>
    }
    .into_any()
}
