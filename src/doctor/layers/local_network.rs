//! Whether the browser lets the page call this computer or the private network (dialects section 4).

use super::super::observation::{Observations, Permission};
use super::super::outcome::{Cause, Outcome, Seen};
use super::super::page::AddressSpace;
use super::super::probe::ProbeName;
use super::super::subject::Subject;
use super::Want;
use super::reachable::nothing_came;

pub fn wants(subject: &Subject, seen: &Observations) -> Option<Want> {
    (exempt(subject).is_none() && seen.permission.is_none()).then_some(Want::Permission)
}

pub fn check(subject: &Subject, seen: &Observations) -> Outcome {
    let space = subject.space();
    if let Some(outcome) = exempt(subject) {
        return outcome;
    }
    match (seen.permission_after.or(seen.permission), nothing_came(seen)) {
        (Some(Permission::Denied), _) => Outcome::failed(Cause::PermissionDenied { space }),
        (Some(Permission::Granted), _) => Outcome::passed(Seen::PermissionGranted),
        // An answer came, so the person has allowed it meanwhile.
        (Some(Permission::Prompt), false) if seen.is_answered(&ProbeName::List) => {
            Outcome::passed(Seen::PermissionGranted)
        }
        (Some(Permission::Prompt | Permission::Unknown), true) if !subject.page.is_secure => {
            Outcome::failed(Cause::InsecurePage { space })
        }
        (Some(Permission::Prompt), _) => Outcome::passed(Seen::PermissionPrompt),
        (Some(Permission::Unknown) | None, _) => Outcome::Skipped { seen: Seen::NoSuchPermission },
    }
}

/// Why no permission is needed.
fn exempt(subject: &Subject) -> Option<Outcome> {
    if subject.is_same_origin() {
        return Some(Outcome::passed(Seen::OwnServer));
    }
    if subject.is_relayed() {
        return Some(Outcome::Skipped { seen: Seen::ThroughRelay });
    }
    match subject.space() {
        AddressSpace::Public => Some(Outcome::Skipped { seen: Seen::PublicAddress }),
        space if !space.is_guarded_from(subject.page.space()) => Some(Outcome::passed(Seen::PageIsLocal)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::observation::{FetchResult, Observation};
    use super::super::super::scene::{answer, page, permitted, seen, subject};
    use super::*;

    #[test]
    fn permissions_are_asked_for_only_where_there_is_one() {
        let cases = [
            ("https://chat.example", "http://localhost:1/v1", true),
            ("https://chat.example", "http://192.168.0.5/v1", true),
            ("https://chat.example", "https://api.test/v1", false),
            ("http://localhost:3000", "http://localhost:1/v1", false),
            ("http://localhost:3000", "http://192.168.0.5/v1", false),
            ("http://192.168.0.9", "http://192.168.0.5/v1", false),
            ("http://192.168.0.9", "http://localhost:1/v1", true),
        ];
        for (origin, endpoint, asked) in cases {
            let subject = Subject { page: page(origin), ..subject(endpoint) };
            assert_eq!(wants(&subject, &seen([])).is_some(), asked, "{origin} {endpoint}");
        }
    }

    #[test]
    fn permissions_are_granted_open_or_denied() {
        let denied = || Outcome::failed(Cause::PermissionDenied { space: AddressSpace::Loopback });
        let insecure = || Outcome::failed(Cause::InsecurePage { space: AddressSpace::Loopback });
        let cases = [
            (Permission::Granted, None, true, Outcome::passed(Seen::PermissionGranted)),
            (Permission::Prompt, None, true, Outcome::passed(Seen::PermissionPrompt)),
            (Permission::Denied, None, true, denied()),
            (Permission::Unknown, None, true, Outcome::Skipped { seen: Seen::NoSuchPermission }),
            (Permission::Prompt, Some(Permission::Denied), true, denied()),
            (Permission::Prompt, Some(Permission::Prompt), true, Outcome::passed(Seen::PermissionPrompt)),
            (Permission::Prompt, Some(Permission::Prompt), false, insecure()),
        ];
        for (before, after, is_secure, expected) in cases {
            let mut subject = subject("http://localhost:1/v1");
            subject.page.is_secure = is_secure;
            let failed = [(ProbeName::List, FetchResult::Rejected), (ProbeName::Knock, FetchResult::Rejected)];
            let mut seen = permitted(before, failed.into_iter().filter(|_| after.is_some()));
            if let Some(after) = after {
                seen.add(Observation::PermissionAfter(after));
            }
            assert_eq!(check(&subject, &seen), expected, "{before:?} {after:?}");
        }
        let answered = permitted(Permission::Prompt, [(ProbeName::List, answer(200, ""))]);
        let granted = Outcome::passed(Seen::PermissionGranted);
        assert_eq!(check(&subject("http://localhost:1/v1"), &answered), granted);
    }
}
