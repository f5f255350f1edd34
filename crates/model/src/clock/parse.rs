//! Reading `<clock>`.

use errors::Code;
use xml::{Element, Result, Word};

use super::{Adjustment, Catchup, Clock, ClockBasis, ClockOffset, Timer};

impl Clock {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { offset: ClockOffset::parse(e)?, timers: e.each("timer", Timer::parse)? })
    }
}

impl ClockOffset {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let missing = |name: &str, offset: &str| {
            let what = format!("missing '{name}' attribute for clock with offset='{offset}'");
            e.fault(Code::InternalError, what)
        };
        match given(e, "offset") {
            None | Some("utc") => Ok(Self::Utc { adjustment: adjustment(e)? }),
            Some("localtime") => Ok(Self::Localtime { adjustment: adjustment(e)? }),
            Some("timezone") => {
                let zone = given(e, "timezone").ok_or_else(|| missing("timezone", "timezone"))?;
                Ok(Self::Timezone(zone.to_owned()))
            }
            Some("variable") => Ok(Self::Variable {
                // What is no number counts as none.
                adjustment: e.number("adjustment").ok().flatten().unwrap_or(0),
                basis: basis(e)?,
            }),
            Some("absolute") => {
                let start = e.number("start").ok().flatten();
                Ok(Self::Absolute { start: Some(start.ok_or_else(|| missing("start", "absolute"))?) })
            }
            Some(other) => Err(e.fault(Code::ConfigUnsupported, format!("unknown clock offset '{other}'"))),
        }
    }
}

/// The value of an attribute, unless it is empty.
fn given<'a>(e: &Element<'a>, name: &str) -> Option<&'a str> {
    e.attribute(name).filter(|text| !text.is_empty())
}

fn adjustment(e: &Element<'_>) -> Result<Option<Adjustment>> {
    let unknown = |text: &str| e.fault(Code::XmlError, format!("unknown clock adjustment '{text}'"));
    match given(e, "adjustment") {
        None => Ok(None),
        Some("reset") => Ok(Some(Adjustment::Reset)),
        Some(text) => {
            text.parse().map(|seconds| Some(Adjustment::Seconds(seconds))).map_err(|_| unknown(text))
        }
    }
}

fn basis(e: &Element<'_>) -> Result<ClockBasis> {
    let unknown = |text: &str| e.fault(Code::ConfigUnsupported, format!("unknown clock basis '{text}'"));
    match given(e, "basis") {
        None => Ok(ClockBasis::Utc),
        Some(text) => Word::from_word(text).ok_or_else(|| unknown(text)),
    }
}

impl Timer {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            name: e.required_word("name")?,
            present: e.yes_no("present")?,
            tick_policy: e.word("tickpolicy")?,
            track: e.word("track")?,
            frequency: e.number("frequency")?.filter(|hz| *hz != 0),
            mode: e.word("mode")?,
            catchup: e.maybe("catchup", Catchup::parse)?,
        })
    }
}

impl Catchup {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { threshold: e.number("threshold")?, slew: e.number("slew")?, limit: e.number("limit")? })
    }
}
