//! I/O limits of disks: what is set is merged by groups of limits, told to QEMU, and written down.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::Domain;
use model::device::disk::Disk;
use model::tuning::IoTune;
use serde_json::{Map, Value, json};

use crate::block::{BlockDevice, find};
use crate::edit::Affected;
use crate::event::EventKind;
use crate::guest::Guest;
use crate::owner::Owner;
use crate::stats::{StatValue, Stats};

/// The largest limit that QEMU takes.
const MOST: u64 = 1_000_000_000_000_000;

/// A kind of limit: those of one kind are set together, and what is not named of it becomes none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bytes,
    Iops,
    BytesMax,
    IopsMax,
    Size,
    BytesLength,
    IopsLength,
}

type Field = fn(&mut IoTune) -> &mut Option<u64>;

macro_rules! fields {
    ($($name:ident, $kind:ident, $qmp:literal;)*) => {
        /// libvirt's name of each limit, its kind, QEMU's name, and where it stands in a definition.
        const FIELDS: &[(&str, Kind, &str, Field)] =
            &[$((stringify!($name), Kind::$kind, $qmp, |tune| &mut tune.$name),)*];
    };
}

fields! {
    total_bytes_sec, Bytes, "bps";
    read_bytes_sec, Bytes, "bps_rd";
    write_bytes_sec, Bytes, "bps_wr";
    total_iops_sec, Iops, "iops";
    read_iops_sec, Iops, "iops_rd";
    write_iops_sec, Iops, "iops_wr";
    total_bytes_sec_max, BytesMax, "bps_max";
    read_bytes_sec_max, BytesMax, "bps_rd_max";
    write_bytes_sec_max, BytesMax, "bps_wr_max";
    total_iops_sec_max, IopsMax, "iops_max";
    read_iops_sec_max, IopsMax, "iops_rd_max";
    write_iops_sec_max, IopsMax, "iops_wr_max";
    size_iops_sec, Size, "iops_size";
    total_bytes_sec_max_length, BytesLength, "bps_max_length";
    read_bytes_sec_max_length, BytesLength, "bps_rd_max_length";
    write_bytes_sec_max_length, BytesLength, "bps_wr_max_length";
    total_iops_sec_max_length, IopsLength, "iops_max_length";
    read_iops_sec_max_length, IopsLength, "iops_rd_max_length";
    write_iops_sec_max_length, IopsLength, "iops_wr_max_length";
}

/// Where `group_name` stands among the limits when they are told.
const GROUP_PLACE: usize = 13;

/// How many limits are told of a disk, its group's name among them.
pub const THROTTLE_COUNT: usize = FIELDS.len() + 1;

/// The names of the limits that can be set as numbers.
pub fn throttle_names() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|(name, ..)| *name)
}

impl Guest {
    /// The limits of a disk (DOMAIN_GET_BLOCK_IO_TUNE): of a running guest as QEMU has them.
    ///
    /// # Errors
    /// 8 for a disk that is not there or has nothing in it; 55; 68 when QEMU does not answer in time.
    pub async fn throttle(&self, disk: &str, stored: bool) -> Result<Stats> {
        if stored {
            let view = self.view();
            let found = find(view.next_definition()?.domain(), disk).ok_or_else(|| not_defined(disk))?;
            return Ok(told(&mut found.iotune.clone().unwrap_or_default()));
        }
        let live = self.live()?;
        let found = find(live.domain(), disk).ok_or_else(|| not_found(disk))?;
        check_source(found)?;
        let device = self.block_device(found).await?;
        Ok(told(&mut of_qemu(&device.entry["inserted"])))
    }

    /// Sets limits of a disk (DOMAIN_SET_BLOCK_IO_TUNE).
    ///
    /// # Errors
    /// As above; 8, 67 and 74 for limits that contradict each other or that QEMU cannot keep.
    pub async fn set_throttle(&self, disk: String, params: Stats, affected: Affected) -> Result<()> {
        self.ask(move |owner| Box::pin(async move { owner.set_throttle(&disk, &params, affected).await }))
            .await
    }
}

