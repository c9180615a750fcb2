//! What a number in a sentence counts, and the cells that say the same.

use rust_decimal::Decimal;

use crate::codes::{ApplicantKind, OutcomeGroup, Route, TableThreeRow, Verdict};
use crate::reports::{Cell, Table2, Tables};

/// What a number in a sentence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    New,
    /// Received in a sentence that tells of cases carried over as well: with or without them.
    NewPerhapsAll,
    /// Received, those carried over among them: 受理121件（其中新收112件，上年结转9件）.
    NewAndBrought,
    BroughtForward,
    /// 依申请公开26件: received, finished or granted.
    OnRequest,
    Granted,
    /// 同意公开: in older words either granted, or granted and partly granted.
    Agreed,
    GrantedOrPartly,
    Partly,
    Of(OutcomeGroup),
    Total,
    CarriedForward,
    /// Received from applicants of this kind.
    Kind(ApplicantKind),
    Organisations,
    Reconsiderations,
    Suits,
    /// Reconsiderations and suits together: 复议诉讼共6件.
    Disputes,
    Suit(Route),
    /// How reconsiderations, or suits of both ways, ended.
    Result(Verdict),
    SuitResult(Verdict),
    Two(Table2),
}

use Subject as S;

impl Subject {
    /// The cells whose sum it may be; the first way is the one to be told.
    fn ways(self) -> Vec<Vec<Cell>> {
        let all = |row| Cell::Three(row, ApplicantKind::Total);
        let (new, brought) = (TableThreeRow::New, TableThreeRow::BroughtForward);
        let (granted, partly) = (all(TableThreeRow::Granted), all(TableThreeRow::PartlyGranted));
        let with_brought = |kinds: Vec<ApplicantKind>| {
            let of = |row: TableThreeRow| kinds.iter().map(move |kind| Cell::Three(row, *kind));
            vec![of(new).collect(), of(new).chain(of(brought)).collect()]
        };
        match self {
            S::New => vec![vec![all(new)]],
            S::NewPerhapsAll => vec![vec![all(new)], vec![all(new), all(brought)]],
            S::NewAndBrought => vec![vec![all(new), all(brought)]],
            S::BroughtForward => vec![vec![all(brought)]],
            S::OnRequest => vec![
                vec![all(new)],
                vec![all(new), all(brought)],
                vec![all(TableThreeRow::Total)],
                vec![granted],
                vec![granted, partly],
            ],
            S::Granted => vec![vec![granted]],
            S::Agreed => vec![vec![granted], vec![granted, partly]],
            S::GrantedOrPartly => vec![vec![granted, partly]],
            S::Partly => vec![vec![partly]],
            S::Of(group) => {
                let leaves = TableThreeRow::leaves().filter(|row| row.group() == Some(group));
                vec![leaves.map(all).collect()]
            }
            S::Total => vec![vec![all(TableThreeRow::Total)]],
            S::CarriedForward => vec![vec![all(TableThreeRow::CarriedForward)]],
            S::Kind(kind) => with_brought(vec![kind]),
            S::Organisations => with_brought(
                ApplicantKind::parts()
                    .filter(|kind| *kind != ApplicantKind::NaturalPerson)
                    .collect(),
            ),
            S::Reconsiderations => vec![vec![Cell::Four(Route::Reconsideration, Verdict::Total)]],
            S::Suits => S::SuitResult(Verdict::Total).ways(),
            S::Disputes => {
                let total = |route: &Route| Cell::Four(*route, Verdict::Total);
                vec![Route::ALL.iter().map(total).collect()]
            }
            S::Suit(route) => vec![vec![Cell::Four(route, Verdict::Total)]],
            S::Result(verdict) => vec![vec![Cell::Four(Route::Reconsideration, verdict)]],
            S::SuitResult(verdict) => vec![vec![
                Cell::Four(Route::LitigationDirect, verdict),
                Cell::Four(Route::LitigationAfterReconsideration, verdict),
            ]],
            S::Two(cell) => vec![vec![Cell::Two(cell)]],
        }
    }

    /// The cells that are named where a number contradicts them.
    pub(super) fn cells(self) -> Vec<Cell> {
        self.ways().into_iter().next().unwrap_or_default()
    }

    /// What the table says, in each way; blank leaves of a group count as nothing said, an entirely blank side can't be
    /// compared.
    pub(super) fn stated(self, tables: &Tables) -> Vec<Decimal> {
        let sum = |cells: Vec<Cell>| {
            let numbers: Vec<Decimal> = cells.into_iter().filter_map(|cell| tables.get(cell)).collect();
            (!numbers.is_empty()).then(|| numbers.into_iter().sum())
        };
        self.ways().into_iter().filter_map(sum).collect()
    }

    /// Whether it counts applications received.
    pub(super) const fn is_received(self) -> bool {
        matches!(self, S::New | S::NewPerhapsAll | S::NewAndBrought)
    }
}
