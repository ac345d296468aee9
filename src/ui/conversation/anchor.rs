//! A place in a log that stays where it is, whatever grows or shrinks above it.
//!
//! Browsers have this as scroll anchoring, but not all of them, and none lets a page say which place it is.

use web_sys::Element;

/// An element and what is around it, each with its distance from the top of the log, the innermost first: an element may
/// be replaced by another one, what is around it then stands in for it.
pub(super) struct Anchor(Vec<(Element, f64)>);

impl Anchor {
    /// This element of a log, which is in `contents`.
    pub fn at(log: &Element, contents: &Element, element: Element) -> Anchor {
        let edge = top(log);
        let mut places = Vec::new();
        let mut next = Some(element);
        while let Some(element) = next.filter(|element| element != contents) {
            next = element.parent_element();
            let distance = top(&element) - edge;
            places.push((element, distance));
        }
        Anchor(places)
    }

    /// The first thing of a log that is on the screen, as deep inside a message as can be told. `None` where there is none.
    pub fn first_shown(log: &Element, contents: &Element) -> Option<Anchor> {
        let edge = top(log);
        let mut found = None::<Element>;
        while let Some(child) = first_below(found.as_ref().unwrap_or(contents), edge) {
            let is_whole = top(&child) >= edge;
            // What is inside a closed one is nowhere.
            let is_closed = child.matches("details:not([open])").unwrap_or_default();
            found = Some(child);
            if is_whole || is_closed {
                break;
            }
        }
        Some(Anchor::at(log, contents, found?))
    }

    /// Puts the place so many pixels below the top of the log, from the next [`Anchor::hold`] on.
    pub fn put(&mut self, distance: f64) {
        if let Some((_, innermost)) = self.0.first_mut() {
            *innermost = distance;
        }
    }

    /// Scrolls the log so that the place is where it was. `None` where nothing of it is left.
    pub fn hold(&mut self, log: &Element) -> Option<()> {
        let gone = self.0.iter().position(|(element, _)| element.is_connected())?;
        self.0.drain(..gone);
        let edge = top(log);
        let (element, distance) = self.0.first()?;
        let moved = top(element) - edge - distance;
        // The innermost keeps the distance that it had: errors of parts of pixels do not add up.
        if moved.abs() >= 1.0 {
            log.scroll_by_with_x_and_y(0.0, moved);
        }
        for (element, distance) in self.0.iter_mut().skip(1) {
            *distance = top(element) - edge;
        }
        Some(())
    }
}

fn top(element: &Element) -> f64 {
    element.get_bounding_client_rect().top()
}

/// The first child that ends below the edge: children stand one below the other, so half of them are left out at each step.
/// The button for earlier messages is no place to stay at, since they come below it.
fn first_below(parent: &Element, edge: f64) -> Option<Element> {
    let children = parent.children();
    let (mut from, mut to) = (0, children.length());
    while from < to {
        let middle = from + (to - from) / 2;
        if children.item(middle)?.get_bounding_client_rect().bottom() > edge {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    let found = children.item(from)?;
    if found.matches(".earlier").unwrap_or_default() { found.next_element_sibling() } else { Some(found) }
}
