//! Parts of the page whose code comes in a file of its own, when it is first needed or when the page has nothing else to
//! do (ARCHITECTURE.md, "What the first load holds").

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use super::bot_editor::{preload_advanced, preload_fields};
use super::conversation::preload_log;
use super::dynamic::dynamic;
use super::markdown::{preload_formula, preload_highlight};
use super::say::say;
use super::settings::preload_settings;
use crate::browser::page;
use crate::store::chatting::preload_client;

/// What a split function gives: the function that renders the part. An error where its file could not be loaded.
pub type Part<Props> = Result<fn(Props) -> AnyView, SplitLoaderError>;

/// Shows a part: nothing at first and on the server, then what its code renders.
pub fn show_part<Props, Loading>(load: fn() -> Loading, props: Props) -> AnyView
where
    Props: Clone + Send + Sync + 'static,
    Loading: Future<Output = Part<Props>> + 'static,
{
    let part = RwSignal::new(None::<Result<fn(Props) -> AnyView, ()>>);
    let attempt = Trigger::new();
    Effect::new(move || {
        attempt.track();
        leptos::task::spawn_local(async move {
            let loaded = load().await.map_err(drop);
            // The place may be gone by now.
            part.try_set(Some(loaded));
        });
    });
    dynamic(move || match part.get() {
        None => ().into_any(),
        Some(Ok(render)) => render(props.clone()),
        Some(Err(())) => view! { <Unloaded again=Callback::new(move |()| attempt.notify()) /> }.into_any(),
    })
}

/// Events that tell that somebody uses the page.
const SIGNS_OF_USE: [&str; 4] = ["pointermove", "pointerdown", "keydown", "touchstart"];

/// Loads all parts, one after the other, as soon as somebody uses the page: none is waited for when it is needed, and
/// the page goes on working when the app's server goes away.
pub fn load_parts_on_first_use() {
    let begun = StoredValue::new(false);
    for event in SIGNS_OF_USE {
        window_event_listener_untyped(event, move |_| {
            if begun.get_value() {
                return;
            }
            begun.set_value(true);
            leptos::task::spawn_local(async {
                // A part that cannot be loaded now is asked for again when it is needed, and it is said then.
                let _ = preload_client().await;
                let _ = preload_log().await;
                let _ = preload_highlight().await;
                let _ = preload_formula().await;
                let _ = preload_fields().await;
                let _ = preload_advanced().await;
                let _ = preload_settings().await;
            });
        });
    }
}

/// Stands where a part could not be loaded.
#[component]
fn Unloaded(again: Callback<()>) -> impl IntoView {
    view! {
        <div class="banner danger" role="alert">
            <p>{say(|words| words.shell().part_not_loaded)}</p>
            <button type="button" class="button secondary" on:click=move |_| again.run(())>
                {say(|words| words.shell().try_again)}
            </button>
            <button type="button" class="button ghost" on:click=move |_| page::reload()>
                {say(|words| words.shell().reload)}
            </button>
        </div>
    }
    .into_any()
}
