//! The kinds of jobs, and the line to the outside that each needs. A worker takes the kinds it has a line for; the others
//! wait for one that has.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::SimpleExpr;

use crate::entity::job::Column;

/// A line to the outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Mail,
}

impl Line {
    /// All of them, in the order the desk shows them.
    pub const ALL: [Self; 1] = [Self::Mail];

    /// What the desk calls its jobs.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mail => "邮件",
        }
    }
}

/// The kind of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    Mail,
    Notice,
    MatterNotice,
    Paper,
    Asking,
    Reset,
}

impl JobKind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Mail,
        Self::Notice,
        Self::MatterNotice,
        Self::Paper,
        Self::Asking,
        Self::Reset,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Notice => "notice",
            Self::MatterNotice => "matter_notice",
            Self::Paper => "paper",
            Self::Asking => "asking",
            Self::Reset => "reset",
        }
    }

    /// What the desk calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mail => "邮件",
            Self::Notice => "进展通知",
            Self::MatterNotice => "来信诉求通知",
            Self::Paper => "文件制作",
            Self::Asking => "内部征询",
            Self::Reset => "密码重置码",
        }
    }

    /// The line it needs; `None` where the server does it by itself.
    pub const fn line(self) -> Option<Line> {
        match self {
            Self::Mail | Self::Notice | Self::MatterNotice | Self::Asking | Self::Reset => Some(Line::Mail),
            Self::Paper => None,
        }
    }

    /// The one with this code; `None` for that of a newer program.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The jobs that need this line; without one, those that need none, and those of a newer program.
pub(super) fn needs(line: Option<Line>) -> SimpleExpr {
    let codes = |is_meant: &dyn Fn(Option<Line>) -> bool| -> Vec<&'static str> {
        let meant = JobKind::ALL.into_iter().filter(|kind| is_meant(kind.line()));
        meant.map(JobKind::code).collect()
    };
    match line {
        Some(line) => Column::Kind.is_in(codes(&|needed| needed == Some(line))),
        None => Column::Kind.is_not_in(codes(&|needed| needed.is_some())),
    }
}
