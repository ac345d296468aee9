//! How much text an update of the page takes, learned from what the updates before it cost.

use std::ops::RangeInclusive;

/// An update that took longer is too long for one frame. Milliseconds.
pub const QUICK: f64 = 32.0;
/// After one that took less, the next one may take more. Milliseconds.
const IDLE: f64 = 16.0;
/// An update that took longer although it was small: it is slow however little it takes. Milliseconds.
const SLOW: f64 = 64.0;
/// So many of them in a row are no accident.
const ENOUGH: u32 = 3;
/// Bytes.
const PORTIONS: RangeInclusive<usize> = 512..=64 * 1024;
/// An update that takes no more is small. Bytes.
const SMALL: usize = 1024;
/// Bytes.
const FIRST: usize = 512;

#[derive(Clone, Copy, Debug)]
pub struct Portion {
    bytes: usize,
    /// How many small updates were slow, one after the other.
    slow: u32,
    /// How long the last of them took. Milliseconds.
    least: f64,
}

impl Portion {
    pub fn new() -> Portion {
        Portion { bytes: FIRST, slow: 0, least: SLOW }
    }

    /// What the next update may take. Bytes.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Learns from an update of so many bytes.
    pub fn learn(&mut self, bytes: usize, milliseconds: f64) {
        if bytes <= SMALL && milliseconds > SLOW {
            self.slow += 1;
            self.least = milliseconds;
        } else if milliseconds < QUICK || milliseconds > 2.0 * self.least {
            self.slow = 0;
        }
        // In a very wide table, say, many small updates would take for ever: it takes more until that shows.
        let next = if self.slow >= ENOUGH || milliseconds < IDLE {
            self.bytes * 2
        } else if milliseconds > QUICK {
            self.bytes / 2
        } else {
            self.bytes
        };
        self.bytes = next.clamp(*PORTIONS.start(), *PORTIONS.end());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes and milliseconds of updates that cost so much each, and so much a byte.
    fn updates(fixed: f64, each: f64) -> Vec<(usize, f64)> {
        let mut portion = Portion::new();
        let update = |_| {
            let bytes = portion.bytes();
            let took = fixed + each * bytes as f64;
            portion.learn(bytes, took);
            (bytes, took)
        };
        (0..200).map(update).collect()
    }

    #[test]
    fn updates_stay_quick_where_they_can() {
        for (fixed, each) in [(0.0, 0.001), (4.0, 0.01), (10.0, 0.02), (20.0, 0.01), (0.0, 1.0)] {
            let updates = updates(fixed, each);
            let least = fixed + each * *PORTIONS.start() as f64;
            for (bytes, took) in &updates[4..] {
                assert!(*took <= 2.0 * QUICK || *bytes == SMALL / 2 || least > SLOW, "{bytes} bytes take {took} ms");
            }
        }
    }

    #[test]
    fn where_each_update_is_slow_it_takes_more() {
        for (fixed, each) in [(70.0, 0.001), (120.0, 0.005), (180.0, 0.0001), (300.0, 0.001)] {
            let updates = updates(fixed, each);
            let bytes: usize = updates.iter().map(|(bytes, _)| bytes).sum();
            let slowest = updates.iter().map(|(_, took)| *took).fold(0.0, f64::max);
            assert!(bytes / updates.len() >= 4 * SMALL, "{} bytes an update", bytes / updates.len());
            assert!(slowest <= 4.0 * fixed, "{slowest} ms");
        }
    }
}
