//! A peer that does not keep to the protocol, or does nothing at all: the client ends with an error, in time.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end")]

use std::future::Future;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use client::wire::frame::{Header, MessageType, Status, write};
use client::wire::keepalive::Keepalive;
use client::wire::remote::{AuthListRet, AuthType, ConnectSupportsFeatureRet, NodeGetInfoRet};
use client::wire::xdr::{Encode, Encoder};
use client::{ClientError, Connection, Feature, Incoming, OpenOptions, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};

const AUTH_LIST: i32 = 66;
const SUPPORTS_FEATURE: i32 = 60;
const OPEN: i32 = 1;

/// A server of one connection.
struct Peer(UnixStream);

impl Peer {
    /// The header of the next call, whatever it carries.
    async fn next(&mut self) -> Option<Header> {
        let length = self.0.read_u32().await.ok()? as usize;
        let mut rest = vec![0; length - 4];
        self.0.read_exact(&mut rest).await.ok()?;
        client::wire::xdr::decode(&rest).ok()
    }

    async fn send(&mut self, header: Header, body: &impl Encode) {
        let mut out = Vec::new();
        write(&mut out, &header, |to: &mut Encoder<'_>| body.encode(to)).unwrap();
        let _ = self.0.write_all(&out).await;
    }

    async fn answer(&mut self, call: Header, body: &impl Encode) {
        self.send(Header { kind: MessageType::Reply, ..call }, body).await;
    }

    /// Answers what every client asks first, then gives the next call.
    async fn first_call(&mut self) -> Option<Header> {
        loop {
            let call = self.next().await?;
            match (call.kind, call.procedure) {
                (MessageType::Call, AUTH_LIST) => {
                    self.answer(call, &AuthListRet { types: vec![AuthType::NONE] }).await;
                }
                (MessageType::Call, SUPPORTS_FEATURE) => {
                    self.answer(call, &ConnectSupportsFeatureRet { supported: 1 }).await;
                }
                (MessageType::Call, OPEN) => self.answer(call, &()).await,
                _ => return Some(call),
            }
        }
    }
}

/// Runs a client against a peer that does this to it.
async fn against<F, C, T>(peer: impl FnOnce(Peer) -> F, client: impl FnOnce(Connection) -> C) -> T
where
    F: Future<Output = ()> + Send + 'static,
    C: Future<Output = T>,
{
    let options = OpenOptions::new().deadline(Duration::from_millis(600));
    against_with(options, peer, client).await.unwrap()
}

async fn against_with<F, C, T>(
    options: OpenOptions,
    peer: impl FnOnce(Peer) -> F,
    client: impl FnOnce(Connection) -> C,
) -> Result<T>
where
    F: Future<Output = ()> + Send + 'static,
    C: Future<Output = T>,
{
    let folder = tempfile::tempdir().unwrap();
    let socket: PathBuf = folder.path().join("s");
    let listener = UnixListener::bind(&socket).unwrap();
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let accept = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let _ = sender.send(Peer(stream));
    });
    let uri = format!("qemu:///system?socket={}", socket.display());
    let opening = tokio::spawn(async move { options.open(&uri).await });
    let peer = tokio::spawn(peer(receiver.await.unwrap()));
    let connection = opening.await.unwrap()?;
    let done = client(connection).await;
    peer.abort();
    accept.abort();
    Ok(done)
}

async fn node_info(connection: Connection) -> Result<NodeGetInfoRet> {
    connection.node_get_info().await
}

