//! An application comes in: by the public form, at the desk, from an office's own ledger; and it is divided where it asks
//! for several matters.

pub(super) mod drafts;
pub mod import;
pub(super) mod receive;
pub(super) mod split;
pub(super) mod submit;
