"""operations.py URI FOLDER: what can be done to a running guest besides its devices; prints each answer, the events that
it causes, and both definitions in the end."""
import os
import re
import sys
import threading
import time

import libvirt
import libvirt_qemu

uri, folder = sys.argv[1:3]
LIVE, CONFIG = 1, 2
libvirt.registerErrorHandler(lambda context, error: None, None)
os.chmod(folder, 0o777)


def image(name):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.truncate(8 << 20)
    os.chmod(path, 0o666)
    return path


definition = f"""<domain type='qemu'><name>live</name><uuid>11111111-2222-3333-4444-666666666666</uuid>
<memory unit='MiB'>128</memory><currentMemory unit='MiB'>128</currentMemory>
<vcpu current='2'>4</vcpu><iothreads>2</iothreads>
<os><type arch='x86_64' machine='q35'>hvm</type></os><features><acpi/></features>
<cpu mode='custom' match='exact'><model fallback='forbid'>qemu64</model></cpu>
<pm><suspend-to-mem enabled='yes'/></pm>
<devices><controller type='pci' model='pcie-root'/>{"<controller type='pci' model='pcie-root-port'/>" * 8}
<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{image("vda")}'/>
<target dev='vda' bus='virtio'/></disk>
<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{image("vdb")}'/>
<target dev='vdb' bus='virtio'/></disk>
<disk type='file' device='cdrom'><target dev='sda' bus='sata'/></disk>
<interface type='user'><mac address='52:54:00:00:00:01'/><model type='virtio'/></interface>
<serial type='pty'/><console type='pty'/>
<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
<channel type='unix'><target type='virtio' name='other.0'/></channel>
<graphics type='vnc' port='-1'/><video><model type='vga'/></video>
<memballoon model='virtio'/>
</devices></domain>"""

libvirt.virEventRegisterDefaultImpl()
connection = libvirt.open(uri)
events = []


def heard(name):
    def callback(*arguments):
        told = [str(a) for a in arguments[2:-1]]
        events.append(f"  event {name}: {' '.join(told)}")

    return callback


for name in dir(libvirt):
    # Some tell of times and sizes, or come as often as memory is written.
    others = ("LAST", "JOB_COMPLETED", "MIGRATION_ITERATION", "CONTROL_ERROR")
    if name.startswith("VIR_DOMAIN_EVENT_ID_") and not name.endswith(others):
        number = getattr(libvirt, name)
        connection.domainEventRegisterAny(None, number, heard(name[20:].lower()), None)


def loop():
    while True:
        libvirt.virEventRunDefaultImpl()


threading.Thread(target=loop, daemon=True).start()
domain = connection.defineXML(definition)
count = 0


def shown(answer):
    if isinstance(answer, dict):
        return str(sorted(answer.items()))
    return str(answer)


def call(label, function, view=shown):
    global count
    count += 1
    try:
        answer = view(function())
    except libvirt.libvirtError as e:
        answer = f"{e.get_error_code()} {e.get_error_domain()} {e}"
    except (TypeError, OverflowError, ValueError, LookupError, AttributeError) as e:
        answer = f"python: {e}"
    line = re.sub(r'"libvirt-[0-9]+"', '"libvirt-N"', f"{count} {label}: {answer}")
    print(re.sub(r"'/[^']*/save/live.save'", "'live.save'", line))
    settle(label)


# What they cause may come a while after their answers.
SLOW = ("create", "save", "managedSave", "restore", "coreDump", "reset", "destroy", "suspend", "resume", "setMem")


def settle(label="create"):
    seen = -1
    while seen != len(events):
        seen = len(events)
        # A firmware that is reset resets once more.
        time.sleep(1 if label.startswith("reset") else 0.15 if label.startswith(SLOW) else 0.06)
    for event in events:
        print(event)
    events.clear()


def act(what, *arguments, view=shown):
    told = " ".join(str(a) for a in arguments)
    call(f"{what} {told}".replace(folder, "FOLDER"), lambda: getattr(domain, what)(*arguments), view)


def definitions():
    for flags in (0, libvirt.VIR_DOMAIN_XML_INACTIVE):
        try:
            print(domain.XMLDesc(flags))
        except libvirt.libvirtError as e:
            print(e)


settle()
call("create", domain.create)
time.sleep(1)
settle()

