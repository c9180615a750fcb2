//! What a decision or a judgment orders, as it was typed into the form of the act.

use law::cases::ReplyOrder;
use law::codes::{Ending, Route};

use super::{ActForm, chosen, number, optional_day};
use crate::desk::cases::shared::read_day;
use crate::forms::FieldErrors;

impl ActForm {
    /// What a decision or a judgment orders; what can't be so of it is the law's to say.
    pub(super) fn order(&self, errors: &mut FieldErrors) -> Option<ReplyOrder> {
        let route = chosen(
            Route::from_code(&self.route),
            "route",
            "请选择复议或者诉讼。",
            errors,
        );
        let ending = chosen(Ending::from_code(&self.ending), "ending", "请选择结果。", errors);
        let dated = read_day(&self.dated)
            .map_err(|message| errors.add("dated", message))
            .ok();
        let by = optional_day(&self.by, "by", errors);
        let from = optional_day(&self.from, "from", errors);
        let days = match self.days.trim() {
            "" => None,
            days => number(days, "days", errors),
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
        let on = read_day(&self.on).ok()?;
        let faults = order.faults(on);
        for fault in &faults {
            errors.add(fault.field, fault.message.as_str());
        }
        faults.is_empty().then_some(order)
    }
}
