//! What keeps a guest from moving to a host whose QEMU is another.

use caps::EmulatorCapabilities;

use crate::{Needs, Prediction, Target, TargetAnswers, predict};

/// What keeps a guest that has these needs from moving to a host with the QEMU `to`, which was asked there: names that
/// it does not have, a CPU model that the host cannot run. Empty: nothing that these answers tell.
pub fn migration_obstacles(needs: &Needs, to: &EmulatorCapabilities) -> Vec<Prediction> {
    let target = Target::Answers(TargetAnswers { capabilities: to, of_this_host: true });
    predict(needs, None, target)
        .into_iter()
        .filter(|prediction| prediction.outlook.keeps_from_starting())
        .collect()
}
