//! Writing `<clock>`.

use xml::Writer;

use super::{Adjustment, Clock, ClockOffset, Timer};

impl Clock {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.element("clock", |w| {
            self.offset.format(w);
            for timer in &self.timers {
                timer.format(w);
            }
        });
    }
}

impl ClockOffset {
    fn format(&self, w: &mut Writer) {
        match self {
            Self::Utc { adjustment } => {
                w.attr("offset", "utc");
                format_adjustment(*adjustment, w);
            }
            Self::Localtime { adjustment } => {
                w.attr("offset", "localtime");
                format_adjustment(*adjustment, w);
            }
            Self::Timezone(zone) => {
                w.attr("offset", "timezone");
                w.attr("timezone", zone);
            }
            Self::Variable { adjustment, basis } => {
                w.attr("offset", "variable");
                w.attr("adjustment", *adjustment);
                w.attr("basis", *basis);
            }
            Self::Absolute { start } => {
                w.attr("offset", "absolute");
                w.attr("start", *start);
            }
        }
    }
}

fn format_adjustment(adjustment: Option<Adjustment>, w: &mut Writer) {
    match adjustment {
        Some(Adjustment::Reset) => w.attr("adjustment", "reset"),
        Some(Adjustment::Seconds(seconds)) => w.attr("adjustment", seconds),
        None => {}
    }
}

impl Timer {
    fn format(&self, w: &mut Writer) {
        w.element("timer", |w| {
            w.attr("name", self.name);
            w.yes_no("present", self.present);
            w.attr("tickpolicy", self.tick_policy);
            w.attr("track", self.track);
            w.attr("frequency", self.frequency);
            w.attr("mode", self.mode);
            if let Some(catchup) = &self.catchup {
                w.optional("catchup", |w| {
                    w.attr("threshold", catchup.threshold);
                    w.attr("slew", catchup.slew);
                    w.attr("limit", catchup.limit);
                });
            }
        });
    }
}
