"""acts.py URI FOLDER HOOKS PHASE: does to guests what may taint them, and prints after each act what is told of those
that run. Phase 1 leaves guests running, for a daemon that begins anew; phase 2 goes on with them and ends them all."""
import os
import signal
import stat
import sys
import time

import libvirt
import libvirt_qemu

uri, folder, hooks, phase = sys.argv[1:5]
LIVE, CONFIG, PAUSED, FORCE_BOOT = 1, 2, 1, 4
libvirt.registerErrorHandler(lambda context, error: None, None)
os.chmod(folder, 0o755)
connection = libvirt.open(uri)
QEMU = "xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'"
count = 0 if phase == "1" else 100


def told():
    """What is told of all guests that run, by name."""
    names = sorted(d.name() for d in connection.listAllDomains(libvirt.VIR_CONNECT_LIST_DOMAINS_ACTIVE))
    return {name: connection.lookupByName(name).messages() for name in names}


def act(what, do):
    global count
    count += 1
    try:
        answer = do()
        answer = "done" if not isinstance(answer, str) else answer
    except libvirt.libvirtError as e:
        answer = f"refused: {e.get_error_code()}"
    print(f"{count} {what}: {answer}; {told()}")


def definition(name, more="", machine="pc", devices="", extra=""):
    number = 1 + "plain old argv full bad caps override maximum script dtb hooked agent cpu".split().index(name)
    return (
        f"<domain type='qemu' {QEMU}><name>{name}</name><uuid>11111111-1111-4111-8111-{number:012d}</uuid>"
        f"<memory unit='MiB'>64</memory><os><type arch='x86_64' machine='{machine}'>hvm</type>{extra}</os>"
        f"<features><acpi/></features>{more}<devices>{devices}</devices></domain>"
    )


def guest(name):
    return connection.lookupByName(name)


def monitor(name, command, flags=0):
    libvirt_qemu.qemuMonitorCommand(guest(name), command, flags)


def kill(name):
    pid = None
    for entry in os.listdir("/proc"):
        try:
            line = open(f"/proc/{entry}/cmdline", "rb").read()
        except OSError:
            continue
        if f"guest={name},".encode() in line and f"11111111-1111-4111-8111-{3:012d}".encode() in line:
            pid = int(entry)
    os.kill(pid, signal.SIGKILL)
    for turn in range(200):
        if not guest(name).isActive():
            return
        time.sleep(0.05)


def hook(lines):
    path = os.path.join(hooks, "qemu")
    with open(path, "w") as file:
        file.write("#!/bin/sh\n" + lines + "\n")
    os.chmod(path, stat.S_IRWXU)


def image(name):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.truncate(1 << 20)
    os.chmod(path, 0o666)
    return path


OLD = connection.getCapabilities().split("deprecated='yes'>")[1].split("<")[0]
CHANNEL = "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"
ARGV = "<qemu:commandline><qemu:arg value='{}'/></qemu:commandline>"
nic = "<interface type='user'><mac address='52:54:00:00:00:0{}'/>{}</interface>"
saved = os.path.join(folder, "saved")

