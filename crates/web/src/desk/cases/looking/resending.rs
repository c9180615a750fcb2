//! How long a reply that came back waits to go out once more, as 今日待办 tells it (国办公开办函〔2016〕235号).

use jiff::civil::Date;
use law::calendar::Calendar;
use law::codes::day_from;
use office::{calendar, cases};

use crate::desk::layout::Desk;
use crate::desk::task::{Task, When};
use crate::errors::Problem;

/// How long what came back may lie before it goes out once more: the organ's own measure.
pub struct Resending {
    calendar: Calendar,
    most: u16,
    today: Date,
}

impl Resending {
    /// As the organ has settled it, on the day of whoever looks.
    pub async fn of(desk: &Desk) -> Result<Self, Problem> {
        let settings = cases::settings(desk.office(), &desk.actor).await?;
        Ok(Self {
            calendar: calendar::holidays(desk.office()).await?,
            most: settings.clocks.resend_days,
            today: desk.moment.today,
        })
    }

    /// The task with its age: the oldest first, and in red past that measure.
    pub fn waits(&self, task: Task, back_on: Date) -> Task {
        let days = self.calendar.working_days_between(back_on, self.today);
        let mut words = format!("{}退回", day_from(back_on, self.today));
        if days > 0 {
            words = format!("{words}，已 {days} 个工作日");
        }
        let class = if days > u32::from(self.most) {
            "is-late"
        } else {
            ""
        };
        Task {
            when: When { words, class },
            day: Some(back_on),
            ..task
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::desk::task::Group;

    fn waits(back_on: Date, today: Date) -> (String, &'static str) {
        let resending = Resending {
            calendar: Calendar::built_in(),
            most: 5,
            today,
        };
        let task = Task::new(Group::Must, "依申请公开", "重新送达答复".into(), String::new());
        let task = resending.waits(task, back_on);
        assert_eq!(task.day, Some(back_on), "the oldest stands first");
        (task.when.words, task.when.class)
    }

    /// In working days, as the organ's measure is; in red once that measure has passed, not on its last day.
    #[test]
    fn what_came_back_tells_for_how_many_working_days_it_lies_here_and_reddens_past_the_organs_measure() {
        let friday = date(2026, 3, 6);
        let (words, class) = waits(friday, friday);
        assert!(words.ends_with("退回") && !words.contains("工作日"), "{words}");
        assert_eq!(class, "");
        let (words, _) = waits(friday, date(2026, 3, 8));
        assert!(!words.contains("工作日"), "a weekend is none: {words}");
        let (words, class) = waits(friday, date(2026, 3, 13));
        assert!(words.ends_with("退回，已 5 个工作日"), "{words}");
        assert_eq!(class, "");
        let (words, class) = waits(friday, date(2026, 3, 16));
        assert!(words.ends_with("退回，已 6 个工作日"), "{words}");
        assert_eq!(class, "is-late");
        // 清明: 4 to 6 April 2026 are off.
        let (words, _) = waits(date(2026, 4, 3), date(2026, 4, 7));
        assert!(words.ends_with("退回，已 1 个工作日"), "{words}");
    }
}
