//! Reading `<clock>`.

use errors::Code;
use xml::{Element, Result, Word};

use super::{Adjustment, Catchup, Clock, ClockOffset, Timer};

impl Clock {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { offset: ClockOffset::parse(e)?, timers: e.each("timer", Timer::parse)? })
    }
}

impl ClockOffset {
    fn parse(e: &Element<'_>) -> Result<Self> {
        match e.attribute("offset") {
            None | Some("utc") => Ok(Self::Utc { adjustment: adjustment(e)? }),
            Some("localtime") => Ok(Self::Localtime { adjustment: adjustment(e)? }),
            Some("timezone") => {
                let missing = || {
                    e.fault(Code::XmlError, "missing 'timezone' attribute for clock with offset='timezone'")
                };
                e.string("timezone").map(Self::Timezone).ok_or_else(missing)
            }
            Some("variable") => {
                Ok(Self::Variable { adjustment: e.number("adjustment")?.unwrap_or(0), basis: basis(e)? })
            }
            Some("absolute") => Ok(Self::Absolute { start: e.number("start")? }),
            Some(other) => Err(e.invalid_attribute("offset", other)),
        }
    }
}

fn adjustment(e: &Element<'_>) -> Result<Option<Adjustment>> {
    match e.attribute("adjustment") {
        None => Ok(None),
        Some("reset") => Ok(Some(Adjustment::Reset)),
        Some(_) => Ok(e.number("adjustment")?.map(Adjustment::Seconds)),
    }
}

fn basis(e: &Element<'_>) -> Result<super::ClockBasis> {
    Ok(e.word("basis")?.unwrap_or(super::ClockBasis::Utc))
}

impl Timer {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            name: required_word(e, "name")?,
            present: e.yes_no("present")?,
            tick_policy: e.word("tickpolicy")?,
            track: e.word("track")?,
            frequency: e.number("frequency")?.filter(|hz| *hz != 0),
            mode: e.word("mode")?,
            catchup: e.maybe("catchup", Catchup::parse)?,
        })
    }
}

fn required_word<W: Word>(e: &Element<'_>, name: &str) -> Result<W> {
    e.required_word(name)
}

impl Catchup {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { threshold: e.number("threshold")?, slew: e.number("slew")?, limit: e.number("limit")? })
    }
}
