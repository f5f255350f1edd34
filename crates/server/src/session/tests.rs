//! One client at a socket pair, and handlers that wait until a test lets them go on.

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream as StdStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use engine::{Config, Engine, Mode, Paths};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::net::UnixStream;
use tokio::sync::Semaphore;
use wire::Procedure;
use wire::frame::{Frame, FrameDecoder, Header, MessageType, Status};
use wire::keepalive::Keepalive as KeepaliveMessage;
use wire::message;
use wire::remote::procedure::*;
use wire::remote::*;
use wire::xdr::{decode, encode};

use crate::dispatch::{Context, Table};
use crate::{Access, Limits, Server};

/// A server with a folder of its own, and what a client of it sees.
struct Client {
    socket: UnixStream,
    decoder: FrameDecoder,
    serial: u32,
    _folder: tempfile::TempDir,
}

impl Client {
    /// A client of a server that answers as `table` says.
    fn of(table: Table, limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::under(folder.path());
        let engine = Engine::new(Config::default(), paths, Mode::Session, false).unwrap();
        let (ours, theirs) = UnixStream::pair().unwrap();
        Server::with_table(engine, limits, table).take_in(theirs, Access::ReadWrite);
        Self { socket: ours, decoder: FrameDecoder::new(), serial: 0, _folder: folder }
    }

    async fn opened(table: Table, limits: Limits) -> Self {
        let mut client = Self::of(table, limits);
        let args = ConnectOpenArgs { name: Some("qemu:///session".into()), flags: 0 };
        let serial = client.send::<ConnectOpen>(&args).await;
        assert_eq!(client.reply().await, (serial, Status::Ok));
        client
    }

    async fn send<P: Procedure>(&mut self, args: &P::Args) -> u32 {
        self.serial += 1;
        let mut bytes = Vec::new();
        message::call::<P>(&mut bytes, self.serial, args).unwrap();
        self.socket.write_all(&bytes).await.unwrap();
        self.serial
    }

