//! Whether requests go straight to the endpoint or through this app's server.

use leptos::prelude::*;

use super::form::Form;
use crate::provider::Route;
use crate::ui::dynamic::truth;
use crate::ui::say::{Phrase, say};

const INPUT: &str = "provider-route";

fn label(route: Route) -> Phrase {
    match route {
        Route::Direct => |words| words.settings().route_direct,
        Route::Relay => |words| words.settings().route_relay,
    }
}

#[component]
pub(super) fn RouteField(form: Form) -> impl IntoView {
    let choose = move |word: String| {
        if let Some(route) = Route::from_word(&word) {
            form.change(|typed| typed.draft.route = route);
        }
    };
    let option = |route: Route| {
        let selected = truth(move || form.typed.with(|typed| typed.draft.route == route));
        view! { <option value=route.as_str() prop:selected=selected>{say(label(route))}</option> }.into_any()
    };
    view! {
        <div class="field">
            <label for=INPUT>{say(|words| words.settings().route)}</label>
            <select id=INPUT aria-describedby="provider-route-hint" on:change:target=move |event| choose(event.target().value())>
                {[Route::Direct, Route::Relay].into_iter().map(option).collect_view()}
            </select>
            <p id="provider-route-hint" class="hint">{say(|words| words.settings().route_hint)}</p>
        </div>
    }
    .into_any()
}
