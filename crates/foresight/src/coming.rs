//! The QEMU that is to come, as an operator names it, and what it means for a definition.

use caps::EmulatorCapabilities;

use crate::rehearsal::device_types;
use crate::{
    Basis, Definition, HostKnowledge, Kind, Needs, Outlook, Prediction, Release, Target, TargetAnswers,
    predict,
};

/// The QEMU that is to come.
#[derive(Debug, Clone)]
pub enum Coming {
    /// By its version.
    Release(Release),
    /// By its own answers: probed, or exported on another host.
    Answers(Box<HostKnowledge>),
}

impl Coming {
    /// What a definition has to expect of it. `today` is what its host knows now; `of_this_host` says that the answers
    /// come from the host where the guest will run.
    pub fn foretell(
        &self,
        definition: &Definition,
        today: Option<&EmulatorCapabilities>,
        of_this_host: bool,
    ) -> Vec<Prediction> {
        let mut predictions = self.of_each_name(definition, today, of_this_host);
        if matches!(self, Self::Answers(_)) && definition.may_take_another_cpu_model() {
            predictions.iter_mut().for_each(allow_another_cpu_model);
        }
        predictions
    }

    /// The same without what libvirt would do about it at a start.
    pub(crate) fn of_each_name(
        &self,
        definition: &Definition,
        today: Option<&EmulatorCapabilities>,
        of_this_host: bool,
    ) -> Vec<Prediction> {
        let needs = Needs::of(definition.domain());
        let host = match self {
            Self::Release(release) => return predict(&needs, today, Target::Release(*release)),
            Self::Answers(host) => host,
        };
        let Some(answers) = host.answers_for(definition) else {
            return vec![no_emulator(definition, needs.machine)];
        };
        let devices = device_types(definition.domain(), &answers);
        let needs = needs.answerable_by(&answers).with_devices(devices);
        let target = Target::Answers(TargetAnswers { capabilities: &answers, of_this_host });
        predict(&needs, today, target)
    }
}

fn no_emulator(definition: &Definition, machine: Option<String>) -> Prediction {
    Prediction {
        kind: Kind::MachineType,
        outlook: Outlook::Unknown,
        basis: Basis::Unknown,
        sentence: format!("what was named tells of no emulator for such guests as '{}'", definition.name()),
        name: machine.unwrap_or_default(),
        goes_in: None,
    }
}

/// A guest whose CPU model is gone starts all the same, on another one, where its definition allows that.
fn allow_another_cpu_model(prediction: &mut Prediction) {
    if prediction.kind == Kind::CpuModel && prediction.outlook == Outlook::Gone {
        prediction.outlook = Outlook::MayGo;
        prediction.sentence += "; the guest would get another one, for its definition allows that";
    }
}
