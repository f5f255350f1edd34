//! `<iothreads>`, `<iothreadids>`, `<defaultiothread>`.

use errors::Code;
use xml::{Element, Result, Writer};

use super::{Domain, IoThread, Polling, ThreadPool};

/// Reads how many I/O threads there are.
pub(super) fn count(domain: &Element<'_>) -> Result<Option<u32>> {
    domain
        .maybe("iothreads", |e| {
            let text = e.text();
            let invalid = |_| e.fault(Code::XmlError, format!("invalid iothreads count '{text}'"));
            if text.is_empty() { Ok(0) } else { text.parse::<u32>().map_err(invalid) }
        })
        .map(|count| count.filter(|count| *count != 0))
}

/// Reads the I/O threads that are named.
pub(super) fn ids(domain: &Element<'_>) -> Result<Vec<IoThread>> {
    let Some(list) = domain.child("iothreadids") else { return Ok(Vec::new()) };
    let threads = list.each("iothread", IoThread::parse)?;
    for (at, thread) in threads.iter().enumerate() {
        if threads.iter().take(at).any(|other| other.id == thread.id) {
            let what = format!("duplicate iothread id '{}' found", thread.id);
            return Err(list.fault(Code::XmlError, what));
        }
    }
    Ok(threads)
}

/// Writes all that is said about I/O threads.
pub(super) fn format(domain: &Domain, w: &mut Writer) {
    w.text("iothreads", domain.iothreads);
    w.optional("iothreadids", |w| {
        if domain.iothread_ids.iter().any(|thread| !thread.implied) {
            domain.iothread_ids.iter().for_each(|thread| thread.format(w));
        }
    });
    w.optional("defaultiothread", |w| domain.default_iothread.format(w));
}

impl IoThread {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            id: e.nonzero("id")?.ok_or_else(|| e.missing_attribute("id"))?,
            pool: ThreadPool::parse(e)?,
            poll: e.maybe("poll", Polling::parse)?.filter(|poll| *poll != Polling::default()),
            implied: false,
        })
    }

    fn format(&self, w: &mut Writer) {
        w.element("iothread", |w| {
            w.attr("id", self.id);
            self.pool.format(w);
            if let Some(poll) = &self.poll {
                w.element("poll", |w| {
                    w.attr("max", poll.max);
                    w.attr("grow", poll.grow);
                    w.attr("shrink", poll.shrink);
                });
            }
        });
    }
}

impl ThreadPool {
    pub(super) fn parse(e: &Element<'_>) -> Result<Self> {
        let pool = Self { min: e.count("thread_pool_min")?, max: e.count("thread_pool_max")? };
        let fault = |what: &str| Err(e.fault(Code::ConfigUnsupported, what));
        match pool {
            Self { max: Some(0), .. } => fault("thread_pool_max must be a positive integer"),
            Self { min: Some(min), max } if max.is_none_or(|max| max < min) => {
                fault("thread_pool_min must be smaller or equal to thread_pool_max")
            }
            _ => Ok(pool),
        }
    }

    fn format(&self, w: &mut Writer) {
        w.attr("thread_pool_min", self.min);
        w.attr("thread_pool_max", self.max);
    }
}

impl Polling {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { max: e.number("max")?, grow: e.number("grow")?, shrink: e.number("shrink")? })
    }
}
