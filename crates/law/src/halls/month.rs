//! What a hall's register comes to in a period: visits by kind and by outcome, and the sentence for a report.

use super::kind::{kind_label, visit_kinds};
use super::visit::VisitOutcome;

/// Visits of one kind that came to one outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visited {
    /// A code of [`visit_kinds`].
    pub kind: String,
    pub outcome: VisitOutcome,
    pub many: u64,
}

/// The visits of a period, by kind (rows) and outcome (columns, in the order of [`VisitOutcome::ALL`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthSheet {
    pub rows: Vec<KindRow>,
    pub totals: Vec<u64>,
    pub total: u64,
}

/// The visits of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindRow {
    pub code: String,
    pub label: String,
    pub counts: Vec<u64>,
    pub total: u64,
}

impl MonthSheet {
    /// Counts them. Every kind that is offered has its row, also where nobody came for it; one that is offered no longer has one where
    /// somebody came.
    pub fn of(visits: &[Visited]) -> Self {
        let mut codes: Vec<&str> = visit_kinds().iter().map(|kind| kind.code.as_str()).collect();
        for visit in visits {
            if !codes.contains(&visit.kind.as_str()) {
                codes.push(&visit.kind);
            }
        }
        let row = |code: &str| {
            let count = |outcome: &VisitOutcome| {
                let those = visits
                    .iter()
                    .filter(|visit| visit.kind == code && visit.outcome == *outcome);
                those.map(|visit| visit.many).sum()
            };
            let counts: Vec<u64> = VisitOutcome::ALL.iter().map(count).collect();
            KindRow {
                code: code.to_owned(),
                label: kind_label(code).to_owned(),
                total: counts.iter().sum(),
                counts,
            }
        };
        let rows: Vec<KindRow> = codes.into_iter().map(row).collect();
        let total_of = |outcome: &VisitOutcome| {
            let those = visits.iter().filter(|visit| visit.outcome == *outcome);
            those.map(|visit| visit.many).sum()
        };
        Self {
            totals: VisitOutcome::ALL.iter().map(total_of).collect(),
            total: visits.iter().map(|visit| visit.many).sum(),
            rows,
        }
    }

    /// 2024年9月，南厅、北厅政务公开窗口共接待30人次，其中信息查阅12人次、政策咨询10人次、办事指引8人次。
    pub fn sentence(&self, period: &str, halls: &[&str]) -> String {
        let some = self.rows.iter().filter(|row| row.total > 0);
        let parts: Vec<String> = some
            .map(|row| format!("{}{}人次", row.label, row.total))
            .collect();
        let of_which = match parts.as_slice() {
            [] => String::new(),
            parts => format!("，其中{}", parts.join("、")),
        };
        let together = if halls.len() > 1 { "共" } else { "" };
        format!(
            "{period}，{}政务公开窗口{together}接待{}人次{of_which}。",
            halls.join("、"),
            self.total
        )
    }
}