    /// The next frame; `None` when the server has closed the connection.
    async fn next(&mut self) -> Option<Frame> {
        loop {
            if let Some(frame) = self.decoder.next_frame().unwrap() {
                return Some(frame);
            }
            match self.socket.read_buf(self.decoder.buffer_mut()).await {
                Ok(0) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    async fn reply(&mut self) -> (u32, Status) {
        let header = self.next().await.unwrap().header;
        assert_eq!(header.kind, MessageType::Reply);
        (header.serial, header.status)
    }

    async fn ping(&mut self) {
        self.socket.write_all(&KeepaliveMessage::Ping.frame()).await.unwrap();
    }
}

/// A table whose NODE_GET_FREE_MEMORY waits for a permit, and how many such calls have begun.
fn gated() -> (Table, Arc<Semaphore>, Arc<AtomicUsize>) {
    let (gate, begun) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut table = Table::new();
    let (inner_gate, inner_begun) = (Arc::clone(&gate), Arc::clone(&begun));
    table.call::<NodeGetFreeMemory>(move |_: Context, (): ()| {
        let (gate, begun) = (Arc::clone(&inner_gate), Arc::clone(&inner_begun));
        async move {
            begun.fetch_add(1, Ordering::SeqCst);
            gate.acquire().await.unwrap().forget();
            Ok(NodeGetFreeMemoryRet { free_mem: 1 })
        }
    });
    (table, gate, begun)
}

fn limits(max_requests: usize) -> Limits {
    Limits { max_requests, ..Limits::default() }
}

#[tokio::test]
async fn a_call_that_waits_holds_up_no_other() {
    let (table, gate, _) = gated();
    let mut client = Client::opened(table, limits(4)).await;
    let slow = client.send::<NodeGetFreeMemory>(&()).await;
    let quick = client.send::<ConnectGetType>(&()).await;
    assert_eq!(client.reply().await, (quick, Status::Ok));
    gate.add_permits(1);
    assert_eq!(client.reply().await, (slow, Status::Ok));
}

#[tokio::test]
async fn so_many_calls_are_begun_and_pings_and_reads_pass_those_that_wait() {
    let (table, gate, begun) = gated();
    let mut client = Client::opened(table, limits(3)).await;
    let mut slow = Vec::new();
    for _ in 0..10 {
        slow.push(client.send::<NodeGetFreeMemory>(&()).await);
    }
    client.ping().await;
    let pong = client.next().await.unwrap();
    assert_eq!(KeepaliveMessage::of(&pong.header), Some(KeepaliveMessage::Pong));
    let quick = client.send::<ConnectGetType>(&()).await;
    assert_eq!(client.reply().await, (quick, Status::Ok));
    assert_eq!(begun.load(Ordering::SeqCst), 3);
    gate.add_permits(10);
    let mut answered = Vec::new();
    for _ in 0..10 {
        answered.push(client.reply().await.0);
    }
    answered.sort_unstable();
    assert_eq!(answered, slow);
}

#[tokio::test]
async fn calls_that_wait_in_the_daemon_are_few() {
    let (table, gate, begun) = gated();
    let mut client = Client::opened(table, limits(2)).await;
    // Padding behind the arguments is ignored, but it fills the socket.
    let mut bytes = Vec::new();
    let header = message::call_header::<NodeGetFreeMemory>(1);
    wire::frame::write(&mut bytes, &header, |to| {
        to.raw(&[0; 64 * 1024]);
        Ok(())
    })
    .unwrap();
    let mut sent = 0;
    while tokio::time::timeout(Duration::from_millis(200), client.socket.write_all(&bytes)).await.is_ok() {
        sent += 1;
        assert!(sent < 100, "the daemon swallows all that is sent");
    }
    assert_eq!(begun.load(Ordering::SeqCst), 2);
    gate.add_permits(1000);
    for _ in 0..sent {
        assert_eq!(client.reply().await.1, Status::Ok);
    }
}

#[tokio::test]
async fn a_client_that_does_not_read_is_not_answered_for_ever() {
    let answered = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&answered);
    let mut table = Table::new();
    table.read::<ConnectGetHostname>(move |_: &Engine, (): ()| {
        count.fetch_add(1, Ordering::SeqCst);
        Ok(ConnectGetHostnameRet { hostname: "x".repeat(100_000) })
    });
    let mut client = Client::opened(table, limits(16)).await;
    for _ in 0..200 {
        client.send::<ConnectGetHostname>(&()).await;
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    // What the socket takes, what the outbox takes, and one more.
    assert!(answered.load(Ordering::SeqCst) < 12, "{answered:?} answers of 100 KB pile up");
    for serial in 2..202 {
        assert_eq!(client.reply().await, (serial, Status::Ok));
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_has_so_long_to_open() {
    let start = tokio::time::Instant::now();
    let mut client =
        Client::of(Table::new(), Limits { handshake: Duration::from_secs(3), ..Limits::default() });
    client.ping().await;
    assert!(client.next().await.is_some());
    assert!(client.next().await.is_none());
    assert_eq!(start.elapsed().as_secs(), 3);
}

#[tokio::test]
async fn a_connection_that_has_not_opened_may_say_only_so_much() {
    let mut client = Client::of(Table::new(), Limits::default());
    let mut bytes = (1_u32 << 20).to_be_bytes().to_vec();
    bytes.resize(100 * 1024, 0);
    let _ = client.socket.write_all(&bytes).await;
    assert!(client.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_client_that_asked_for_keepalive_is_pinged_and_given_up() {
    let second = Duration::from_secs(1);
    let limits = Limits { keepalive_interval: Some(5 * second), keepalive_count: 2, ..Limits::default() };
    let mut client = Client::opened(Table::new(), limits).await;
    let serial = client.send::<ConnectSupportsFeature>(&ConnectSupportsFeatureArgs { feature: 10 }).await;
    assert_eq!(client.reply().await, (serial, Status::Ok));
    let start = tokio::time::Instant::now();
    for due in [5, 10] {
        let ping = client.next().await.unwrap();
        assert_eq!(KeepaliveMessage::of(&ping.header), Some(KeepaliveMessage::Ping));
        assert_eq!(start.elapsed().as_secs(), due);
    }
    // An answer starts the count afresh.
    client.socket.write_all(&KeepaliveMessage::Pong.frame()).await.unwrap();
    for _ in 0..2 {
        assert!(client.next().await.is_some());
    }
    assert!(client.next().await.is_none());
    assert_eq!(start.elapsed().as_secs(), 25);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_did_not_ask_is_never_pinged() {
    let mut client = Client::opened(Table::new(), Limits::default()).await;
    let silence = tokio::time::timeout(Duration::from_secs(3600), client.next()).await;
    assert!(silence.is_err(), "{silence:?}");
}

#[tokio::test]
async fn descriptors_arrive_with_their_call_and_no_other() {
    let mut table = Table::new();
    table.call::<ConnectGetLibVersion>(async |context: Context, (): ()| {
        Ok(ConnectGetLibVersionRet { lib_ver: context.fds.len() as u64 })
    });
    let mut client = Client::opened(table, limits(8)).await;
    let null = std::fs::File::open("/dev/null").unwrap();
    let mut expected = Vec::new();
    for (serial, fds) in [(10, 0), (11, 2), (12, 1), (13, 0), (14, 32)] {
        let mut bytes = Vec::new();
        message::call_with_fds::<ConnectGetLibVersion>(&mut bytes, serial, &(), fds).unwrap();
        client.socket.write_all(&bytes).await.unwrap();
        for _ in 0..fds {
            send_byte_with(&client.socket, &null);
        }
        expected.push((serial, u64::from(fds)));
    }
    let mut seen = Vec::new();
    for _ in &expected {
        let frame = client.next().await.unwrap();
        seen.push((frame.header.serial, decode::<ConnectGetLibVersionRet>(&frame.payload).unwrap().lib_ver));
    }
    seen.sort_unstable();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn announced_descriptors_that_do_not_come_end_the_connection() {
    let mut client = Client::opened(Table::new(), limits(8)).await;
    let mut bytes = Vec::new();
    message::call_with_fds::<ConnectGetType>(&mut bytes, 3, &(), 1).unwrap();
    bytes.push(0);
    client.socket.write_all(&bytes).await.unwrap();
    assert!(client.next().await.is_none());
}

fn send_byte_with(socket: &UnixStream, file: &std::fs::File) {
    use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, sendmsg};
    use std::os::fd::AsFd as _;
    let mut space = [std::mem::MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    let fds = [file.as_fd()];
    assert!(control.push(SendAncillaryMessage::ScmRights(&fds)));
    sendmsg(socket, &[std::io::IoSlice::new(&[0])], &mut control, SendFlags::empty()).unwrap();
}

/// A client with a console open, and the console's other end.
async fn with_console() -> (Client, Header, DuplexStream) {
    let (console, other_end) = tokio::io::duplex(1024);
    let console = std::sync::Mutex::new(Some(console));
    let mut table = Table::new();
    table.stream::<DomainOpenConsole, _, _, _>(move |_: Context, _: DomainOpenConsoleArgs| {
        let console = console.lock().unwrap().take().unwrap();
        async move { Ok(console) }
    });
    let mut client = Client::opened(table, limits(4)).await;
    let serial = client.send::<DomainOpenConsole>(&DomainOpenConsoleArgs::default()).await;
    assert_eq!(client.reply().await, (serial, Status::Ok));
    (client, message::call_header::<DomainOpenConsole>(serial), other_end)
}

async fn stream_frame(client: &mut Client) -> (Status, Vec<u8>) {
    let frame = client.next().await.unwrap();
    assert_eq!(frame.header.kind, MessageType::Stream);
    (frame.header.status, frame.payload.to_vec())
}

async fn send_stream(client: &mut Client, write: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = Vec::new();
    write(&mut bytes);
    client.socket.write_all(&bytes).await.unwrap();
}

#[tokio::test]
async fn bytes_flow_both_ways_and_finishing_comes_after_them() {
    let (mut client, call, mut guest) = with_console().await;
    guest.write_all(b"login: ").await.unwrap();
    assert_eq!(stream_frame(&mut client).await, (Status::Continue, b"login: ".to_vec()));
    send_stream(&mut client, |out| {
        message::stream_data(out, &call, b"root\n").unwrap();
        message::stream_data(out, &call, b"ls\n").unwrap();
        message::stream_finish(out, &call);
    })
    .await;
    assert_eq!(stream_frame(&mut client).await, (Status::Ok, Vec::new()));
    let mut typed = Vec::new();
    guest.read_to_end(&mut typed).await.unwrap();
    assert_eq!(typed, b"root\nls\n");
    // What crossed with the end is dropped.
    send_stream(&mut client, |out| message::stream_data(out, &call, b"late").unwrap()).await;
    let serial = client.send::<ConnectGetType>(&()).await;
    assert_eq!(client.reply().await, (serial, Status::Ok));
}

#[tokio::test]
async fn the_guests_end_is_told_once_and_confirmed_when_the_client_says_so() {
    let (mut client, call, guest) = with_console().await;
    drop(guest);
    assert_eq!(stream_frame(&mut client).await, (Status::Continue, Vec::new()));
    send_stream(&mut client, |out| message::stream_finish(out, &call)).await;
    assert_eq!(stream_frame(&mut client).await, (Status::Ok, Vec::new()));
}

#[tokio::test]
async fn an_abort_comes_through_though_the_guest_takes_nothing() {
    let (mut client, call, mut guest) = with_console().await;
    // More frames than may be unconsumed, each more than the guest takes.
    for _ in 0..8 {
        send_stream(&mut client, |out| message::stream_data(out, &call, &[b'x'; 2000]).unwrap()).await;
    }
    let read = client.send::<ConnectGetType>(&()).await;
    assert_eq!(client.reply().await, (read, Status::Ok));
    send_stream(&mut client, |out| message::stream_abort(out, &call)).await;
    assert_eq!(stream_frame(&mut client).await, (Status::Ok, Vec::new()));
    let mut taken = Vec::new();
    guest.read_to_end(&mut taken).await.unwrap();
    assert!(taken.len() < 16_000);
    // Its frames count no more.
    let serial = client.send::<NodeGetInfo>(&()).await;
    assert_eq!(client.reply().await, (serial, Status::Ok));
}

#[tokio::test]
async fn a_hole_in_a_stream_without_holes_ends_the_connection() {
    let (mut client, call, _guest) = with_console().await;
    send_stream(&mut client, |out| message::stream_hole(out, &call, 4096).unwrap()).await;
    assert!(client.next().await.is_none());
}

#[tokio::test]
async fn what_a_guest_says_to_a_client_that_does_not_read_stays_with_the_guest() {
    let (mut client, _call, mut guest) = with_console().await;
    let flood = tokio::spawn(async move {
        let mut written = 0_usize;
        while tokio::time::timeout(Duration::from_millis(200), guest.write_all(&[b'x'; 1000])).await.is_ok() {
            written += 1000;
            assert!(written < 64 << 20, "all is swallowed");
        }
        written
    });
    let written = flood.await.unwrap();
    assert!(written < 4 << 20, "{written} bytes are kept");
    let mut read = 0;
    while read + 2000 < written {
        read += stream_frame(&mut client).await.1.len();
    }
}

#[test]
fn an_open_session_keeps_its_word_over_a_plain_blocking_socket() {
    // Clients are not asynchronous: one that writes byte by byte is understood all the same.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (mut ours, theirs) = StdStream::pair().unwrap();
    runtime.block_on(async {
        let paths = Paths::under(folder.path());
        let engine = Engine::new(Config::default(), paths, Mode::Session, false).unwrap();
        theirs.set_nonblocking(true).unwrap();
        let socket = UnixStream::from_std(theirs).unwrap();
        Server::new(engine, Limits::default()).take_in(socket, Access::ReadOnly);
    });
    let mut bytes = Vec::new();
    let args = ConnectOpenArgs { name: Some(String::new()), flags: 0 };
    message::call::<ConnectOpen>(&mut bytes, 1, &args).unwrap();
    for byte in bytes {
        ours.write_all(&[byte]).unwrap();
    }
    let mut answer = [0; 28];
    ours.read_exact(&mut answer).unwrap();
    assert_eq!(answer[24..], encode(&Status::Ok.number()).unwrap());
}