#[tokio::test]
async fn one_that_says_nothing_costs_the_deadline_and_no_more() {
    let began = Instant::now();
    let options = OpenOptions::new().deadline(Duration::from_millis(200));
    let silent = |peer: Peer| async move {
        let _kept = peer;
        std::future::pending::<()>().await;
    };
    let refused = against_with(options, silent, node_info).await;
    assert!(matches!(refused, Err(ClientError::Deadline { .. })), "{refused:?}");
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn one_that_hangs_after_opening_is_given_up_call_by_call() {
    let hangs = |mut peer: Peer| async move {
        let _ = peer.first_call().await;
        std::future::pending::<()>().await;
    };
    let twice = |connection: Connection| async move {
        let began = Instant::now();
        for _ in 0..2 {
            let late = connection.node_get_info().await;
            assert!(matches!(late, Err(ClientError::Deadline { what: "virNodeGetInfo", .. })), "{late:?}");
        }
        assert!(connection.ended().is_none(), "the connection may still be of use");
        assert!(began.elapsed() < Duration::from_secs(3));
    };
    against(hangs, twice).await;
}

#[tokio::test]
async fn frames_that_no_honest_peer_sends_end_the_connection() {
    type Bytes = fn(Header) -> Vec<u8>;
    let cases: [(&str, Bytes); 8] = [
        ("over the limit", |_| vec![0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 0]),
        ("cannot hold a header", |_| vec![0, 0, 0, 8, 0, 0, 0, 0]),
        ("nobody waits", |call| {
            Header { kind: MessageType::Reply, serial: call.serial.wrapping_add(7), ..call }.alone().to_vec()
        }),
        ("is of procedure 7", |call| {
            Header { kind: MessageType::Reply, procedure: 7, ..call }.alone().to_vec()
        }),
        ("calls its client", |call| call.alone().to_vec()),
        ("unknown type 99", |call| Header { kind: MessageType::Other(99), ..call }.alone().to_vec()),
        ("ends too early", |call| Header { kind: MessageType::Reply, ..call }.alone().to_vec()),
        ("status 5", |call| {
            Header { kind: MessageType::Reply, status: Status::Other(5), ..call }.alone().to_vec()
        }),
    ];
    for (expected, bytes) in cases {
        let broken = |mut peer: Peer| async move {
            let call = peer.first_call().await.unwrap();
            let _ = peer.0.write_all(&bytes(call)).await;
            std::future::pending::<()>().await;
        };
        let check = |connection: Connection| async move {
            let told = connection.node_get_info().await;
            assert!(matches!(told, Err(ClientError::Protocol(_))), "{expected}: {told:?}");
            assert!(told.unwrap_err().to_string().contains(expected), "{expected}");
            assert!(connection.ended().is_some());
            assert!(connection.node_get_info().await.is_err(), "nothing is sent on it any more");
        };
        against(broken, check).await;
    }
}

#[tokio::test]
async fn a_frame_that_is_cut_off_is_an_end_and_no_answer() {
    let cuts = |mut peer: Peer| async move {
        let call = peer.first_call().await.unwrap();
        let reply = Header { kind: MessageType::Reply, ..call };
        let mut out = Vec::new();
        write(&mut out, &reply, |to: &mut Encoder<'_>| NodeGetInfoRet::default().encode(to)).unwrap();
        let _ = peer.0.write_all(&out[..out.len() / 2]).await;
    };
    let told = against(cuts, node_info).await;
    assert!(matches!(told, Err(ClientError::Closed(_))), "{told:?}");
}

#[tokio::test]
async fn an_answer_that_comes_late_harms_nobody() {
    let late = |mut peer: Peer| async move {
        let first = peer.first_call().await.unwrap();
        let second = peer.next().await.unwrap();
        peer.answer(second, &NodeGetInfoRet { cpus: 2, ..Default::default() }).await;
        peer.answer(first, &NodeGetInfoRet { cpus: 1, ..Default::default() }).await;
        let third = peer.next().await.unwrap();
        peer.answer(third, &NodeGetInfoRet { cpus: 3, ..Default::default() }).await;
        std::future::pending::<()>().await;
    };
    let calls = |connection: Connection| async move {
        assert!(connection.node_get_info().await.is_err(), "its time is over");
        assert_eq!(connection.node_get_info().await.unwrap().cpus, 2);
        assert_eq!(connection.node_get_info().await.unwrap().cpus, 3);
    };
    against(late, calls).await;
}

#[tokio::test]
async fn never_more_calls_are_unanswered_than_a_stock_daemon_reads() {
    let counts = |mut peer: Peer| async move {
        let mut waiting = vec![peer.first_call().await.unwrap()];
        for _ in 0..3 {
            waiting.push(peer.next().await.unwrap());
        }
        // A fifth must not come while four are unanswered.
        let fifth = tokio::time::timeout(Duration::from_millis(100), peer.next()).await;
        let cpus = if fifth.is_err() { 1 } else { 0 };
        for call in waiting {
            peer.answer(call, &NodeGetInfoRet { cpus, ..Default::default() }).await;
        }
        while let Some(call) = peer.next().await {
            peer.answer(call, &NodeGetInfoRet { cpus, ..Default::default() }).await;
        }
    };
    let many = |connection: Connection| async move {
        let calls: Vec<_> = (0..20)
            .map(|_| {
                let connection = connection.clone();
                tokio::spawn(async move { connection.node_get_info().await })
            })
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap().unwrap().cpus, 1);
        }
    };
    against(counts, many).await;
}

