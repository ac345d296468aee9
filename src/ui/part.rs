//! Parts of the page whose code comes in a file of its own, when it is first needed or when the page has nothing else to
//! do (ARCHITECTURE.md, "What the first load holds").

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use super::bot_editor::{preload_advanced, preload_fields};
use super::compare::preload_compare;
use super::conversation::preload_log;
use super::dynamic::dynamic;
use super::inspector::preload_inspector;
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
    show_loaded(Arc::new(move || {
        let props = props.clone();
        Box::pin(async move {
            let render = load().await.ok()?;
            Some(Arc::new(move || render(props.clone())) as Rendering)
        })
    }))
}

/// Renders a part that was loaded.
type Rendering = Arc<dyn Fn() -> AnyView + Send + Sync>;
/// Loads a part; `None` where that failed.
type Loader = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = Option<Rendering>>>> + Send + Sync>;

/// The same for every part: what is generic is compiled for each of them, into the first load.
fn show_loaded(load: Loader) -> AnyView {
    let part = RwSignal::new(None::<Option<Rendering>>);
    let attempt = Trigger::new();
    Effect::new(move || {
        attempt.track();
        let loading = load();
        leptos::task::spawn_local(async move {
            let loaded = loading.await;
            // The place may be gone by now.
            part.try_set(Some(loaded));
        });
    });
    dynamic(move || match part.get() {
        None => ().into_any(),
        Some(Some(render)) => render(),
        Some(None) => view! { <Unloaded again=Callback::new(move |()| attempt.notify()) /> }.into_any(),
    })
}

/// Events that tell that somebody uses the page.
const SIGNS_OF_USE: [&str; 4] = ["pointermove", "pointerdown", "keydown", "touchstart"];

/// How long the page is looked at before it counts as used.
const LOOK: Duration = Duration::from_secs(1);

/// Notes the first use of the page, and then loads all parts, one after the other: none is waited for when it is needed,
/// and the page goes on working when the app's server goes away. Who only looks at the page does not use it, but soon
/// will.
pub fn load_parts_on_first_use(in_use: RwSignal<bool>) {
    let begun = StoredValue::new(false);
    for event in SIGNS_OF_USE {
        window_event_listener_untyped(event, move |_| {
            if begun.get_value() {
                return;
            }
            begun.set_value(true);
            in_use.set(true);
            leptos::task::spawn_local(async {
                // A part that cannot be loaded now is asked for again when it is needed, and it is said then.
                let _ = preload_client().await;
                let _ = preload_log().await;
                let _ = preload_fields().await;
                let _ = preload_advanced().await;
                let _ = preload_settings().await;
                let _ = preload_inspector().await;
                let _ = preload_compare().await;
            });
        });
    }
    set_timeout(move || in_use.set(true), LOOK);
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
