//! The one seat for whoever reads a PDF: what a file can make the libraries use of memory, no second file adds to.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

static IS_TAKEN: Mutex<bool> = Mutex::new(false);
static FREED: Condvar = Condvar::new();

/// Free again when it is dropped.
pub struct Seat(());

/// Waits for the seat; `None` where it was not free in time.
pub fn wait(patience: Duration) -> Option<Seat> {
    let is_taken = IS_TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut is_taken, _ended) = FREED
        .wait_timeout_while(is_taken, patience, |is_taken| *is_taken)
        .unwrap_or_else(PoisonError::into_inner);
    if *is_taken {
        return None;
    }
    *is_taken = true;
    Some(Seat(()))
}

impl Drop for Seat {
    fn drop(&mut self) {
        *IS_TAKEN.lock().unwrap_or_else(PoisonError::into_inner) = false;
        FREED.notify_one();
    }
}
