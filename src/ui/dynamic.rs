//! Parts of a view that change as a whole.
//!
//! The framework compiles each closure in a view into code of its own for building, taking over and changing it. These
//! functions give all of them one type, which the page's first load is smaller for.

use leptos::prelude::*;

/// A view that is made anew whenever what it reads changes.
pub fn dynamic(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    view.into_any()
}

/// A value that is computed when what it reads changes, and of which nobody hears while it stays the same.
pub fn memo<T: PartialEq + Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    let value: Box<dyn Fn() -> T + Send + Sync> = Box::new(value);
    Memo::new(move |_| value())
}

/// A view that is there while a condition holds. It is not made anew while the condition stays as it is.
pub fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let holds = memo(condition);
    dynamic(move || if holds.get() { view() } else { ().into_any() })
}

/// Whether something holds, as an attribute.
pub fn truth(holds: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(holds)
}

/// A list whose rows are kept while their ids are there.
pub fn rows(
    ids: impl Fn() -> Vec<String> + Send + Sync + 'static,
    row: impl Fn(String) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let ids: Box<dyn Fn() -> Vec<String> + Send + Sync> = Box::new(ids);
    let row = Callback::new(row);
    view! { <For each=ids key=|id| id.clone() children=move |id| row.run(id) /> }.into_any()
}
