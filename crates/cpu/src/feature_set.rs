//! A set of CPU features, as places in the feature table.

/// Which features of the [table](crate::table::CpuTable) are there; iterates in the table's order, which
/// is the order in which libvirt lists features.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeatureSet {
    words: Vec<u64>,
}

impl FeatureSet {
    /// Adds the feature at that place of the table.
    pub fn insert(&mut self, place: usize) {
        let word = place / 64;
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        if let Some(word) = self.words.get_mut(word) {
            *word |= 1 << (place % 64);
        }
    }

    /// Takes the feature at that place out.
    pub fn remove(&mut self, place: usize) {
        if let Some(word) = self.words.get_mut(place / 64) {
            *word &= !(1 << (place % 64));
        }
    }

    /// Is the feature at that place there?
    pub fn contains(&self, place: usize) -> bool {
        self.words.get(place / 64).is_some_and(|word| word & (1 << (place % 64)) != 0)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// There is none.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The places, in the table's order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let bits = |(index, word): (usize, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| index * 64 + bit)
        };
        self.words.iter().enumerate().flat_map(bits)
    }

    /// What is in both.
    pub fn intersection(&self, other: &Self) -> Self {
        self.combined(other, |here, there| here & there)
    }

    /// What is in either.
    pub fn union(&self, other: &Self) -> Self {
        self.combined(other, |here, there| here | there)
    }

    /// What is here and not in `other`.
    pub fn without(&self, other: &Self) -> Self {
        self.combined(other, |here, there| here & !there)
    }

    fn combined(&self, other: &Self, operation: impl Fn(u64, u64) -> u64) -> Self {
        let word = |set: &Self, index: usize| set.words.get(index).copied().unwrap_or(0);
        let length = self.words.len().max(other.words.len());
        let mut words: Vec<u64> = (0..length).map(|i| operation(word(self, i), word(other, i))).collect();
        // Equal sets compare equal, whatever has been in them before.
        while words.last() == Some(&0) {
            words.pop();
        }
        Self { words }
    }
}

impl FromIterator<usize> for FeatureSet {
    fn from_iter<I: IntoIterator<Item = usize>>(places: I) -> Self {
        let mut set = Self::default();
        places.into_iter().for_each(|place| set.insert(place));
        set
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn sets_behave_like_sets() {
        let one = BTreeSet::from([0, 5, 63, 64, 200]);
        let two = BTreeSet::from([5, 64, 65]);
        let set = |from: &BTreeSet<usize>| from.iter().copied().collect::<FeatureSet>();
        let list = |from: FeatureSet| from.iter().collect::<Vec<_>>();
        assert_eq!(list(set(&one)), [0, 5, 63, 64, 200]);
        assert_eq!(list(set(&one).union(&set(&two))), one.union(&two).copied().collect::<Vec<_>>());
        assert_eq!(list(set(&one).intersection(&set(&two))), [5, 64]);
        assert_eq!(list(set(&two).without(&set(&one))), [65]);
        assert_eq!(set(&one).len(), 5);
        assert!(set(&one).contains(200) && !set(&one).contains(201) && !set(&one).contains(9999));
        assert!(set(&one).without(&set(&one)).is_empty());
        assert_eq!(set(&one).without(&set(&one)), FeatureSet::default());
    }
}
