"""Calls about CPUs, each with what it answers: one JSON list a line, of a name, the answer and, for what several CPUs
have in common, the features that the answer has when it is written out.

What the host's and the emulator's own CPU are is read from the daemon that is asked."""

import itertools
import json
import sys
import xml.etree.ElementTree as ET

import libvirt

libvirt.registerErrorHandler(lambda *_: None, None)
connection = libvirt.open(sys.argv[1])

FAIL = libvirt.VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE
VALIDATE = libvirt.VIR_CONNECT_COMPARE_CPU_VALIDATE_XML
EXPAND = libvirt.VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES
MIGRATABLE = libvirt.VIR_CONNECT_BASELINE_CPU_MIGRATABLE


def answer(call):
    try:
        return call()
    except libvirt.libvirtError as why:
        texts = [why.get_error_message(), why.get_str1(), why.get_str2(), why.get_str3()]
        return ["error", why.get_error_code(), why.get_error_domain(), *texts]


def tell(name, call):
    print(json.dumps([name, answer(call)]))


def tell_baseline(name, call, beyond=frozenset()):
    """`call` takes flags besides. `beyond`: features that the emulator cannot give are not compared."""
    plain, expanded = answer(lambda: call(0)), answer(lambda: call(EXPAND))
    features = []
    if isinstance(expanded, str):
        wanted = [e for e in ET.fromstring(expanded).iter("feature") if e.get("policy", "require") == "require"]
        features = sorted({e.get("name") for e in wanted} - beyond)
    print(json.dumps([name, plain, features]))


def H(model, rest="", arch="x86_64"):
    return f"<cpu><arch>{arch}</arch><model>{model}</model>{rest}</cpu>"


def G(model, rest="", attrs=""):
    return f"<cpu {attrs}><model>{model}</model>{rest}</cpu>"


def F(name, policy=None):
    policy = f" policy='{policy}'" if policy else ""
    return f"<feature name='{name}'{policy}/>"


def V(vendor):
    return f"<vendor>{vendor}</vendor>"


host = ET.tostring(ET.fromstring(connection.getCapabilities()).find("host/cpu")).decode()
offered = ET.fromstring(connection.getDomainCapabilities(None, None, None, None, 0))
model = offered.find("cpu/mode[@name='host-model']")
offered = "<cpu>" + "".join(ET.tostring(part).decode() for part in model) + "</cpu>"
print(json.dumps(["the host's", host]))
print(json.dumps(["the emulator's", offered]))

