//! A guest agent played by hand, well-behaved and not.

use super::*;
use crate::replay::Peer;

const SOON: Wait = Wait::For(Duration::from_secs(20));
const BRIEFLY: Duration = Duration::from_millis(50);

fn agent_with(options: AgentOptions) -> (Agent, Peer) {
    let (ours, theirs) = UnixStream::pair().unwrap();
    (Agent::new(ours, options), Peer::new(theirs))
}

fn agent() -> (Agent, Peer) {
    agent_with(AgentOptions { sync_deadline: Duration::from_secs(20), ..AgentOptions::default() })
}

/// Hears the handshake; its number.
async fn hear_sync(peer: &mut Peer) -> u64 {
    let line = peer.hear_line().await.unwrap();
    let (mark, json) = line.split_first().unwrap();
    assert_eq!(*mark, 0xff);
    let command: Value = serde_json::from_slice(json).unwrap();
    assert_eq!(command["execute"], "guest-sync-delimited");
    command["arguments"]["id"].as_u64().unwrap()
}

async fn say_sync(peer: &mut Peer, number: u64) {
    peer.say_bytes(format!("{{\"return\": {number}}}\n").as_bytes()).await.unwrap();
}

async fn answer_sync(peer: &mut Peer) {
    let number = hear_sync(peer).await;
    peer.say_bytes(&[0xff]).await.unwrap();
    say_sync(peer, number).await;
}

#[tokio::test]
async fn a_command_after_a_handshake() {
    let (agent, mut peer) = agent();
    let asking = agent.execute("guest-info", json!({"x": 1}), SOON);
    let playing = async {
        answer_sync(&mut peer).await;
        assert_eq!(peer.hear().await.unwrap(), json!({"execute": "guest-info", "arguments": {"x": 1}}));
        peer.say_bytes(b"{\"return\": {\"version\": \"8\"}}\n").await.unwrap();
    };
    assert_eq!(tokio::join!(asking, playing).0, Ok(json!({"version": "8"})));
}

#[tokio::test]
async fn raw_commands_and_errors() {
    let (agent, mut peer) = agent();
    let asking = agent.execute_raw(" {\"execute\" :\n\"guest-ping\"} ", SOON);
    let playing = async {
        answer_sync(&mut peer).await;
        assert_eq!(peer.hear_line().await.unwrap(), "{\"execute\":\"guest-ping\"}");
        peer.say_bytes(b"{\"return\": {}}\n").await.unwrap();
    };
    assert_eq!(tokio::join!(asking, playing).0.as_deref(), Ok("{\"return\":{}}"));

    let asking = agent.execute_raw("{\"execute\":\"guest-x\"}", SOON);
    let playing = async {
        answer_sync(&mut peer).await;
        peer.hear().await.unwrap();
        peer.say_bytes(b"{\"error\": {\"class\": \"CommandNotFound\", \"desc\": \"no x\"}}\n").await.unwrap();
    };
    let error = AgentError::Command { class: "CommandNotFound".into(), desc: "no x".into() };
    assert_eq!(tokio::join!(asking, playing).0, Err(error));

    assert_eq!(agent.execute_raw("{", SOON).await, Err(AgentError::Malformed("continue")));
}

