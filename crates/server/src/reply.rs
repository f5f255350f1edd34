//! The answer that a call is owed, whatever becomes of the task that works on it.

use errors::{Domain, Error};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use wire::frame::Header;

use crate::dispatch::write_error;
use crate::stream::{Answer, Done};

/// Sends one answer to the session. Dropped before that, because the work died, it sends an error: no client
/// waits for ever, and no call counts as unanswered for ever.
#[derive(Debug)]
pub(crate) struct Reply {
    header: Header,
    /// Gone when the answer was sent.
    done: Option<mpsc::Sender<Done>>,
}

impl Reply {
    /// What the call with this header is owed.
    pub(crate) fn new(header: Header, done: mpsc::Sender<Done>) -> Self {
        Self { header, done: Some(done) }
    }

    /// Sends it. A client that has left does not want it any more.
    pub(crate) async fn send(mut self, answer: Answer) {
        if let Some(done) = self.done.take() {
            let _ = done.send(Done::Answer(answer)).await;
        }
    }
}

impl Drop for Reply {
    fn drop(&mut self) {
        let (Some(done), Ok(runtime)) = (self.done.take(), Handle::try_current()) else { return };
        let mut answer = Answer::new(self.header);
        let why = Error::internal(Domain::Rpc, "the daemon failed to work on this call; its log tells more");
        write_error(&mut answer.frame, &self.header, &why);
        runtime.spawn(async move {
            let _ = done.send(Done::Answer(answer)).await;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::frame::{FrameDecoder, MessageType, Status};
    use wire::message::call_header;
    use wire::remote::procedure::DomainCreate;

    #[tokio::test]
    async fn work_that_dies_is_answered_with_an_error() {
        let (sender, mut done) = mpsc::channel(1);
        let reply = Reply::new(call_header::<DomainCreate>(7), sender);
        let died = tokio::spawn(async move {
            let _reply = reply;
            panic!("as if by a bug");
        });
        assert!(died.await.unwrap_err().is_panic());
        let Some(Done::Answer(answer)) = done.recv().await else { panic!("no answer") };
        let mut decoder = FrameDecoder::new();
        decoder.extend(&answer.frame);
        let header = decoder.next_frame().unwrap().unwrap().header;
        assert_eq!((header.kind, header.status, header.serial), (MessageType::Reply, Status::Error, 7));
    }
}
