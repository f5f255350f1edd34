//! Many hosts at once: healthy ones, some that hang, some that refuse, some that are cut off half-way. Each healthy
//! one is complete, each other one is a row with its reason.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]
#![allow(clippy::print_stdout, reason = "a measurement is read by a person")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use client::wire::frame::{Frame, FrameDecoder, Header, MessageType, Status, write};
use client::wire::remote::{
    AuthListRet, AuthType, ConnectGetCapabilitiesRet, ConnectGetHostnameRet, ConnectGetTypeRet,
    ConnectGetVersionRet, ConnectListAllDomainsArgs, ConnectListAllDomainsRet, ConnectSupportsFeatureRet,
    Domain, DomainGetMessagesRet, DomainGetStateRet, DomainGetXmlDescArgs, DomainGetXmlDescRet, RemoteError,
};
use client::wire::xdr::{Encode, Encoder, decode};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};

const GUESTS: u8 = 50;

const CAPABILITIES: &str = "<capabilities><guest><os_type>hvm</os_type><arch name='x86_64'>\
    <emulator>/usr/bin/qemu-system-x86_64</emulator><machine maxCpus='255'>pc-i440fx-10.0</machine>\
    <machine maxCpus='255' deprecated='yes'>pc-i440fx-2.10</machine><domain type='qemu'/></arch></guest></capabilities>";

/// How a host behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Healthy,
    /// Accepts, and never says anything.
    Hangs,
    /// Closes at once.
    Refuses,
    /// Closes in the middle of a definition.
    CutOff,
}

impl Manner {
    fn of(host: usize) -> Self {
        match host % 20 {
            7 => Self::Hangs,
            11 => Self::Refuses,
            13 => Self::CutOff,
            _ => Self::Healthy,
        }
    }
}

async fn serve(listener: UnixListener, manner: Manner) {
    while let Ok((stream, _)) = listener.accept().await {
        match manner {
            Manner::Refuses => {}
            Manner::Hangs => {
                tokio::spawn(async move {
                    let _kept = stream;
                    tokio::time::sleep(Duration::from_secs(60)).await;
                });
            }
            Manner::Healthy | Manner::CutOff => {
                tokio::spawn(session(stream, manner));
            }
        }
    }
}