# Shares and limits.
act("schedulerType")
for flags in (CONFIG, LIVE | CONFIG):
    act("setSchedulerParametersFlags", {"cpu_shares": 512}, flags)
act("setSchedulerParametersFlags", {"vcpu_period": 5000, "vcpu_quota": 2000, "global_quota": -1}, CONFIG)
act("setSchedulerParametersFlags", {"emulator_period": 5}, CONFIG)
act("setSchedulerParametersFlags", {"nonsense": 5}, CONFIG)
act("setSchedulerParametersFlags", {"iothread_quota": 5000}, CONFIG)
act("schedulerParametersFlags", CONFIG)
act("schedulerParametersFlags", LIVE | CONFIG)
act("setMemoryParameters", {"hard_limit": 1 << 20, "soft_limit": 1 << 19}, CONFIG)
act("setMemoryParameters", {"swap_hard_limit": 1000}, CONFIG)
act("memoryParameters", CONFIG)
act("setBlkioParameters", {"weight": 500}, CONFIG)
act("setBlkioParameters", {"weight": 5}, CONFIG)
act("setBlkioParameters", {"device_weight": "/dev/null,300"}, CONFIG)
act("setBlkioParameters", {"device_read_bytes_sec": "/dev/null,300,/dev/zero,400"}, CONFIG)
act("setBlkioParameters", {"device_weight": "/dev/null"}, CONFIG)
act("blkioParameters", CONFIG)
act("setNumaParameters", {"numa_mode": 0, "numa_nodeset": "0"}, CONFIG)
act("setNumaParameters", {"numa_nodeset": "9"}, CONFIG)
act("setNumaParameters", {"numa_nodeset": "x"}, CONFIG)
act("numaParameters", CONFIG)
act("setNumaParameters", {"numa_nodeset": "0"}, CONFIG)
act("setBlkioParameters", {"device_weight": "/dev/null,0", "device_read_bytes_sec": "/dev/null,0,/dev/zero,0"}, CONFIG)
act("setBlkioParameters", {"weight": 0}, CONFIG)
act("setMemoryParameters", {"hard_limit": 9007199254740991}, CONFIG)

# What the running guest's control group keeps.
for tuned in (
    {"cpu_shares": 1},
    {"cpu_shares": 600, "vcpu_quota": 50000},
    {"vcpu_period": 40000},
    {"vcpu_quota": 0},
    {"emulator_quota": -1, "emulator_period": 20000},
    {"iothread_quota": 30000},
    {"global_quota": 300000, "iothread_period": 90000},
    {"vcpu_period": 5},
    {"vcpu_quota": -1},
):
    act("setSchedulerParametersFlags", tuned, LIVE)
act("schedulerParametersFlags", LIVE)
act("setSchedulerParameters", {"global_quota": -1})
for tuned in (
    {"soft_limit": 300001},
    {"hard_limit": 1 << 20},
    {"swap_hard_limit": 1000},
    {"hard_limit": 9007199254740991},
):
    act("setMemoryParameters", tuned, LIVE)
act("memoryParameters", LIVE)
for tuned in (
    {"weight": 300},
    {"device_read_bytes_sec": "/dev/null,300"},
    {"device_write_iops_sec": "/dev/there/is/none,300"},
    {"device_read_iops_sec": "/dev/null"},
):
    act("setBlkioParameters", tuned, LIVE)
