//! How a text is built: its numbering, and its attachments (GB/T 9704-2012 7.3.3, 7.3.4).

pub(super) mod attached;
pub(super) mod numbering;
