//! A QEMU that runs nothing: it takes the command line, speaks QMP, and claims what its profile says.
//!
//! So a test can show what a QEMU would have to do to be seen as deprecated, slow, broken or hostile, on a
//! machine where no such QEMU is to be had. It knows nothing of guests beyond running, paused and over.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit,
    unreachable_pub,
    reason = "a test's program: it fails loudly, prints as QEMU does, and ends when told to"
)]

mod machine;
mod monitor;
mod options;
mod profile;

use options::Options;
use profile::Profile;

fn main() {
    let profile = Profile::read();
    let options = match Options::read(std::env::args().skip(1), &profile) {
        Ok(options) => options,
        Err(complaint) => {
            eprintln!("qemu-system-x86_64: {complaint}");
            std::process::exit(1);
        }
    };
    if options.version {
        println!("QEMU emulator version {} ({})", profile.version_text(), profile.package);
        return;
    }
    monitor::serve(&options, &profile);
}
