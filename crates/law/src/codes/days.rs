//! A day as letters, notices and pages write it.

use jiff::civil::Date;

/// `2025年3月31日`
pub fn spoken(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// `2024年5月6日 星期一`
pub fn spoken_with_weekday(day: Date) -> String {
    const NAMES: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    let index = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    let name = NAMES.get(index).unwrap_or(&"");
    format!("{} 星期{name}", spoken(day))
}

/// A day as it is named near `today`, in a list: 今天, 明天, 昨天, 周一 within the coming week, 12月15日 within the year, else with
/// its year.
pub fn day_from(day: Date, today: Date) -> String {
    const NAMES: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    let ahead = today.until(day).map_or(i32::MAX, |span| span.get_days());
    let index = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    match ahead {
        -1 => "昨天".to_owned(),
        0 => "今天".to_owned(),
        1 => "明天".to_owned(),
        2..=6 => (*NAMES.get(index).unwrap_or(&"")).to_owned(),
        _ if day.year() == today.year() => format!("{}月{}日", day.month(), day.day()),
        _ => spoken(day),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_near_today_is_named_and_a_far_one_dated() {
        let today = date(2026, 11, 27);
        for (day, name) in [
            (date(2026, 11, 26), "昨天"),
            (date(2026, 11, 27), "今天"),
            (date(2026, 11, 28), "明天"),
            (date(2026, 11, 30), "周一"),
            (date(2026, 12, 3), "周四"),
            (date(2026, 12, 4), "12月4日"),
            (date(2026, 11, 25), "11月25日"),
            (date(2027, 1, 5), "2027年1月5日"),
            (date(2025, 12, 31), "2025年12月31日"),
        ] {
            assert_eq!(day_from(day, today), name, "{day}");
        }
    }

    #[test]
    fn a_day_is_spoken_without_leading_zeros_and_with_its_weekday() {
        assert_eq!(spoken(date(2024, 5, 6)), "2024年5月6日");
        assert_eq!(spoken_with_weekday(date(2024, 5, 6)), "2024年5月6日 星期一");
        assert_eq!(spoken_with_weekday(date(2024, 5, 12)), "2024年5月12日 星期日");
    }
}
