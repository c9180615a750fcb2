//! The columns that hold sealed values. One that is not listed here is passed by when the key changes, and by a backup's
//! check.

/// A column of sealed values (text, may be NULL) in a table whose id is a BIGINT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedColumn {
    pub table: &'static str,
    pub id: &'static str,
    pub column: &'static str,
    /// How many rows a rotation or a backup takes at once: fewer where they are long.
    pub rows: u32,
}

impl SealedColumn {
    /// The place of this column's value in one row.
    pub const fn of_row(self, row: i64) -> Place {
        Place {
            table: self.table,
            column: self.column,
            row,
        }
    }
}

/// Where a sealed value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub table: &'static str,
    pub column: &'static str,
    pub row: i64,
}

/// What a rotation goes through.
pub const SEALED: &[SealedColumn] = &[
    PARTICULARS,
    REGISTRATIONS,
    ASKERS,
    DRAFTS,
    DOCUMENT_DRAFTS,
    FILE_KEYS,
    APPLICATION_FILES,
    IMPORT_FILES,
    PAPERS,
    SECOND_FACTORS,
    PENDING_FACTORS,
];

/// The seeds of second factors: whoever reads one makes its codes for ever.
pub(crate) const SECOND_FACTORS: SealedColumn = SealedColumn {
    table: "account",
    id: "id",
    column: "totp_secret",
    rows: 200,
};

/// Those that no code has confirmed yet.
pub(crate) const PENDING_FACTORS: SealedColumn = SealedColumn {
    table: "account",
    id: "id",
    column: "totp_pending",
    rows: 200,
};

/// Who an applicant is and how to reach them.
pub(crate) const PARTICULARS: SealedColumn = SealedColumn {
    table: "application",
    id: "id",
    column: "particulars",
    rows: 200,
};

/// What stood in a registration before it was mended.
pub(crate) const REGISTRATIONS: SealedColumn = SealedColumn {
    table: "registration_mending",
    id: "id",
    column: "stated",
    rows: 200,
};

/// Who asks a matter and how to reach them.
pub(crate) const ASKERS: SealedColumn = SealedColumn {
    table: "matter",
    id: "id",
    column: "asker",
    rows: 200,
};

/// Texts of documents that are being written and are not saved.
pub(crate) const DOCUMENT_DRAFTS: SealedColumn = SealedColumn {
    table: "document_draft",
    id: "id",
    column: "content",
    rows: 10,
};

/// Applications that are not sent yet.
pub(crate) const DRAFTS: SealedColumn = SealedColumn {
    table: "application_draft",
    id: "id",
    column: "content",
    rows: 200,
};

/// The own keys of files in the file room: a change of the office's key seals these again, and no file.
pub(crate) const FILE_KEYS: SealedColumn = SealedColumn {
    table: "stored_file",
    id: "id",
    column: "sealed_key",
    rows: 500,
};

/// What was handed in with an application to earlier releases, until it is moved into the file room.
pub(crate) const APPLICATION_FILES: SealedColumn = SealedColumn {
    table: "application_file_content",
    id: "id",
    column: "content",
    rows: 1,
};

/// An office's own ledger between check and confirmation, until it is moved into the file room.
pub(crate) const IMPORT_FILES: SealedColumn = SealedColumn {
    table: "case_import_file",
    id: "id",
    column: "content",
    rows: 1,
};

/// The files of signed letters, which name an applicant, until they are moved into the file room.
pub(crate) const PAPERS: SealedColumn = SealedColumn {
    table: "paper_content",
    id: "id",
    column: "content",
    rows: 1,
};