act("blkioParameters", LIVE)
act("setNumaParameters", {"numa_nodeset": "0"}, LIVE)
act("setNumaParameters", {"numa_mode": 2}, LIVE)
act("numaParameters", LIVE)
definitions()
act("setBlockIoTune", "vda", {"total_bytes_sec": 1000000}, LIVE | CONFIG)
act("setBlockIoTune", "vda", {"read_iops_sec": 100, "write_iops_sec": 50, "read_iops_sec_max": 1000, "read_iops_sec_max_length": 3}, LIVE)
act("setBlockIoTune", "vda", {"total_iops_sec": 100, "read_iops_sec": 50}, LIVE)
act("setBlockIoTune", "vda", {"read_iops_sec_max": 10}, LIVE)
act("setBlockIoTune", "vda", {"size_iops_sec": 4096}, LIVE | CONFIG)
act("setBlockIoTune", "vda", {"group_name": "both", "total_bytes_sec": 500000}, LIVE)
act("setBlockIoTune", "vdb", {"group_name": "both"}, LIVE)
act("setBlockIoTune", "vdb", {"total_bytes_sec": 700000}, LIVE)
act("setBlockIoTune", "sda", {"total_bytes_sec": 700000}, LIVE)
act("setBlockIoTune", "vdz", {"total_bytes_sec": 700000}, LIVE)
act("setBlockIoTune", "vdz", {"total_bytes_sec": 700000}, CONFIG)
act("blockIoTune", "vda", LIVE)
act("blockIoTune", "vdb", LIVE)
act("blockIoTune", "vda", CONFIG)
act("blockIoTune", "vda", 0)
act("blockIoTune", "nope", 0)
definitions()
act("setBlockIoTune", "vda", {"total_bytes_sec": 0}, LIVE)
act("setInterfaceParameters", "52:54:00:00:00:01", {"inbound.average": 100}, LIVE)
act("setInterfaceParameters", "52:54:00:00:00:01", {"inbound.average": 100}, CONFIG)
act("setInterfaceParameters", "nope", {"inbound.average": 100}, CONFIG)
act("interfaceParameters", "52:54:00:00:00:01", CONFIG)
act("interfaceParameters", "nope", LIVE)
act("pinVcpuFlags", 0, (True, False), LIVE | CONFIG)
act("pinVcpuFlags", 1, (True, True), LIVE)
act("pinVcpuFlags", 9, (True, False), LIVE)
act("pinVcpuFlags", 3, (True, False), LIVE)
act("pinVcpuFlags", 3, (True, False), CONFIG)
act("pinVcpuFlags", 0, (False, False), LIVE)
act("vcpuPinInfo", LIVE)
act("vcpuPinInfo", CONFIG)
act("pinEmulator", (False, True), LIVE | CONFIG)
act("pinEmulator", (False, False), LIVE)
act("emulatorPinInfo", LIVE)
act("pinIOThread", 1, (True, False), LIVE | CONFIG)
act("pinIOThread", 9, (True, False), LIVE)
act("pinIOThread", 9, (True, False), CONFIG)
act("ioThreadInfo", CONFIG)
act("ioThreadInfo", LIVE)
act("setPerfEvents", {"cmt": True}, CONFIG)
act("setPerfEvents", {"cpu_cycles": True}, CONFIG)
act("setPerfEvents", {"nope": True}, CONFIG)
act("setPerfEvents", {"cmt": False, "cpu_cycles": False}, CONFIG)

# Memory.
act("setMemoryFlags", 100 << 10, LIVE)
act("setMemoryFlags", 999 << 20, LIVE)
act("setMemoryFlags", 999 << 20, CONFIG)
act("setMemoryFlags", 90 << 10, CONFIG)
act("setMemoryFlags", 256 << 10, LIVE | 4)
act("setMemoryFlags", 256 << 10, CONFIG | 4)
act("setMaxMemory", 256 << 10)
act("setMemory", 120 << 10)
act("setMemoryFlags", 128 << 10, LIVE)
act("setMemoryStatsPeriod", 5, LIVE | CONFIG)
act("setMemoryStatsPeriod", -5, LIVE | CONFIG)
act("maxMemory")
act("memoryStats", view=lambda stats: sorted(stats))

# What is written about it.
TITLE, DESCRIPTION, ELEMENT = 1, 0, 2
act("setMetadata", TITLE, "a title", None, None, LIVE | CONFIG)
act("setMetadata", TITLE, "two\nlines", None, None, LIVE)
act("setMetadata", DESCRIPTION, "words", None, None, LIVE)
act("setMetadata", DESCRIPTION, "other words", None, None, CONFIG)
act("setMetadata", ELEMENT, "<a><b c='1'/></a>", "key", "http://x.org/a", LIVE | CONFIG)
act("setMetadata", ELEMENT, "<a", "key", "http://x.org/a", LIVE)
act("setMetadata", ELEMENT, "<z/>", "key", "http://x.org/z", CONFIG)
act("setMetadata", ELEMENT, None, "key", "http://x.org/z", CONFIG)
act("setMetadata", ELEMENT, "<z/>", None, "http://x.org/z", CONFIG)
act("metadata", ELEMENT, "http://x.org/a", LIVE)
act("metadata", ELEMENT, "http://x.org/none", LIVE)
act("metadata", TITLE, None, CONFIG)
act("metadata", DESCRIPTION, None, LIVE)
act("metadata", 7, None, LIVE)
act("setLifecycleAction", 0, 1, LIVE | CONFIG)
act("setLifecycleAction", 1, 0, LIVE)
act("setLifecycleAction", 2, 3, CONFIG)
act("setLifecycleAction", 2, 9, CONFIG)
act("setLifecycleAction", 0, 3, CONFIG)
act("setLifecycleAction", 9, 1, CONFIG)
act("rename", "other")
act("setAutostart", 1)
act("autostart")
act("setAutostart", 0)