if phase == "1":
    act("define", lambda: connection.defineXML(definition("plain")))
    act("start", lambda: guest("plain").create())
    act("monitor command", lambda: monitor("plain", '{"execute":"query-status"}'))
    act("monitor command again", lambda: monitor("plain", "info status", 1))
    act("monitor command that nobody knows", lambda: monitor("plain", '{"execute":"nobody-knows-this"}'))
    act("agent command without an agent", lambda: libvirt_qemu.qemuAgentCommand(guest("plain"), "{}", 1, 0))
    act("attach a nic", lambda: guest("plain").attachDeviceFlags(nic.format(1, ""), LIVE))
    act(
        "attach a nic that cannot have its script",
        lambda: guest("plain").attachDeviceFlags(nic.format(2, "<script path='/bin/true'/>"), LIVE),
    )
    act("reset", lambda: guest("plain").reset(0))
    act("suspend", lambda: guest("plain").suspend())
    act("resume", lambda: guest("plain").resume())
    act("redefine", lambda: connection.defineXML(definition("plain", machine=OLD)))
    act("save", lambda: guest("plain").save(saved))
    act("restore", lambda: connection.restore(saved))
    act("destroy", lambda: guest("plain").destroy())
    act("start as it is now", lambda: guest("plain").create())
    act("monitor command", lambda: monitor("plain", '{"execute":"query-status"}'))
    act("undefine while it runs", lambda: guest("plain").undefine())
    act("a deprecated machine type", lambda: connection.createXML(definition("old", machine=OLD)))
    act("arguments", lambda: connection.defineXML(definition("argv", ARGV.format("-snapshot"))))
    act("start with arguments", lambda: guest("argv").create())
    act("kill it", lambda: kill("argv"))
    act("start it again", lambda: guest("argv").create())
    act("bad arguments", lambda: connection.createXML(definition("bad", ARGV.format("-nobody"), machine=OLD)))
    add = "<qemu:capabilities><qemu:add capability='query-display-options'/></qemu:capabilities>"
    act("capabilities", lambda: connection.createXML(definition("caps", add)))
    override = (
        "<qemu:override><qemu:device alias='net0'><qemu:frontend><qemu:property name='x-txburst' type='signed' "
        "value='256'/></qemu:frontend></qemu:device></qemu:override>"
    )
    virtio = nic.format(3, "<model type='virtio'/>")
    act("override", lambda: connection.createXML(definition("override", override, devices=virtio)))
    act("maximum", lambda: connection.defineXML(definition("maximum", "<cpu mode='maximum'/>")))
    act("start it", lambda: guest("maximum").create())
    act("managed save", lambda: guest("maximum").managedSave())
    act("go on", lambda: guest("maximum").create())
    act("managed save once more", lambda: guest("maximum").managedSave())
    act("boot anew", lambda: guest("maximum").createWithFlags(FORCE_BOOT))
    act("device tree", lambda: connection.createXML(definition("dtb", extra=f"<dtb>{image('dtb')}</dtb>")))
    act("a script", lambda: connection.createXML(
        definition("script", devices="<interface type='ethernet'><script path='/bin/true'/></interface>")
    ))
    act("agent", lambda: connection.createXML(definition("agent", devices=CHANNEL)))
    act("agent command", lambda: libvirt_qemu.qemuAgentCommand(guest("agent"), "{}", 1, 0))
    act("a guest for a hook", lambda: connection.defineXML(definition("hooked", "<title>before</title>")))
    act("start it", lambda: guest("hooked").create())
    act("save it", lambda: guest("hooked").save(saved))
    hook("cat > /dev/null")
    act("restore it, the script is silent", lambda: connection.restore(saved))
    act("save it", lambda: guest("hooked").save(saved))
    hook('test "$2" = restore && sed s/before/afterwards/\nexit 0')
    act("restore it, the script changes it", lambda: connection.restore(saved))
    act("title", lambda: guest("hooked").metadata(1, None))
    act("destroy it", lambda: guest("hooked").destroy())
    act("start it as any", lambda: guest("hooked").create())
else:
    print(told())
    act("monitor command after a restart", lambda: monitor("plain", '{"execute":"query-status"}'))
    act("monitor command after a restart, first", lambda: monitor("old", '{"execute":"query-status"}'))
    act("reset", lambda: guest("old").reset(0))
    hook("exit 0")
    act("destroy the one of the hook", lambda: guest("hooked").destroy())
    act("start it", lambda: guest("hooked").create())
    act("save it", lambda: guest("hooked").save(saved))
    hook('test "$2" != restore')
    act("restore it, the script fails", lambda: connection.restore(saved))
    hook('test "$2" = restore && echo "<nonsense/>"\nexit 0')
    act("restore it, the script talks nonsense", lambda: connection.restore(saved))
    hook('test "$2" = restore && sed "s,1</vcpu>,2</vcpu>,"\nexit 0')
    act("restore it, the script makes another guest of it", lambda: connection.restore(saved))
    hook("exit 0")
    for domain in sorted(connection.listAllDomains(), key=lambda d: d.name()):
        if domain.isActive():
            act(f"end {domain.name()}", lambda domain=domain: domain.destroy())
