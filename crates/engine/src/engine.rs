//! The engine: all guests of one daemon, and what they share.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use caps::{Accelerator, Arch, CompatDifference, EmulatorCapabilities, MachineCompat};
use errors::{Code, Domain as ErrorDomain, Error, Result};
use findings::Finding;
use host::cgroup::Mounts;
use host::node::Node;
use host::process::Credentials;
use model::Uuid;
use prepare::{FirmwareDescriptor, InstalledEmulator};
use vm::{Boxed, ControlGroups, DomainEvent, File, Guest, QemuUser, Settings, Surroundings, View};

use crate::bus::{Bus, Subscription};
use crate::config::Config;
use crate::emulators;
use crate::forecasts::ForecastChanges;
use crate::ledger::Ledger;
use crate::lending::Lending;
use crate::memo::Memo;
use crate::paths::{Mode, Paths};
use crate::policy_file::PolicyFile;
use crate::ports::Ports;
use crate::prober::{self, EmulatorChange, Prober};
use crate::registry::Registry;
use crate::schema::Schemas;
use crate::strays::Strays;

/// All guests of one daemon, and what they share. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Engine {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) config: Config,
    pub(crate) paths: Paths,
    pub(crate) mode: Mode,
    pub(crate) settings: Settings,
    pub(crate) node: Node,
    pub(crate) arch: Arch,
    pub(crate) registry: Arc<Registry>,
    pub(crate) bus: Bus,
    pub(crate) prober: Prober,
    pub(crate) ports: Ports,
    pub(crate) lending: Lending,
    pub(crate) strays: Strays,
    pub(crate) forecast_changes: ForecastChanges,
    pub(crate) ledger: Ledger,
    pub(crate) policy: PolicyFile,
    emulators: Memo<(), Vec<InstalledEmulator>>,
    firmware: Memo<(), Vec<FirmwareDescriptor>>,
    pub(crate) schemas: Schemas,
}

