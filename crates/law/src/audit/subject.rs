//! What an entry of the audit log is about. Stored as a word and a number, such as `case 5102`; the words stand in the log
//! for ever: add to them, never change one.

use std::fmt;

use crate::labelled::labelled;
use crate::staff::Act;

labelled! {
    /// A kind of record that acts are done to.
    SubjectKind {
        Document = "document", "政府信息";
        Column = "column", "栏目";
        Account = "account", "账号";
        /// Numbered by its year.
        Report = "report", "年度报告";
        Case = "case", "申请";
        CaseImport = "case_import", "登记表导入";
        Dispute = "dispute", "复议、诉讼";
        Matter = "matter", "来信诉求";
        /// With its windows, its roster and its register.
        Hall = "hall", "政务服务大厅";
        Ruling = "ruling", "许可、处罚、强制、收费";
        /// Numbered by its year.
        Holidays = "holidays", "放假安排";
        Organ = "organ", "机关资料";
        Job = "job", "后台任务";
        /// All records together: a backup, a restoration, a change of keys.
        Office = "office", "全部数据";
    }
}

impl SubjectKind {
    /// What one must be trusted with to see such records: who may see one may also know who changed it last, without
    /// seeing the log itself.
    pub const fn is_seen_with(self) -> Act {
        match self {
            Self::Document => Act::SeeDocuments,
            Self::Column => Act::SeeColumns,
            Self::Account => Act::SeePeople,
            Self::Report => Act::SeeReports,
            Self::Case | Self::Dispute => Act::SeeCases,
            Self::Matter => Act::SeeMatters,
            Self::Hall => Act::SeeHalls,
            Self::Ruling => Act::SeeRulings,
            Self::CaseImport => Act::HandleCases,
            Self::Holidays => Act::SeeHolidays,
            Self::Organ => Act::SeeOrgan,
            Self::Job => Act::ManageJobs,
            Self::Office => Act::SeeAudit,
        }
    }
}

/// The record an act was done to; without a number it is all of the kind, or one that nobody could name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    pub kind: SubjectKind,
    pub number: Option<i64>,
}

impl Subject {
    /// The one with this number.
    pub const fn of(kind: SubjectKind, number: i64) -> Self {
        Self {
            kind,
            number: Some(number),
        }
    }

    /// All of a kind, or one that nobody could name.
    pub const fn any(kind: SubjectKind) -> Self {
        Self { kind, number: None }
    }

    /// Reads a stored subject; `None` for one from a newer program.
    pub fn read(stored: &str) -> Option<Self> {
        let (kind, number) = match stored.split_once(' ') {
            Some((kind, number)) => (kind, Some(number.parse().ok()?)),
            None => (stored, None),
        };
        SubjectKind::from_code(kind).map(|kind| Self { kind, number })
    }
}

/// As it is stored and hashed.
impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.kind.code())?;
        match self.number {
            Some(number) => write!(formatter, " {number}"),
            None => Ok(()),
        }
    }
}
