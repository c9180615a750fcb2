//! What a decision or a judgment orders, as it was typed into the form of the act.

use jiff::civil::Date;
use law::calendar::meant_day;
use law::cases::ReplyOrder;
use law::codes::{Ending, Route};

use super::{ActForm, chosen, optional_day};
use crate::forms::{FieldErrors, count};

impl ActForm {
    /// What a decision or a judgment orders; what can't be so of it is the law's to say.
    pub(super) fn order(&self, today: Date, errors: &mut FieldErrors) -> Option<ReplyOrder> {
        let route = chosen(
            Route::from_code(&self.route),
            "route",
            "请选择复议或者诉讼。",
            errors,
        );
        let ending = chosen(Ending::from_code(&self.ending), "ending", "请选择结果。", errors);
        let dated = meant_day(&self.dated, today)
            .map_err(|message| errors.add("dated", message))
            .ok();
        let by = optional_day(&self.by, "by", today, errors);
        let from = optional_day(&self.from, "from", today, errors);
        let days = match self.days.trim() {
            "" => None,
            days => count(days, "days", "载明的工作日数", errors),
        };
        let order = ReplyOrder {
            route: route?,
            ending: ending?,
            authority: self.authority.trim().to_owned(),
            number: self.number.trim().to_owned(),
            dated: dated?,
            by,
            days,
            from,
        };
        let on = meant_day(&self.on, today).ok()?;
        let mut faults = order.faults(on);
        faults.extend(order.unmeant(on));
        for fault in &faults {
            errors.add(fault.field, fault.message.as_str());
        }
        faults.is_empty().then_some(order)
    }
}
