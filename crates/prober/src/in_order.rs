//! Several things under way at once, begun in their order.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

/// Begins them one after the other, each as far as it comes without waiting, and returns what all have brought, in the
/// same order.
pub(crate) async fn join_in_order<F: Future>(all: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    let mut under_way: Vec<Option<Pin<Box<F>>>> = all.into_iter().map(|one| Some(Box::pin(one))).collect();
    let mut brought: Vec<Option<F::Output>> = under_way.iter().map(|_| None).collect();
    poll_fn(|context| {
        for (one, place) in under_way.iter_mut().zip(&mut brought) {
            if let Some(future) = one
                && let Poll::Ready(outcome) = future.as_mut().poll(context)
            {
                *one = None;
                *place = Some(outcome);
            }
        }
        if under_way.iter().all(Option::is_none) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    brought.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[tokio::test]
    async fn all_begin_in_order_and_none_waits_for_another() {
        let begun = RefCell::new(Vec::new());
        let (open, gate) = tokio::sync::oneshot::channel::<()>();
        let (open, gate) = (RefCell::new(Some(open)), RefCell::new(Some(gate)));
        let one = |number: usize| {
            let (begun, open, gate) = (&begun, &open, &gate);
            async move {
                begun.borrow_mut().push(number);
                if number == 0 {
                    let gate = gate.borrow_mut().take().unwrap();
                    gate.await.unwrap();
                } else if let Some(open) = open.borrow_mut().take() {
                    open.send(()).unwrap();
                }
                number * 10
            }
        };
        assert_eq!(join_in_order((0..3).map(one)).await, [0, 10, 20]);
        assert_eq!(*begun.borrow(), [0, 1, 2]);
    }
}
