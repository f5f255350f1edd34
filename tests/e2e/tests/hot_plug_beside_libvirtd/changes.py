"""changes.py URI FOLDER: changes a running guest in some hundred ways; prints each answer, then both definitions."""
import os
import sys

import libvirt

uri, folder = sys.argv[1:3]
LIVE, CONFIG = 1, 2
libvirt.registerErrorHandler(lambda context, error: None, None)
os.chmod(folder, 0o755)


def image(name):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.truncate(8 << 20)
    os.chmod(path, 0o666)
    return path


ports = "<controller type='pci' model='pcie-root-port'/>" * 12
definition = f"""<domain type='qemu'><name>hp</name><uuid>11111111-2222-3333-4444-555555555555</uuid>
<memory unit='MiB'>128</memory><maxMemory slots='4' unit='MiB'>1024</maxMemory>
<vcpu current='1'>4</vcpu><iothreads>1</iothreads>
<os><type arch='x86_64' machine='q35'>hvm</type></os><features><acpi/></features>
<cpu mode='custom' match='exact'><model fallback='forbid'>qemu64</model>
<topology sockets='4' cores='1' threads='1'/>
<numa><cell id='0' cpus='0-3' memory='131072' unit='KiB'/></numa></cpu>
<devices><controller type='pci' model='pcie-root'/>{ports}
<controller type='scsi' index='0' model='virtio-scsi'/>
<controller type='usb' index='0' model='qemu-xhci' ports='8'/>
<disk type='file' device='disk'><source file='{image("vda")}'/><target dev='vda' bus='virtio'/></disk>
<disk type='file' device='cdrom'><target dev='sdf' bus='sata'/></disk>
<serial type='pty'/><console type='pty'/>
<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
<graphics type='vnc' port='-1' passwd='one'/>
</devices></domain>"""


def disk(target, bus, source=None, kind="disk"):
    source = f"<source file='{source}'/>" if source else ""
    return (
        f"<disk type='file' device='{kind}'><driver name='qemu' type='raw'/>{source}"
        f"<target dev='{target}' bus='{bus}'/></disk>"
    )


def nic(mac, model="virtio", more=""):
    return f"<interface type='user'><mac address='52:54:00:00:00:{mac}'/><model type='{model}'/>{more}</interface>"


def memory(mib):
    return f"<memory model='dimm'><target><size unit='MiB'>{mib}</size><node>0</node></target></memory>"


def channel(name):
    return f"<channel type='unix'><target type='virtio' name='{name}'/></channel>"


connection = libvirt.open(uri)
domain = connection.defineXML(definition)
domain.create()
count = 0


def act(what, *arguments):
    global count
    count += 1
    try:
        answer = getattr(domain, what)(*arguments)
    except libvirt.libvirtError as e:
        answer = f"{e.get_error_code()} {e.get_error_domain()} {e}"
    print(f"{count} {what}: {answer}")


attach, detach, update = "attachDeviceFlags", "detachDeviceFlags", "updateDeviceFlags"
rng = "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>"
tablet = "<input type='tablet' bus='usb'/>"
act(attach, disk("vdb", "virtio", image("vdb")), LIVE)
act(attach, disk("vdb", "virtio", image("vdb")), LIVE)
act(attach, disk("vdb", "virtio", image("vdb")), CONFIG)
act(attach, disk("vdb", "virtio", image("vdb")), CONFIG)
act(attach, disk("sda", "scsi", image("sda")), LIVE | CONFIG)
act(attach, disk("sdb", "usb", image("sdb")), LIVE)
act(attach, disk("sdc", "scsi", image("sdc")), LIVE)
act(attach, disk("vdc", "virtio", folder + "/nowhere"), LIVE)
act(attach, disk("hdd", "ide", image("vdb")), LIVE)
act(attach, disk("fda", "fdc", None, "floppy"), LIVE)
act(update, disk("sdf", "sata", image("one"), "cdrom"), LIVE)
act(update, disk("sdf", "sata", image("two"), "cdrom"), LIVE | CONFIG)
act(update, disk("sdf", "sata", None, "cdrom"), LIVE)
act(update, disk("sdf", "sata", image("three"), "cdrom"), LIVE)
act(update, disk("vda", "virtio", image("two")), LIVE)
act(update, disk("vdx", "virtio", image("two")), LIVE)
act(update, disk("vdx", "virtio", image("two")), CONFIG)
act(detach, disk("sdb", "usb"), LIVE)
act(detach, disk("sdb", "usb"), LIVE)
act(detach, disk("sdb", "usb"), CONFIG)
act(detach, disk("sdc", "scsi"), LIVE)
act(detach, disk("vdb", "virtio"), CONFIG)
act(detach, disk("sdf", "sata", None, "cdrom"), LIVE)
act(attach, nic("01"), LIVE | CONFIG)
act(attach, nic("02"), LIVE)
act(update, nic("01", "virtio", "<link state='down'/>"), LIVE | CONFIG)
act(update, nic("02", "e1000"), LIVE)
act(update, nic("09"), LIVE)
act(detach, nic("09"), LIVE)
act(detach, nic("09"), CONFIG)
act("setVcpusFlags", 3, LIVE)
act("setVcpusFlags", 9, LIVE)
act("setVcpusFlags", 9, CONFIG)
act("setVcpusFlags", 2, CONFIG)
act("setVcpu", "3", 1, LIVE)
act("setVcpu", "3", 1, LIVE)
act("setVcpu", "0", 0, LIVE)
act("setVcpu", "9", 1, LIVE)
act("setVcpu", "3", 1, CONFIG)
act("setVcpusFlags", 8, CONFIG | 4)
act("addIOThread", 2, LIVE)
act("addIOThread", 2, LIVE)
act("addIOThread", 3, LIVE | CONFIG)
act("delIOThread", 2, LIVE)
act("delIOThread", 9, LIVE)
act("setIOThreadParams", 3, {"poll_max_ns": 100}, LIVE)
act("setIOThreadParams", 3, {"thread_pool_max": 0}, LIVE)
act(attach, memory(128), LIVE | CONFIG)
act(attach, memory(128), LIVE)
act(attach, memory(9128), LIVE)
act(attach, rng, LIVE | CONFIG)
act(attach, rng, LIVE)
act(attach, channel("foo.0"), LIVE | CONFIG)
act(attach, channel("foo.0"), LIVE)
act(attach, channel("bar.0"), LIVE)
act(attach, "<console type='pty'><target type='virtio'/></console>", LIVE)
act(attach, "<console type='null'><target type='virtio'/></console>", LIVE | CONFIG)
act("detachDeviceAlias", "console2", LIVE)
act("detachDeviceAlias", "channel2", LIVE)
act("detachDeviceAlias", "nope", LIVE)
act(attach, tablet, LIVE | CONFIG)
act(attach, "<input type='mouse' bus='ps2'/>", LIVE)
act(attach, "<controller type='scsi' model='virtio-scsi'/>", LIVE)
act(attach, "<controller type='usb' model='qemu-xhci'/>", LIVE)
act(attach, "<sound model='ich9'/>", LIVE)
act(attach, "<hub type='usb'/>", CONFIG)
act(detach, "<hub type='usb'/>", LIVE)
act(update, "<hub type='usb'/>", LIVE)
act(attach, "<foo/>", LIVE)


