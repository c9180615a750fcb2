//! A ledger file as the pieces that office takes: read on a thread of its own, a few hundred lines ahead and no more.

use std::ops::ControlFlow;
use std::sync::Arc;

use law::cases::ledger::Line;
use office::cases::import::Piece;
use tokio::sync::mpsc::{self, Receiver, Sender};

/// Lines of one piece.
const PIECE: usize = 400;

/// Opens the file anew at every call; within a running tokio.
pub fn ledger_source(bytes: Vec<u8>) -> impl Fn() -> Receiver<Piece> + Send + Sync {
    let bytes: Arc<[u8]> = bytes.into();
    move || {
        let (sender, receiver) = mpsc::channel(4);
        let bytes = bytes.clone();
        tokio::task::spawn_blocking(move || send(&bytes, &sender));
        receiver
    }
}

/// Reads the file through, as long as somebody takes what is read.
fn send(bytes: &[u8], sender: &Sender<Piece>) {
    let mut lines: Vec<Line> = Vec::with_capacity(PIECE);
    let mut hand_over = |line: Line| {
        lines.push(line);
        if lines.len() < PIECE {
            return ControlFlow::Continue(());
        }
        let piece = Piece::Lines(std::mem::replace(&mut lines, Vec::with_capacity(PIECE)));
        match sender.blocking_send(piece) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_gone) => ControlFlow::Break(()),
        }
    };
    let last = match paper::ledger::read(bytes, &mut hand_over) {
        Ok(sheets) => Piece::Ended(sheets),
        Err(not_a_ledger) => Piece::Unreadable(not_a_ledger.to_string()),
    };
    let rest = std::mem::take(&mut lines);
    let is_taken = rest.is_empty() || sender.blocking_send(Piece::Lines(rest)).is_ok();
    if is_taken && sender.blocking_send(last).is_err() {
        tracing::debug!("a ledger was not read to its end: nobody waits for it any more");
    }
}
