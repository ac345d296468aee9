//! Whether requests go straight to the endpoint or through this app's server.

use leptos::prelude::*;

use super::form::Form;
use crate::provider::Route;
use crate::ui::dynamic::truth;
use crate::ui::say::{Phrase, say};

const INPUT: &str = "provider-route";

const ROUTES: [(Route, &str, Phrase); 2] = [
    (Route::Direct, "direct", |words| words.settings().route_direct),
    (Route::Relay, "relay", |words| words.settings().route_relay),
];

#[component]
pub(super) fn RouteField(form: Form) -> impl IntoView {
    let choose = move |value: String| {
        if let Some((route, ..)) = ROUTES.into_iter().find(|(_, word, _)| *word == value) {
            form.change(|typed| typed.draft.route = route);
        }
    };
    let option = |(route, word, label): (Route, &'static str, Phrase)| {
        let selected = truth(move || form.typed.with(|typed| typed.draft.route == route));
        view! { <option value=word prop:selected=selected>{say(label)}</option> }.into_any()
    };
    view! {
        <div class="field">
            <label for=INPUT>{say(|words| words.settings().route)}</label>
            <select id=INPUT aria-describedby="provider-route-hint" on:change:target=move |event| choose(event.target().value())>
                {ROUTES.into_iter().map(option).collect_view()}
            </select>
            <p id="provider-route-hint" class="hint">{say(|words| words.settings().route_hint)}</p>
        </div>
    }
    .into_any()
}
