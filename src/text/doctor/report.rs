//! The whole checkup as text, to be sent to whoever runs the server. Holds no key.

use super::{Language, finding, instruction, layer_name, seen, summary, system_name};
use crate::doctor::{Checkup, Layer, Outcome};

/// A line for each layer, and what was found of those that failed or could be better.
pub fn report(language: Language, checkup: &Checkup, origin: &str) -> String {
    let mut lines = Vec::new();
    if let Some(request) = checkup.request() {
        lines.push(format!("{} {}", request.method.as_str(), request.url));
    }
    lines.push(format!("Origin: {origin}"));
    if let Some(server) = checkup.server().map(|recognised| recognised.server.name()).filter(|name| !name.is_empty()) {
        lines.push(say!(language, "Most likely: {server}", "추정: {server}"));
    }
    lines.push(String::new());
    for (layer, outcome) in checkup.outcomes() {
        lines.push(line(language, layer, &outcome));
        let Some(cause) = outcome.cause() else { continue };
        let found = finding(language, cause);
        let sentences = [Some(found.seen), found.likely, found.words];
        lines.extend(sentences.into_iter().flatten().map(|sentence| format!("      {sentence}")));
        for variant in checkup.fix(cause).into_iter().flat_map(|fix| fix.variants) {
            lines.extend(variant.system.map(|system| format!("      {}", system_name(system))));
            for step in variant.steps {
                lines.push(format!("      - {}", instruction(language, &step.say)));
                let text = step.copy.unwrap_or_default();
                lines.extend(text.lines().map(|line| format!("          {line}")));
            }
        }
    }
    lines.join("\n")
}

fn line(language: Language, layer: Layer, outcome: &Outcome) -> String {
    let (mark, text) = match outcome {
        Outcome::Waiting => ("[ ]", summary(language, layer, outcome).to_owned()),
        Outcome::Failed { .. } => ("[x]", summary(language, layer, outcome).to_owned()),
        Outcome::Passed { seen: found, .. } => ("[+]", seen(language, found)),
        Outcome::Skipped { seen: found } => ("[-]", seen(language, found)),
        Outcome::Warned { .. } => ("[!]", String::new()),
    };
    let time = outcome.milliseconds().map(|time| format!(" ({time} ms)")).unwrap_or_default();
    let name = layer_name(language, layer);
    if text.is_empty() { format!("{mark} {name}{time}") } else { format!("{mark} {name}: {text}{time}") }
}
