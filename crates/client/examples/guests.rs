//! Lists the guests of a daemon with what it says about each: `cargo run --example guests -- qemu:///system`.
#![allow(clippy::print_stdout, reason = "an example shows something")]

use client::wire::remote::{ConnectListAllDomainsArgs, DomainGetMessagesArgs};
use client::{OpenOptions, Result};

#[tokio::main]
async fn main() -> Result<()> {
    let options = OpenOptions::new().read_only(true);
    let connection = match std::env::args().nth(1) {
        Some(uri) => options.open(&uri).await?,
        None => options.open_default().await?,
    };
    let all = ConnectListAllDomainsArgs { need_results: 1, flags: 0 };
    for dom in connection.connect_list_all_domains(&all).await?.domains {
        println!("{}", dom.name);
        match connection.domain_get_messages(&DomainGetMessagesArgs { dom, flags: 0 }).await {
            Ok(said) => said.msgs.iter().for_each(|message| println!("  {message}")),
            // Before libvirt 7.1 there is no such call.
            Err(why) if why.is_not_supported() => println!("  (this daemon has no messages)"),
            Err(why) => return Err(why),
        }
    }
    connection.close().await
}
