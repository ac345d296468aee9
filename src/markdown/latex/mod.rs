//! A formula in LaTeX as a tree of MathML Core. The names of elements and attributes are written here and never taken
//! from the text. What is not known makes the whole formula unreadable, and the page shows its source: half a formula
//! would say something else.

mod command;
mod environment;
mod fence;
mod font;
mod node;
mod parser;
mod symbols;
mod token;

pub use node::Node;

use parser::Parser;

/// The `math` element of a formula; `None`: it holds something that is not known.
pub fn mathml(source: &str, display: bool) -> Option<Node> {
    let children = Parser::new(source, display).formula()?;
    let math = Node::new("math", vec![Node::row(children)]);
    Some(if display { math.with("display", "block") } else { math })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Node, mathml};

    /// The tree in short: `name(children)`, with the words of leaves as they are.
    fn short(node: &Node) -> String {
        match node {
            Node::Text(text) => text.clone(),
            Node::Element { name: "mi" | "mo" | "mn" | "mtext", children, .. } => children.iter().map(short).collect(),
            Node::Element { name, children, .. } => {
                format!("{name}({})", children.iter().map(short).collect::<Vec<_>>().join(" "))
            }
        }
    }

    fn tree(source: &str) -> String {
        mathml(source, true).as_ref().map_or_else(|| "-".to_owned(), short)
    }

    #[test]
    fn formulas() {
        let table = [
            ("x", "math(x)"),
            ("a+b-1.5", "math(mrow(a + b − 1.5))"),
            ("x_i^2", "math(msubsup(x i 2))"),
            ("x^{n+1}", "math(msup(x mrow(n + 1)))"),
            ("f'(x)", "math(mrow(msup(f ′) ( x )))"),
            ("f''_a", "math(msubsup(f a ″))"),
            ("\\frac12", "math(mfrac(1 2))"),
            ("\\frac{a}{\\sqrt[3]{b}}", "math(mfrac(a mroot(b 3)))"),
            ("\\sum_{i=1}^n i", "math(mrow(munderover(∑ mrow(i = 1) n) i))"),
            ("\\int_0^1", "math(msubsup(∫ 0 1))"),
            ("\\lim_{x\\to0}\\sin x", "math(mrow(munder(lim mrow(x → 0)) sin \u{2061} x))"),
            ("\\left(\\frac ab\\right]", "math(mrow(( mfrac(a b) ]))"),
            ("\\left.a\\right|", "math(mrow(a |))"),
            (
                "\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}",
                "math(mrow([ mtable(mtr(mtd(1) mtd(2)) mtr(mtd(3) mtd(4))) ]))",
            ),
            (
                "\\begin{aligned}a&=b\\\\[2pt]&=c\\end{aligned}",
                "math(mtable(mtr(mtd(a) mtd(mrow(= b))) mtr(mtd(mrow()) mtd(mrow(= c)))))",
            ),
            ("\\begin{cases}a&b\\\\c\\end{cases}", "math(mrow({ mtable(mtr(mtd(a) mtd(b)) mtr(mtd(c)))))"),
            ("\\text{if }x", "math(mrow(if\u{a0} x))"),
            ("\\mathbb{R}^n", "math(msup(ℝ n))"),
            ("\\mathrm{softmax}(\\mathbf{x})", "math(mrow(softmax ( 𝐱 )))"),
            ("\\operatorname{argmax}_x", "math(msub(argmax x))"),
            ("\\overline{AB}\\hat x", "math(mrow(mover(mrow(A B) ‾) mover(x ^)))"),
            ("\\underbrace{a}_{b}", "math(munder(munder(a ⏟) b))"),
            ("\\boxed{42}", "math(mrow(42))"),
            ("a\\not=b", "math(mrow(a ≠ b))"),
            ("\\xrightarrow{f}", "math(mover(→ f))"),
            ("\\binom nk", "math(mrow(( mfrac(n k) )))"),
            ("5\\%", "math(mrow(5 %))"),
            ("x \\tag{1}", "math(mrow(x mrow(mspace() (1))))"),
            ("한", "math(한)"),
            ("\\alpha\\Gamma", "math(mrow(α Γ))"),
            ("\\big( x", "math(mrow(( x))"),
            ("", "math(mrow())"),
            ("\\unknown", "-"),
            ("{a", "-"),
            ("a}", "-"),
            ("\\frac1", "-"),
            ("\\left(a", "-"),
            ("\\begin{x}a\\end{x}", "-"),
            ("\\begin{matrix}a\\end{aligned}", "-"),
            ("a & b", "-"),
            ("x^2^3", "-"),
        ];
        let wrong: Vec<String> = table
            .into_iter()
            .filter(|(source, expected)| tree(source) != *expected)
            .map(|(source, _)| format!("{source}\n{}", tree(source)))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
        assert_eq!(tree(&"{".repeat(5_000)), "-");
        assert_eq!(tree(&"\\sqrt".repeat(5_000)), "-");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2_000, ..ProptestConfig::default() })]

        /// Hostile formulas give a tree or none, and never an end of the page.
        #[test]
        fn anything_can_be_given(parts in prop::collection::vec(prop::sample::select(vec![
            "x", "12", ".", "{", "}", "_", "^", "'", "&", "\\\\", "[", "]", "\\frac", "\\sqrt", "\\left(", "\\right)", "\\left", "\\right",
            "\\middle|", "\\begin{matrix}", "\\end{matrix}", "\\begin{array}{c|c}", "\\end{array}", "\\begin{", "\\text{", "\\text", "\\sum",
            "\\limits", "\\not", "\\big", "\\mathbb", "\\operatorname", "\\underbrace", "\\overset", "\\tag", "\\hspace{1em}", "\\hspace",
            "\\color", "\\", "\\é", "é", "한", "😀", " ", "\n", "%", "#", "$", "~", "\\substack", "\\displaystyle", "\\xrightarrow", "\\boxed",
            "\\mathrm", "\\hline", "\\label", "\\pmod", "<", ">", "\"", "\u{301}", "\u{0}",
        ]), 0..20), display in any::<bool>()) {
            mathml(&parts.concat(), display);
        }
    }
}
