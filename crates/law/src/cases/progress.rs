//! The way of an application in four steps, for its applicant: sent, receipt confirmed, handled, answered (条例第三十一条、
//! 第三十三条). It says where the case is and the day of each step, and no more than the applicant is told anyway.

use jiff::civil::Date;

use super::standing::Standing;
use super::state::State;

/// How far a step has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    Done,
    Now,
    Later,
}

/// One of the four steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub label: &'static str,
    pub reached: Reached,
    /// The day it was reached on.
    pub on: Option<Date>,
    /// The last day for it, where it is still to come.
    pub by: Option<Date>,
}

impl Standing {
    /// The four steps as they stand that day: what was announced is answered once its days have passed (民事诉讼法第九十五条).
    pub fn stages(&self, today: Date) -> [Stage; 4] {
        let history = &self.history;
        let announced = self.announced_until.filter(|until| today < *until);
        let delivered = history.reply.as_ref().and_then(|reply| reply.delivered);
        let delivered = delivered.filter(|_| announced.is_none());
        let answered = delivered.map(|(on, _)| on).or(history.withdrawn_on);
        let at = match self.state {
            State::Arrived => 1,
            State::Delivered if announced.is_some() => 3,
            State::Delivered | State::Withdrawn => 4,
            State::Replied | State::CameBack => 3,
            State::InProgress
            | State::AwaitingCorrection
            | State::Consulting
            | State::AwaitingFee
            | State::AwaitingReasons
            | State::Reopened => 2,
        };
        let ended = if history.withdrawn_on.is_some() {
            "撤回"
        } else {
            "答复"
        };
        let confirmed = if history.channel.needs_confirmation() {
            "确认收到"
        } else {
            "收到"
        };
        // What came back was given in time, or late, by its first sending: no day is ahead.
        let is_given = history.reply_came_back().is_some();
        let by = |step: usize, day: Option<Date>| day.filter(|_| at <= step && !is_given);
        let all = [
            ("提交", Some(history.arrived_on), None),
            (confirmed, self.received_on, by(1, self.next_due_on)),
            ("办理", None, None),
            (ended, answered, announced.or_else(|| by(3, self.due_on))),
        ];
        let mut place = 0;
        all.map(|(label, on, by)| {
            let reached = match place.cmp(&at) {
                std::cmp::Ordering::Less => Reached::Done,
                std::cmp::Ordering::Equal => Reached::Now,
                std::cmp::Ordering::Greater => Reached::Later,
            };
            place += 1;
            Stage {
                label,
                reached,
                on,
                by,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::cases::{Channel, Delivery, Event, Rules, What};
    use crate::codes::TableThreeRow;

    fn stages(whats: Vec<What>) -> [Stage; 4] {
        let on = date(2025, 3, 3);
        let received = What::Received {
            channel: Channel::Online,
            arrived_on: None,
            confirmed_on: Some(None),
        };
        let events: Vec<Event> = std::iter::once(received)
            .chain(whats)
            .map(|what| Event { on, what })
            .collect();
        Standing::of(&events, &Rules::default(), on).unwrap().stages(on)
    }

    fn reached(whats: Vec<What>) -> [Reached; 4] {
        stages(whats).map(|stage| stage.reached)
    }

    #[test]
    fn the_four_steps_follow_the_case() {
        use Reached::{Done, Later, Now};
        assert_eq!(reached(vec![]), [Done, Now, Later, Later]);
        let confirmed = || What::Confirmed {};
        assert_eq!(reached(vec![confirmed()]), [Done, Done, Now, Later]);
        let asked = What::CorrectionRequested {
            respond_by: None,
            received_on: None,
        };
        assert_eq!(reached(vec![confirmed(), asked]), [Done, Done, Now, Later]);
        let replied = || What::replied(TableThreeRow::Granted);
        assert_eq!(reached(vec![confirmed(), replied()]), [Done, Done, Done, Now]);
        let how = Delivery::Online;
        let delivered = vec![confirmed(), replied(), What::Delivered { how }];
        assert_eq!(reached(delivered), [Done; 4]);
        let how = Delivery::Announced;
        let announced = stages(vec![confirmed(), replied(), What::Delivered { how }]);
        assert_eq!(
            (announced[3].reached, announced[3].on, announced[3].by),
            (Now, None, Some(date(2025, 4, 2))),
            "not answered before its days have passed"
        );
        let withdrawn = stages(vec![confirmed(), What::Withdrawn {}]);
        assert_eq!((withdrawn[3].label, withdrawn[3].reached), ("撤回", Done));
    }

    #[test]
    fn what_is_to_come_has_its_last_day() {
        let arrived = stages(vec![]);
        assert_eq!(arrived[1].by, Some(date(2025, 3, 4)));
        assert_eq!(arrived[3].by, None, "no clock runs before receipt");
        let confirmed = stages(vec![What::Confirmed {}]);
        assert_eq!(confirmed[1].on, Some(date(2025, 3, 3)));
        assert_eq!(
            (confirmed[1].by, confirmed[3].by),
            (None, Some(date(2025, 3, 31)))
        );
    }
}
