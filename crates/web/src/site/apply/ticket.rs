//! The ticket of a form page: when it was given out, under a seal. A form that comes back faster than anyone types is asked
//! about again; the ticket also tells one sending of the form from the next.

use office::{Moment, Office};

use crate::csrf::is_same;
use crate::errors::Problem;

/// Nobody reads the preview faster, in milliseconds.
const QUICKEST: i64 = 2_000;
/// A form left open for longer begins anew.
const LONGEST: i64 = 24 * 3_600_000;

/// What the age of a ticket says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    TooQuick,
    Right,
    /// Too old, or none of ours.
    Gone,
}

/// A new ticket.
pub fn issue(office: &Office, moment: Moment) -> Result<String, Problem> {
    let given_at = moment.millis();
    let nonce = hex::encode(rand::random::<[u8; 16]>());
    let seal = sealed(office, given_at, &nonce)?;
    Ok(format!("{given_at}.{nonce}.{seal}"))
}

/// A ticket as a form sent it back; none where it is longer than any that was given out.
pub fn sent(ticket: &str) -> String {
    const LONGEST: usize = 160;
    let is_like_ours = ticket.len() <= LONGEST
        && ticket
            .chars()
            .all(|sign| sign.is_ascii_alphanumeric() || sign == '.');
    if is_like_ours {
        ticket.to_owned()
    } else {
        String::new()
    }
}

/// How old the ticket is.
pub fn age(office: &Office, moment: Moment, ticket: &str) -> Result<Age, Problem> {
    let mut parts = ticket.splitn(3, '.');
    let (Some(given_at), Some(nonce), Some(sent)) = (parts.next(), parts.next(), parts.next()) else {
        return Ok(Age::Gone);
    };
    let Ok(given_at) = given_at.parse::<i64>() else {
        return Ok(Age::Gone);
    };
    if !is_same(sent, &sealed(office, given_at, nonce)?) {
        return Ok(Age::Gone);
    }
    Ok(match moment.millis() - given_at {
        ..QUICKEST => Age::TooQuick,
        QUICKEST..LONGEST => Age::Right,
        _ => Age::Gone,
    })
}

fn sealed(office: &Office, given_at: i64, nonce: &str) -> Result<String, Problem> {
    Ok(office
        .keys()?
        .blind(&format!("{given_at}.{nonce}"), "site.apply.ticket")?)
}
