//! The fix: one for each system where they differ, each step with its text to copy.

use leptos::prelude::*;

use crate::browser::probe;
use crate::doctor::{Fix, Instruction, System};
use crate::store::Stores;
use crate::text::doctor::{fix_title, instruction, system_name};
use crate::text::fill;
use crate::ui::copy_button::CopyButton;
use crate::ui::dynamic::dynamic;
use crate::ui::say::{say, text};

#[component]
pub(super) fn FixCard(fix: Fix) -> impl IntoView {
    let language = Stores::use_context().preferences.language.get_untracked();
    let systems: Vec<System> = fix.variants.iter().filter_map(|variant| variant.system).collect();
    let own = probe::page().system.filter(|own| systems.contains(own));
    let chosen = RwSignal::new(own.or_else(|| systems.first().copied()));
    let title = fix_title(language, fix.server);
    let variants = StoredValue::new(fix.variants);
    view! {
        <div class="fix">
            <div class="fix-head">
                <h4>{title}</h4>
                {(!systems.is_empty()).then(|| view! { <Systems systems chosen /> })}
            </div>
            {dynamic(move || {
                let system = chosen.get();
                let steps = variants
                    .with_value(|variants| variants.iter().find(|variant| variant.system == system).cloned())
                    .map(|variant| variant.steps)
                    .unwrap_or_default();
                let rows = steps.into_iter().enumerate().map(|(index, step)| view! { <FixStep number=index + 1 step /> });
                view! { <ol class="fix-steps">{rows.collect_view()}</ol> }.into_any()
            })}
        </div>
    }
    .into_any()
}

#[component]
fn Systems(systems: Vec<System>, chosen: RwSignal<Option<System>>) -> impl IntoView {
    let choice = move |system: System| {
        view! {
            <label>
                <input
                    type="radio"
                    name="fix-system"
                    prop:checked=move || chosen.get() == Some(system)
                    on:change=move |_| chosen.set(Some(system))
                />
                <span>{system_name(system)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="systems">
            <legend class="visually-hidden">{say(|words| words.doctor().system)}</legend>
            {systems.into_iter().map(choice).collect_view()}
        </fieldset>
    }
    .into_any()
}

#[component]
fn FixStep(number: usize, step: Instruction) -> impl IntoView {
    let stores = Stores::use_context();
    let language = stores.preferences.language.get_untracked();
    let sentence = instruction(language, &step.say);
    let name = text(move || fill(stores.preferences.words().doctor().copy_step, &[("n", &number.to_string())]));
    let copy = step.copy.clone().map(|copied| {
        let text = StoredValue::new(copied);
        let copies = Callback::new(move |()| text.get_value());
        view! { <CopyButton label=say(|words| words.chat().copy) name copies /> }
    });
    let code = step.copy.map(|copied| {
        view! { <pre class="code fix-text" tabindex="0" dir="ltr"><code>{copied}</code></pre> }
    });
    view! {
        <li>
            <div class="fix-say"><p>{format!("{number}. {sentence}")}</p> {copy}</div>
            {code}
        </li>
    }
    .into_any()
}
