//! 公告送达: whoever can't be found, or be reached in any other way, is told by an announcement, and counts as reached once its days
//! have passed (民事诉讼法第九十五条: 自发出公告之日起，经过三十日，即视为送达). The 条例 is silent, and local rules on procedure may give more
//! days: the organ settles how many, never fewer.

use jiff::ToSpan;
use jiff::civil::Date;

use super::acts::Act;
use super::choices::Way;
use super::event::{Event, What};
use super::history::History;
use super::rules::Settings;
use super::undelivered::OnTheWay;
use crate::codes::{WhyNot, spoken};

/// The days of 民事诉讼法第九十五条.
pub const ANNOUNCEMENT_DAYS: u16 = 30;
/// What an organ may settle at most.
pub const MOST_ANNOUNCEMENT_DAYS: u16 = 60;

impl Settings {
    /// The day on which what was announced that day counts as delivered.
    pub fn announced_until(&self, on: Date) -> Date {
        on.saturating_add(i32::from(self.announcement_days).days())
    }
}

impl Event {
    /// What such a letter may not leave with by an announcement: a day it sets that is over before it counts as delivered.
    pub fn over_before_announced(&self, settings: &Settings) -> Option<WhyNot> {
        let What::OverrideNotified { not_before, .. } = &self.what else {
            return None;
        };
        let reached = settings.announced_until(self.on);
        let day = (*not_before).filter(|day| *day <= reached)?;
        let why = format!(
            "公告送达的，到{}才视为送达，文书写明的不提供信息的期限（{}）那时已经届满：请由签发人撤回签发，改定较晚的日期后重新拟写（条例第三十二条）。",
            spoken(reached),
            spoken(day)
        );
        Some(WhyNot::new("how", why))
    }
}

impl History {
    /// What is told before a letter is announced although nothing sent to its addressee ever came back: who can be reached is reached
    /// (民事诉讼法第九十五条: 下落不明，或者用其他方式无法送达). `to`: the name of whoever else it goes to; `None` for the applicant.
    pub fn told_of_announcing_first(&self, to: Option<&str>) -> Option<String> {
        let is_theirs = |lost: &OnTheWay| match to {
            None => lost.party.is_none() && lost.letter != Act::OverrideNotified,
            Some(to) => lost.name.as_deref().map(str::trim) == Some(to.trim()),
        };
        let is_known = self.undelivered.iter().any(|(_, lost)| is_theirs(lost));
        (!is_known).then(|| {
            let who = if to.is_some() { "对方" } else { "申请人" };
            format!(
                "本件送给{who}的文书没有登记过退回：公告送达只在{who}下落不明，或者用直接、邮寄等其他方式都无法送达的时候采用，留有地址、联系方式的，请先照此送达（参照民事诉讼法第九十五条）。"
            )
        })
    }
}

impl History {
    /// What speaks against announcing to whoever applied before anything else was tried: the way they chose needs no address, or
    /// the organ spoke with them as both sides confirmed the application (民事诉讼法第九十五条: 下落不明，或者用其他方式无法送达). Whoever
    /// announces all the same says so once more, with the reason.
    pub fn told_of_reachable(&self, wanted: Way) -> Option<String> {
        let by_site = match wanted {
            Way::Online => Some("申请人选择在本网站下载，可以网上送达"),
            Way::Email => Some("申请人选择电子邮件，可以用电子邮件送达"),
            Way::Fax => Some("申请人选择传真，可以用传真送达"),
            Way::Post | Way::Collect => None,
        };
        let confirmed = self.received_on.filter(|_| self.channel.needs_confirmation());
        let confirmed = confirmed.map(|on| format!("{}与申请人确认过收到申请，留有联系方式", spoken(on)));
        let told: Vec<String> = by_site.map(str::to_owned).into_iter().chain(confirmed).collect();
        (!told.is_empty()).then(|| told.join("；"))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;
    use crate::cases::{Rules, Standing};

    #[test]
    fn what_is_announced_counts_as_delivered_once_thirty_days_have_passed() {
        let settings = Settings::default();
        assert_eq!(settings.announced_until(date(2028, 10, 9)), date(2028, 11, 8));
        let longer = Settings {
            announcement_days: 60,
            ..settings
        };
        assert_eq!(longer.announced_until(date(2028, 10, 9)), date(2028, 12, 8));
    }

    /// 民事诉讼法第九十五条: whoever chose to download it, or was spoken with, is no person who can't be found.
    #[test]
    fn whoever_can_be_reached_without_an_address_or_was_spoken_with_is_told_of() {
        let of = |channel: &str, confirmed: Option<&str>, way| {
            let mut received = json!({"on": "2028-10-09", "event": "received", "channel": channel});
            if channel == "online" || channel == "ordinary_post" {
                received["confirmed_on"] = serde_json::Value::Null;
            }
            let mut all = vec![received];
            all.extend(confirmed.map(|on| json!({"on": on, "event": "confirmed"})));
            let events: Vec<Event> = all
                .into_iter()
                .map(|one| serde_json::from_value(one).unwrap())
                .collect();
            let standing = Standing::of(&events, &Rules::default(), date(2028, 10, 20)).unwrap();
            standing.history.told_of_reachable(way).unwrap_or_default()
        };
        assert_eq!(of("in_person", None, Way::Post), "");
        assert_eq!(of("in_person", None, Way::Collect), "");
        assert!(of("in_person", None, Way::Online).contains("在本网站下载"));
        assert!(of("registered_post", None, Way::Email).contains("电子邮件"));
        assert!(of("ordinary_post", None, Way::Fax).contains("传真"));
        assert_eq!(
            of("online", None, Way::Post),
            "",
            "nobody has spoken with them yet"
        );
        let both = of("online", Some("2028-10-10"), Way::Online);
        assert!(
            both.contains("在本网站下载") && both.contains("2028年10月10日与申请人确认过收到申请"),
            "{both}"
        );
    }

    #[test]
    fn a_notice_whose_day_is_over_before_it_counts_as_delivered_is_not_announced() {
        let why = |not_before: Option<&str>| {
            let notice = json!({"on": "2028-10-09", "event": "override_notified", "not_before": not_before});
            let notice: Event = serde_json::from_value(notice).unwrap();
            let why = notice.over_before_announced(&Settings::default());
            why.map(|why| why.field)
        };
        assert_eq!(why(Some("2028-11-08")), Some("how"));
        assert_eq!(why(Some("2028-11-09")), None);
        assert_eq!(why(None), None);
    }
}