impl Engine {
    /// An engine with no guests yet; makes the directories it needs. `privileged`: the daemon is root.
    ///
    /// # Errors
    /// A directory that cannot be made; a QEMU user that does not exist.
    pub fn new(config: Config, paths: Paths, mode: Mode, privileged: bool) -> Result<Self> {
        for (directory, bits) in directories(&paths) {
            host::files::make_directory(&directory, bits).map_err(|why| crate::file_trouble(&why))?;
        }
        let policy = PolicyFile::load(paths.policy())?;
        let node = Node::default();
        let qemu = if privileged { Some(crate::qemu_user::find(&config)?) } else { None };
        if let Some(user) = &qemu {
            open_the_way(&paths, user);
        }
        let arch = Arch::from_libvirt(&node.architecture()).unwrap_or(Arch::X86_64);
        let tpm_user = match &qemu {
            Some(user) => Some(crate::qemu_user::find_tpm_user(&config, user)?),
            None => None,
        };
        let settings = Settings { tpm_user, ..settings(&config, &paths, &node, privileged, qemu) };
        let credentials = settings.qemu.clone().map(|user| Credentials {
            uid: user.uid,
            gid: user.gid,
            groups: user.groups,
        });
        let microcode = node.cpu_model().microcode;
        let prober = Prober::new(prober::Surroundings {
            cache: paths.capabilities(),
            scratch: paths.run.clone(),
            credentials,
            kernel: settings.kernel.clone(),
            microcode,
        });
        let ledger = Ledger::new(paths.acknowledgements(), config.kept_finding_changes)?;
        let ports = Ports::new(config.display_ports);
        let registry = Arc::new(Registry::default());
        let (bus, lending) = (Bus::default(), Lending::default());
        let emulators = Memo::default();
        let inner = Inner {
            config,
            paths,
            mode,
            settings,
            node,
            arch,
            registry,
            bus,
            prober,
            ports,
            lending,
            strays: Strays::default(),
            forecast_changes: ForecastChanges::default(),
            ledger,
            policy,
            emulators,
            firmware: Memo::default(),
            schemas: Schemas::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The guest with this uuid.
    pub fn guest_by_uuid(&self, uuid: &Uuid) -> Option<Guest> {
        self.inner.registry.by_uuid(uuid)
    }

    /// The guest with this name.
    pub fn guest_by_name(&self, name: &str) -> Option<Guest> {
        self.inner.registry.by_name(name)
    }

    /// The running guest with this id.
    pub fn guest_by_id(&self, id: i32) -> Option<Guest> {
        self.inner.registry.by_id(id)
    }

    /// All guests, in no particular order.
    pub fn guests(&self) -> Vec<Guest> {
        self.inner.registry.all()
    }

    /// How many guests there are.
    pub fn guest_count(&self) -> usize {
        self.inner.registry.len()
    }

    /// What happens to all guests from now on. A subscriber that leaves more than `capacity` events unread is
    /// cut off.
    pub fn subscribe(&self, capacity: usize) -> Subscription {
        self.inner.bus.subscribe(capacity)
    }

    /// The daemon's configuration.
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// Where the daemon keeps what.
    pub fn paths(&self) -> &Paths {
        &self.inner.paths
    }

    /// The host's name (procedure CONNECT_GET_HOSTNAME).
    pub fn hostname(&self) -> &str {
        &self.inner.settings.hostname
    }

    /// Facts of the host, straight from its kernel.
    pub fn node(&self) -> &Node {
        &self.inner.node
    }

    /// Whose daemon it is.
    pub fn mode(&self) -> Mode {
        self.inner.mode
    }

    /// The URI that clients reach it by (procedure CONNECT_GET_URI).
    pub fn uri(&self) -> &'static str {
        match self.inner.mode {
            Mode::System => "qemu:///system",
            Mode::Session => "qemu:///session",
        }
    }

    /// What the emulator at `path` can do, under `accelerator` too, if one is wanted in particular: another than the
    /// first that works is asked about only then.
    ///
    /// # Errors
    /// 38 "Cannot check QEMU binary ..." when there is none; 1 with the reason when it cannot be used.
    pub async fn emulator(
        &self,
        path: &Path,
        accelerator: Option<Accelerator>,
    ) -> Result<Arc<EmulatorCapabilities>> {
        self.inner.prober.capabilities(path, accelerator).await
    }

    /// Emulators that are found to be others than before from now on: what was concluded from them may not hold
    /// any more. A listener that leaves many unread misses the oldest.
    pub fn emulator_changes(&self) -> tokio::sync::broadcast::Receiver<EmulatorChange> {
        self.inner.prober.changes()
    }

    /// What changes for a guest between two machine types of the emulator at `path`, property by property
    /// (`query-machines` with `compat-props`).
    ///
    /// # Errors
    /// As [`emulator`](Self::emulator); 1 when it is too old to tell; 8 for a machine type that it does not have.
    pub async fn machine_differences(
        &self,
        path: &Path,
        from: &str,
        to: &str,
    ) -> Result<Vec<CompatDifference>> {
        let all = self.inner.prober.compat(path).await?;
        let find = |name: &str| {
            MachineCompat::find(&all, name).ok_or_else(|| {
                let detail =
                    format!("the machine '{name}' is not supported by emulator '{}'", path.display());
                Error::new(Code::InvalidArg, ErrorDomain::Qemu, detail)
            })
        };
        Ok(find(from)?.differences(find(to)?))
    }

    /// The version of the host's default emulator as a number (procedure CONNECT_GET_VERSION):
    /// major * 1000000 + minor * 1000 + micro.
    ///
    /// # Errors
    /// 1 when there is no emulator for the host's own architecture, or it cannot be used.
    pub async fn hypervisor_version(&self) -> Result<u64> {
        let inner = &self.inner;
        let path = emulators::of_arch(&inner.config, inner.arch).ok_or_else(|| {
            let detail = format!("Cannot find suitable emulator for {}", inner.arch.libvirt());
            Error::new(Code::InternalError, ErrorDomain::Qemu, detail)
        })?;
        Ok(self.emulator(&path, None).await?.version.number())
    }

    /// The emulators that are installed, the host's own architecture first.
    pub(crate) fn installed_emulators(&self) -> Vec<InstalledEmulator> {
        let inner = &self.inner;
        inner
            .emulators
            .fresh(&())
            .unwrap_or_else(|| inner.emulators.remember((), emulators::all(&inner.config, inner.arch)))
    }

    /// The firmware that is installed, the best first.
    pub(crate) fn installed_firmware(&self) -> Vec<FirmwareDescriptor> {
        let inner = &self.inner;
        inner.firmware.fresh(&()).unwrap_or_else(|| {
            inner.firmware.remember((), crate::firmware::installed(&inner.config.firmware_directories))
        })
    }

    pub(crate) fn surroundings(&self) -> Arc<dyn Surroundings> {
        Arc::clone(&self.inner) as Arc<dyn Surroundings>
    }
}

impl Surroundings for Inner {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn policy(&self) -> Arc<policy::Policy> {
        self.policy.current()
    }

    fn publish(&self, event: DomainEvent) {
        self.bus.publish(event);
    }

    fn follow(&self, view: &View) {
        self.ledger.follow(view);
    }

    fn is_acknowledged(&self, guest: Uuid, finding: &Finding) -> bool {
        self.ledger.is_acknowledged(&guest, finding)
    }

    fn claim_id(&self, guest: Uuid) -> i32 {
        self.registry.claim_id(guest)
    }

    fn restore_id(&self, guest: Uuid, id: i32) {
        self.registry.restore_id(guest, id);
    }

    fn release_id(&self, id: i32) {
        self.registry.release_id(id);
    }

    fn forget(&self, guest: Uuid) {
        self.registry.forget(&guest);
        self.ledger.close(&guest);
    }

    fn claim_port(&self, guest: Uuid, address: &str, wanted: Option<u16>) -> Result<u16> {
        self.ports.claim(guest, address, wanted)
    }

