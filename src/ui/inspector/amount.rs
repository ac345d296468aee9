//! Durations and sizes as people read them.

use crate::text::fill;
use crate::text::words::InspectorWords;

/// Milliseconds as "398 ms", from a second on as "4.20 s".
pub(super) fn duration(milliseconds: f64, words: &InspectorWords) -> String {
    if milliseconds < 999.5 {
        fill(words.milliseconds, &[("n", &format!("{milliseconds:.0}"))])
    } else {
        fill(words.seconds, &[("n", &format!("{:.2}", milliseconds / 1000.0))])
    }
}

/// Bytes as "41 kB".
pub(super) fn size(bytes: u64, words: &InspectorWords) -> String {
    let (phrase, unit) = match bytes {
        0..1_000 => return fill(words.bytes, &[("n", &bytes.to_string())]),
        1_000..1_000_000 => (words.kilobytes, 1e3),
        _ => (words.megabytes, 1e6),
    };
    let amount = bytes as f64 / unit;
    let digits = if amount < 9.95 { 1 } else { 0 };
    fill(phrase, &[("n", &format!("{amount:.digits$}"))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn amounts_have_the_unit_that_is_easy_to_read() {
        let words = Language::English.words().inspector();
        let durations = [(0.4, "0 ms"), (398.2, "398 ms"), (999.7, "1.00 s"), (4203.0, "4.20 s")];
        for (milliseconds, expected) in durations {
            assert_eq!(duration(milliseconds, words), expected);
        }
        let sizes = [(0, "0 B"), (999, "999 B"), (1_500, "1.5 kB"), (41_400, "41 kB"), (2_300_000, "2.3 MB")];
        for (bytes, expected) in sizes {
            assert_eq!(size(bytes, words), expected);
        }
    }
}