SINGLE = {
 'host': host, 'hostmodel': offered,
 'empty': '', 'space':' ', 'text':'foo', 'trunc':'<cpu>', 'other':'<foo/>', 'nocontent':'<cpu/>',
 'ns': "<cpu xmlns='foo'><arch>x86_64</arch><model>486</model></cpu>",
 'two roots': '<cpu/><cpu/>',
 'host 486': H('486'), 'host Haswell': H('Haswell'), 'host EPYC': H('EPYC'), 'host qemu64': H('qemu64'),
 'host unknown model': H('Nope'), 'host unknown feature': H('486',F('nope')),
 'host features': H('Westmere',F('vmx')+F('ss')),
 'host policy': H('Westmere',F('vmx','disable')), 'host badpolicy': H('Westmere',F('vmx','foo')),
 'host vendor': H('Westmere',V('Intel')), 'host vendor AMD': H('Westmere',V('AMD')), 'host vendor bad': H('Westmere',V('Foo')),
 'host empty vendor': H('Westmere','<vendor/>'),
 'host arch bad': H('486',arch='foo'), 'host arch empty': H('486',arch=''), 'host i686': H('486',arch='i686'), 'host ppc64': H('POWER8',arch='ppc64'),
 'host s390x': H('z13',arch='s390x'), 'host aarch64': H('cortex-a57',arch='aarch64'), 'host riscv64': H('rv64',arch='riscv64'), 'host mips': H('24Kf',arch='mips'),
 'host loongarch64': H('la464',arch='loongarch64'), 'host armv7l': H('cortex-a15',arch='armv7l'), 'host sparc': H('x',arch='sparc64'),
 'host ppc64 bad': H('POWER99',arch='ppc64'), 'host ppc64le': H('POWER9',arch='ppc64le'),
 'host nomodel': '<cpu><arch>x86_64</arch></cpu>', 'host nomodel vendor': '<cpu><arch>x86_64</arch><vendor>Intel</vendor></cpu>',
 'host emptymodel': '<cpu><arch>x86_64</arch><model/></cpu>',
 'host mode': "<cpu mode='custom'><arch>x86_64</arch><model>486</model></cpu>",
 'host match': "<cpu match='exact'><arch>x86_64</arch><model>486</model></cpu>",
 'host match strict': "<cpu match='strict'><arch>x86_64</arch><model>486</model></cpu>",
 'host badmatch': "<cpu match='foo'><arch>x86_64</arch><model>486</model></cpu>",
 'host check': "<cpu check='foo'><arch>x86_64</arch><model>486</model></cpu>",
 'host migratable': "<cpu migratable='on'><arch>x86_64</arch><model>486</model></cpu>",
 'host type': "<cpu type='host'><arch>x86_64</arch><model>486</model></cpu>",
 'host type guest': "<cpu type='guest'><arch>x86_64</arch><model>486</model></cpu>",
 'host type foo': "<cpu type='foo'><arch>x86_64</arch><model>486</model></cpu>",
 'host topology': H('486',"<topology sockets='1' dies='1' cores='2' threads='1'/>"),
 'host topology bad': H('486',"<topology sockets='0' cores='2' threads='1'/>"),
 'host topology miss': H('486',"<topology cores='2'/>"),
 'host topology neg': H('486',"<topology sockets='-1' cores='2' threads='x'/>"),
 'host topology full': H('486',"<topology sockets='1' dies='1' clusters='2' cores='2' threads='1'/>"),
 'host microcode': H('486',"<microcode version='12'/>"), 'host microcode bad': H('486',"<microcode version='x'/>"), 'host microcode none': H('486',"<microcode/>"),
 'host signature': H('486',"<signature family='6' model='85' stepping='7'/>"),
 'host signature bad': H('486',"<signature family='x' model='85' stepping='7'/>"),
 'host signature miss': H('486',"<signature family='6'/>"),
 'host counter': H('486',"<counter name='tsc' frequency='2100000000' scaling='no'/>"),
 'host counter bad': H('486',"<counter name='foo' frequency='2100000000' scaling='no'/>"),
 'host counter bad freq': H('486',"<counter name='tsc' frequency='x' scaling='no'/>"),
 'host counter bad scaling': H('486',"<counter name='tsc' frequency='1' scaling='x'/>"),
 'host counter noname': H('486',"<counter frequency='1' scaling='yes'/>"),
 'host counter nofreq': H('486',"<counter name='tsc'/>"),
 'host pages': H('486',"<pages unit='KiB' size='4'/><pages unit='KiB' size='2048'/>"),
 'host pages bad': H('486',"<pages unit='XiB' size='4'/>"),
 'host pages none': H('486',"<pages/>"),
 'host pages badsize': H('486',"<pages size='x'/>"),
 'host cache': H('486',"<cache mode='passthrough'/>"), 'host cache bad': H('486',"<cache mode='foo'/>"),
 'host cache level': H('486',"<cache level='3' mode='emulate'/>"), 'host cache level bad': H('486',"<cache level='4' mode='emulate'/>"),
 'host cache level neg': H('486',"<cache level='-1' mode='emulate'/>"), 'host cache nomode': H('486',"<cache/>"),
 'host maxphys': H('486',"<maxphysaddr mode='passthrough'/>"), 'host maxphys bits': H('486',"<maxphysaddr mode='emulate' bits='40'/>"),
 'host maxphys bad': H('486',"<maxphysaddr mode='foo'/>"), 'host maxphys none': H('486',"<maxphysaddr/>"), 'host maxphys badbits': H('486',"<maxphysaddr mode='emulate' bits='x'/>"),
 'host maxphys emulate nobits': H('486',"<maxphysaddr mode='emulate'/>"), 'host maxphys pt bits': H('486',"<maxphysaddr mode='passthrough' bits='40'/>"),
 'host maxphys limit': H('486',"<maxphysaddr mode='passthrough' limit='40'/>"), 'host maxphys badlimit': H('486',"<maxphysaddr mode='passthrough' limit='x'/>"),
 'host numa': H('486',"<numa><cell id='0' cpus='0' memory='1024'/></numa>"),
 'host dup feature': H('486',F('vmx')+F('vmx')), 'host feature noname': H('486',"<feature/>"), 'host feature emptyname': H('486',"<feature name=''/>"),
 'host vendor_id': "<cpu><arch>x86_64</arch><model vendor_id='foo'>486</model></cpu>",
 'host vendor_id ok': "<cpu><arch>x86_64</arch><model vendor_id='GenuineIntel'>486</model></cpu>",
 'host vendor_id comma': "<cpu><arch>x86_64</arch><model vendor_id='Genuine,ntel'>486</model></cpu>",
 'host fallback': "<cpu><arch>x86_64</arch><model fallback='foo'>486</model></cpu>",
 'host fallback ok': "<cpu><arch>x86_64</arch><model fallback='forbid'>486</model></cpu>",
 'host two models': "<cpu><arch>x86_64</arch><model>486</model><model>pentium</model></cpu>",
 'host two arches': "<cpu><arch>x86_64</arch><arch>i686</arch><model>486</model></cpu>",
 'guest 486': G('486'), 'guest Haswell': G('Haswell'), 'guest EPYC':G('EPYC'), 'guest unknown': G('Nope'),
 'guest unknown feature': G('486',F('nope','require')), 'guest unknown feature disable': G('486',F('nope','disable')),
 'guest unknown opt': G('486',F('nope','optional')), 'guest unknown forbid': G('486',F('nope','forbid')),'guest unknown force': G('486',F('nope','force')),
 'guest nopolicy': G('486',F('vmx')), 'guest badpolicy': G('486',F('vmx','foo')),
 'guest vendor': G('486',V('Intel')),'guest vendor AMD': G('486',V('AMD')),'guest vendor bad': G('486',V('Foo')), 'guest model vendor other': G('Haswell',V('AMD')),
 'guest dup': G('486',F('vmx','require')+F('vmx','disable')),
 'guest exact': G('486',attrs="match='exact'"),'guest strict': G('486',attrs="match='strict'"),'guest minimum': G('486',attrs="match='minimum'"),'guest badmatch': G('486',attrs="match='foo'"),
 'guest match empty': G('486',attrs="match=''"),
 'guest mode': G('486',attrs="mode='custom'"), 'guest mode foo': G('486',attrs="mode='foo'"), 'guest mode empty': G('486',attrs="mode=''"),
 'guest hm': "<cpu mode='host-model'/>", 'guest pt': "<cpu mode='host-passthrough'/>", 'guest max': "<cpu mode='maximum'/>",
 'guest hm strict': "<cpu mode='host-model' match='strict'/>",
 'guest hm model': "<cpu mode='host-model'><model>486</model></cpu>", 'guest pt model': "<cpu mode='host-passthrough'><model>486</model></cpu>",
 'guest hm model fallback': "<cpu mode='host-model'><model fallback='forbid'>486</model></cpu>",
 'guest hm nomodel fallback': "<cpu mode='host-model'><model fallback='forbid'/></cpu>",
 'guest hm vendor': "<cpu mode='host-model'><vendor>AMD</vendor></cpu>",
 'guest hm feat': "<cpu mode='host-model'><feature name='vmx' policy='require'/></cpu>",
 'guest hm feat bad': "<cpu mode='host-model'><feature name='nope' policy='require'/></cpu>",
 'guest pt vendor': "<cpu mode='host-passthrough'><vendor>AMD</vendor></cpu>",
 'guest check none': G('486',attrs="check='none'"),'guest check full': G('486',attrs="check='full'"),'guest check bad': G('486',attrs="check='foo'"),'guest check partial': G('486',attrs="mode='custom' match='exact' check='partial'"),
 'guest migratable': G('486',attrs="migratable='on'"), 'guest migratable pt': "<cpu mode='host-passthrough' migratable='off'/>", 'guest migratable bad': "<cpu mode='host-passthrough' migratable='foo'/>",
 'guest migratable custom': G('486',attrs="mode='custom' migratable='on'"),
 'guest dep': G('486',attrs="deprecated_features='off'"), 'guest dep hm': "<cpu mode='host-model' deprecated_features='off'/>", 'guest dep bad': "<cpu mode='host-model' deprecated_features='foo'/>",
 'guest only topology': "<cpu><topology sockets='1' cores='1' threads='1'/></cpu>",
 'guest only numa': "<cpu><numa><cell id='0' cpus='0' memory='1024'/></numa></cpu>",
 'guest bad numa': "<cpu><numa><cell id='x' cpus='0' memory='1024'/></numa></cpu>",
 'guest cache': G('486',"<cache level='3' mode='emulate'/>"), 'guest maxphys': G('486',"<maxphysaddr mode='emulate' bits='42'/>"), 'guest maxphys pt': G('486',"<maxphysaddr mode='passthrough' limit='39'/>"),
 'guest maxphys bad': G('486',"<maxphysaddr mode='foo'/>"),
 'guest vendor no model': "<cpu>"+V('AMD')+"</cpu>", 'guest feats no model': "<cpu>"+F('vmx','require')+"</cpu>",
 'guest model empty feats': "<cpu><model/>"+F('vmx','require')+"</cpu>",
 'guest hypervisor': G('486',F('hypervisor','require')), 'guest avx': G('486',F('avx','require')), 'guest avx512er': G('486',F('avx512er','require')),
 'guest avx512er opt': G('486',F('avx512er','optional')),'guest avx512er force': G('486',F('avx512er','force')),
 'guest forbid fpu': G('486',F('fpu','forbid')), 'guest disable fpu': G('486',F('fpu','disable')), 'guest forbid 2': G('486',F('fpu','forbid')+F('vme','forbid')+F('avx512er','require')+F('3dnow','require')),
 'guest vendor_id': "<cpu><model vendor_id='foo'>486</model></cpu>",
 'guest arch late': "<cpu><model>486</model><arch>x86_64</arch></cpu>",
 'guest pentiumpro': G('pentiumpro'), 'guest Skylake': G('Skylake-Client-IBRS'), 'guest Sapphire': G('SapphireRapids'),
 'guest Opteron': G('Opteron_G1'), 'guest athlon': G('athlon'), 'guest phenom': G('phenom'),
 'guest host': G('host'), 'guest lower': G('haswell'), 'guest host model spaces': G(' Haswell '), 'guest max': G('max'),
 'guest alias': G('Haswell-v1'), 'guest alias 2': G('Haswell-v4'), 'guest EPYC v4': G('EPYC-v4'),'guest EPYC v9': G('EPYC-v9'), 'guest base': G('base'),
 'guest qemu feature name': G('486',F('sse4_1','require')), 'guest qemu feature2': G('486',F('sse4.1','require')), 'guest feature fxsr-opt': G('486',F('fxsr-opt','require')),
 'guest removed': G('Skylake-Server',F('mpx','require')), 'guest osxsave': G('486',F('osxsave','require')), 'guest invtsc': G('486',F('invtsc','require')),
}