    fn release_ports(&self, guest: Uuid) {
        self.ports.release(guest);
    }

    fn stray(&self, guest: Uuid) -> Option<u32> {
        self.strays.of(guest)
    }

    fn capabilities<'a>(
        &'a self,
        emulator: &'a Path,
        accelerator: Accelerator,
    ) -> Boxed<'a, Result<Arc<EmulatorCapabilities>>> {
        Box::pin(self.prober.capabilities(emulator, Some(accelerator)))
    }

    fn known_capabilities(&self, emulator: &Path) -> Option<Arc<EmulatorCapabilities>> {
        self.prober.known(emulator, None)?.ok()
    }

    fn lend(&self, guest: Uuid, files: &[File]) -> Result<Vec<vm::status::Lent>> {
        match &self.settings.qemu {
            Some(user) if self.config.dynamic_ownership => self.lending.lend(guest, files, user),
            _ => Ok(Vec::new()),
        }
    }

    fn give(&self, lent: &[vm::status::Lent]) -> Result<()> {
        self.settings.qemu.as_ref().map_or(Ok(()), |user| self.lending.give(lent, user))
    }

    fn hand_back(&self, guest: Uuid, lent: &[vm::status::Lent]) {
        self.lending.hand_back(guest, lent);
    }
}

/// The directories a daemon needs. QEMU's own user has to pass through those above a guest's directory.
fn directories(paths: &Paths) -> Vec<(PathBuf, u32)> {
    vec![
        (paths.definitions(), 0o700),
        (paths.run.clone(), 0o755),
        (paths.status(), 0o700),
        (paths.guests(), 0o751),
        (paths.guest_logs(), 0o700),
        (paths.history(), 0o700),
        (paths.cache.clone(), 0o711),
    ]
}

/// Lets QEMU's user pass through the daemon's own directories to those of its guests. What lies above them is
/// not the daemon's to change.
fn open_the_way(paths: &Paths, user: &QemuUser) {
    use std::os::unix::fs::PermissionsExt as _;
    let guests = paths.guests();
    let Some(base) = paths.lib.parent() else { return };
    while let Some(closed) = user.closed_directory(&guests.join("domain")) {
        let bits = std::fs::metadata(&closed).map_or(0, |data| data.permissions().mode() & 0o7777);
        let opened = closed.starts_with(base) && host::files::set_mode(&closed, bits | 0o111).is_ok();
        if !opened {
            tracing::warn!(
                "QEMU's user '{}' cannot enter {}: guests cannot reach files there",
                user.name,
                closed.display()
            );
            return;
        }
    }
}

fn settings(
    config: &Config,
    paths: &Paths,
    node: &Node,
    privileged: bool,
    qemu: Option<QemuUser>,
) -> Settings {
    let security = match &qemu {
        Some(user) => prepare::SecurityPolicy::Dac { uid: user.uid, gid: user.gid },
        None => prepare::SecurityPolicy::None,
    };
    Settings {
        privileged,
        tpm_user: None,
        qemu,
        definitions: paths.definitions(),
        autostart: paths.autostart(),
        status: paths.status(),
        guests: paths.guests(),
        logs: paths.guest_logs(),
        hook: paths.hook(&config.hook_directory),
        seccomp_sandbox: config.seccomp_sandbox,
        capability_filters: !config.capability_filters.is_empty(),
        deprecation_behavior: config.deprecation_behavior.word().map(str::to_owned),
        history: (config.history_days > 0).then(|| paths.history()),
        control_groups: control_groups(config, paths, privileged),
        policy: prepare::Policy {
            vnc_listen: config.vnc_listen.clone(),
            security,
            nvram_dir: paths.guests().join("nvram").to_string_lossy().into_owned(),
            ..prepare::Policy::default()
        },
        dump_guest_core: false,
        hostname: node.host_name(),
        kernel: node.kernel_release(),
        save_format: config.save_format().unwrap_or_default(),
        dump_format: config.dump_format().unwrap_or_default(),
        monitor_timeout: Duration::from_millis(config.monitor_timeout_ms),
        query_timeout: Duration::from_millis(config.query_timeout_ms),
    }
}

/// The host's control groups: for a daemon that is root.
fn control_groups(config: &Config, paths: &Paths, privileged: bool) -> ControlGroups {
    let private = *paths != Paths::system() && config.machine_partition.is_empty();
    let partition = match config.machine_partition.as_str() {
        "" if private => paths.own_partition(),
        "" => "/machine".to_owned(),
        "none" => return ControlGroups::default(),
        named => named.to_owned(),
    };
    if !privileged {
        return ControlGroups::default();
    }
    let mounts = Mounts::find(Path::new("/")).unwrap_or_else(|why| {
        tracing::warn!("guests run without control groups: the list of mounts: {why}");
        Mounts::default()
    });
    if mounts.0.is_empty() {
        tracing::info!("guests run without control groups: none are mounted");
    }
    ControlGroups { mounts, partition, is_own: private }
}
