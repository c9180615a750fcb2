//! An event that was recorded wrongly is mended, not rewritten in silence: what was stated stays on record with the reason.
//! Whether the mended history can have happened is asked of [`super::Standing`], as of any history.

use jiff::civil::Date;

use super::acts::Act;
use super::event::{Channel, Event, What};

/// How an event is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mending {
    /// It happened, on another day.
    Day(Date),
    /// The application came in otherwise: channel, day of arrival, and day of confirmation where there was one.
    Receipt {
        channel: Channel,
        arrived_on: Date,
        confirmed_on: Option<Date>,
    },
    /// It did not happen.
    Struck,
}

impl Mending {
    /// The event as it should have been recorded; `None` when it did not happen. The reason where it can't be mended so.
    pub fn of(&self, event: &Event) -> Result<Option<Event>, &'static str> {
        let is_receipt = event.what.act() == Act::Received;
        match self {
            Self::Struck if is_receipt => {
                Err("收到申请不能撤销；登记有误的请更正渠道和日期，申请人不要了的请登记撤回。")
            }
            Self::Day(_) if is_receipt => Err("收到申请请更正渠道、到达之日和确认之日。"),
            Self::Receipt { .. } if !is_receipt => Err("只有收到申请可以更正渠道。"),
            Self::Struck => Ok(None),
            Self::Day(on) if *on == event.on => Err("日期没有变化。"),
            Self::Day(on) => Ok(Some(Event {
                on: *on,
                what: event.what.clone(),
            })),
            Self::Receipt {
                channel,
                arrived_on,
                confirmed_on,
            } => {
                if confirmed_on.is_some_and(|confirmed| confirmed < *arrived_on) {
                    return Err("确认之日早于到达之日，请核对。");
                }
                let mended = Event {
                    on: *arrived_on,
                    what: What::Received {
                        channel: *channel,
                        arrived_on: None,
                        confirmed_on: channel.needs_confirmation().then_some(*confirmed_on),
                    },
                };
                if mended == *event {
                    Err("渠道和日期没有变化。")
                } else {
                    Ok(Some(mended))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn received() -> Event {
        Event {
            on: date(2025, 3, 3),
            what: What::Received {
                channel: Channel::InPerson,
                arrived_on: None,
                confirmed_on: None,
            },
        }
    }

    fn corrected() -> Event {
        Event {
            on: date(2025, 3, 10),
            what: What::Corrected {},
        }
    }

    #[test]
    fn a_day_is_moved_and_an_error_struck_out() {
        let moved = Mending::Day(date(2025, 3, 11)).of(&corrected()).unwrap().unwrap();
        assert_eq!((moved.on, moved.what), (date(2025, 3, 11), What::Corrected {}));
        assert_eq!(Mending::Struck.of(&corrected()), Ok(None));
        assert!(
            Mending::Day(date(2025, 3, 10)).of(&corrected()).is_err(),
            "the same day"
        );
    }

    #[test]
    fn the_receipt_is_never_struck_and_keeps_its_rules() {
        assert!(Mending::Struck.of(&received()).is_err());
        assert!(Mending::Day(date(2025, 3, 4)).of(&received()).is_err());
        let online = |confirmed_on| Mending::Receipt {
            channel: Channel::Online,
            arrived_on: date(2025, 3, 2),
            confirmed_on,
        };
        let mended = online(Some(date(2025, 3, 4))).of(&received()).unwrap().unwrap();
        let What::Received { confirmed_on, .. } = mended.what else {
            panic!("a receipt stays one");
        };
        assert_eq!(confirmed_on, Some(Some(date(2025, 3, 4))));
        assert!(
            online(Some(date(2025, 3, 1))).of(&received()).is_err(),
            "before it arrived"
        );
        assert!(online(None).of(&corrected()).is_err());
        let same = Mending::Receipt {
            channel: Channel::InPerson,
            arrived_on: date(2025, 3, 3),
            confirmed_on: None,
        };
        assert!(same.of(&received()).is_err());
    }
}