#[tokio::test]
async fn silences_are_told_apart() {
    let (agent, mut peer) = agent_with(AgentOptions { sync_deadline: BRIEFLY, ..AgentOptions::default() });
    assert_eq!(agent.execute("a", Value::Null, SOON).await, Err(AgentError::NotResponding));
    assert_eq!(agent.execute("b", Value::Null, Wait::Forever).await, Err(AgentError::NotResponding));
    let stale = [hear_sync(&mut peer).await, hear_sync(&mut peer).await];
    assert_ne!(stale[0], stale[1]);

    // It wakes up and answers all of the past before the present.
    let asking = agent.execute("c", Value::Null, Wait::For(BRIEFLY));
    let playing = async {
        let number = hear_sync(&mut peer).await;
        for number in [stale[0], stale[1], number] {
            peer.say_bytes(b"{\"return\": \"of old\"}\nrubbish\xff").await.unwrap();
            say_sync(&mut peer, number).await;
        }
        assert_eq!(peer.hear().await.unwrap(), json!({"execute": "c"}));
    };
    assert_eq!(tokio::join!(asking, playing).0, Err(AgentError::Timeout));

    // Its answer to that one comes too late, and is not taken for that to the next.
    let asking = agent.execute("d", Value::Null, SOON);
    let playing = async {
        peer.say_bytes(b"{\"return\": \"c\"}\n").await.unwrap();
        answer_sync(&mut peer).await;
        peer.hear().await.unwrap();
        peer.say_bytes(b"{\"return\": \"d\"}\n").await.unwrap();
    };
    assert_eq!(tokio::join!(asking, playing).0, Ok(json!("d")));
}

#[tokio::test]
async fn a_wrong_number() {
    let (agent, mut peer) = agent_with(AgentOptions { sync_deadline: BRIEFLY, ..AgentOptions::default() });
    let asking = agent.execute("a", Value::Null, SOON);
    let playing = async {
        let number = hear_sync(&mut peer).await;
        peer.say_bytes(&[0xff]).await.unwrap();
        say_sync(&mut peer, number + 1).await;
    };
    assert_eq!(tokio::join!(asking, playing).0, Err(AgentError::WrongId));
}

#[tokio::test]
async fn an_agent_that_floods_harms_only_its_callers() {
    let (agent, mut peer) = agent_with(AgentOptions { max_line: 1000, ..AgentOptions::default() });
    let asking = agent.execute("a", Value::Null, SOON);
    let playing = async {
        answer_sync(&mut peer).await;
        peer.hear().await.unwrap();
        peer.say_bytes(&[b'x'; 5000]).await.unwrap();
    };
    let error = tokio::join!(asking, playing).0.unwrap_err();
    assert_eq!(error, AgentError::Protocol("a line is longer than 1000 bytes".into()));

    let asking = agent.execute("b", Value::Null, SOON);
    let playing = async {
        peer.say_bytes(&[b'y'; 5000]).await.unwrap();
        answer_sync(&mut peer).await;
        peer.hear().await.unwrap();
        peer.say_bytes(b"garbage\n").await.unwrap();
    };
    assert!(matches!(tokio::join!(asking, playing).0, Err(AgentError::Protocol(_))));

    let asking = agent.execute("c", Value::Null, SOON);
    let playing = async {
        answer_sync(&mut peer).await;
        peer.hear().await.unwrap();
        peer.say_bytes(b"{\"return\": 3}\n").await.unwrap();
    };
    assert_eq!(tokio::join!(asking, playing).0, Ok(json!(3)));
}

#[tokio::test]
async fn one_at_a_time() {
    let (agent, mut peer) = agent();
    let first = agent.clone();
    let first = tokio::spawn(async move { first.execute("first", Value::Null, Wait::Forever).await });
    answer_sync(&mut peer).await;
    peer.hear().await.unwrap();
    // Nobody can tell whether the agent would answer: it has not been asked.
    let second = agent.execute("second", Value::Null, Wait::For(BRIEFLY)).await;
    assert_eq!(second, Err(AgentError::NotResponding));
    peer.say_bytes(b"{\"return\": 1}\n").await.unwrap();
    assert_eq!(first.await.unwrap(), Ok(json!(1)));
}

#[tokio::test]
async fn a_closed_channel() {
    let (agent, peer) = agent();
    drop(peer);
    assert_eq!(agent.execute("a", Value::Null, Wait::Forever).await, Err(AgentError::Closed));
    let (agent, mut peer) = self::agent();
    let asking = agent.execute("a", Value::Null, Wait::Forever);
    let playing = async {
        answer_sync(&mut peer).await;
        peer.hear().await.unwrap();
        drop(peer);
    };
    assert_eq!(tokio::join!(asking, playing).0, Err(AgentError::Closed));
}
