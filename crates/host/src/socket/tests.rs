//! Sockets by long and short paths, and who may use them.

use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use super::*;

fn long(directory: &Path, name: &str) -> PathBuf {
    let path = directory.join("d".repeat(100)).join("e".repeat(100));
    std::fs::create_dir_all(&path).unwrap();
    path.join(name)
}

async fn greet(path: &Path, listener: &std::os::unix::net::UnixListener) {
    let mut client = connect(path).await.unwrap();
    let (mut server, _) = listener.accept().unwrap();
    server.write_all(b"hello").unwrap();
    drop(server);
    let mut text = String::new();
    tokio::io::AsyncReadExt::read_to_string(&mut client, &mut text).await.unwrap();
    assert_eq!(text, "hello");
}

#[tokio::test]
async fn paths_of_any_length() {
    let directory = tempfile::tempdir().unwrap();
    let base = directory.path().as_os_str().len() + 1;
    let exactly = directory.path().join("x".repeat(MAX_PATH - base));
    let one_more = directory.path().join("x".repeat(MAX_PATH - base + 1));
    assert!(fits(&exactly) && !fits(&one_more));
    for path in [directory.path().join("short"), exactly, long(directory.path(), "socket")] {
        let listener = listen(&path, ListenOptions::default()).unwrap();
        greet(&path, &listener).await;
    }
    // Found by any name; but to make one, its own name must leave room for the way to its directory.
    let name = "n".repeat(100);
    let path = long(directory.path(), &name);
    let error = listen(&path, ListenOptions::default()).unwrap_err();
    assert_eq!(error.source.raw_os_error(), Some(rustix::io::Errno::NAMETOOLONG.raw_os_error()));
    let short = directory.path().join("another");
    let listener = listen(&short, ListenOptions::default()).unwrap();
    std::fs::rename(&short, &path).unwrap();
    greet(&path, &listener).await;
}

#[tokio::test]
async fn modes_do_not_depend_on_the_mask() {
    let directory = tempfile::tempdir().unwrap();
    for mode in [0o600, 0o660, 0o666, 0o777, 0o000] {
        let path = directory.path().join(format!("{mode:o}"));
        let _listener = listen(&path, ListenOptions { mode, ..ListenOptions::default() }).unwrap();
        let metadata = std::fs::metadata(&path).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o7777, mode);
    }
    if rustix::process::geteuid().is_root() {
        let path = directory.path().join("owned");
        let options = ListenOptions { gid: Some(4243), ..ListenOptions::default() };
        let _listener = listen(&path, options).unwrap();
        let metadata = std::fs::metadata(&path).unwrap();
        assert_eq!((metadata.uid(), metadata.gid()), (0, 4243));
    }
}

#[tokio::test]
async fn deserted_sockets_are_replaced_and_others_are_not() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("socket");
    drop(listen(&path, ListenOptions::default()).unwrap());
    assert_eq!(connect(&path).await.unwrap_err().kind(), io::ErrorKind::ConnectionRefused);
    let listener = listen(&path, ListenOptions::default()).unwrap();
    let error = listen(&path, ListenOptions::default()).unwrap_err();
    assert_eq!(error.source.kind(), io::ErrorKind::AddrInUse);
    assert!(error.to_string().starts_with(&format!("cannot listen on '{}': ", path.display())), "{error}");
    listener.set_nonblocking(false).unwrap();
    let _ = listener.accept().unwrap(); // the one who looked whether somebody listens
    greet(&path, &listener).await;

    let file = directory.path().join("file");
    std::fs::write(&file, "kept").unwrap();
    assert_eq!(listen(&file, ListenOptions::default()).unwrap_err().source.kind(), io::ErrorKind::AddrInUse);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "kept");
    assert!(
        listen(Path::new("/no/such/directory/socket"), ListenOptions::default()).unwrap_err().is_not_found()
    );
    assert_eq!(connect(Path::new("/no/such/socket")).await.unwrap_err().kind(), io::ErrorKind::NotFound);
}

#[tokio::test]
async fn a_full_listener_does_not_hold_us_up() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("socket");
    let _listener = listen(&path, ListenOptions { backlog: 1, ..ListenOptions::default() }).unwrap();
    let mut waiting = Vec::new();
    let error = loop {
        match connect(&path).await {
            Ok(stream) => waiting.push(stream),
            Err(error) => break error,
        }
        assert!(waiting.len() < 100);
    };
    assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
    let error = listen(&path, ListenOptions::default()).unwrap_err();
    assert_eq!(error.source.kind(), io::ErrorKind::AddrInUse, "a busy listener was taken for a deserted one");
}

#[tokio::test]
async fn pairs_and_peers() {
    let (ours, theirs) = pair().unwrap();
    let credentials = peer_credentials(&ours).unwrap();
    let ourselves = PeerCredentials {
        uid: rustix::process::geteuid().as_raw(),
        gid: rustix::process::getegid().as_raw(),
        pid: Some(std::process::id()),
    };
    assert_eq!(credentials, ourselves);
    let mut theirs = std::os::unix::net::UnixStream::from(theirs);
    theirs.write_all(b"x").unwrap();
    ours.readable().await.unwrap();
    let mut byte = [0];
    assert_eq!(ours.try_read(&mut byte).unwrap(), 1);
    drop(ours);
    assert_eq!(theirs.read(&mut byte).unwrap(), 0);
}