impl Owner {
    async fn set_throttle(&mut self, name: &str, params: &Stats, affected: Affected) -> Result<()> {
        self.require(affected)?;
        let wanted = Wanted::new(params)?;
        let mut told = None;
        if affected.live
            && let Some(live) = self.view.live.clone()
        {
            let disk = find(live.domain(), name).ok_or_else(|| not_found(name))?;
            check_source(disk)?;
            let mut tune = wanted.merged(wanted.base(live.domain(), disk));
            check_bursts(&mut tune)?;
            if affected.config {
                let stored = self.view.stored.as_ref();
                stored.and_then(|stored| find(stored.domain(), name)).ok_or_else(|| not_defined(name))?;
            }
            let reply = self.command("query-block", Value::Null).await?;
            let device = BlockDevice::of(&reply, disk)?;
            self.command("block_set_io_throttle", arguments(&device.qdev, &mut tune)).await?;
            told = Some(disk.target.dev.clone());
        } else if affected.config {
            let stored = self.view.next_definition()?;
            find(stored.domain(), name).ok_or_else(|| not_defined(name))?;
        }
        self.edit(affected, |domain: &mut Domain| {
            let disk = find(domain, name).ok_or_else(|| not_defined(name))?;
            let mut tune = wanted.merged(wanted.base(domain, disk));
            let tune = (!is_nothing(&mut tune)).then_some(tune);
            if let Some(group) = group_of(tune.as_ref()) {
                let members = domain.devices.disks.iter_mut();
                for member in members.filter(|disk| group_of(disk.iotune.as_ref()) == Some(group)) {
                    member.iotune.clone_from(&tune);
                }
            }
            let disk = crate::block::find_mut(domain, name).ok_or_else(|| not_defined(name))?;
            disk.iotune = tune;
            Ok(())
        })?;
        if let Some(dev) = told {
            let mut changed = vec![("blkdeviotune.disk".to_owned(), StatValue::Text(dev))];
            changed
                .extend(params.iter().map(|(name, value)| (format!("blkdeviotune.{name}"), value.clone())));
            self.tell(EventKind::Tunable { params: changed });
        }
        Ok(())
    }

    /// Sets the limits of a disk that has come.
    pub(crate) async fn set_throttle_of(&self, disk: &Disk) -> Result<()> {
        let Some(tune) = disk.iotune.as_ref().filter(|_| check_source(disk).is_ok()) else { return Ok(()) };
        let reply = self.command("query-block", Value::Null).await?;
        let device = BlockDevice::of(&reply, disk)?;
        self.command("block_set_io_throttle", arguments(&device.qdev, &mut tune.clone())).await.map(drop)
    }

    /// Sets the limits of all disks, for a guest that starts.
    pub(crate) async fn set_throttles(&self) -> Result<()> {
        let Some(live) = self.view.live.clone() else { return Ok(()) };
        let mut reply = None;
        for disk in &live.domain().devices.disks {
            let Some(tune) = disk.iotune.as_ref().filter(|_| check_source(disk).is_ok()) else { continue };
            if reply.is_none() {
                reply = Some(self.command("query-block", Value::Null).await?);
            }
            let Some(all) = &reply else { continue };
            let device = BlockDevice::of(all, disk)?;
            self.command("block_set_io_throttle", arguments(&device.qdev, &mut tune.clone())).await?;
        }
        Ok(())
    }
}

/// What is to be set.
struct Wanted {
    limits: Vec<(Kind, Field, u64)>,
    group: Option<String>,
}

impl Wanted {
    fn new(params: &Stats) -> Result<Self> {
        let mut wanted = Self { limits: Vec::new(), group: None };
        for (name, value) in params {
            match value {
                StatValue::ULLong(value) if *value > MOST => {
                    let detail = format!("block I/O throttle limit value must be no more than {MOST}");
                    return Err(Error::new(Code::ArgumentUnsupported, ErrorDomain::Qemu, detail));
                }
                StatValue::ULLong(value) => {
                    let field = FIELDS.iter().find(|(known, ..)| known == name);
                    wanted.limits.extend(field.map(|(_, kind, _, place)| (*kind, *place, *value)));
                }
                StatValue::Text(group) if name == "group_name" => wanted.group = Some(group.clone()),
                _ => {}
            }
        }
        let mut alone = wanted.merged(None);
        let mut both = |total: &str, read: &str, write: &str, what: &str| -> Result<()> {
            let mut set = |name: &str| value(&mut alone, name) != 0;
            if set(total) && (set(read) || set(write)) {
                let detail = format!("total and read/write of {what} cannot be set at the same time");
                return Err(Error::new(Code::InvalidArg, ErrorDomain::Qemu, detail));
            }
            Ok(())
        };
        for what in ["bytes_sec", "iops_sec", "bytes_sec_max", "iops_sec_max"] {
            both(&format!("total_{what}"), &format!("read_{what}"), &format!("write_{what}"), what)?;
        }
        Ok(wanted)
    }

