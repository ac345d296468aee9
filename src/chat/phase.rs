//! The phases of a reply, as far as a page can measure them (design §4, "Request details").

use super::Timing;

/// What the time of a reply went to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// A request that was refused for a parameter, until it was sent once more.
    Refused,
    /// Until the head of the answer came.
    Headers,
    /// From there to the first token.
    FirstToken,
    Reasoning,
    Answer,
}

/// One phase, from and to, in milliseconds after the request was sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub phase: Phase,
    pub start: f64,
    pub end: f64,
}

/// The phases that a reply has gone through; the one that it is in lasts until `now` while it arrives.
pub fn spans(timing: &Timing, now: Option<f64>) -> Vec<Span> {
    let Some(last) = timing.total.or(now) else { return Vec::new() };
    let answer = match (timing.first_token, timing.first_content) {
        // Text and the first token are one: nothing was reasoned.
        (Some(first), Some(content)) if content > first => {
            [(Phase::Reasoning, Some(content)), (Phase::Answer, Some(last))]
        }
        (Some(_), Some(_)) => [(Phase::Reasoning, None), (Phase::Answer, Some(last))],
        (Some(_), None) => [(Phase::Reasoning, Some(last)), (Phase::Answer, None)],
        (None, _) => [(Phase::Reasoning, None), (Phase::Answer, None)],
    };
    let is_waiting = timing.first_token.is_none();
    let headers = timing.headers.or(Some(last).filter(|_| is_waiting));
    let first_token = timing.first_token.or(Some(last).filter(|_| timing.headers.is_some()));
    let ends = [(Phase::Refused, timing.retried), (Phase::Headers, headers), (Phase::FirstToken, first_token)];
    let mut start = 0.0;
    let mut spans = Vec::new();
    for (phase, end) in ends.into_iter().chain(answer) {
        if let Some(end) = end.map(|end| end.max(start)) {
            spans.push(Span { phase, start, end });
            start = end;
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phases(timing: Timing, now: Option<f64>) -> Vec<(Phase, f64, f64)> {
        spans(&timing, now).into_iter().map(|span| (span.phase, span.start, span.end)).collect()
    }

    #[test]
    fn each_phase_begins_where_the_last_one_ended() {
        let whole = Timing {
            retried: Some(100.0),
            headers: Some(400.0),
            first_token: Some(420.0),
            first_content: Some(4600.0),
            total: Some(8000.0),
        };
        let expected = [
            (Phase::Refused, 0.0, 100.0),
            (Phase::Headers, 100.0, 400.0),
            (Phase::FirstToken, 400.0, 420.0),
            (Phase::Reasoning, 420.0, 4600.0),
            (Phase::Answer, 4600.0, 8000.0),
        ];
        assert_eq!(phases(whole, None), expected);
        let plain = Timing { retried: None, first_content: Some(420.0), ..whole };
        let expected =
            [(Phase::Headers, 0.0, 400.0), (Phase::FirstToken, 400.0, 420.0), (Phase::Answer, 420.0, 8000.0)];
        assert_eq!(phases(plain, None), expected);
        // As an older version stored it.
        assert_eq!(phases(Timing { headers: None, ..plain }, None)[0], (Phase::FirstToken, 0.0, 420.0));
    }

    #[test]
    fn the_phase_that_a_reply_is_in_lasts_until_now() {
        let waiting = Timing::default();
        assert_eq!(phases(waiting, Some(50.0)), [(Phase::Headers, 0.0, 50.0)]);
        let answered = Timing { headers: Some(30.0), ..waiting };
        assert_eq!(phases(answered, Some(50.0)), [(Phase::Headers, 0.0, 30.0), (Phase::FirstToken, 30.0, 50.0)]);
        let thinking = Timing { first_token: Some(40.0), ..answered };
        assert_eq!(phases(thinking, Some(50.0)).last(), Some(&(Phase::Reasoning, 40.0, 50.0)));
        assert_eq!(phases(waiting, None), []);
    }
}
