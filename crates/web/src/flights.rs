//! Pages that are just being made: a crowd that asks for one page waits for one rendering.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

/// The pages that are being made, by their keys.
#[derive(Default)]
pub struct Flights(Arc<Mutex<HashMap<String, Arc<Flight>>>>);

/// A page that somebody makes.
struct Flight {
    /// Closed when it is over.
    over: Semaphore,
    /// Whether it ended with what nobody keeps: then each makes their own.
    is_unkept: AtomicBool,
}

/// What somebody who asks for a page has to do.
pub enum Turn {
    /// To make it, for all who wait.
    Make(Making),
    /// To look whether it is there now.
    Look,
    /// To make it for themselves: it is none that is kept.
    Alone,
}

/// Held by whoever makes a page; when it is let go of, also because they went away, those who wait go on.
pub struct Making {
    flights: Arc<Mutex<HashMap<String, Arc<Flight>>>>,
    key: String,
    flight: Arc<Flight>,
}

impl Flights {
    /// The turn of somebody who found no page under this key.
    pub async fn turn(&self, key: &str) -> Turn {
        let flight = {
            let mut flights = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(flight) = flights.get(key) {
                Arc::clone(flight)
            } else {
                let flight = Arc::new(Flight {
                    over: Semaphore::new(0),
                    is_unkept: AtomicBool::new(false),
                });
                flights.insert(key.to_owned(), Arc::clone(&flight));
                return Turn::Make(Making {
                    flights: Arc::clone(&self.0),
                    key: key.to_owned(),
                    flight,
                });
            }
        };
        // It never has a place; it is only closed.
        let _over = flight.over.acquire().await;
        if flight.is_unkept.load(Ordering::Acquire) {
            Turn::Alone
        } else {
            Turn::Look
        }
    }
}

impl Making {
    /// Says that what was made is not kept.
    pub fn is_unkept(&self) {
        self.flight.is_unkept.store(true, Ordering::Release);
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
        flights.remove(&self.key);
        self.flight.over.close();
    }
}
