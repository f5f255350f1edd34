//! Sets of processors as the kernel writes them: `0-3,8`.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// Numbers higher than this are no processors (the largest kernels are built for 8192).
const HIGHEST: u32 = 65_535;

/// A set of processor or NUMA node numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CpuSet(pub BTreeSet<u32>);

/// It is not a list of numbers and ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a list of processors")]
pub struct NotASet;

impl FromStr for CpuSet {
    type Err = NotASet;

    fn from_str(text: &str) -> Result<Self, NotASet> {
        let number = |text: &str| text.parse().ok().filter(|&number| number <= HIGHEST).ok_or(NotASet);
        let mut set = BTreeSet::new();
        for part in text.trim().split(',').filter(|part| !part.is_empty()) {
            match part.split_once('-') {
                Some((first, last)) => set.extend(number(first)?..=number(last)?),
                None => {
                    set.insert(number(part)?);
                }
            }
        }
        Ok(Self(set))
    }
}

impl fmt::Display for CpuSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut numbers = self.0.iter().copied().peekable();
        let mut separator = "";
        while let Some(first) = numbers.next() {
            let mut last = first;
            while let Some(next) = numbers.next_if_eq(&(last + 1)) {
                last = next;
            }
            write!(f, "{separator}{first}")?;
            if last > first {
                write!(f, "-{last}")?;
            }
            separator = ",";
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_the_kernel_writes() {
        let set: CpuSet = "0-2,8\n".parse().unwrap();
        assert_eq!(set.0, BTreeSet::from([0, 1, 2, 8]));
        assert_eq!("".parse(), Ok(CpuSet::default()));
        for bad in ["x", "1-", "-1", "0-99999999", "1 2"] {
            assert_eq!(bad.parse::<CpuSet>(), Err(NotASet), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn there_and_back(numbers in prop::collection::btree_set(0u32..300, 0..40)) {
            let set = CpuSet(numbers);
            prop_assert_eq!(set.to_string().parse(), Ok(set));
        }
    }
}