    /// What a disk has before: its own limits, or those of the group that it joins.
    fn base<'a>(&self, domain: &'a Domain, disk: &'a Disk) -> Option<&'a IoTune> {
        let own = disk.iotune.as_ref();
        let joined = self.group.as_deref().filter(|group| !group.is_empty() && group_of(own) != Some(group));
        let mut tunes = domain.devices.disks.iter().filter_map(|disk| disk.iotune.as_ref());
        joined.and_then(|group| tunes.find(|tune| group_of(Some(tune)) == Some(group))).or(own)
    }

    /// What there will be where there was `before`.
    fn merged(&self, before: Option<&IoTune>) -> IoTune {
        let mut tune = before.cloned().unwrap_or_default();
        let mut former = tune.clone();
        for (_, kind, _, place) in FIELDS {
            if self.limits.iter().any(|(set, ..)| set == kind) {
                // A duration that is not named goes back to what QEMU takes by itself.
                let is_duration = matches!(kind, Kind::BytesLength | Kind::IopsLength);
                *place(&mut tune) = place(&mut former).and(is_duration.then_some(1));
            }
        }
        for (_, place, value) in self.limits.iter().filter(|(.., value)| *value != 0) {
            *place(&mut tune) = Some(*value);
        }
        if let Some(group) = &self.group {
            tune.group_name = Some(group.clone());
        }
        tune
    }
}

fn value(tune: &mut IoTune, name: &str) -> u64 {
    FIELDS.iter().find(|(known, ..)| *known == name).and_then(|(_, _, _, place)| *place(tune)).unwrap_or(0)
}

/// Without a limit, a group has nothing to share: its name goes too.
fn is_nothing(tune: &mut IoTune) -> bool {
    FIELDS.iter().all(|(_, _, _, place)| place(tune).is_none())
}

/// The group whose limits a disk shares.
fn group_of(tune: Option<&IoTune>) -> Option<&str> {
    tune?.group_name.as_deref().filter(|group| !group.is_empty())
}

/// A burst needs a limit that it exceeds.
fn check_bursts(tune: &mut IoTune) -> Result<()> {
    for way in [
        "total_bytes_sec",
        "read_bytes_sec",
        "write_bytes_sec",
        "total_iops_sec",
        "read_iops_sec",
        "write_iops_sec",
    ] {
        let burst = format!("{way}_max");
        let detail = match (value(tune, way), value(tune, &burst)) {
            (_, 0) => continue,
            (0, _) => format!("cannot reset '{way}' when '{burst}' is set"),
            (limit, most) if most < limit => format!("value '{burst}' cannot be smaller than '{way}'"),
            _ => continue,
        };
        return Err(Error::new(Code::ConfigUnsupported, ErrorDomain::Qemu, detail));
    }
    Ok(())
}

/// The arguments of `block_set_io_throttle`. How long bursts last is told only where it is set.
fn arguments(qdev: &str, tune: &mut IoTune) -> Value {
    let mut arguments = Map::new();
    arguments.insert("id".into(), qdev.into());
    for (_, kind, name, place) in FIELDS {
        let value = place(tune).unwrap_or(0);
        if value != 0 || !matches!(kind, Kind::BytesLength | Kind::IopsLength) {
            arguments.insert((*name).into(), json!(value));
        }
    }
    if let Some(group) = group_of(Some(tune)) {
        arguments.insert("group".into(), group.into());
    }
    Value::Object(arguments)
}

/// The limits in the `inserted` of a `query-block` entry.
fn of_qemu(inserted: &Value) -> IoTune {
    let mut tune = IoTune::default();
    for (_, _, name, place) in FIELDS {
        *place(&mut tune) = inserted[*name].as_u64();
    }
    tune.group_name = inserted["group"].as_str().map(str::to_owned);
    tune
}

