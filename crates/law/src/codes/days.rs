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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_spoken_without_leading_zeros_and_with_its_weekday() {
        assert_eq!(spoken(date(2024, 5, 6)), "2024年5月6日");
        assert_eq!(spoken_with_weekday(date(2024, 5, 6)), "2024年5月6日 星期一");
        assert_eq!(spoken_with_weekday(date(2024, 5, 12)), "2024年5月12日 星期日");
    }
}
