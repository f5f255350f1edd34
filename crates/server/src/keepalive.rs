//! When to ask a silent client whether it is still there, and when to give it up. Pure: times come in.

use std::time::Duration;

use tokio::time::Instant;

/// What there is to do when a client's timer fires.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Tick {
    /// Nothing before this time.
    Wait(Instant),
    /// Send a ping, and look again at this time.
    Ping(Instant),
    /// It has not answered often enough: close.
    Dead,
}

/// One client's keepalive, once it has asked for it (feature 10).
#[derive(Debug)]
pub(crate) struct Keepalive {
    interval: Duration,
    count: u32,
    heard: Instant,
    unanswered: u32,
}

impl Keepalive {
    /// Starts counting now: a ping after `interval` of silence, `count` of them, and one more interval.
    pub(crate) fn new(interval: Duration, count: u32, now: Instant) -> Self {
        Self { interval, count, heard: now, unanswered: 0 }
    }

    /// Any byte is a sign of life.
    pub(crate) fn heard(&mut self, now: Instant) {
        self.heard = now;
        self.unanswered = 0;
    }

    /// Its timer fired.
    pub(crate) fn tick(&mut self, now: Instant) -> Tick {
        let silence = self.interval * (self.unanswered + 1);
        let due = self.heard + silence;
        if now < due {
            return Tick::Wait(due);
        }
        if self.unanswered >= self.count {
            return Tick::Dead;
        }
        self.unanswered += 1;
        Tick::Ping(now + self.interval)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_silent_client_is_pinged_so_often_and_then_given_up() {
        let start = Instant::now();
        let mut keepalive = Keepalive::new(5 * SECOND, 2, start);
        assert_eq!(keepalive.tick(start + SECOND), Tick::Wait(start + 5 * SECOND));
        assert_eq!(keepalive.tick(start + 5 * SECOND), Tick::Ping(start + 10 * SECOND));
        assert_eq!(keepalive.tick(start + 10 * SECOND), Tick::Ping(start + 15 * SECOND));
        assert_eq!(keepalive.tick(start + 15 * SECOND), Tick::Dead);
    }

    #[test]
    fn any_byte_starts_the_count_afresh() {
        let start = Instant::now();
        let mut keepalive = Keepalive::new(5 * SECOND, 1, start);
        assert_eq!(keepalive.tick(start + 5 * SECOND), Tick::Ping(start + 10 * SECOND));
        keepalive.heard(start + 9 * SECOND);
        assert_eq!(keepalive.tick(start + 10 * SECOND), Tick::Wait(start + 14 * SECOND));
        assert_eq!(keepalive.tick(start + 14 * SECOND), Tick::Ping(start + 19 * SECOND));
    }

    #[test]
    fn a_count_of_zero_closes_after_one_interval() {
        let start = Instant::now();
        assert_eq!(Keepalive::new(SECOND, 0, start).tick(start + SECOND), Tick::Dead);
    }
}
