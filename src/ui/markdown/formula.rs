//! Formulas, built node by node.

use leptos::html::Span;
use leptos::prelude::*;
use leptos::web_sys;

use crate::markdown::latex::{Node, mathml};

const MATHML: &str = "http://www.w3.org/1998/Math/MathML";
/// On an element: the formula that it shows.
const SHOWN: &str = "data-shown";

/// A formula; its source where it cannot be typeset.
pub fn formula(source: &str, display: bool) -> AnyView {
    let source = source.to_owned();
    let class = if display { "formula display" } else { "formula" };
    let Some(node) = mathml(&source, display) else {
        return view! { <code class=class>{source}</code> }.into_any();
    };
    let place: NodeRef<Span> = NodeRef::new();
    place.on_load(move |place| {
        // A paragraph that grows is brought up to date in place: most of its formulas stand already.
        if place.get_attribute(SHOWN).as_ref() != Some(&source) {
            place.set_text_content(None);
            build(&place, &node);
            let _ = place.set_attribute(SHOWN, &source);
        }
    });
    // A wide one scrolls in itself, which the keyboard must reach.
    let focus = display.then_some("0");
    view! { <span node_ref=place class=class tabindex=focus></span> }.into_any()
}

fn build(parent: &web_sys::Node, node: &Node) {
    let document = document();
    match node {
        Node::Text(text) => {
            let _ = parent.append_child(&document.create_text_node(text));
        }
        Node::Element { name, attributes, children } => {
            let Ok(element) = document.create_element_ns(Some(MATHML), name) else { return };
            for (attribute, value) in attributes {
                let _ = element.set_attribute(attribute, value);
            }
            for child in children {
                build(&element, child);
            }
            let _ = parent.append_child(&element);
        }
    }
}
