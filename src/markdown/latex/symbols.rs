//! Commands that stand for one sign or name.

/// What a command stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Symbol {
    /// A variable, which is slanted.
    Letter(char),
    Upright(char),
    /// An operator, a relation, an arrow.
    Sign(&'static str),
    /// A delimiter.
    Fence(&'static str),
    /// An operator whose scripts stand below and above.
    Sum(&'static str),
    Function(&'static str),
    /// A function whose scripts stand below and above.
    Limit(&'static str),
    /// A width.
    Space(&'static str),
    /// An accent over an argument.
    Over(&'static str),
}

/// The symbol with this name.
pub(super) fn find(name: &str) -> Option<Symbol> {
    let sign = |table| paired(table, name);
    let letter = |table| sign(table).and_then(|sign| sign.chars().next());
    letter(LETTERS)
        .map(Symbol::Letter)
        .or_else(|| sign(SIGNS).map(Symbol::Sign))
        .or_else(|| letter(UPRIGHT).map(Symbol::Upright))
        .or_else(|| sign(FENCES).map(Symbol::Fence))
        .or_else(|| sign(SUMS).map(Symbol::Sum))
        .or_else(|| FUNCTIONS.split(' ').find(|function| *function == name).map(Symbol::Function))
        .or_else(|| limit(name).map(Symbol::Limit))
        .or_else(|| space(name).map(Symbol::Space))
        .or_else(|| sign(ACCENTS).map(Symbol::Over))
}

/// What stands behind a name in a table of names and signs.
fn paired(table: &'static str, name: &str) -> Option<&'static str> {
    let mut words = table.split(' ');
    while let (Some(other), Some(sign)) = (words.next(), words.next()) {
        if other == name {
            return Some(sign);
        }
    }
    None
}

fn limit(name: &str) -> Option<&'static str> {
    Some(match name {
        "limsup" => "lim sup",
        "liminf" => "lim inf",
        "argmax" => "arg max",
        "argmin" => "arg min",
        "injlim" => "inj lim",
        "projlim" => "proj lim",
        _ => return LIMITS.split(' ').find(|limit| *limit == name),
    })
}

fn space(name: &str) -> Option<&'static str> {
    Some(match name {
        "," | "thinspace" => "0.167em",
        ":" | ">" | "medspace" => "0.222em",
        ";" | "thickspace" => "0.278em",
        "!" | "negthinspace" => "-0.167em",
        " " | "\n" | "space" => "0.333em",
        "enspace" | "enskip" => "0.5em",
        "quad" => "1em",
        "qquad" => "2em",
        _ => return None,
    })
}

/// Whether this is the name of a function.
pub(super) fn is_function(name: &str) -> bool {
    FUNCTIONS.split(' ').any(|function| function == name)
}

/// A sign with a stroke through it.
pub(super) fn negated(sign: &str) -> String {
    match sign {
        "=" => "≠".to_owned(),
        "∈" => "∉".to_owned(),
        "≡" => "≢".to_owned(),
        "⊂" => "⊄".to_owned(),
        "⊆" => "⊈".to_owned(),
        "<" => "≮".to_owned(),
        ">" => "≯".to_owned(),
        sign => format!("{sign}\u{338}"),
    }
}

/// Names and slanted letters.
const LETTERS: &str = "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ \
    varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon \
    υ phi ϕ varphi φ chi χ psi ψ omega ω digamma ϝ imath ı jmath ȷ ell ℓ partial ∂ wp ℘";

/// Names and upright letters.
const UPRIGHT: &str = "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ hbar ℏ hslash ℏ \
    Re ℜ Im ℑ aleph ℵ beth ℶ nabla ∇ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ top ⊤ bot ⊥ angle ∠ \
    measuredangle ∡ triangle △ degree ° complement ∁ eth ð flat ♭ natural ♮ sharp ♯ clubsuit ♣ diamondsuit ♢ \
    heartsuit ♡ spadesuit ♠ checkmark ✓ square □ Box □ blacksquare ■ qed □ S § P ¶ copyright © pounds £ yen ¥ \
    dag † ddag ‡ R ℝ N ℕ Z ℤ Q ℚ C ℂ";

/// Names and signs.
const SIGNS: &str = "pm ± mp ∓ times × div ÷ cdot ⋅ cdotp ⋅ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ \
    odot ⊙ dagger † ddagger ‡ amalg ⨿ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus \
    ∖ smallsetminus ∖ wr ≀ diamond ⋄ bigtriangleup △ bigtriangledown ▽ triangleleft ◃ triangleright ▹ le ≤ leq \
    ≤ ge ≥ geq ≥ ne ≠ neq ≠ leqslant ⩽ geqslant ⩾ ll ≪ gg ≫ lll ⋘ ggg ⋙ equiv ≡ sim ∼ simeq ≃ approx ≈ \
    approxeq ≊ cong ≅ doteq ≐ propto ∝ varpropto ∝ asymp ≍ prec ≺ succ ≻ preceq ⪯ succeq ⪰ subset ⊂ supset ⊃ \
    subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ sqsubset ⊏ sqsubseteq ⊑ sqsupset ⊐ sqsupseteq ⊒ \
    in ∈ notin ∉ ni ∋ owns ∋ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ mid ∣ nmid ∤ parallel ∥ nparallel ∦ perp \
    ⟂ bowtie ⋈ smile ⌣ frown ⌢ coloneqq ≔ coloneq ≔ eqqcolon ≕ triangleq ≜ lesssim ≲ gtrsim ≳ lessgtr ≶ nless \
    ≮ ngtr ≯ nleq ≰ ngeq ≱ therefore ∴ because ∵ colon : to → gets ← rightarrow → leftarrow ← leftrightarrow ↔ \
    Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ \
    Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ implies ⟹ impliedby ⟸ iff ⟺ mapsto ↦ longmapsto ⟼ \
    hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼ rightleftharpoons ⇌ \
    leftrightharpoons ⇋ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ leadsto ⇝ rightsquigarrow ⇝ twoheadrightarrow \
    ↠ rightrightarrows ⇉ nrightarrow ↛ circlearrowleft ↺ circlearrowright ↻ restriction ↾ neg ¬ lnot ¬ prime ′ \
    backprime ‵ dots … ldots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsm ⋯ vdots ⋮ ddots ⋱ surd √ % % & & _ _ # # \
    $ $ lt < gt > smallint ∫ And & boxtimes ⊠ boxplus ⊞ rtimes ⋊ ltimes ⋉ int ∫ iint ∬ iiint ∭ oint ∮ oiint ∯";

/// Names and delimiters.
const FENCES: &str = "{ { } } lbrace { rbrace } lbrack [ rbrack ] langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ vert | \
    lvert | rvert | Vert ‖ lVert ‖ rVert ‖ | ‖ backslash ∖ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ \
    Downarrow ⇓ ulcorner ⌜ urcorner ⌝ llcorner ⌞ lrcorner ⌟ llbracket ⟦ rrbracket ⟧ lgroup ⟮ rgroup ⟯ lparen ( \
    rparen )";

/// Names and operators with limits.
const SUMS: &str = "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigsqcup ⨆ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ \
    biguplus ⨄";

/// Names that are shown as they are.
const FUNCTIONS: &str = "sin cos tan cot sec csc arcsin arccos arctan arccot sinh cosh tanh coth sech csch exp ln log lg arg deg \
    dim hom ker";

/// The same, with limits.
const LIMITS: &str = "lim max min sup inf det gcd Pr";

/// Names and accents.
const ACCENTS: &str = "hat ^ widehat ^ check ˇ widecheck ˇ tilde ~ widetilde ~ acute ´ grave ` dot ˙ ddot ¨ dddot ⃛ breve ˘ bar ¯ \
    vec → mathring ˚ overline ‾ overrightarrow → overleftarrow ← overleftrightarrow ↔";
