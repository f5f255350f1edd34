//! I/O threads.

use model::Domain;
use model::domain::IoThread;

/// As many threads as are counted have numbers, the lowest that are free; and as many as have numbers are counted.
pub(super) fn complete(domain: &mut Domain) {
    let threads = &mut domain.iothread_ids;
    let wanted = usize::try_from(domain.iothreads.unwrap_or(0)).unwrap_or(usize::MAX);
    let mut next = 1;
    while threads.len() < wanted {
        if !threads.iter().any(|thread| thread.id == next) {
            threads.push(IoThread { id: next, implied: true, ..IoThread::default() });
        }
        next += 1;
    }
    domain.iothreads = u32::try_from(threads.len()).ok().filter(|count| *count != 0);
}