TCG = (None, None, None, "qemu")
# What some model has and TCG has not.
BLOCKERS = ET.fromstring(connection.getDomainCapabilities(*TCG, 0)).iterfind("cpu/mode/blockers/feature")
BEYOND_TCG = {feature.get("name") for feature in BLOCKERS}
print(json.dumps(["what TCG cannot do", sorted(BEYOND_TCG)]))
# Of the emulator that is asked, how, and for what.
EMULATORS = [
    (None, None, None, None),
    (None, "i686", "q35", "qemu"),
    (None, "foo", None, None),
    (None, "x86_64", "nope", None),
    (None, "x86_64", "pc", "foo"),
    (None, "x86_64", "pc", "xen"),
    ("/usr/bin/nope", None, None, None),
    ("relative", None, None, None),
    ("/usr/bin/qemu-system-x86_64", "aarch64", None, "qemu"),
]
MODELS = [
    "486", "pentium", "core2duo", "Penryn", "Nehalem-IBRS", "Westmere", "IvyBridge", "Haswell-noTSX", "Skylake-Client",
    "Icelake-Server", "SapphireRapids", "Opteron_G3", "EPYC", "EPYC-Milan", "phenom", "kvm64", "Denverton",
]

for name, cpu in SINGLE.items():
    for flags in (0, FAIL, VALIDATE):
        tell(f"compare {name} {flags}", lambda: connection.compareCPU(cpu, flags))
    tell(f"compare under TCG {name}", lambda: connection.compareHypervisorCPU(*TCG, cpu, FAIL))
    tell_baseline(f"baseline {name}", lambda flags: connection.baselineCPU([cpu], flags))
    tell_baseline(
        f"baseline under TCG {name}",
        lambda flags: connection.baselineHypervisorCPU(*TCG, [cpu], flags | MIGRATABLE),
        BEYOND_TCG,
    )
