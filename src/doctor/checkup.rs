//! The checkup as a machine: it says what to do next, takes what was seen, and says what is known.

use super::fix::{Fix, fix};
use super::health::Verdict;
use super::layers::{Want, learned};
use super::observation::{Observation, Observations};
use super::outcome::{Cause, Layer, Outcome};
use super::plan::{self, Progress};
use super::probe::Probe;
use super::server::{Recognised, recognise};
use super::subject::Subject;
use crate::openai::{HttpRequest, Quirk};
use crate::provider::EndpointError;

/// What is brought to be checked.
#[derive(Clone, Debug)]
pub enum Patient {
    /// What stands in the form is no address.
    BadAddress(EndpointError),
    Subject(Box<Subject>),
}

/// What the rim is to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Do this, and tell the checkup what was seen.
    Probe(Probe),
    /// Ask the person whether one request of one token, which may cost something, may be sent.
    AskPaid,
    Done,
}

/// A checkup, as far as it has come.
#[derive(Clone, Debug)]
pub struct Checkup {
    patient: Patient,
    seen: Observations,
}

impl Checkup {
    pub fn new(patient: Patient) -> Checkup {
        Checkup { patient, seen: Observations::default() }
    }

    /// What to do next.
    pub fn next(&self) -> Step {
        let Patient::Subject(subject) = &self.patient else { return Step::Done };
        match self.progress().want {
            None => Step::Done,
            Some((_, Want::Consent)) => Step::AskPaid,
            // What cannot even be asked is left as it is.
            Some((_, want)) => plan::probe(subject, &self.seen, &want).map_or(Step::Done, Step::Probe),
        }
    }

    /// Takes what was seen.
    pub fn observe(&mut self, observation: Observation) {
        self.seen.add(observation);
    }

    /// The person's answer to [`Step::AskPaid`].
    pub fn answer_paid(&mut self, yes: bool) {
        self.seen.may_pay = Some(yes);
    }

    /// The person lets this app's own server look at the endpoint, where the page itself cannot see more.
    pub fn allow_relay(&mut self) {
        self.seen.may_relay = true;
    }

    /// Whether [`Checkup::allow_relay`] would lead to another probe.
    pub fn can_ask_relay(&self) -> bool {
        let can_reach = match &self.patient {
            Patient::BadAddress(_) => false,
            Patient::Subject(subject) => subject.is_within_relay(),
        };
        if !can_reach || self.seen.may_relay || self.next() != Step::Done {
            return false;
        }
        let mut other = self.clone();
        other.allow_relay();
        other.next() != Step::Done
    }

    /// Each layer in its order.
    pub fn outcomes(&self) -> Vec<(Layer, Outcome)> {
        match &self.patient {
            Patient::BadAddress(error) => {
                let failed = Outcome::failed(Cause::BadAddress { error: error.clone() });
                let waiting = Layer::ALL.into_iter().skip(1).map(|layer| (layer, Outcome::Waiting));
                [(Layer::Address, failed)].into_iter().chain(waiting).collect()
            }
            Patient::Subject(_) => self.progress().outcomes,
        }
    }

    /// The layer whose turn it is; `None` when the checkup is over.
    pub fn current(&self) -> Option<Layer> {
        self.progress().want.map(|(layer, _)| layer)
    }

    /// What to change about a cause.
    pub fn fix(&self, cause: &Cause) -> Option<Fix> {
        match &self.patient {
            Patient::BadAddress(_) => None,
            Patient::Subject(subject) => fix(cause, subject, &self.seen),
        }
    }

    /// The server that answers, as far as it can be told.
    pub fn server(&self) -> Option<Recognised> {
        match &self.patient {
            Patient::BadAddress(_) => None,
            Patient::Subject(subject) => Some(recognise(subject, &self.seen)),
        }
    }

    /// The chat's request for one token, for copying; its secrets are to be redacted.
    pub fn request(&self) -> Option<HttpRequest> {
        match &self.patient {
            Patient::BadAddress(_) => None,
            Patient::Subject(subject) => subject.chat(&subject.quirks).ok(),
        }
    }

    /// What the endpoint was found to refuse, once a request without it has succeeded.
    pub fn learned(&self) -> Option<Quirk> {
        let Patient::Subject(subject) = &self.patient else { return None };
        let again = self.seen.of(&super::ProbeName::FirstTokenAgain)?.answer()?;
        learned(subject, &self.seen).filter(|_| again.is_ok())
    }

    /// The model that is asked for a token.
    pub fn model(&self) -> Option<String> {
        match &self.patient {
            Patient::BadAddress(_) => None,
            Patient::Subject(subject) => Some(subject.model.clone()),
        }
    }

    /// The verdict for the list of providers; `None` while nothing is known.
    pub fn verdict(&self) -> Option<Verdict> {
        Verdict::of(&self.outcomes())
    }

    fn progress(&self) -> Progress {
        match &self.patient {
            Patient::BadAddress(_) => Progress { outcomes: Vec::new(), want: None },
            Patient::Subject(subject) => plan::progress(subject, &self.seen),
        }
    }
}

#[cfg(test)]
mod tests;
