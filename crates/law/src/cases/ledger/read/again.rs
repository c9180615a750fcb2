//! What a ledger tells of a reply that a reconsideration or a judgment ordered, and of the reply that was made after it.

use jiff::civil::Date;

use super::super::Column;
use super::super::cells::{self, Ended};
use super::Reading;
use crate::cases::{Event, ReplyOrder, What};
use crate::signs::narrow;

/// The columns that tell of the reply made anew.
const AGAIN: [Column; 5] = [
    Column::AgainOn,
    Column::AgainOutcome,
    Column::AgainNumber,
    Column::AgainDelivery,
    Column::AgainDeliveredOn,
];

impl Reading<'_> {
    /// The order and what came of it; nothing where the columns are empty.
    pub(super) fn again(&mut self, events: &mut Vec<Event>) {
        let ordered_on = self.day(Column::OrderedOn);
        let is_blank = |column: &Column| cells::is_nothing(self.line.get(*column));
        if self.line.get(Column::OrderedOn).is_empty() {
            let told = [Column::OrderResult, Column::OrderNumber]
                .into_iter()
                .chain(AGAIN);
            if let Some(column) = told.into_iter().find(|column| !is_blank(column)) {
                let why = "没有填写收到责令答复决定的日期；与复议、诉讼无关的，这几列请空着。";
                self.wrong(column, why);
            }
            return;
        }
        let Some(on) = ordered_on else { return };
        if let Some(order) = self.order(on) {
            for fault in order.faults(on).into_iter().chain(order.unmeant(on)) {
                self.wrong(column_of(fault.field), fault.message);
            }
            let what = What::ReplyOrdered(order);
            events.push(Event { on, what });
        }
        self.replied_again(events);
    }

    fn order(&mut self, on: Date) -> Option<ReplyOrder> {
        let text = narrow(self.line.get(Column::OrderResult));
        let result = cells::ORDER_RESULTS.iter().find(|(label, ..)| *label == text);
        if result.is_none() {
            self.not_listed(Column::OrderResult);
        }
        let (by, days) = self.order_due();
        let (_, route, ending) = result?;
        Some(ReplyOrder {
            route: *route,
            ending: *ending,
            authority: self.line.get(Column::OrderAuthority).to_owned(),
            number: self.line.get(Column::OrderNumber).to_owned(),
            dated: on,
            by,
            days,
            from: None,
        })
    }

    /// The last day, or so many working days: 2026-05-31, 20个工作日.
    fn order_due(&mut self) -> (Option<Date>, Option<u16>) {
        let text = narrow(self.line.get(Column::OrderDue));
        if cells::is_nothing(&text) {
            return (None, None);
        }
        let days = text.strip_suffix("个工作日").map(str::trim);
        let (by, days) = (cells::day(&text), days.and_then(|days| days.parse().ok()));
        if by.is_none() && days.is_none() {
            let why = "请填写载明的最后一日，例如 2025-03-03，或者写“20个工作日”。";
            self.wrong(Column::OrderDue, why);
        }
        (by, days)
    }

    fn replied_again(&mut self, events: &mut Vec<Event>) {
        let replied = self.day(Column::AgainOn);
        let text = self.line.get(Column::AgainOutcome);
        let outcome = match cells::ended(text) {
            Some(Ended::With(outcome)) => Some(outcome),
            _ if cells::is_nothing(text) => None,
            _ => {
                self.not_listed(Column::AgainOutcome);
                return;
            }
        };
        match (replied, outcome) {
            (Some(on), Some(outcome)) => {
                let what = What::replied(outcome);
                events.push(Event { on, what });
            }
            (Some(_), None) => self.wrong(Column::AgainOutcome, "填写了再次答复日期，没有填写结果。"),
            (None, Some(_)) if self.line.get(Column::AgainOn).is_empty() => {
                self.wrong(Column::AgainOn, "填写了再次答复结果，没有填写日期。");
            }
            _ => {}
        }
        let columns = (Column::AgainDelivery, Column::AgainDeliveredOn);
        self.delivered(replied, columns, events);
    }
}

/// The column of a field of the order.
fn column_of(field: &str) -> Column {
    match field {
        "ending" => Column::OrderResult,
        "authority" => Column::OrderAuthority,
        "number" => Column::OrderNumber,
        "by" | "days" | "from" => Column::OrderDue,
        _ => Column::OrderedOn,
    }
}
