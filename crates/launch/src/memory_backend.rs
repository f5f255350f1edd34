//! `-object memory-backend-...`: what is behind a piece of the guest's memory.

use errors::{Code, Error, Result};
use model::NumberSet;
use model::domain::Placement;
use model::memory::{MemoryAccess, MemoryAllocation, MemorySource, NumaMode};

use crate::build::Build;
use crate::option::Props;

/// A piece of the guest's memory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece<'a> {
    /// The id of its backend.
    pub(crate) id: &'a str,
    /// Its size in KiB.
    pub(crate) size: u64,
    /// It is all of the memory, without cells.
    pub(crate) main: bool,
    /// The NUMA cell it belongs to.
    pub(crate) cell: Option<u32>,
    /// Whether it is shared with the host, when it says so itself.
    pub(crate) access: Option<MemoryAccess>,
    /// The size of its pages in KiB, when it says so itself.
    pub(crate) page_size: Option<u64>,
    /// The host nodes it comes from, when it says so itself.
    pub(crate) nodes: Option<&'a NumberSet>,
    /// The guest gets parts of it as it goes: nothing is set aside for the rest.
    pub(crate) sparse: bool,
    /// It is memory that the processor seals.
    pub(crate) enclave: bool,
    /// What is in it is thrown away when the guest ends, when it says so itself.
    pub(crate) discard: Option<bool>,
    /// The file or device it is, and whether all of that is taken at once.
    pub(crate) file: Option<(&'a str, bool)>,
    /// What a file that is made for it is called, if not after its backend.
    pub(crate) name: Option<&'a str>,
    /// The alignment of its file in KiB.
    pub(crate) align: Option<u64>,
    /// Its file is persistent memory.
    pub(crate) pmem: bool,
    /// Its file is only read.
    pub(crate) readonly: bool,
}

impl<'a> Piece<'a> {
    /// A piece that says nothing itself.
    pub(crate) fn new(id: &'a str, size: u64) -> Self {
        Self {
            id,
            size,
            main: false,
            cell: None,
            access: None,
            page_size: None,
            nodes: None,
            sparse: false,
            enclave: false,
            discard: None,
            file: None,
            name: None,
            align: None,
            pmem: false,
            readonly: false,
        }
    }
}

/// A backend, and the thread that prepares it where its host nodes matter.
pub(crate) struct Backend {
    object: Props,
    thread: Option<Props>,
    /// It is memory of the plainest kind, which need not be said.
    pub(crate) plain: bool,
}

/// Writes the backend.
pub(crate) fn declare(build: &mut Build<'_>, backend: Backend) {
    if let Some(thread) = &backend.thread {
        build.object(thread);
    }
    build.object(&backend.object);
}

/// The backend of a piece of memory.
///
/// # Errors
/// `InternalError` when the host has no pages of the size that is asked for.
pub(crate) fn backend(build: &Build<'_>, piece: &Piece<'_>) -> Result<Backend> {
    let backing = &build.guest.memory_backing;
    let access = piece.access.or(backing.access);
    let shared = access.map(|access| access == MemoryAccess::Shared);
    let takes_all = |(_, whole): (&str, bool)| whole && !piece.pmem;
    let mut preallocated = backing.allocation == Some(MemoryAllocation::Immediate) && !piece.sparse;
    preallocated |= piece.enclave || piece.file.is_some_and(takes_all);
    let discard = piece.discard.or(backing.discard.then_some(true)).filter(|_| piece.file.is_none());
    let in_file = |path: &str| {
        Props::new()
            .with("qom-type", "memory-backend-file")
            .with("id", piece.id)
            .with("mem-path", path)
            .maybe("discard-data", discard)
            .maybe("share", shared)
    };
    let pages = if piece.file.is_some() || piece.enclave { None } else { huge_pages(build, piece)? };
    let mut named = true;
    let mut props = if piece.enclave {
        Props::new().with("qom-type", "memory-backend-epc").with("id", piece.id)
    } else if let Some((path, _)) = piece.file {
        in_file(path)
    } else if backing.source == Some(MemorySource::Memfd) {
        let memfd = Props::new().with("qom-type", "memory-backend-memfd").with("id", piece.id);
        let memfd = match pages {
            Some((size, _)) => memfd.with("hugetlb", true).with("hugetlbsize", size.saturating_mul(1024)),
            None => memfd,
        };
        memfd.maybe("share", shared)
    } else if let Some((_, dir)) = pages {
        in_file(dir)
    } else if access.is_some() || backing.source == Some(MemorySource::File) {
        in_file(&format!("{}/{}", build.context.memory_dir, piece.name.unwrap_or(piece.id)))
    } else {
        named = false;
        Props::new().with("qom-type", "memory-backend-ram").with("id", piece.id)
    };
    if named
        && piece.main
        && build.caps.has_property("memory-backend-file", "x-use-canonical-path-for-ramblock-id")
    {
        props = props.with("x-use-canonical-path-for-ramblock-id", false);
    }
    preallocated |= pages.is_some() && !piece.sparse;
    if preallocated {
        props = props.with("prealloc", true);
    }
    props = props.maybe("prealloc-threads", backing.allocation_threads);
    props = props.maybe("reserve", piece.sparse.then_some(false));
    props = props
        .with("size", piece.size.saturating_mul(1024))
        .maybe("align", piece.align.filter(|kib| *kib != 0).map(|kib| kib.saturating_mul(1024)))
        .maybe("pmem", piece.pmem.then_some(true))
        .maybe("readonly", piece.readonly.then_some(true));
    let mut thread = None;
    let policy = nodes(build, piece)?;
    if let Some((nodes, policy)) = &policy {
        props = props.with("host-nodes", nodes.clone()).with("policy", *policy);
        if preallocated && piece.nodes.is_none() && build.caps.has_device("thread-context") {
            let id = format!("tc-{}", piece.id);
            props = props.with("prealloc-context", id.as_str());
            thread = Some(
                Props::new()
                    .with("qom-type", "thread-context")
                    .with("id", id)
                    .with("node-affinity", nodes.clone()),
            );
        }
    }
    Ok(Backend { object: props, thread, plain: !named && !preallocated && policy.is_none() })
}

