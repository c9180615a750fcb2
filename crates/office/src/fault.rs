//! Which fault is behind an error: whether the same can be asked again later.

use std::error::Error;
use std::io::{self, ErrorKind};

use crate::dialect;
use crate::error::{Fault, OfficeError};

impl OfficeError {
    /// The fault behind this error; `None` where asking again would give the same answer.
    pub fn fault(&self) -> Option<Fault> {
        match self {
            Self::Busy => Some(Fault::Busy),
            Self::Away => Some(Fault::Away),
            Self::Unsure(_) => Some(Fault::Unsure),
            Self::Database(error) => dialect::fault(error),
            Self::Files(error) => cannot_write(error).then_some(Fault::Full),
            Self::Io(error) => cannot_write(error).then_some(Fault::Full),
            _ => None,
        }
    }
}

/// Whether the disk is full, or must not be written on, at the root of an error.
fn cannot_write(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(is_full) {
            return true;
        }
        cause = error.source();
    }
    false
}

fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::StorageFull
            | ErrorKind::QuotaExceeded
            | ErrorKind::FileTooLarge
            | ErrorKind::ReadOnlyFilesystem
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_known_under_whatever_was_writing() {
        let full = || io::Error::from(ErrorKind::StorageFull);
        assert_eq!(OfficeError::Io(full()).fault(), Some(Fault::Full));
        let file = object_store::Error::Generic {
            store: "LocalFileSystem",
            source: Box::new(full()),
        };
        assert_eq!(OfficeError::Files(file).fault(), Some(Fault::Full));
        assert_eq!(OfficeError::Io(ErrorKind::NotFound.into()).fault(), None);
        assert_eq!(OfficeError::Missing.fault(), None);
    }
}
