//! Forecasts as libvirt's messages call tells them to clients that know nothing of forecasts.
//!
//! They must not be taken for what libvirt says of a running guest, so each has words of its own in front.

use crate::{Class, Finding, MESSAGE_DEPRECATION, MESSAGE_TAINTING, When};

/// How many messages there are at most about a guest that does not run; the last of so many counts the rest.
pub const FORECAST_MESSAGES: usize = 50;

/// Whether whoever calls with these flags is told forecasts: with none, or for deprecations; never for taints.
pub const fn wants_forecasts(flags: u32) -> bool {
    flags == 0 || flags & MESSAGE_DEPRECATION != 0 && flags & MESSAGE_TAINTING == 0
}

/// The messages of forecasts.
pub fn forecast_messages(forecasts: &[Finding]) -> Vec<String> {
    if forecasts.len() <= FORECAST_MESSAGES {
        return forecasts.iter().map(message).collect();
    }
    let told = FORECAST_MESSAGES - 1;
    let mut messages: Vec<String> = forecasts.iter().take(told).map(message).collect();
    messages.push(format!("forecast: and {} more", forecasts.len() - told));
    messages
}

fn message(forecast: &Finding) -> String {
    let whose = match &forecast.when {
        When::Running | When::NextStart => "its next start".to_owned(),
        When::ManagedSave => "its managed save image".to_owned(),
        When::Snapshot(name) => format!("its snapshot '{name}'"),
    };
    let sentence = &forecast.sentence;
    match forecast.code.entry().map(|entry| entry.class) {
        Some(Class::Deprecation) => format!("forecast: {whose} uses deprecated {sentence}"),
        Some(Class::Taint) => format!("forecast: {whose} is marked for this: {sentence}"),
        _ if forecast.when == When::NextStart => format!("forecast: it cannot start: {sentence}"),
        _ => format!("forecast: {whose} cannot start: {sentence}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn no_forecast_begins_as_libvirts_messages_do() {
        let saved = When::ManagedSave;
        let all = [
            rules::deprecated_machine("m", "QEMU 9").forecast(When::NextStart),
            rules::custom_dtb("/d").forecast(When::NextStart),
            rules::machine_type_gone("m", "QEMU 9").forecast(When::NextStart),
            rules::machine_type_gone("m", "QEMU 9").forecast(saved.clone()),
            rules::host_cpu("maximum").forecast(saved),
            rules::deprecated_cpu("c", "QEMU 9").forecast(When::Snapshot("s".into())),
        ];
        assert_eq!(
            forecast_messages(&all),
            [
                "forecast: its next start uses deprecated machine type 'm'",
                "forecast: its next start is marked for this: custom device tree blob used",
                "forecast: it cannot start: machine type 'm' is not offered by QEMU 9",
                "forecast: its managed save image cannot start: machine type 'm' is not offered by QEMU 9",
                "forecast: its managed save image is marked for this: potentially unsafe use of host CPU passthrough",
                "forecast: its snapshot 's' uses deprecated CPU model 'c'",
            ]
        );
    }

    #[test]
    fn the_last_of_very_many_counts_the_rest() {
        let many = |count: usize| vec![rules::custom_dtb("/d").forecast(When::NextStart); count];
        assert_eq!(forecast_messages(&many(FORECAST_MESSAGES)).len(), FORECAST_MESSAGES);
        let messages = forecast_messages(&many(FORECAST_MESSAGES + 3));
        assert_eq!(messages.len(), FORECAST_MESSAGES);
        assert_eq!(messages[FORECAST_MESSAGES - 1], "forecast: and 4 more");
    }
}
