//! What is done on a case at the desk. Every act is one event or one change of the row, in one transaction, let through by
//! `law::cases` or refused with its reason.

pub(super) mod archive;
pub(super) mod decide;
pub(super) mod earlier;
pub(super) mod handling;
pub(super) mod mending;
pub(super) mod notes;
pub(super) mod order;
pub(in crate::cases) mod own_work;
pub(super) mod reassess;
pub(super) mod recompute;
pub(super) mod record;
pub(super) mod registration;
pub(super) mod settle;
