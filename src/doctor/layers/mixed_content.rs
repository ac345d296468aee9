//! Whether the browser lets a page over https call an address over http (dialects section 4).

use super::super::observation::Observations;
use super::super::outcome::{Cause, Outcome, Seen};
use super::super::page::AddressSpace;
use super::super::subject::Subject;
use super::reachable::nothing_came;

pub fn check(subject: &Subject, seen: &Observations) -> Outcome {
    if subject.is_same_origin() {
        return Outcome::passed(Seen::OwnServer);
    }
    if subject.is_relayed() {
        return Outcome::Skipped { seen: Seen::ThroughRelay };
    }
    let is_http = subject.endpoint().origin().is_some_and(|origin| origin.starts_with("http:"));
    if !is_http || !subject.page.is_https() {
        return Outcome::passed(Seen::SameScheme);
    }
    let host = subject.endpoint().host().to_owned();
    let failed = nothing_came(seen);
    match subject.space() {
        AddressSpace::Loopback if subject.page.is_safari && failed => Outcome::failed(Cause::SafariLoopback),
        AddressSpace::Loopback if subject.page.is_safari => Outcome::warned(Cause::SafariLoopback),
        AddressSpace::Loopback => Outcome::passed(Seen::LoopbackExempt),
        AddressSpace::Local if failed => Outcome::failed(Cause::MixedPrivate { host }),
        AddressSpace::Local => Outcome::warned(Cause::MixedPrivate { host }),
        AddressSpace::Public => Outcome::failed(Cause::MixedContent { host }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::observation::FetchResult;
    use super::super::super::probe::ProbeName;
    use super::super::super::scene::{page, seen, subject};
    use super::*;

    #[test]
    fn http_is_mixed_only_into_https_and_not_on_this_computer() {
        let secure = "https://chat.example";
        let mixed = |host: &str| Outcome::failed(Cause::MixedContent { host: host.into() });
        let private = || Cause::MixedPrivate { host: "192.168.0.5:8000".into() };
        let cases = [
            (secure, "https://api.test/v1", false, Outcome::passed(Seen::SameScheme)),
            ("http://localhost:3000", "http://api.test/v1", false, Outcome::passed(Seen::SameScheme)),
            (secure, "http://api.test/v1", false, mixed("api.test")),
            (secure, "http://gpu-box:8000/v1", false, mixed("gpu-box:8000")),
            (secure, "http://localhost:8000/v1", false, Outcome::passed(Seen::LoopbackExempt)),
            (secure, "http://localhost:8000/v1", true, Outcome::passed(Seen::LoopbackExempt)),
            (secure, "http://192.168.0.5:8000/v1", false, Outcome::warned(private())),
            (secure, "http://192.168.0.5:8000/v1", true, Outcome::failed(private())),
        ];
        for (origin, endpoint, failed, expected) in cases {
            let subject = Subject { page: page(origin), ..subject(endpoint) };
            let results = [(ProbeName::List, FetchResult::Rejected), (ProbeName::Knock, FetchResult::Rejected)];
            let seen = seen(results.into_iter().filter(|_| failed));
            assert_eq!(check(&subject, &seen), expected, "{origin} {endpoint} {failed}");
        }
    }

    #[test]
    fn safari_may_refuse_this_computer() {
        let mut subject = subject("http://localhost:8000/v1");
        subject.page.is_safari = true;
        assert_eq!(check(&subject, &seen([])), Outcome::warned(Cause::SafariLoopback));
        let failed = seen([(ProbeName::List, FetchResult::Rejected), (ProbeName::Knock, FetchResult::Rejected)]);
        assert_eq!(check(&subject, &failed), Outcome::failed(Cause::SafariLoopback));
    }
}