for emulator in EMULATORS:
    for name in ("guest 486", "hostmodel", "other", "guest badpolicy"):
        cpu = SINGLE[name]
        for flags in (0, FAIL, VALIDATE):
            tell(f"compare {name} {emulator} {flags}", lambda: connection.compareHypervisorCPU(*emulator, cpu, flags))
        tell_baseline(
            f"baseline {name} {emulator}",
            lambda flags: connection.baselineHypervisorCPU(*emulator, [cpu], flags),
        )
for one, other in itertools.combinations(MODELS, 2):
    cpus = [H(one), H(other)]
    tell_baseline(f"baseline {one} {other}", lambda flags: connection.baselineCPU(cpus, flags))
    tell_baseline(
        f"baseline under TCG {one} {other}",
        lambda flags: connection.baselineHypervisorCPU(*TCG, cpus, flags),
        BEYOND_TCG,
    )
for arch in ("x86_64", "i686", "ppc64", "s390x", "aarch64", "armv7l", "riscv64", "mips", "ia64", "foo", ""):
    tell(f"names {arch}", lambda: connection.getCPUModelNames(arch, 0))
for kind in (None, "kvm", "qemu", "KVM", "xen", "foo", "", "hvf", "test"):
    tell(f"most processors of {kind}", lambda: connection.getMaxVcpus(kind))
