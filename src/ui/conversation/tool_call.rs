//! What a model asked for instead of answering, and that it refused: shown as what they are.

use leptos::prelude::*;

use crate::openai::ToolCall;
use crate::store::Stores;
use crate::text::fill;
use crate::ui::copying::copy_and_tell;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::say;

/// How much of the arguments is shown, in bytes; Copy copies all.
const LONGEST: usize = 20_000;

/// A call of a tool: its name and its arguments. Nothing is called here, and it says so.
#[component]
pub fn ToolCallView(call: ToolCall) -> impl IntoView {
    let stores = Stores::use_context();
    let title = fill(stores.preferences.words().chat().tool_call, &[("name", &call.name)]);
    let name = title.clone();
    let shown = arguments(&call.arguments);
    let has_arguments = !shown.is_empty();
    let copy = move |_| copy_and_tell(stores, call.arguments.clone());
    view! {
        <div class="tool-call" role="group" aria-label=name>
            <div class="tool-call-title">
                {icon(Icon::Sliders)} <span dir="auto">{title}</span>
                {has_arguments
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="icon-button"
                                aria-label=say(|words| words.chat().copy_arguments)
                                title=say(|words| words.chat().copy_arguments)
                                on:click=copy
                            >
                                {icon(Icon::Copy)}
                            </button>
                        }
                    })}
            </div>
            {has_arguments.then(|| view! { <pre dir="ltr" tabindex="0">{shown}</pre> })}
            <p class="note">{say(|words| words.chat().tool_not_run)}</p>
        </div>
    }
    .into_any()
}

/// What a model said where it refused to answer.
#[component]
pub fn RefusalView(refusal: String) -> impl IntoView {
    view! {
        <div class="banner warn refusal" role="group" aria-label=say(|words| words.chat().refused)>
            {icon(Icon::Warning)}
            <div>
                <p class="refusal-title">{say(|words| words.chat().refused)}</p>
                <p dir="auto">{refusal}</p>
            </div>
        </div>
    }
    .into_any()
}

/// Arguments laid out if they are JSON, else as the model wrote them.
fn arguments(written: &str) -> String {
    let written = written.trim();
    let value: Option<serde_json::Value> = serde_json::from_str(written).ok();
    let laid_out = value.and_then(|value| serde_json::to_string_pretty(&value).ok());
    let shown = laid_out.as_deref().unwrap_or(written);
    let cut = shown.get(..shown.floor_char_boundary(LONGEST)).unwrap_or(shown);
    if cut.len() < shown.len() { format!("{cut}…") } else { cut.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_laid_out_where_they_are_json() {
        assert_eq!(arguments(r#"{"city":"서울","n":[1]}"#), "{\n  \"city\": \"서울\",\n  \"n\": [\n    1\n  ]\n}");
        assert_eq!(arguments(" {\"city\": \"Seo"), "{\"city\": \"Seo");
        assert_eq!(arguments(""), "");
        let long = arguments(&"x".repeat(LONGEST + 1));
        assert!(long.len() == LONGEST + "…".len() && long.ends_with('…'));
    }
}
