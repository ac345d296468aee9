//! The document and the routes.

use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

use crate::store::Stores;
use crate::store::preferences::{Preferences, Theme};
use crate::ui::shell::Page;

/// The HTML document around the app, in the visitor's language and theme. Rendered on the server only.
pub fn shell(options: LeptosOptions, preferences: Preferences) -> impl IntoView {
    let theme = (preferences.theme != Theme::System).then(|| preferences.theme.name());
    view! {
        <!DOCTYPE html>
        <html lang=preferences.language.tag() data-theme=theme>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="description" content="Chat with any OpenAI-compatible endpoint, straight from your browser." />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <AutoReload options=options.clone() />
                <HydrationScripts options=options.clone() />
                <HashedStylesheet id="leptos" options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The app. The [`Preferences`] of the visitor stand in its context: from the request on the server, from the page in
/// the browser.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let stores = Stores::provide(use_context::<Preferences>().unwrap_or_default());
    // Effects run in the browser only.
    Effect::new(move || {
        stores.load_registry();
        crate::api::install(stores);
        leptos::task::spawn_local(stores.load_records());
    });
    view! {
        <Router>
            // The page stands beside the routes: it stays as it is when the address changes.
            <Page />
            <FlatRoutes fallback=|| ()>
                <Route path=path!("/") view=|| () />
                <Route path=path!("/chat/:id") view=|| () />
                <Route path=path!("/compare") view=|| () />
            </FlatRoutes>
        </Router>
    }
}
