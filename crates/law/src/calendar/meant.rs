//! Which days can be meant by whoever types a day of an application, of a letter or of a dispute: none from before there was a
//! law to apply under, none in a year that nobody sets a day in. A slip of the year (1926 or 2126 for 2026) is told at its field
//! before it becomes a period of a century. Documents and holidays have days of their own.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::typed_day;

/// 条例 came into force for the first time (2007年国务院令第492号第三十八条): nobody applied or disputed under it before.
pub const FIRST_DAY: Date = date(2008, 5, 1);

/// How many years ahead a day can be set. The statute names no such bound; the longest period it knows, a delay for excessive
/// applications (条例第三十五条), ends 在合理期限内.
const YEARS_AHEAD: i32 = 2;

/// Whether somebody can mean that day; else what to look at.
pub fn may_be_meant(day: Date, today: Date) -> Result<(), String> {
    if day < FIRST_DAY {
        return Err(format!(
            "{day} 早于《政府信息公开条例》首次施行之日（{FIRST_DAY}），请核对年份。"
        ));
    }
    if day > today.saturating_add(YEARS_AHEAD.years()) {
        return Err(format!("{day} 在{YEARS_AHEAD}年以后，请核对年份。"));
    }
    Ok(())
}

/// A typed day that somebody can mean; else what is to be said at its field.
pub fn meant_day(text: &str, today: Date) -> Result<Date, String> {
    let day = typed_day(text).ok_or("日期请按“年-月-日”填写，例如 2025-03-03。")?;
    may_be_meant(day, today).map(|()| day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_before_the_law_or_in_a_far_year_is_a_slip_of_the_year() {
        let today = date(2026, 11, 29);
        for (typed, is_meant) in [
            ("2008-05-01", true),
            ("2008-04-30", false),
            ("1926-11-29", false),
            ("1900-01-01", false),
            ("2026年11月29日", true),
            ("2028-11-29", true),
            ("2028-11-30", false),
            ("2126-11-29", false),
            ("2200-12-31", false),
        ] {
            let read = meant_day(typed, today);
            assert_eq!(read.is_ok(), is_meant, "{typed}");
            let says = read.err().unwrap_or_default();
            assert_eq!(says.ends_with("请核对年份。"), !is_meant, "{says}");
        }
        assert!(meant_day("去年", today).unwrap_err().contains("年-月-日"));
        // 29 February has no day two years later: the last of that February.
        assert!(meant_day("2030-02-28", date(2028, 2, 29)).is_ok());
    }
}
