//! `<vcpu>` and `<vcpus>`.

use errors::Code;
use xml::{Element, Fault, Result, Writer};

use super::{Placement, Vcpu, Vcpus};
use crate::NumberSet;

impl Vcpus {
    /// Reads `<vcpu>` and `<vcpus>`, children of `domain`.
    pub(crate) fn parse(domain: &Element<'_>) -> Result<Self> {
        let mut vcpus = Self { each: each(domain)?, ..Self::default() };
        let Some(element) = domain.child("vcpu") else { return Ok(vcpus) };
        let text = element.text();
        let maximum = text.trim_ascii_start().parse().map_err(|_| not_a_count(&element))?;
        vcpus.maximum = Some(maximum);
        vcpus.current = element.number("current")?;
        if vcpus.current.is_some_and(|current| current > maximum) {
            let what = "maximum vCPU count must not be less than current vCPU count";
            return Err(element.fault(Code::ConfigUnsupported, what));
        }
        vcpus.placement = element.word("placement")?;
        if vcpus.placement != Some(Placement::Auto) {
            vcpus.cpuset = NumberSet::attribute(&element, "cpuset")?;
        }
        if vcpus.cpuset.as_ref().is_some_and(NumberSet::is_empty) {
            let given = element.attribute("cpuset").unwrap_or_default();
            return Err(element.fault(Code::ConfigUnsupported, format!("Invalid value of 'cpuset': {given}")));
        }
        Ok(vcpus)
    }

    pub(crate) fn format(&self, w: &mut Writer) {
        let attributes = |w: &mut Writer| {
            w.attr("placement", self.placement);
            w.attr("cpuset", &self.cpuset);
            w.attr("current", self.current.filter(|current| Some(*current) != self.maximum));
        };
        w.text_with("vcpu", attributes, self.maximum);
        w.optional("vcpus", |w| {
            for vcpu in &self.each {
                vcpu.format(w);
            }
        });
    }
}

fn not_a_count(element: &Element<'_>) -> Fault {
    element.fault(Code::XmlError, "maximum vcpus count must be an integer")
}

fn each(domain: &Element<'_>) -> Result<Vec<Vcpu>> {
    match domain.child("vcpus") {
        Some(vcpus) => vcpus.each("vcpu", Vcpu::parse),
        None => Ok(Vec::new()),
    }
}

impl Vcpu {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            id: e.required_number("id")?,
            enabled: e.yes_no("enabled")?.ok_or_else(|| e.missing_attribute("enabled"))?,
            hotpluggable: e.yes_no("hotpluggable")?,
            order: e.number("order")?.filter(|order| *order != 0),
        })
    }

    fn format(&self, w: &mut Writer) {
        w.element("vcpu", |w| {
            w.attr("id", self.id);
            w.yes_no("enabled", Some(self.enabled));
            w.yes_no("hotpluggable", self.hotpluggable);
            w.attr("order", self.order);
        });
    }
}
