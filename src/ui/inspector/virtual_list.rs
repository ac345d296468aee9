//! A list of any length of which only the rows on the screen are in the page.

use leptos::html::Div;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

/// The height of a row in pixels, as the style sheet has it.
pub(super) const ROW: i32 = 20;
/// Rows above and below the screen that are ready when the list is scrolled.
const SPARE: usize = 12;

/// Where a list is scrolled to.
#[derive(Clone, Copy)]
pub(super) struct Scroller {
    pub frame: NodeRef<Div>,
    top: RwSignal<i32>,
    height: RwSignal<i32>,
}

impl Scroller {
    /// Follows the size of the element at `frame`.
    pub fn new() -> Self {
        let scroller = Scroller { frame: NodeRef::new(), top: RwSignal::new(0), height: RwSignal::new(0) };
        Effect::new(move || {
            let Some(frame) = scroller.frame.get() else { return };
            scroller.height.set(frame.client_height());
            let measured = frame.clone();
            let resized = Closure::<dyn FnMut()>::new(move || {
                scroller.height.try_set(measured.client_height());
            });
            let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) else { return };
            observer.observe(&frame);
            let watch = SendWrapper::new((observer, resized));
            on_cleanup(move || watch.0.disconnect());
        });
        scroller
    }

    /// The element was scrolled.
    pub fn scrolled(&self) {
        if let Some(frame) = self.frame.get_untracked() {
            self.top.set(frame.scroll_top());
        }
    }

    /// The rows that are to be in the page, of so many.
    pub fn window(&self, count: usize) -> std::ops::Range<usize> {
        window(self.top.get(), self.height.get(), count)
    }

    /// Whether the end of a list of so many rows is on the screen.
    pub fn is_at_end(&self, count: usize) -> bool {
        self.top.get_untracked() + self.height.get_untracked() + ROW >= pixels(count)
    }

    /// Scrolls as far as is needed to have a row on the screen.
    pub fn show(&self, row: usize) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let (start, height) = (pixels(row), frame.client_height());
        let top = frame.scroll_top();
        if start < top || start + ROW > top + height {
            frame.set_scroll_top(if start < top { start } else { start + ROW - height });
            self.scrolled();
        }
    }
}

/// How high so many rows are.
pub(super) fn pixels(rows: usize) -> i32 {
    i32::try_from(rows).unwrap_or(i32::MAX).saturating_mul(ROW)
}

fn window(top: i32, height: i32, count: usize) -> std::ops::Range<usize> {
    let row = |pixels: i32| usize::try_from(pixels.max(0) / ROW).unwrap_or_default();
    let start = row(top).saturating_sub(SPARE).min(count);
    let end = row(top.saturating_add(height)).saturating_add(1 + SPARE).min(count);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_on_the_screen_is_in_the_page() {
        let cases = [
            ((0, 400, 10_000), 0..33),
            ((0, 400, 5), 0..5),
            ((100_000, 400, 10_000), 4_988..5_033),
            ((199_600, 400, 10_000), 9_968..10_000),
            // The list has become shorter than it was scrolled to.
            ((100_000, 400, 10), 10..10),
            ((-50, 400, 0), 0..0),
        ];
        for ((top, height, count), expected) in cases {
            assert_eq!(window(top, height, count), expected, "{top} {height} {count}");
        }
        assert_eq!(pixels(usize::MAX), i32::MAX);
    }
}
