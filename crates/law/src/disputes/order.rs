//! What a result says of the reply: whether one is ordered, by which paper and until when. 行政复议法第六十四条、第六十六条;
//! 行政诉讼法第七十条、第七十二条. What follows on the case is casework's.

use jiff::civil::Date;

use super::{Dispute, Ending};
use crate::codes::{ReplyOrder, WhyNot};

/// What a result says of the reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ordered {
    /// None is ordered.
    Nothing,
    Reply(NewReply),
}

/// A reply that is ordered: what of it the dispute itself does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReply {
    /// 决定书、判决书的文号
    pub number: String,
    /// The day the organ received it.
    pub received_on: Date,
    /// The last day it names, …
    pub by: Option<Date>,
    /// … or the working days, and the day they run from where that is another than the day of receipt.
    pub days: Option<u16>,
    pub from: Option<Date>,
}

impl NewReply {
    /// The order as the case has it. `authority` is who decided.
    pub fn order(&self, dispute: &Dispute, authority: &str, (ending, dated): (Ending, Date)) -> ReplyOrder {
        ReplyOrder {
            route: dispute.route,
            ending,
            authority: authority.trim().to_owned(),
            number: self.number.trim().to_owned(),
            dated,
            by: self.by,
            days: self.days,
            from: self.from,
        }
    }
}

impl Dispute {
    /// What is wrong with what a result is said to order, each at its field: a result that may order a reply must say
    /// whether it did, and a reply is ordered of a case on record.
    pub fn order_faults(
        &self,
        (ending, dated): (Ending, Date),
        ordered: Option<&Ordered>,
        has_case: bool,
        today: Date,
    ) -> Vec<WhyNot> {
        let wrong = |field, message: &str| vec![WhyNot::new(field, message)];
        let new = match (ordered, ending.may_order_reply()) {
            (None, true) => {
                let message = "请选择是否责令本机关作出答复：撤销后重新作出，或者在一定期限内履行（行政复议法第六十四条、第六十六条，行政诉讼法第七十条、第七十二条）。";
                return wrong("ordered", message);
            }
            (None | Some(Ordered::Nothing), _) => return Vec::new(),
            (Some(Ordered::Reply(_)), false) => {
                return wrong("ordered", "这样的结果不会责令作出答复，请核对结果。");
            }
            (Some(Ordered::Reply(_)), true) if !has_case => {
                let message = "没有写明引起争议的申请，无从重新答复；请先用“更正”填写申请编号，再登记结果。";
                return wrong("ordered", message);
            }
            (Some(Ordered::Reply(new)), true) => new,
        };
        let mut faults = Vec::new();
        if new.received_on > today {
            let message = format!("日期 {} 晚于今天；请在收到之后登记。", new.received_on);
            faults.push(WhyNot::new("order_received_on", message));
        }
        // Who decided is the dispute's own field, asked for when it was registered.
        let order = new.order(self, "机关", (ending, dated));
        let of_order = order.faults(new.received_on).into_iter();
        let of_order = of_order.chain(order.unmeant(new.received_on));
        faults.extend(of_order.map(|fault| WhyNot {
            field: field_of(fault.field),
            ..fault
        }));
        faults
    }
}

/// Why a result that takes something back can't be that of a case in which nothing was decided: then the organ is ordered to act
/// (行政复议法第六十四条、第六十六条; 行政诉讼法第七十条、第七十二条).
pub fn takes_back_nothing(ending: Ending, has_decided: bool) -> Option<WhyNot> {
    let takes_back = matches!(ending, Ending::Revoked | Ending::Changed);
    (takes_back && !has_decided).then(|| {
        WhyNot::new(
            "ending",
            format!(
                "本件没有作出过答复或者其他决定，没有可以{}的：请核对决定书、判决书，逾期没有答复的，结果是责令履行（行政复议法第六十六条、行政诉讼法第七十二条）；答复不是在本系统作出的，请先在申请中补记。",
                ending.label()
            ),
        )
    })
}

/// A field of the order, as the form of the result has it.
fn field_of(field: &str) -> &'static str {
    match field {
        "number" => "order_number",
        "by" => "order_by",
        "days" => "order_days",
        "from" => "order_from",
        "on" => "order_received_on",
        _ => "ordered",
    }
}
