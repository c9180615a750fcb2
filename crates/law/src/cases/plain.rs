//! Where a case stands and what has happened to it, in plain words for its applicant: what comes next, by when, and what
//! that day rests on. It names no third party, no member of staff and no opinion, which the applicant is not told.

use jiff::civil::Date;

use super::clocks::REPLY_DAYS;
use super::event::Delivery;
use super::standing::Standing;
use super::state::State;
use crate::codes::spoken;

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// What happens next, and who does it.
    pub text: String,
    /// By when; `None` where nothing is due.
    pub due_on: Option<Date>,
    /// What that day rests on.
    pub article: &'static str,
    /// The day rests on a year whose holidays are not published yet.
    pub is_tentative: bool,
    /// The day has passed, and it was the organ's.
    pub is_late: bool,
    /// It is the applicant's turn.
    pub is_yours: bool,
}

impl NextStep {
    /// The same, said to an organisation, which is no 您.
    #[must_use]
    pub fn said_to(mut self, is_person: bool) -> Self {
        if !is_person {
            self.text = self.text.replace('您', "你单位");
        }
        self
    }
}

impl Standing {
    /// What comes next, told to the applicant.
    pub fn next_step(&self, today: Date) -> NextStep {
        let clock = self.awaited_clock();
        // Where a tentative day has passed, the later reading is what is still to be told.
        let due_on = clock.map(|clock| clock.told_on(today));
        let is_yours = matches!(
            self.state,
            State::AwaitingCorrection | State::AwaitingFee | State::AwaitingReasons
        );
        // Reasons are asked for while the reply's clock runs on (条例第三十五条): it is the organ's day too.
        let runs_on = !is_yours || self.state == State::AwaitingReasons;
        let is_late = runs_on && clock.is_some_and(|clock| clock.is_missed(today));
        let announced = self
            .announced_until
            .filter(|until| self.state == State::Delivered && today < *until);
        let posted = self.reply_on_its_way();
        let text = match announced {
            _ if posted.is_some() => format!(
                "答复书已于{}交邮，还没有登记您收到的日期。申请行政复议、提起行政诉讼的期限从您收到之日起算。一直没有收到的，请与我们联系。",
                posted.map(spoken).unwrap_or_default()
            ),
            Some(until) => format!(
                "答复已经公告，到{}公告期满视为送达，申请行政复议、提起行政诉讼的期限从那时起算。您可以随时与我们联系领取答复书。",
                spoken(until)
            ),
            None => self.next_step_words(due_on, is_late),
        };
        NextStep {
            text,
            due_on,
            article: clock.map_or("", |clock| clock.article),
            is_tentative: clock.is_some_and(|clock| clock.tentative),
            is_late,
            is_yours,
        }
    }

    /// The day the reply was posted, while nobody knows whether it came.
    pub fn reply_on_its_way(&self) -> Option<Date> {
        let reply = self.history.reply.filter(|_| self.state == State::Delivered)?;
        let (on, how) = reply.delivered?;
        (how == Delivery::Post && reply.reached_on.is_none()).then_some(on)
    }

    fn next_step_words(&self, due_on: Option<Date>, is_late: bool) -> String {
        let by = due_on.map(spoken).unwrap_or_default();
        match self.state {
            State::Arrived if is_late => {
                format!(
                    "我们应当在{by}前（含当日）与您确认收到申请，但还没有确认。请直接拨打工作机构的电话。"
                )
            }
            State::Arrived => format!(
                "您的申请已经送到。我们将在{by}前（含当日）按您留下的联系方式与您确认；双方确认之日为收到申请之日，20个工作日的答复期限从次日起算。"
            ),
            State::AwaitingCorrection => format!(
                "请在{by}前（含当日）按补正告知的要求补充内容。答复期限从我们收到补正之日的次日起重新计算；无正当理由逾期不补正的，视为放弃申请，不再处理。"
            ),
            State::AwaitingFee => format!(
                "请在{by}前（含当日）按收费通知缴纳信息处理费；逾期未缴纳的，视为放弃申请，不再处理。答复期限从缴清费用之日的次日起重新计算。"
            ),
            State::AwaitingReasons if is_late => format!(
                "您申请公开政府信息的数量、频次明显超过合理范围，请说明理由。答复期限不因此停止，已于{by}届满，答复还没有送达。您可以询问，也可以投诉或者依法申请行政复议、提起行政诉讼。"
            ),
            State::AwaitingReasons => format!(
                "您申请公开政府信息的数量、频次明显超过合理范围，请说明理由。答复期限不因此停止，最迟{by}答复您。"
            ),
            State::Consulting => {
                format!("正在征求有关方面的意见，所需时间不计算在答复期限内。按现在的情况，最迟{by}答复您。")
            }
            State::InProgress if is_late => format!(
                "答复期限已于{by}届满，答复还没有送达。您可以询问，也可以投诉或者依法申请行政复议、提起行政诉讼。"
            ),
            State::InProgress => format!("正在办理，最迟{by}答复您。{}", self.extension_told()),
            State::CameBack => {
                "答复已经作出并寄给您，但没有送到，被退了回来，我们会重新送达。请打电话核对您的地址。"
                    .to_owned()
            }
            State::Replied if self.history.has_answers_in_hand() => {
                "您在答复送出之前提交的内容已经收到，正在核对：在期限内提交的，此前作出的答复不再送出，我们重新办理。不需要再次提交，有疑问的可以询问。"
                    .to_owned()
            }
            State::Replied if by.is_empty() => "答复已经作出，正在送达。".to_owned(),
            State::Replied => format!("答复已经作出，正在送达，最迟{by}送出。"),
            State::Reopened => self.ordered_words(&by, is_late),
            State::Delivered => "答复已经送出，本件办结。救济途径写在答复书中。".to_owned(),
            State::Withdrawn => "您已撤回申请，本件办结。需要时可以另行申请。".to_owned(),
        }
    }