# Without a guest agent.
act("setUserPassword", "root", "secret", 0)
act("pMSuspendForDuration", 0, 0)
act("pMSuspendForDuration", 1, 0)
act("pMSuspendForDuration", 2, 0)
act("pMSuspendForDuration", 7, 0)
act("pMSuspendForDuration", 0, 5)
act("pMWakeup")
act("getTime")
act("setTime", {"seconds": 1}, 0)
act("setTime", None, 1)
act("fsInfo")
act("fSFreeze")
act("fSThaw")
act("fSTrim", None, 0)
act("guestVcpus")
act("guestInfo", 0, 0)
act("guestInfo", 1 << 20, 0)
act("hostname")
act("hostname", 1)
act("hostname", 2)
act("interfaceAddresses", 0)
act("interfaceAddresses", 1)
act("interfaceAddresses", 9)
act("authorizedSSHKeysGet", "root")
act("shutdownFlags", 2)
act("reboot", 2)
act("shutdownFlags", 4)
act("setVcpusFlags", 1, 8)
act("agentSetResponseTimeout", -7)
act("agentSetResponseTimeout", 3)

# Keys, screens, consoles.
act("sendKey", 0, 10, [28, 30], 2, 0)
act("sendKey", 0, 10, [1000], 1, 0)
act("sendKey", 12, 10, [28], 1, 0)
act("injectNMI")


def screenshot(number):
    def take():
        stream = connection.newStream()
        try:
            kind = domain.screenshot(stream, number, 0)
            size = 0
            while True:
                data = stream.recv(1 << 16)
                if not data:
                    break
                size += len(data)
            stream.finish()
        except libvirt.libvirtError:
            stream.abort()
            raise
        return f"{kind} {size > 1000}"

    return take


call("screenshot 0", screenshot(0))
call("screenshot 1", screenshot(1))


def opened(what, *arguments):
    def do():
        stream = connection.newStream()
        getattr(domain, what)(*arguments[:1], stream, *arguments[1:])
        stream.abort()

    return do


call("openConsole", opened("openConsole", None, 0))
call("openConsole serial0", opened("openConsole", "serial0", 0))
call("openConsole nope", opened("openConsole", "nope", 0))
call("openConsole safe", opened("openConsole", None, 2))
call("openChannel", opened("openChannel", None, 0))
call("openChannel other.0", opened("openChannel", "other.0", 0))
call("openChannel nope", opened("openChannel", "nope", 0))
act("openGraphicsFD", 0, 0, view=lambda fd: fd >= 0)
act("openGraphicsFD", 1, 0)

# QEMU's monitor.
monitor = libvirt_qemu.qemuMonitorCommand
for flags, command in [
    (0, '{"execute":"query-name"}'),
    (0, '{"execute":"query-name","id":"mine"}'),
    (0, '{"execute":"query-name","id":5}'),
    (0, '{"execute":"nonsense"}'),
    (0, '{"execute":"block_resize","arguments":{"node-name":"nope","size":5}}'),
    (0, '{"nonsense":1}'),
    (0, '[1]'),
    (0, "{"),
    (0, ""),
    (0, "nonsense"),
    (0, '{"execute":"query-name"} x'),
    (1, "info name"),
    (1, "nonsense"),
    (1, ""),
    (7, "info name"),
]:
    call(f"monitor {flags} {command}", lambda: monitor(domain, command, flags))
call("agent", lambda: libvirt_qemu.qemuAgentCommand(domain, '{"execute":"guest-ping"}', 1, 0))
call("agent", lambda: libvirt_qemu.qemuAgentCommand(domain, '{"execute":"guest-ping"}', -9, 0))