def vnc(more, listen="listen='127.0.0.1'"):
    return f"<graphics type='vnc' {listen} {more}/>"


act(update, vnc("port='-1' passwd='two'", ""), LIVE)
act(update, vnc("port='-1' passwd='two'"), LIVE)
act(update, vnc("port='-1' passwd='two' passwdValidTo='2040-01-01T00:00:00'"), LIVE)
act(update, vnc("port='-1' passwd='two' connected='fail'"), LIVE)
act(update, vnc("port='-1' passwd='three' keymap='de'"), LIVE)
act(update, vnc("port='5999' autoport='no' passwd='three'"), LIVE)
act(update, vnc("passwd='much too long'"), LIVE)
act(update, vnc("", "socket='/tmp/x'"), LIVE)
act(update, vnc("port='-1' passwd='four'"), CONFIG)
act(update, "<graphics type='sdl'/>", LIVE)
for flags in (LIVE, CONFIG):
    act(attach, "<nvram/>", flags)
    act(attach, "<audio id='1' type='none'/>", flags)
    act(attach, "<audio id='5' type='none'/>", flags)
    act(attach, "<shmem name='s'><model type='ivshmem'/></shmem>", flags)
    act(attach, "<redirdev bus='usb' type='spicevmc'/>", flags)
    act(attach, "<filesystem><driver type='virtiofs'/><source dir='/tmp'/><target dir='t'/></filesystem>", flags)
    act(attach, "<tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>", flags)
    act(attach, "<video><model type='virtio'/></video>", flags)
    act(detach, "<controller type='sata'/>", flags)
    act(detach, "<controller type='scsi'/>", flags)
for flags in (LIVE, CONFIG):
    act(attach, "<smartcard mode='host'/>", flags)
    act(attach, "<controller type='pci' model='pcie-root-port'/>", flags)
    act(attach, "<controller type='pci'/>", flags)
    act(attach, "<controller type='pci' model='dmi-to-pci-bridge'/>", flags)
for controller in (
    "type='scsi' model='lsilogic'",
    "type='scsi' model='lsisas1068' index='4'",
    "type='virtio-serial' index='3'",
    "type='ccid'",
    "type='sata'",
    "type='fdc'",
):
    act(attach, f"<controller {controller}/>", LIVE)
for bus in ("0x09", "0x20"):
    place = f"<address type='pci' domain='0' bus='{bus}' slot='0' function='0'/>"
    act(attach, f"<controller type='scsi' model='virtio-scsi' index='{int(bus, 16)}'>{place}</controller>", LIVE)
act(attach, "<hostdev mode='subsystem' type='scsi'><source><adapter name='scsi_host99'/>"
    "<address bus='0' target='0' unit='0'/></source></hostdev>", LIVE)
act(attach, "<hostdev mode='subsystem' type='scsi_host'>"
    "<source protocol='vhost' wwpn='naa.5123456789abcde0'/></hostdev>", LIVE)
act(attach, "<lease><lockspace>l</lockspace><key>k</key><target path='/tmp/none' offset='1024'/></lease>", LIVE)
act(attach, "<panic model='pvpanic'/>", LIVE)
act(attach, "<iommu model='intel'/>", LIVE)
act(attach, "<watchdog model='itco' action='reset'/>", LIVE)
act(attach, "<watchdog model='itco' action='reset'/>", CONFIG)
act(detach, "<watchdog model='itco' action='reset'/>", LIVE)
for source in (
    "type='usb'><source><vendor id='0x1234'/><product id='0xbeef'/></source>",
    "type='usb'><source><address bus='9' device='9'/></source>",
    "type='pci'><source><address domain='0' bus='0xff' slot='0' function='0'/></source>",
    "type='scsi'><source><adapter name='scsi_host99'/><address bus='0' target='0' unit='0'/></source>",
):
    act(detach, f"<hostdev mode='subsystem' {source}</hostdev>", LIVE)
print(domain.XMLDesc(0))
print(domain.XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE))
domain.destroy()
domain.undefine()
