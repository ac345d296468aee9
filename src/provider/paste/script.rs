//! Scripts that call `AIS.Providers.registerCustom(id, { … })` (spec §2).

use super::{Draft, Findings, MOST_DRAFTS, PasteError, Remark, entry, secret, syntax_error};
use crate::provider::literal::{Reader, Unread};

/// What a script is recognised by.
pub(super) const CALL: &str = "registerCustom";
const KEY: &str = "setKey";

/// Reads every `registerCustom(…)` and `setKey(…)` of a script. The rest of it is not run and therefore said.
pub(super) fn read(text: &str, findings: &mut Findings) -> Result<(), PasteError> {
    let mut calls: Vec<(usize, &str)> = Vec::new();
    for name in [CALL, KEY] {
        calls.extend(text.match_indices(name).map(|(at, _)| (at, name)));
    }
    calls.sort_unstable();
    let mut end = 0;
    let mut found: Vec<Draft> = Vec::new();
    for (at, name) in calls {
        // A name within what was read already.
        let Some(between) = text.get(end..at) else { continue };
        rest(between, findings);
        if found.len() >= MOST_DRAFTS {
            findings.remark(Remark::TooMany { most: MOST_DRAFTS });
            break;
        }
        let mut reader = Reader::new(text, at + name.len());
        let fault = |unread: Unread| syntax_error(text, unread);
        if name == CALL {
            found.extend(register(&mut reader, findings).map_err(fault)?);
        } else {
            set_key(&mut reader, &mut found, findings).map_err(fault)?;
        }
        end = reader.at();
    }
    if found.len() < MOST_DRAFTS {
        rest(text.get(end..).unwrap_or_default(), findings);
    }
    found.into_iter().for_each(|draft| findings.add(draft));
    Ok(())
}

fn register(reader: &mut Reader, findings: &mut Findings) -> Result<Option<Draft>, Unread> {
    reader.sign('(')?;
    reader.blank()?;
    let id = reader.string()?;
    reader.sign(',')?;
    reader.blank()?;
    let at = reader.at();
    let options = reader.value()?;
    reader.blank()?;
    reader.takes(',');
    reader.sign(')')?;
    match options {
        serde_json::Value::Object(options) => Ok(Some(entry::read_entry(Some(&id), options, &id, findings))),
        _ => Err(Unread { at }),
    }
}

fn set_key(reader: &mut Reader, found: &mut [Draft], findings: &mut Findings) -> Result<(), Unread> {
    reader.sign('(')?;
    reader.blank()?;
    let id = reader.string()?;
    reader.sign(',')?;
    reader.blank()?;
    let key = reader.string()?;
    reader.sign(')')?;
    if let Some(draft) = found.iter_mut().rev().find(|draft| draft.id == id) {
        secret::take_key(draft, &key, findings);
    }
    Ok(())
}

/// Notes what stands between the calls, but comments and the way to the function.
fn rest(text: &str, findings: &mut Findings) {
    for line in text.lines() {
        let line = line.split("//").next().unwrap_or_default().trim();
        let is_path = |part: char| part.is_whitespace() || ";.?()}{".contains(part);
        let mut words = line.split(is_path).filter(|word| !word.is_empty());
        if !words.all(|word| matches!(word, "window" | "globalThis" | "AIS" | "Providers" | "const" | "await")) {
            findings.unread(line);
        }
    }
}
