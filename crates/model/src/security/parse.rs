//! Reading what is said about security.

use errors::Code;
use xml::{Element, Number, Result};

use super::{CipherName, DeviceSecLabel, KeyWrap, LaunchSecurity, SecLabel, SecLabelType, Sev, SevSnp};
use crate::Parse;

impl SecLabel {
    /// Reads every `<seclabel>`, children of `domain`.
    pub(crate) fn parse_all(domain: &Element<'_>, how: Parse) -> Result<Vec<Self>> {
        let elements: Vec<Element<'_>> = domain.children_named("seclabel").collect();
        let mut labels: Vec<Self> = Vec::with_capacity(elements.len());
        for e in &elements {
            let label = Self::parse(e, how)?;
            if elements.len() > 1 && label.model.is_none() {
                let what = "missing security model when using multiple labels";
                return Err(e.fault(Code::XmlError, what));
            }
            if let Some(model) = label
                .model
                .as_deref()
                .filter(|model| labels.iter().any(|other| other.model.as_deref() == Some(*model)))
            {
                let what = format!("seclabel for model {model} is already provided");
                return Err(e.fault(Code::XmlDetail, what));
            }
            labels.push(label);
        }
        Ok(labels)
    }

    fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let label_type = e.word::<SecLabelType>("type")?;
        let relabel = e.yes_no("relabel")?;
        let is_static = label_type == Some(SecLabelType::Static);
        let keep = is_static || (how.live && label_type != Some(SecLabelType::None));
        let label = e.child_text("label").filter(|_| keep);
        if is_static && label.is_none() {
            return Err(e.fault(Code::XmlError, "security label is missing"));
        }
        let model = e.string("model");
        let based = e.child("baselabel").is_some();
        let told = match label_type {
            Some(SecLabelType::Dynamic) => !based,
            Some(SecLabelType::None) => true,
            _ => false,
        };
        if model.is_none() && !told && !how.live {
            return Err(e.fault(Code::XmlError, "missing security model in domain seclabel"));
        }
        Ok(Self {
            label_type,
            model,
            relabel,
            label,
            image_label: e.child_text("imagelabel").filter(|_| how.live),
            base_label: e.child_text("baselabel").filter(|_| !is_static),
        })
    }
}

impl DeviceSecLabel {
    /// Reads every `<seclabel>` of a resource.
    pub(crate) fn parse_all(e: &Element<'_>, how: Parse) -> Result<Vec<Self>> {
        let labels = e.each("seclabel", |e| Self::parse(e, how))?;
        for (at, label) in labels.iter().enumerate() {
            if let Some(model) = &label.model
                && labels.iter().take(at).any(|other| other.model == label.model)
            {
                let what = format!("seclabel for model {model} is already provided");
                return Err(e.fault(Code::XmlDetail, what));
            }
        }
        Ok(labels)
    }

    fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let label = Self {
            model: e.string("model"),
            relabel: e.yes_no("relabel")?,
            label_skip: how.live && e.attribute("labelskip") == Some("yes"),
            label: e.child_text("label"),
        };
        let model = label.model.as_deref().unwrap_or("<unknown>");
        let complaint = match (&label.label, label.relabel) {
            (Some(_), Some(false)) => "Cannot specify a label if relabelling is turned off.",
            (None, Some(true)) => "Cannot specify relabel if label is missing.",
            _ => return Ok(label),
        };
        Err(e.fault(Code::XmlError, format!("{complaint} model={model}")))
    }
}

impl KeyWrap {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        let mut ciphers: Vec<(CipherName, bool)> = Vec::new();
        for cipher in e.children_named("cipher").collect::<Vec<_>>() {
            let name: CipherName = cipher.required_word("name")?;
            let state = cipher.on_off("state")?.ok_or_else(|| cipher.missing_attribute("state"))?;
            if ciphers.iter().any(|(known, _)| *known == name) {
                let what =
                    format!("A domain definition can have no more than one cipher node with name {name}");
                return Err(cipher.fault(Code::InternalError, what));
            }
            ciphers.push((name, state));
        }
        ciphers.sort_by_key(|(name, _)| *name);
        Ok(Self { ciphers })
    }
}

impl LaunchSecurity {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        match e.required("type")? {
            "sev" => Ok(Self::Sev(Sev::parse(e)?)),
            "sev-snp" => Ok(Self::SevSnp(SevSnp::parse(e)?)),
            "s390-pv" => Ok(Self::S390Pv),
            other => Err(e.invalid_attribute("type", other)),
        }
    }
}

impl Sev {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            kernel_hashes: e.yes_no("kernelHashes")?,
            cbitpos: child_number(e, "cbitpos", 10),
            reduced_phys_bits: child_number(e, "reducedPhysBits", 10),
            policy: required_policy(e)?,
            dh_cert: e.child_text("dhCert"),
            session: e.child_text("session"),
        })
    }
}

impl SevSnp {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            kernel_hashes: e.yes_no("kernelHashes")?,
            author_key: e.yes_no("authorKey")?,
            vcek: e.yes_no("vcek")?,
            cbitpos: child_number(e, "cbitpos", 10),
            reduced_phys_bits: child_number(e, "reducedPhysBits", 10),
            policy: required_policy(e)?,
            guest_visible_workarounds: e.child_text("guestVisibleWorkarounds"),
            id_block: e.child_text("idBlock"),
            id_auth: e.child_text("idAuth"),
            host_data: e.child_text("hostData"),
        })
    }
}

fn child_number<T: Number>(e: &Element<'_>, name: &str, radix: u32) -> Option<T> {
    let text = e.child_text(name)?;
    let digits = match radix {
        16 => text.trim_start_matches("0x"),
        _ => &text,
    };
    T::from_text(digits, radix)
}

fn required_policy<T: Number>(e: &Element<'_>) -> Result<T> {
    let missing = || e.fault(Code::XmlError, "failed to get launch security policy");
    child_number(e, "policy", 16).ok_or_else(missing)
}
