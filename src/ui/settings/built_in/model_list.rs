//! Asks the server of a built-in provider for its models, which bots can be given from then on.

use leptos::prelude::*;

use super::named;
use crate::provider::{BuiltIn, EndpointError};
use crate::store::Stores;
use crate::text::Explain;
use crate::ui::dynamic::{dynamic, memo};
use crate::ui::model_fetch::ModelFetch;
use crate::ui::say::say;

#[component]
pub(super) fn ModelList(
    built_in: &'static BuiltIn,
    /// What stands beside the button.
    children: Children,
) -> impl IntoView {
    let stores = Stores::use_context();
    let fetching = ModelFetch::of_component();
    // A part of the address that must be filled in first.
    let unfilled = RwSignal::new(None::<String>);
    let is_loading = memo(move || fetching.is_loading());
    let fetch = move |_| {
        unfilled.set(None);
        if fetching.stop() {
            return;
        }
        let Some(provider) = stores.registry.provider(built_in.id) else { return };
        if let Some(placeholder) = provider.endpoint.placeholder() {
            return unfilled.set(Some(placeholder.to_owned()));
        }
        // A key that cannot be read is said at its field.
        let key = stores.registry.key(built_in.id).ok().flatten();
        fetching.start(provider, key, move |models| stores.registry.set_models(built_in, models));
    };
    let (fetch_name, stop_name) =
        (named(built_in, |words| words.fetch_vendor), named(built_in, |words| words.stop_vendor));
    let name = Signal::derive(move || if is_loading.get() { stop_name.get() } else { fetch_name.get() });
    let label = {
        let (fetch, stop) = (say(|words| words.settings().fetch_list), say(|words| words.doctor().stop));
        Signal::derive(move || if is_loading.get() { stop.get() } else { fetch.get() })
    };
    view! {
        <div class="built-in-actions">
            <button type="button" class="button secondary" aria-label=name on:click=fetch>{label}</button>
            {children()}
        </div>
        <div role="status">
            {dynamic(move || {
                let language = stores.preferences.language.get();
                let missing = unfilled.get().map(|placeholder| EndpointError::Placeholder { placeholder }.explain(language));
                let Some(sentence) = missing.or_else(|| fetching.sentence(language)) else { return ().into_any() };
                view! { <p class="hint">{sentence}</p> }.into_any()
            })}
        </div>
    }
    .into_any()
}