/// The size and the directory of the huge pages behind a piece; `None` for ordinary pages.
fn huge_pages<'a>(build: &Build<'a>, piece: &Piece<'_>) -> Result<Option<(u64, &'a str)>> {
    let available = &build.resources.huge_pages;
    let found = |wanted: Option<u64>| {
        let pages = match wanted {
            None | Some(0) => available.first(),
            Some(size) => available.iter().find(|pages| pages.size == size),
        };
        pages.map(|pages| Some((pages.size, pages.dir.as_str()))).ok_or_else(|| {
            let text = match wanted {
                _ if available.is_empty() => {
                    "hugetlbfs filesystem is not mounted or disabled by administrator config".to_owned()
                }
                Some(size) if size != 0 => {
                    format!("Unable to find any usable hugetlbfs mount for {size} KiB")
                }
                _ => "hugepages are disabled by administrator config".to_owned(),
            };
            Error::new(Code::InternalError, errors::Domain::Qemu, text)
        })
    };
    if let Some(size) = piece.page_size {
        return if size <= ORDINARY { Ok(None) } else { found(Some(size)) };
    }
    let Some(wanted) = &build.guest.memory_backing.hugepages else { return Ok(None) };
    if wanted.is_empty() {
        return found(None);
    }
    let here = piece.cell.unwrap_or(0);
    let by_cell = wanted.iter().find(|page| page.nodeset.as_ref().is_some_and(|cells| cells.contains(here)));
    match by_cell.or_else(|| wanted.iter().find(|page| page.nodeset.is_none())) {
        Some(page) if page.size != 0 && page.size <= ORDINARY => Ok(None),
        Some(page) => found(Some(page.size)),
        None => Ok(None),
    }
}

/// The size of an ordinary page in KiB.
const ORDINARY: u64 = 4;

/// The host nodes that a piece comes from, and how strictly.
fn nodes(build: &Build<'_>, piece: &Piece<'_>) -> Result<Option<(Vec<u32>, &'static str)>> {
    let tune = &build.guest.numa_tune;
    let own = piece.cell.and_then(|cell| tune.cells.iter().find(|policy| policy.cell == cell));
    let overall = tune.memory.as_ref();
    let mode =
        own.map(|policy| policy.mode).or(overall.and_then(|policy| policy.mode)).unwrap_or(NumaMode::Strict);
    let nodes = match (piece.nodes, own, overall) {
        (Some(nodes), _, _) => nodes,
        (None, Some(policy), _) => &policy.nodeset,
        (None, None, Some(policy)) if policy.placement == Some(Placement::Auto) => {
            let nodes = &build.resources.automatic_nodes;
            if nodes.is_empty() {
                let text = "Advice from numad is needed in case of automatic numa placement";
                return Err(Error::new(Code::InternalError, errors::Domain::Domain, text));
            }
            nodes
        }
        (None, None, Some(policy)) => match &policy.nodeset {
            Some(nodes) => nodes,
            None => return Ok(None),
        },
        (None, None, None) => return Ok(None),
    };
    let policy = match mode {
        NumaMode::Strict => "bind",
        NumaMode::Preferred => "preferred",
        NumaMode::Interleave => "interleave",
        // The host's control groups see to it.
        NumaMode::Restrictive => return Ok(None),
    };
    let there = &build.resources.numa_nodes;
    let missing = |node: &u32| there.as_ref().is_some_and(|there| !there.contains(*node));
    if let Some(node) = nodes.iter().find(missing) {
        let text = format!("NUMA node {node} is unavailable");
        return Err(Error::new(Code::ConfigUnsupported, errors::Domain::None, text));
    }
    Ok(Some((nodes.iter().collect(), policy)))
}
