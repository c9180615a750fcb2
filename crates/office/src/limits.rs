//! How much costly work is done at once: hashing passwords, printing papers, looking into files. Whoever comes while all
//! seats are taken waits a little, in a short queue; whoever finds the queue full is told to come again ([`Fault::Busy`]).
//! Without this a hundred visitors at once would each take a thread and its memory.
//!
//! [`Fault::Busy`]: crate::Fault::Busy

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::OfficeError;

/// How long a seat is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many may wait, for each seat.
const QUEUE: usize = 8;

/// The gates of one server. What visitors ask for keeps nobody at the desk waiting.
#[derive(Debug)]
pub struct Limits {
    /// Hashing and checking passwords: 19 MB each.
    pub passwords: Gate,
    /// Papers made and files looked into for anybody.
    pub visitors: Gate,
    /// The same at the desk.
    pub staff: Gate,
}

impl Limits {
    /// The gates of a machine with this many cores.
    pub fn of_cores(cores: usize) -> Self {
        Self {
            passwords: Gate::new(2 * cores),
            visitors: Gate::new(cores),
            staff: Gate::new(2 * cores),
        }
    }

    /// The gates of this machine.
    pub(crate) fn of_this_machine() -> Self {
        Self::of_cores(cores())
    }
}

/// The processors the program may use.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, NonZeroUsize::get)
}

/// A gate before one kind of costly work.
#[derive(Debug)]
pub struct Gate {
    seats: Arc<Semaphore>,
    /// Seats and places in the queue together.
    places: Arc<Semaphore>,
    patience: Duration,
}

/// A seat behind a gate, free again when it is dropped or its work is done.
#[derive(Debug)]
pub struct Seat {
    _seat: OwnedSemaphorePermit,
    _place: OwnedSemaphorePermit,
}

impl Gate {
    /// A gate with that many seats.
    pub fn new(seats: usize) -> Self {
        Self {
            seats: Arc::new(Semaphore::new(seats)),
            places: Arc::new(Semaphore::new(seats * (1 + QUEUE))),
            patience: PATIENCE,
        }
    }

    /// Waits for a seat; busy where too many wait already, or for too long.
    pub async fn enter(&self) -> Result<Seat, OfficeError> {
        let busy = || {
            tracing::warn!("too much costly work at once: somebody was told to come again");
            OfficeError::Busy
        };
        let Ok(place) = self.places.clone().try_acquire_owned() else {
            return Err(busy());
        };
        match tokio::time::timeout(self.patience, self.seats.clone().acquire_owned()).await {
            Ok(Ok(seat)) => Ok(Seat {
                _seat: seat,
                _place: place,
            }),
            _ => Err(busy()),
        }
    }

    /// Waits for a seat and does the work on a thread of its own.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, OfficeError> {
        self.enter().await?.run(work).await
    }
}

impl Seat {
    /// Does the work on a thread of its own. The seat is taken until the work ends, even when nobody waits for it any
    /// more: a request that was given up goes on using its thread and memory.
    pub async fn run<T: Send + 'static>(
        self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, OfficeError> {
        let done = tokio::task::spawn_blocking(move || {
            let _held = self;
            work()
        });
        done.await
            .map_err(|error| OfficeError::Damaged(format!("任务中断：{error}")))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[derive(Default)]
    struct Busy {
        now: AtomicUsize,
        most: AtomicUsize,
    }

    impl Busy {
        fn work(&self) {
            let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(now, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(20));
            self.now.fetch_sub(1, Ordering::SeqCst);
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_hundred_at_once_are_never_more_than_the_seats_and_who_finds_the_queue_full_comes_again() {
        let (gate, busy) = (Arc::new(Gate::new(4)), Arc::new(Busy::default()));
        let mut asked = tokio::task::JoinSet::new();
        for _ in 0..100 {
            let (gate, busy) = (gate.clone(), busy.clone());
            asked.spawn(async move { gate.run(move || busy.work()).await });
        }
        let answers = asked.join_all().await;
        let done = answers.iter().filter(|answer| answer.is_ok()).count();
        assert!(busy.most.load(Ordering::SeqCst) <= 4);
        assert!((36..100).contains(&done), "{done} were done");
        let mut refused = answers.into_iter().filter_map(Result::err);
        assert!(refused.all(|error| matches!(error, OfficeError::Busy)));
        gate.run(|| ()).await.unwrap();
    }

    #[tokio::test]
    async fn a_seat_is_waited_for_only_so_long_and_work_that_nobody_waits_for_keeps_its_seat() {
        let mut gate = Gate::new(1);
        gate.patience = Duration::from_millis(20);
        let held = gate.enter().await.unwrap();
        assert!(matches!(gate.run(|| ()).await, Err(OfficeError::Busy)));
        let (end, wait) = std::sync::mpsc::channel::<()>();
        let given_up =
            tokio::time::timeout(Duration::from_millis(1), held.run(move || wait.recv().is_ok())).await;
        assert!(given_up.is_err());
        assert!(matches!(gate.enter().await, Err(OfficeError::Busy)), "it goes on");
        drop(end);
        while gate.enter().await.is_err() {}
    }
}
