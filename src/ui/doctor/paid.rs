//! The question before the only request that may cost something.

use leptos::prelude::*;

use crate::doctor::Checkup;
use crate::store::Stores;
use crate::store::checkup::CheckupStore;
use crate::text::fill;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::{say, text};

#[component]
pub(super) fn PaidQuestion() -> impl IntoView {
    let stores = Stores::use_context();
    let store = CheckupStore::use_context();
    let question = text(move || {
        let model = store.read(Checkup::model).flatten().unwrap_or_default();
        fill(stores.preferences.words().doctor().paid_question, &[("model", &model)])
    });
    view! {
        <div class="banner paid" role="alert">
            {icon(Icon::Info)} <p>{question}</p>
            <button type="button" class="button ghost" on:click=move |_| store.answer_paid(false)>
                {say(|words| words.doctor().skip_token)}
            </button>
            <button type="button" class="button primary" on:click=move |_| store.answer_paid(true)>
                {say(|words| words.doctor().send_token)}
            </button>
        </div>
    }
    .into_any()
}
