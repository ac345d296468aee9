//! The system prompt, and the templates that fill it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Edited;
use super::templates::{load_apply, open_tools};
use crate::bot::BuiltInTemplate;
use crate::ui::dynamic::{dynamic, truth, when};
use crate::ui::part::show_part;
use crate::ui::say::{Phrase, say};

/// The value of the option for a prompt that is nobody's template.
const CUSTOM: &str = "";

/// The name of a template as the editor shows it.
pub(super) fn label(template: BuiltInTemplate) -> Phrase {
    match template {
        BuiltInTemplate::Assistant => |words| words.bot().template_assistant,
        BuiltInTemplate::Code => |words| words.bot().template_code,
        BuiltInTemplate::Writing => |words| words.bot().template_writing,
        BuiltInTemplate::Data => |words| words.bot().template_data,
        BuiltInTemplate::Translator => |words| words.bot().template_translator,
    }
}

#[component]
pub(super) fn PromptField(edited: Edited) -> impl IntoView {
    let stores = edited.stores;
    let templates = stores.templates;
    let prompt = edited.text(|bot| bot.system_prompt.clone());
    let template = edited.text(|bot| bot.template.clone());
    Effect::new(move || templates.load());
    // The texts of the templates and what is done with them are loaded when somebody comes here.
    let was_asked = RwSignal::new(false);
    let ask = move || {
        was_asked.set(true);
        // Another tab may have saved some.
        templates.load();
    };
    let choose = move |id: String| {
        was_asked.set(true);
        spawn_local(async move {
            match load_apply().await {
                Ok(apply) => apply(edited, &id),
                Err(_) => stores
                    .notices
                    .show(stores.preferences.language.get_untracked().words().shell().part_not_loaded.to_owned(), None),
            }
        });
    };
    let is_custom = truth(move || {
        template.with(|id| {
            BuiltInTemplate::from_id(id).is_none() && templates.own.with(|own| own.iter().all(|own| own.id != *id))
        })
    });
    view! {
        <div class="field">
            <div class="label-row">
                <label for="bot-prompt">{say(|words| words.bot().system_prompt)}</label>
                <select
                    class="mode"
                    aria-label=say(|words| words.bot().prompt_template)
                    on:focus=move |_| ask()
                    on:change:target=move |event| choose(event.target().value())
                >
                    <option value=CUSTOM prop:selected=is_custom>{say(|words| words.bot().no_template)}</option>
                    {BuiltInTemplate::ALL
                        .map(|option| {
                            let selected = truth(move || template.with(|id| id == option.id()));
                            view! { <option value=option.id() prop:selected=selected>{say(label(option))}</option> }
                        })
                        .into_iter()
                        .collect_view()}
                    {when(move || templates.own.with(|own| !own.is_empty()), move || view! {
                        <optgroup label=say(|words| words.bot().own_templates)>
                            {dynamic(move || {
                                let own = templates.own.get().into_iter().map(|own| {
                                    let (value, id) = (own.id.clone(), own.id);
                                    let selected = truth(move || template.with(|chosen| *chosen == id));
                                    view! { <option value=value prop:selected=selected>{own.name}</option> }.into_any()
                                });
                                own.collect_view().into_any()
                            })}
                        </optgroup>
                    }.into_any())}
                </select>
            </div>
            <textarea
                id="bot-prompt"
                rows="4"
                dir="auto"
                placeholder=say(|words| words.bot().system_prompt_hint)
                aria-describedby="bot-prompt-hint"
                prop:value=prompt
                on:focus=move |_| ask()
                on:input:target=move |event| {
                    let prompt = event.target().value();
                    edited.change(|bot| {
                        bot.system_prompt = prompt;
                        bot.template.clear();
                    });
                }
            ></textarea>
            {when(move || was_asked.get(), move || show_part(open_tools, edited))}
        </div>
    }
    .into_any()
}
