//! How many connections one address holds. Without a bound a single visitor who opens many and reads nothing takes every seat;
//! with it they take a part. What stands in front of us (`trusted_proxies`) speaks for everybody and is not bounded.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The connections that are open, by the network they came from.
#[derive(Clone)]
pub struct Peers(Arc<Inner>);

struct Inner {
    most: usize,
    proxies: Vec<IpAddr>,
    open: Mutex<HashMap<String, usize>>,
}

/// The place of one connection among those of its network; it is given back when it is dropped.
pub struct Place {
    peers: Peers,
    /// None of a proxy of ours.
    network: Option<String>,
}

impl Peers {
    /// At most so many from one network; proxies of ours are not counted.
    pub fn new(most: usize, proxies: &[IpAddr]) -> Self {
        Self(Arc::new(Inner {
            most,
            proxies: proxies.iter().map(IpAddr::to_canonical).collect(),
            open: Mutex::default(),
        }))
    }

    /// A place for a connection from there; `None` where that network has all of its own.
    pub fn place(&self, peer: IpAddr) -> Option<Place> {
        let peer = peer.to_canonical();
        let network = (!self.0.proxies.contains(&peer)).then(|| office::visits::network(&peer.to_string()));
        if let Some(network) = &network {
            let mut open = self.open();
            let held = open.entry(network.clone()).or_default();
            if *held >= self.0.most {
                return None;
            }
            *held = held.saturating_add(1);
        }
        Some(Place {
            peers: self.clone(),
            network,
        })
    }

    fn open(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        // A count is right after each step: what panicked elsewhere has not harmed it.
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(network) = &self.network else {
            return;
        };
        let mut open = self.peers.open();
        if let Some(held) = open.get_mut(network) {
            *held = held.saturating_sub(1);
            if *held == 0 {
                open.remove(network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_network_holds_no_more_than_its_part_and_a_proxy_of_ours_any_number() {
        let address = |text: &str| text.parse::<IpAddr>().unwrap();
        let peers = Peers::new(2, &[address("10.0.0.1")]);
        let first = peers.place(address("203.0.113.9")).unwrap();
        let _second = peers.place(address("::ffff:203.0.113.9")).unwrap();
        assert!(peers.place(address("203.0.113.9")).is_none());
        assert!(peers.place(address("203.0.113.10")).is_some(), "somebody else");
        drop(first);
        assert!(peers.place(address("203.0.113.9")).is_some(), "one has ended");
        let _one = peers.place(address("2001:db8:1:2::1")).unwrap();
        let _other = peers.place(address("2001:db8:1:2::2")).unwrap();
        assert!(
            peers.place(address("2001:db8:1:2::3")).is_none(),
            "one line, many addresses"
        );
        let many: Vec<Place> = (0..9).filter_map(|_| peers.place(address("10.0.0.1"))).collect();
        assert_eq!(many.len(), 9);
        drop(many);
    }
}
