//! The notices as they were published give the years that are shipped; a text that can't be right says why.

use jiff::civil::date;

use super::*;
use crate::calendar::Calendar;

const OF_2023: &str = "国务院办公厅关于2023年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2023年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。";

const OF_2024: &str = "国务院办公厅关于2024年部分节假日安排的通知
经国务院批准，现将2024年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下：
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。";

const OF_2025: &str = "经国务院批准，现将2025年放假调休日期的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。";

#[test]
fn the_notices_as_published_give_the_working_days_that_are_shipped() {
    let shipped = Calendar::built_in();
    for (year, text) in [(2023, OF_2023), (2024, OF_2024), (2025, OF_2025)] {
        let notice = read(text, year);
        assert_eq!(notice.doubts, [], "{year}");
        assert_eq!(notice.year.validate(), Ok(()), "{year}");
        let ours = shipped.with([notice.year]);
        for day in date(year, 1, 1)
            .series(1.day())
            .take_while(|day| day.year() == year)
        {
            assert_eq!(ours.is_working_day(day), shipped.is_working_day(day), "{day}");
        }
    }
    assert_eq!(read(OF_2025, 2025).year.off, shipped.year(2025).unwrap().off);
    assert_eq!(read(OF_2025, 2025).year.work, shipped.year(2025).unwrap().work);
}

#[test]
fn a_festival_is_named_without_what_stands_before_it() {
    let text =
        "关于2025年部分节假日安排的通知\n六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。";
    let notice = read(text, 2025);
    assert_eq!(notice.doubts, []);
    assert!(notice.year.off.values().all(|name| name == "国庆节、中秋节"));
}

#[test]
fn wide_digits_and_brackets_and_blanks_are_read_alike() {
    let wide = "一、元旦 : １月 １日 (周 三) 放假 1 天，不调休。";
    assert_eq!(read(wide, 2025).doubts, []);
    assert_eq!(read(wide, 2025).year.off.len(), 1);
}

#[test]
fn lines_of_days_are_written_and_read_back() {
    let shipped = Calendar::built_in();
    for number in shipped.published() {
        let year = shipped.year(number).unwrap();
        let back = read(&lines(year), number);
        assert_eq!(back.doubts, [], "{number}");
        assert_eq!(
            (&back.year.off, &back.year.work),
            (&year.off, &year.work),
            "{number}"
        );
    }
}

#[test]
fn a_notice_of_another_year_is_noticed_by_its_title_and_by_its_weekdays() {
    let doubts = read(OF_2024, 2027).doubts;
    assert!(doubts.contains(&Doubt::OtherYear {
        said: 2024,
        asked: 2027
    }));
    let doubt = read(OF_2025, 2026).doubts.into_iter().next().unwrap();
    assert_eq!(
        doubt.to_string(),
        "元旦：通知写 2026-01-01 是星期三，实际是星期四，请核对年份和日期"
    );
}

#[test]
fn a_slip_in_the_days_is_named() {
    let text = OF_2025.replace("至2月4日（农历正月初七、周二）", "至2月5日（农历正月初八、周三）");
    let said =
        |text: &str| -> Vec<String> { read(text, 2025).doubts.iter().map(ToString::to_string).collect() };
    assert_eq!(said(&text), ["春节：通知写共 8 天，按日期算是 9 天，请核对"]);
    let text = OF_2025.replace("5月31日（周六）", "5月32日（周六）");
    assert!(
        said(&text)
            .iter()
            .any(|doubt| doubt.contains("没有“2025年5月32日”这一天"))
    );
    assert_eq!(
        said("2025-13-01 放假 元旦\n2025-01-02 元旦"),
        [
            "“2025-13-01 放假 元旦”无法识别，请写成“2027-01-01 放假 元旦”或者“2027-01-03 上班 元旦”",
            "“2025-01-02 元旦”无法识别，请写成“2027-01-01 放假 元旦”或者“2027-01-03 上班 元旦”",
        ]
    );
}

#[test]
fn a_text_that_is_no_notice_gives_no_days() {
    for text in ["", "放假", "：：。。日月年", "一、元旦：放假。", "（周三"] {
        assert!(read(text, 2027).year.off.is_empty(), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_reader_fall(text in "[一二、：。（）0-9年月日至放假上班共天周 \\n-]{0,80}") {
        let notice = read(&text, 2027);
        proptest::prop_assert!(notice.year.off.keys().all(|day| day.year() >= 0));
    }
}
