//! An application comes in at the desk: registered by hand, taken from a ledger, divided where it asks for several matters.

pub mod import;
pub mod parts;
pub mod receipt;
pub mod register;
