//! How much is stored, and whether the browser may throw it away.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::quota::{self, Estimate};
use crate::store::Stores;
use crate::text::fill;
use crate::text::number::bytes;
use crate::ui::dynamic::dynamic;
use crate::ui::say::{say, text};

#[component]
pub(super) fn StorageUse() -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || stores.preferences.words().data();
    let estimate = RwSignal::new(None::<Estimate>);
    let persistent = RwSignal::new(None::<bool>);
    let refused = RwSignal::new(false);
    Effect::new(move || {
        spawn_local(async move {
            let (used, kept) = (quota::estimate().await, quota::is_persistent().await);
            // The section may be gone by now.
            estimate.try_set(used);
            persistent.try_set(kept);
        });
    });
    let used = text(move || match estimate.get() {
        Some(Estimate { used, most }) => fill(words().storage_used, &[("used", &bytes(used)), ("most", &bytes(most))]),
        None => words().storage_unknown.to_owned(),
    });
    let persist = move |_| {
        spawn_local(async move {
            let agreed = quota::persist().await;
            refused.try_set(agreed != Some(true));
            persistent.try_set(agreed);
        });
    };
    view! {
        <section class="settings-group">
            <h4>{say(|words| words.data().storage)}</h4>
            <p>{used}</p>
            {dynamic(move || match persistent.get() {
                None => ().into_any(),
                Some(true) => view! { <p role="status">{say(|words| words.data().persistent)}</p> }.into_any(),
                Some(false) => view! {
                    <p>{say(|words| words.data().not_persistent)}</p>
                    <div class="buttons">
                        <button type="button" class="button secondary" on:click=persist>
                            {say(|words| words.data().persist)}
                        </button>
                    </div>
                }
                    .into_any(),
            })}
            <p class="meta" role="status">{text(move || if refused.get() { words().persist_refused } else { "" }.to_owned())}</p>
        </section>
    }
    .into_any()
}
