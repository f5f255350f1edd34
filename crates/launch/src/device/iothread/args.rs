//! `-object iothread`.

use crate::build::Build;
use crate::option::Props;

/// Writes an object for each I/O thread: those that are named, then as many as are missing.
pub(crate) fn objects(build: &mut Build<'_>) {
    let guest = build.guest;
    let wanted = guest.iothreads.unwrap_or_default() as usize;
    let mut ids: Vec<u32> = guest.iothread_ids.iter().map(|thread| thread.id).collect();
    for id in 1.. {
        if ids.len() >= wanted {
            break;
        }
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    for id in ids {
        one(build, id);
    }
    main_loop(build);
}

/// Writes the pool of the main loop.
fn main_loop(build: &mut Build<'_>) {
    let pool = build.guest.default_iothread;
    if pool.min.is_some() || pool.max.is_some() {
        let object = Props::new()
            .with("qom-type", "main-loop")
            .with("id", "main-loop")
            .maybe("thread-pool-min", pool.min)
            .maybe("thread-pool-max", pool.max);
        build.object(&object);
    }
}

/// Writes the object of an I/O thread, with what the definition says of it.
pub(crate) fn one(build: &mut Build<'_>, id: u32) {
    let named = build.guest.iothread_ids.iter().find(|thread| thread.id == id);
    let pool = named.map(|thread| thread.pool).unwrap_or_default();
    let poll = named.and_then(|thread| thread.poll).unwrap_or_default();
    let object = Props::new()
        .with("qom-type", "iothread")
        .with("id", format!("iothread{id}"))
        .maybe("thread-pool-min", pool.min)
        .maybe("thread-pool-max", pool.max)
        .maybe("poll-max-ns", poll.max)
        .maybe("poll-grow", poll.grow)
        .maybe("poll-shrink", poll.shrink);
    build.object(&object);
}