    fn ordered_words(&self, by: &str, is_late: bool) -> String {
        let ordered = self.history.awaited_order();
        let told = ordered.map_or_else(String::new, |ordered| {
            let order = &ordered.order;
            format!(
                "{}{}（{}）要求我们作出答复。",
                order.authority.trim(),
                order.decision(),
                order.number.trim()
            )
        });
        if is_late {
            format!(
                "{told}期限已于{by}届满，答复还没有送达。您可以询问，也可以投诉或者依法请求责令履行、申请强制执行。"
            )
        } else {
            format!("{told}我们正在重新办理，最迟{by}答复您。")
        }
    }

    fn extension_told(&self) -> String {
        let clock = self.awaited_clock();
        match clock.map_or(0, |clock| clock.working_days.saturating_sub(REPLY_DAYS)) {
            0 => String::new(),
            days => format!("期限已延长{days}个工作日。"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::cases::{Channel, Event, Party, Rules, What};
    use crate::codes::TableThreeRow;

    fn online(on: Date) -> Event {
        Event {
            on,
            what: What::Received {
                channel: Channel::Online,
                arrived_on: None,
                confirmed_on: Some(None),
            },
        }
    }

    fn next(whats: Vec<What>, today: Date) -> NextStep {
        let on = date(2025, 3, 3);
        let later = whats.into_iter().map(|what| Event { on, what });
        let events: Vec<Event> = std::iter::once(online(on)).chain(later).collect();
        Standing::of(&events, &Rules::default(), today)
            .unwrap()
            .next_step(today)
    }

    #[test]
    fn an_organisation_is_no_you_and_a_day_that_counts_says_so() {
        let step = next(vec![], date(2025, 3, 3));
        assert!(step.text.contains("2025年3月4日前（含当日）"), "{}", step.text);
        let told = step.said_to(false).text;
        assert!(told.contains("你单位") && !told.contains('您'), "{told}");
        let asked = What::CorrectionRequested {
            respond_by: Some(date(2025, 3, 24)),
            received_on: None,
        };
        let step = next(vec![What::Confirmed {}, asked], date(2025, 3, 3));
        assert!(step.text.contains("2025年3月24日前（含当日）"), "{}", step.text);
    }

    #[test]
    fn an_arrival_is_confirmed_on_the_next_working_day() {
        let step = next(vec![], date(2025, 3, 3));
        assert_eq!(step.due_on, Some(date(2025, 3, 4)));
        assert!(step.text.contains("2025年3月4日前") && step.text.contains("与您确认"));
        assert!(!step.is_yours && !step.is_late);
        assert!(next(vec![], date(2025, 3, 5)).is_late);
    }

    #[test]
    fn what_is_due_from_the_applicant_says_what_follows() {
        let asked = What::CorrectionRequested {
            respond_by: Some(date(2025, 3, 24)),
            received_on: None,
        };
        let step = next(vec![What::Confirmed {}, asked], date(2025, 3, 3));
        assert!(step.is_yours && step.text.contains("2025年3月24日前") && step.text.contains("视为放弃申请"));
        assert_eq!(step.due_on, Some(date(2025, 3, 24)));
    }

    #[test]
    fn a_missed_reply_is_told_as_missed() {
        let step = next(vec![What::Confirmed {}], date(2025, 4, 30));
        assert!(step.is_late && step.text.contains("已于2025年3月31日届满"));
        assert_eq!(
            next(vec![What::Confirmed {}], date(2025, 3, 31)).due_on,
            Some(date(2025, 3, 31))
        );
    }

    #[test]
    fn asking_for_reasons_hides_no_reply_that_is_late() {
        let asked = || {
            vec![
                What::Confirmed {},
                What::ReasonsRequested {
                    respond_by: None,
                    received_on: None,
                },
            ]
        };
        let step = next(asked(), date(2025, 3, 10));
        assert!(step.is_yours && !step.is_late && step.text.contains("最迟2025年3月31日答复您"));
        let step = next(asked(), date(2025, 4, 1));
        assert!(step.is_yours && step.is_late && step.text.contains("已于2025年3月31日届满"));
    }

    #[test]
    fn nothing_is_due_once_it_is_over() {
        let step = next(vec![What::Confirmed {}, What::Withdrawn {}], date(2025, 4, 30));
        assert_eq!((step.due_on, step.is_late), (None, false));
    }

    #[test]
    fn no_third_party_is_named_and_no_outcome_before_it_is_delivered() {
        let event = |what| Event {
            on: date(2025, 3, 3),
            what,
        };
        let asked = event(What::ConsultationSent {
            party: Party::ThirdParty,
            name: Some("某某公司".into()),
            received_on: None,
            number: None,
            content: None,
        });
        assert_eq!(asked.told_to_applicant(false), "征求第三方的意见");
        let replied = event(What::replied(TableThreeRow::Granted));
        assert_eq!(replied.told_to_applicant(false), "作出答复");
        assert!(
            ![asked, replied]
                .iter()
                .any(|one| one.what.act().spec().note.is_for_applicant)
        );
    }
}