#[tokio::test]
async fn a_ping_is_answered_and_one_that_answers_none_is_given_up() {
    let pings = |mut peer: Peer| async move {
        let call = peer.first_call().await.unwrap();
        let _ = peer.0.write_all(&Keepalive::Ping.frame()).await;
        let pong = peer.next().await.unwrap();
        let cpus = u32::from(Keepalive::of(&pong) == Some(Keepalive::Pong));
        let cpus = i32::try_from(cpus).unwrap();
        peer.answer(call, &NodeGetInfoRet { cpus, ..Default::default() }).await;
        std::future::pending::<()>().await;
    };
    assert_eq!(against(pings, node_info).await.unwrap().cpus, 1);

    let deaf = |mut peer: Peer| async move {
        let _ = peer.first_call().await;
        loop {
            if peer.next().await.is_none() {
                return;
            }
        }
    };
    let options =
        OpenOptions::new().deadline(Duration::from_secs(20)).keepalive(Some((Duration::from_millis(50), 2)));
    let began = Instant::now();
    let told = against_with(options, deaf, node_info).await.unwrap();
    assert!(matches!(told, Err(ClientError::Closed(_))), "{told:?}");
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_flood_of_events_costs_its_listener_events_and_not_memory() {
    let floods = |mut peer: Peer| async move {
        let call = peer.first_call().await.unwrap();
        let event = Header { kind: MessageType::Message, procedure: 318, serial: 1, ..call };
        for number in 0..5000_i32 {
            peer.send(event, &number).await;
        }
        peer.answer(call, &NodeGetInfoRet::default()).await;
        std::future::pending::<()>().await;
    };
    let listens = |connection: Connection| async move {
        let mut events = connection.events();
        let _ = connection.node_get_info().await;
        let Some(Incoming::Missed(count)) = events.next().await else { panic!("nothing was lost") };
        assert!(count > 3000, "{count}");
        assert!(matches!(events.next().await, Some(Incoming::Event(_))));
    };
    against_with(OpenOptions::new(), floods, listens).await.unwrap();
}

#[tokio::test]
async fn a_feature_that_cannot_be_asked_is_not_there() {
    let old = |mut peer: Peer| async move {
        let call = peer.first_call().await.unwrap();
        let error = client::wire::remote::RemoteError {
            code: 39,
            domain: 7,
            message: Some("unknown procedure: 6".into()),
            ..Default::default()
        };
        let header = Header { kind: MessageType::Reply, status: Status::Error, ..call };
        peer.send(header, &error).await;
        let _ = peer.first_call().await;
    };
    let asks = |connection: Connection| async move {
        let told = connection.node_get_info().await.unwrap_err();
        assert!(told.is_not_supported() && !told.is_fatal(), "{told:?}");
        assert!(connection.has_feature(Feature::RemoteEventCallback).await.unwrap());
    };
    against(old, asks).await;
}
