//! The system's `ssh`, and a program on the far side: `virt-ssh-helper`, which finds the daemon itself, where it
//! is installed, else netcat on the socket of `libvirtd`. Options and command line are those of stock clients.

use std::process::Stdio;
use std::sync::{Arc, PoisonError};

use tokio::io::AsyncReadExt as _;
use tokio::process::{ChildStderr, Command};

use super::link::Words;
use super::{Link, LinkRequest};
use crate::{ClientError, Result, Uri, UriError};

/// How much of what ssh says is kept, in bytes.
const WORDS_MAX: usize = 4096;

/// What runs on the far side (`proxy=`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proxy {
    Auto,
    Netcat,
    Native,
}

/// Starts ssh. Whether it gets anywhere shows with the first answer.
pub(super) fn connect(request: &LinkRequest<'_>) -> Result<Link> {
    let arguments = arguments(request)?;
    let program = request.uri.parameter("command").unwrap_or("ssh");
    let unreachable = |why: String| ClientError::Unreachable { place: program.to_owned(), why };
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|why| unreachable(why.to_string()))?;
    let (Some(input), Some(output), Some(errors)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(unreachable("it has no standard streams".into()));
    };
    let words = Words::default();
    tokio::spawn(listen(errors, Arc::clone(&words)));
    Ok(Link::through(child, output, input, words))
}

async fn listen(mut errors: ChildStderr, words: Words) {
    let mut part = [0; 1024];
    while let Ok(count @ 1..) = errors.read(&mut part).await {
        let mut words = words.lock().unwrap_or_else(PoisonError::into_inner);
        if words.len() < WORDS_MAX {
            *words += &String::from_utf8_lossy(&part[..count]);
        }
    }
}

fn arguments(request: &LinkRequest<'_>) -> Result<Vec<String>> {
    let uri = request.uri;
    let mut arguments = Vec::new();
    let mut option = |words: &[&str]| arguments.extend(words.iter().map(|&word| word.to_owned()));
    if let Some(port) = uri.port {
        option(&["-p", &port.to_string()]);
    }
    if let Some(user) = &uri.user {
        option(&["-l", user]);
    }
    if let Some(file) = uri.parameter("keyfile") {
        option(&["-i", file]);
    }
    option(&["-T", "-e", "none"]);
    if uri.flag("no_tty") {
        option(&["-o", "BatchMode=yes"]);
    }
    if uri.flag("no_verify") {
        option(&["-o", "StrictHostKeyChecking=no"]);
    }
    option(&["--", uri.host.as_deref().unwrap_or_default()]);
    arguments.push(format!("sh -c {}", quoted(&far_command(request)?)));
    Ok(arguments)
}

/// The shell line for the far side.
fn far_command(request: &LinkRequest<'_>) -> Result<String> {
    let uri = request.uri;
    let refuse = |why: &str| UriError { uri: uri.to_string(), why: why.to_owned() };
    let proxy = match uri.parameter("proxy") {
        None | Some("auto") => Proxy::Auto,
        Some("netcat") => Proxy::Netcat,
        Some("native") => Proxy::Native,
        Some(_) => return Err(refuse("its proxy is none of auto, netcat, native").into()),
    };
    // With a socket or a netcat of its own the URI means netcat.
    let names_netcat = uri.parameter("netcat").is_some() || uri.parameter("socket").is_some();
    let proxy = if proxy == Proxy::Auto && names_netcat { Proxy::Netcat } else { proxy };
    if proxy != Proxy::Native && uri.parameter("mode").is_some_and(|mode| mode == "direct") {
        return Err(refuse("with ssh, mode=direct needs proxy=native").into());
    }
    let read_only = if request.read_only { "-r " } else { "" };
    let helper = format!("virt-ssh-helper {read_only}{}", quoted(&uri.for_the_daemon()));
    let netcat = format!(
        "if {netcat} -q 2>&1 | grep \"requires an argument\" >/dev/null 2>&1; then ARG=-q0; else ARG=; fi; \
         {netcat} $ARG -U {socket}",
        netcat = quoted(uri.parameter("netcat").unwrap_or("nc")),
        socket = quoted(&far_socket(uri, request.read_only)),
    );
    Ok(match proxy {
        Proxy::Native => helper,
        Proxy::Netcat => netcat,
        Proxy::Auto => {
            format!("if which virt-ssh-helper >/dev/null 2>&1; then {helper}; else {netcat}; fi")
        }
    })
}

fn far_socket(uri: &Uri, read_only: bool) -> String {
    let usual = if read_only { "/var/run/libvirt/libvirt-sock-ro" } else { "/var/run/libvirt/libvirt-sock" };
    uri.parameter("socket").unwrap_or(usual).to_owned()
}

/// One word for a shell, whatever it holds.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(uri: &str, read_only: bool) -> std::result::Result<Vec<String>, String> {
        let uri = Uri::parse(uri).map_err(|why| why.to_string())?;
        arguments(&LinkRequest { uri: &uri, read_only }).map_err(|why| why.to_string())
    }

    #[test]
    fn options_are_those_of_stock_clients() {
        let words = line("qemu+ssh://u@h:22/system?keyfile=/k&no_tty=1&no_verify=1", false).unwrap();
        let expected = "-p 22 -l u -i /k -T -e none -o BatchMode=yes -o StrictHostKeyChecking=no -- h";
        assert_eq!(words[..words.len() - 1].join(" "), expected);
    }

    #[test]
    fn the_far_side_is_chosen_by_proxy() {
        for (uri, read_only, has, lacks) in [
            ("qemu+ssh://h/system", false, "virt-ssh-helper '\\''qemu:///system'\\''", "-ro"),
            ("qemu+ssh://h/system", true, "virt-ssh-helper -r", "sock'"),
            ("qemu+ssh://h/system?proxy=netcat", false, "/var/run/libvirt/libvirt-sock", "helper"),
            ("qemu+ssh://h/system?proxy=native&mode=direct", false, "virt-ssh-helper", "libvirt-sock"),
            ("qemu+ssh://h/system?socket=/s/q", false, "-U '\\''/s/q", "helper"),
            ("qemu+ssh://h/system?netcat=/bin/n", false, "/bin/n", "helper"),
        ] {
            let words = line(uri, read_only).unwrap();
            let last = words.last().unwrap();
            assert!(last.starts_with("sh -c '") && last.contains(has), "{last}");
            assert!(!last.contains(lacks), "{last}");
        }
        assert!(line("qemu+ssh://h/system?proxy=pigeon", false).is_err());
        assert!(line("qemu+ssh://h/system?mode=direct", false).is_err());
    }

    #[test]
    fn no_word_of_a_uri_reaches_a_shell_as_anything_else() {
        let words = line("qemu+ssh://h/system?socket=/s%27%3Breboot%3B%27", false).unwrap();
        let script = words.last().unwrap();
        // Unquoted once, as the far side's login shell does, the socket is still one quoted word.
        let inner = script.strip_prefix("sh -c '").unwrap().strip_suffix('\'').unwrap().replace("'\\''", "'");
        assert!(inner.contains(r"-U '/s'\'';reboot;'\'''"), "{inner}");
    }
}