/// All limits under libvirt's names, in libvirt's order.
fn told(tune: &mut IoTune) -> Stats {
    let mut params: Stats = FIELDS
        .iter()
        .map(|(name, _, _, place)| ((*name).to_owned(), StatValue::ULLong(place(tune).unwrap_or(0))))
        .collect();
    let group = StatValue::Text(tune.group_name.clone().unwrap_or_default());
    params.insert(GROUP_PLACE.min(params.len()), ("group_name".to_owned(), group));
    params
}

fn check_source(disk: &Disk) -> Result<()> {
    if crate::disks::is_empty(disk) {
        return Err(crate::block::no_source(disk));
    }
    Ok(())
}

fn not_found(disk: &str) -> Error {
    Error::new(Code::InvalidArg, ErrorDomain::Qemu, format!("disk '{disk}' not found in domain"))
}

fn not_defined(disk: &str) -> Error {
    let detail = format!("disk '{disk}' was not found in the domain config");
    Error::new(Code::InvalidArg, ErrorDomain::Qemu, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(name: &str, value: u64) -> (String, StatValue) {
        (name.to_owned(), StatValue::ULLong(value))
    }

    fn set(before: Option<&IoTune>, params: &[(&str, u64)]) -> IoTune {
        let params: Stats = params.iter().map(|(name, value)| limit(name, *value)).collect();
        Wanted::new(&params).unwrap().merged(before)
    }

    #[test]
    fn limits_of_one_kind_replace_each_other_and_leave_the_rest() {
        let first = set(None, &[("total_bytes_sec", 1000), ("total_iops_sec", 5)]);
        let then = set(Some(&first), &[("read_bytes_sec", 7)]);
        let expected = IoTune { read_bytes_sec: Some(7), total_iops_sec: Some(5), ..IoTune::default() };
        assert_eq!(then, expected);
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        let message = |params: &[(&str, u64)]| {
            let params: Stats = params.iter().map(|(name, value)| limit(name, *value)).collect();
            Wanted::new(&params).err().map(|e| e.message)
        };
        assert_eq!(
            message(&[("total_bytes_sec", 1), ("read_bytes_sec", 1)]).unwrap(),
            "invalid argument: total and read/write of bytes_sec cannot be set at the same time"
        );
        assert!(message(&[("total_bytes_sec", MOST + 1)]).is_some());
        assert_eq!(message(&[("total_bytes_sec", MOST), ("read_iops_sec", 1)]), None);
        let mut burst = set(None, &[("write_bytes_sec_max", 6)]);
        assert_eq!(
            check_bursts(&mut burst).unwrap_err().message,
            "unsupported configuration: cannot reset 'write_bytes_sec' when 'write_bytes_sec_max' is set"
        );
        let mut burst = set(None, &[("write_bytes_sec", 7), ("write_bytes_sec_max", 6)]);
        assert_eq!(
            check_bursts(&mut burst).unwrap_err().message,
            "unsupported configuration: value 'write_bytes_sec_max' cannot be smaller than 'write_bytes_sec'"
        );
    }

    #[test]
    fn qemu_is_told_all_limits_and_only_known_durations() {
        let mut tune =
            set(None, &[("read_bytes_sec", 5), ("read_bytes_sec_max", 6), ("read_bytes_sec_max_length", 3)]);
        let arguments = arguments("/x", &mut tune);
        assert_eq!(arguments["bps_rd"], 5);
        assert_eq!(arguments["bps"], 0);
        assert_eq!(arguments["bps_rd_max_length"], 3);
        assert_eq!(arguments.get("bps_max_length"), None);
        let back = of_qemu(&json!({"bps_rd": 5, "group": "g"}));
        assert_eq!((back.read_bytes_sec, back.group_name.as_deref()), (Some(5), Some("g")));
    }

    #[test]
    fn the_group_stands_in_the_middle() {
        let all = told(&mut IoTune::default());
        assert_eq!(all.len(), THROTTLE_COUNT);
        assert_eq!(all.get(12).map(|(name, _)| name.as_str()), Some("size_iops_sec"));
        assert_eq!(all.get(13).map(|(name, _)| name.as_str()), Some("group_name"));
    }
}
