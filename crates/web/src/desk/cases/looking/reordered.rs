//! What reconsiderations and judgments ordered of a case, as its page shows it: by which paper, until when, and whether the
//! reply went out.

use law::cases::{Act as CaseAct, Clock, ClockName, NOT_THE_SAME, Ordered};
use law::staff::Act;
use office::cases::Case;
use office::disputes;

use crate::desk::cases::shared::HERE;
use crate::desk::layout::Desk;
use crate::errors::Problem;

/// One order.
pub(super) struct OrderLine {
    pub authority: String,
    pub number: String,
    pub dated: String,
    pub ending: &'static str,
    pub on: String,
    pub period: String,
    pub due_on: String,
    pub met: String,
}

/// All of them, and where one that is not on record is recorded.
pub(super) struct Reordered {
    pub orders: Vec<OrderLine>,
    /// A reply waits to be made.
    pub is_awaited: bool,
    pub rule: String,
    pub record: Option<String>,
}

impl Reordered {
    pub(super) async fn of(desk: &Desk, case: &Case) -> Result<Self, Problem> {
        let history = &case.standing.history;
        let clocks = case.standing.clocks.iter();
        let clocks = clocks.filter(|clock| clock.name == ClockName::OrderedReply);
        let orders: Vec<OrderLine> = history
            .orders
            .iter()
            .zip(clocks)
            .map(|(ordered, clock)| OrderLine::of(ordered, clock))
            .collect();
        Ok(Self {
            record: record(desk, case, orders.is_empty()).await?,
            is_awaited: history.awaited_order().is_some() && !history.replies_before.is_empty(),
            rule: NOT_THE_SAME.to_string(),
            orders,
        })
    }
}

/// Where an order is recorded that nobody has recorded with the result of the dispute.
async fn record(desk: &Desk, case: &Case, has_none: bool) -> Result<Option<String>, Problem> {
    let may = has_none
        && case.standing.may(CaseAct::ReplyOrdered).is_ok()
        && case.anonymised_at.is_none()
        && desk.may(Act::HandleCases);
    if !may {
        return Ok(None);
    }
    let over_it = disputes::of_case(desk.office(), &desk.actor, case.id).await?;
    let has_result = over_it.iter().any(|row| {
        let ended = row.dispute.ended;
        ended.is_some_and(|(ending, _)| ending.may_order_reply()) && row.has_ordered.is_none()
    });
    let act = CaseAct::ReplyOrdered.code();
    Ok(has_result.then(|| format!("{HERE}/{}/acts/{act}", case.id)))
}

impl OrderLine {
    fn of(ordered: &Ordered, clock: &Clock) -> Self {
        let order = &ordered.order;
        let tentative = if clock.tentative { "（暂定）" } else { "" };
        Self {
            authority: order.authority.clone(),
            number: order.number.clone(),
            dated: order.dated.to_string(),
            ending: order.ending.label(),
            on: ordered.on.to_string(),
            period: order.period(),
            due_on: format!("{}{tentative}", clock.due_on),
            met: ordered
                .met_on
                .map_or_else(|| "待重新办理、答复".to_owned(), |on| format!("{on} 已经答复")),
        }
    }
}