async fn session(mut stream: UnixStream, manner: Manner) {
    let mut decoder = FrameDecoder::new();
    loop {
        while let Some(frame) = decoder.next_frame().unwrap() {
            if frame.header.kind != MessageType::Call {
                continue;
            }
            let answer = answer(&frame);
            let is_xml = frame.header.procedure == 14;
            let sent = match manner {
                Manner::CutOff if is_xml => &answer[..answer.len() / 2],
                _ => &answer[..],
            };
            if stream.write_all(sent).await.is_err() || sent.len() < answer.len() {
                return;
            }
        }
        match stream.read_buf(decoder.buffer_mut()).await {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

fn answer(call: &Frame) -> Vec<u8> {
    match call.header.procedure {
        1 | 2 => reply(call, &()),
        3 => reply(call, &ConnectGetTypeRet { r#type: "QEMU".into() }),
        4 => reply(call, &ConnectGetVersionRet { hv_ver: 10_000_002 }),
        7 => reply(call, &ConnectGetCapabilitiesRet { capabilities: CAPABILITIES.into() }),
        14 => {
            let args: DomainGetXmlDescArgs = decode(&call.payload).unwrap();
            let machine =
                if args.dom.uuid[15].is_multiple_of(5) { "pc-i440fx-2.10" } else { "pc-i440fx-10.0" };
            let xml = format!(
                "<domain type='qemu'><name>{}</name><memory>65536</memory><vcpu>1</vcpu><os><type arch='x86_64' \
                 machine='{machine}'>hvm</type></os><devices><emulator>/usr/bin/qemu-system-x86_64</emulator>{}\
                 </devices></domain>",
                args.dom.name,
                "<disk type='file' device='disk'><source file='/d'/><target dev='vda' bus='virtio'/></disk>",
            );
            reply(call, &DomainGetXmlDescRet { xml })
        }
        59 => reply(call, &ConnectGetHostnameRet { hostname: "simulated".into() }),
        60 => reply(call, &ConnectSupportsFeatureRet { supported: 1 }),
        66 => reply(call, &AuthListRet { types: vec![AuthType::NONE] }),
        212 => reply(call, &DomainGetStateRet { state: 5, reason: 0 }),
        273 => {
            let args: ConnectListAllDomainsArgs = decode(&call.payload).unwrap();
            let guest = |number: u8| Domain {
                name: format!("guest{number:02}"),
                uuid: {
                    let mut uuid = [7; 16];
                    uuid[15] = number;
                    uuid
                },
                id: -1,
            };
            // None has a managed save image or a snapshot.
            let all = if args.flags <= 4 { (0..GUESTS).map(guest).collect() } else { Vec::new() };
            reply(call, &ConnectListAllDomainsRet { ret: u32::try_from(all.len()).unwrap(), domains: all })
        }
        426 => reply(call, &DomainGetMessagesRet { msgs: Vec::new() }),
        _ => {
            let header = Header { kind: MessageType::Reply, status: Status::Error, ..call.header };
            let message = Some("this function is not supported by the connection driver".into());
            framed(&header, &RemoteError { code: 3, domain: 7, message, level: 2, ..Default::default() })
        }
    }
}

fn reply(call: &Frame, body: &impl Encode) -> Vec<u8> {
    framed(&Header { kind: MessageType::Reply, ..call.header }, body)
}

fn framed(header: &Header, body: &impl Encode) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out, header, |to: &mut Encoder<'_>| body.encode(to)).unwrap();
    out
}

/// Starts so many hosts, and writes the file that names them.
fn start(hosts: usize, folder: &Path, runtime: &tokio::runtime::Runtime) -> PathBuf {
    let mut lines = String::from("# simulated\n");
    for host in 0..hosts {
        let socket = folder.join(format!("h{host}"));
        let _inside = runtime.enter();
        let listener = UnixListener::bind(&socket).unwrap();
        runtime.spawn(serve(listener, Manner::of(host)));
        lines += &format!("qemu:///system?socket={}\n", socket.display());
    }
    let list = folder.join("hosts");
    std::fs::write(&list, lines).unwrap();
    list
}

/// The most memory that a process has held so far, in KiB.
fn peak(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}

#[test]
fn every_healthy_host_is_complete_and_every_other_one_a_row_with_its_reason() {
    let hosts: usize =
        std::env::var("FERROVIRT_FLEET").ok().and_then(|count| count.parse().ok()).unwrap_or(40);
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let list = start(hosts, folder.path(), &runtime);
    let output = folder.path().join("audit.json");
    let began = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ferrovirt"))
        .args(["audit", "--format", "json", "--deadline", "3", "--hosts"])
        .arg(&list)
        .stdout(Stdio::from(std::fs::File::create(&output).unwrap()))
        .env("XDG_CONFIG_HOME", folder.path())
        .spawn()
        .unwrap();
    let mut memory = 0;
    let status = loop {
        memory = memory.max(peak(command.id()));
        if let Some(status) = command.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let took = began.elapsed();
    println!("{hosts} hosts with {GUESTS} guests: {:.2} s, {} MB at most", took.as_secs_f64(), memory / 1024);
    assert_eq!(status.code(), Some(2), "some hosts could not be asked, which wins");
    if std::env::var_os("FERROVIRT_FLEET").is_some() {
        assert!(took < Duration::from_secs(5), "it took {took:?}");
        assert!(memory < 150 * 1024, "it held {memory} KiB");
    }

    let fleet: Value = serde_json::from_str(&std::fs::read_to_string(&output).unwrap()).unwrap();
    let reports = fleet["hosts"].as_array().unwrap();
    assert_eq!(reports.len(), hosts);
    for (host, report) in reports.iter().enumerate() {
        let failure = report["failure"].as_str();
        match Manner::of(host) {
            Manner::Healthy => {
                assert_eq!(failure, None, "{host}");
                let guests = report["guests"].as_array().unwrap();
                assert_eq!(guests.len(), usize::from(GUESTS));
                let old = guests.iter().filter(|guest| !guest["findings"].as_array().unwrap().is_empty());
                assert_eq!(old.count(), usize::from(GUESTS / 5), "{host}");
            }
            Manner::Hangs => assert!(
                failure.unwrap().contains("within 3 s") || failure.unwrap().contains("longer than 3 s"),
                "{failure:?}"
            ),
            Manner::Refuses | Manner::CutOff => assert!(failure.unwrap().contains("ended"), "{failure:?}"),
        }
    }
}