# Disks.
act("setBlockThreshold", "vda", 1 << 20)
act("setBlockThreshold", "vda[9]", 1 << 20)
act("setBlockThreshold", "nope", 1 << 20)
act("diskErrors")
act("blockInfo", "vda", view=lambda told: told[0])
act("blockInfo", "sda")
act("blockInfo", "nope")
act("blockInfo", "")
act("blockStats", "vda", view=len)
act("blockStats", "", view=len)
act("blockStats", "nope")
act("blockStatsFlags", "vda", view=lambda stats: sorted(stats))
act("blockStatsFlags", "nope")
act("blockResize", "vda", 16 << 20, 1)
act("blockResize", "vda", 16 << 10, 0)
act("blockResize", "nope", 16 << 10, 0)
act("blockResize", "sda", 16 << 10, 0)
act("blockResize", "vda", 4097, 1)
act("blockPeek", "vda", 0, 16, 0)
act("blockPeek", "nope", 0, 16, 0)
act("blockPeek", "vda", 1 << 40, 16, 0)
act("memoryPeek", 0x100, 4, 2, view=len)
act("memoryPeek", 0x100, 4, 0)
act("memoryPeek", 0x100, 4, 3)
act("interfaceStats", "52:54:00:00:00:01")
act("interfaceStats", "nope")
act("getCPUStats", True, view=lambda stats: [sorted(s) for s in stats])
act("getCPUStats", False)
act("startDirtyRateCalc", 1, 0)
act("startDirtyRateCalc", 99, 0)
act("startDirtyRateCalc", 1, 2)
act("launchSecurityInfo")
act("setLaunchSecurityState", {"sev-secret": "x"}, 0)
act("controlInfo", view=lambda told: told[0])
act("vcpus", view=lambda told: (len(told[0]), len(told[1])))
act("setGuestVcpus", "0", 1)

# States, files.
act("suspend")
act("suspend")
act("resume")
act("resume")
act("create")
act("reset")
act("abortJob")
act("jobInfo")
act("jobStats")
act("jobStats", 1)
act("hasManagedSaveImage")
act("managedSaveGetXMLDesc")
act("managedSave", 6)
act("managedSave", 2)
act("hasManagedSaveImage")
act("managedSaveGetXMLDesc", view=lambda xml: xml.count("<disk"))
act("managedSaveDefineXML", "<domain/>")
act("managedSaveDefineXML", "nonsense")
call("managedSaveDefineXML", lambda: domain.managedSaveDefineXML(
    domain.managedSaveGetXMLDesc().replace("other words", "changed words"), 4))
act("save", folder + "/off")
act("rename", "other")
act("create")
act("state")
act("hasManagedSaveImage")
definitions()
act("managedSave", 4)
act("managedSaveRemove")
act("managedSaveRemove")
act("create")
act("suspend")
act("save", folder + "/nowhere/save")
act("resume")
act("save", folder + "/save")
saved = folder + "/save"
call("saveImageGetXMLDesc", lambda: connection.saveImageGetXMLDesc(saved), lambda xml: xml.count("<disk"))
call("saveImageGetXMLDesc", lambda: connection.saveImageGetXMLDesc(folder + "/nowhere"), shown)
call("saveImageGetXMLDesc", lambda: connection.saveImageGetXMLDesc(folder + "/vda"), shown)
call("saveImageDefineXML", lambda: connection.saveImageDefineXML(saved, "<domain/>"))
call("saveImageDefineXML", lambda: connection.saveImageDefineXML(
    saved, connection.saveImageGetXMLDesc(saved).replace("128</currentMemory", "127</currentMemory"), 4))
call("saveImageDefineXML", lambda: connection.saveImageDefineXML(
    saved, connection.saveImageGetXMLDesc(saved).replace("52:54:00:00:00:01", "52:54:00:00:00:02")))
call("restore", lambda: connection.restore(folder + "/nowhere"))
call("restore", lambda: connection.restore(saved))
act("state")
call("restore", lambda: connection.restore(saved))
act("coreDumpWithFormat", folder + "/dump3", 1, 0)
act("coreDump", folder + "/dump", 16)
act("coreDump", folder + "/nowhere/dump", 16)
act("coreDump", folder + "/dump2", 1)
act("create")
act("coreDumpWithFormat", folder + "/dump3", 9, 16)
act("coreDumpWithFormat", folder + "/dump3", 1, 16)
definitions()
act("undefineFlags", 0)
act("isPersistent")
act("managedSave")
act("setAutostart", 1)
act("setMemoryFlags", 90 << 10, CONFIG)
act("destroyFlags", 1)
call("lookup", lambda: connection.lookupByName("live"))
