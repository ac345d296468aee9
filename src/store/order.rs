//! Lists in the order of a time.

/// Sorts by a number, the lowest first; what has the same one stays in its order.
///
/// The sorting itself is compiled once, for numbers: of each kind of item it would be 3 kB of the first load.
pub fn sort_by_number<T>(items: &mut Vec<T>, number: impl Fn(&T) -> f64) {
    let order = order(items.iter().map(number).collect());
    let mut taken: Vec<_> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|place| taken.get_mut(place)?.take()));
}

/// The places of these numbers, those of the lowest first.
fn order(numbers: Vec<f64>) -> Vec<usize> {
    let mut places: Vec<(f64, usize)> = numbers.into_iter().zip(0..).collect();
    places.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    places.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_one_time_stay_in_their_order() {
        let mut items = vec![(2.0, "a"), (1.0, "b"), (2.0, "c"), (-1.0, "d"), (1.0, "e")];
        sort_by_number(&mut items, |item| item.0);
        assert_eq!(items.iter().map(|item| item.1).collect::<String>(), "dbeac");
        sort_by_number(&mut items, |item| -item.0);
        assert_eq!(items.iter().map(|item| item.1).collect::<String>(), "acbed");
        let mut none: Vec<f64> = Vec::new();
        sort_by_number(&mut none, |number| *number);
        assert!(none.is_empty());
    }
}
