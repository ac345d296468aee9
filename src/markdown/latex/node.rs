//! MathML as a tree.

/// A piece of MathML.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Element { name: &'static str, attributes: Vec<(&'static str, String)>, children: Vec<Node> },
    Text(String),
}

impl Node {
    pub(super) fn new(name: &'static str, children: Vec<Node>) -> Node {
        Node::Element { name, attributes: Vec::new(), children }
    }

    /// An element that holds only words.
    pub(super) fn leaf(name: &'static str, text: impl Into<String>) -> Node {
        Node::new(name, vec![Node::Text(text.into())])
    }

    pub(super) fn with(mut self, attribute: &'static str, value: impl Into<String>) -> Node {
        if let Node::Element { attributes, .. } = &mut self {
            attributes.push((attribute, value.into()));
        }
        self
    }

    /// One node of several; a single one stays as it is.
    pub(super) fn row(mut nodes: Vec<Node>) -> Node {
        match nodes.pop() {
            Some(only) if nodes.is_empty() => only,
            Some(last) => {
                nodes.push(last);
                Node::new("mrow", nodes)
            }
            None => Node::new("mrow", nodes),
        }
    }

    /// A space of this width.
    pub(super) fn space(width: &str) -> Node {
        Node::new("mspace", Vec::new()).with("width", width)
    }

    /// A name of several letters, which are upright.
    pub(super) fn upright(name: &str) -> Node {
        let node = Node::leaf("mi", name);
        if name.chars().count() == 1 { node.with("mathvariant", "normal") } else { node }
    }

    /// A sign above all of a node.
    pub(super) fn over(node: Node, sign: &str) -> Node {
        Node::new("mover", vec![node, Node::leaf("mo", sign).with("stretchy", "true")]).with("accent", "true")
    }

    /// A sign below all of a node.
    pub(super) fn under(node: Node, sign: &str) -> Node {
        Node::new("munder", vec![node, Node::leaf("mo", sign).with("stretchy", "true")]).with("accentunder", "true")
    }
}
