//! Which years and organs are taken for the report's own, and which are not.

use super::*;

fn said(year: i16, write: impl Fn(&mut Report)) -> Vec<String> {
    let mut report = Report {
        organ: "清河县水利局".into(),
        year,
        ..Report::default()
    };
    write(&mut report);
    check(&report)
        .into_iter()
        .map(|finding| finding.message)
        .collect()
}

fn has(said: &[String], words: &str) -> bool {
    matches!(said, [only] if only.contains(words))
}

#[test]
fn any_other_year_is_told_wherever_it_stands_for_the_reports_own() {
    let year = |number: usize, text: &str| said(2024, |report| report.sections.set(number, text));
    assert!(has(&year(1, "2022年，我局公开信息8条。"), "写的是 2022 年"));
    assert!(has(&year(6, "2022年度未收取信息处理费。"), "写的是 2022 年"));
    assert!(has(
        &year(
            1,
            "2023年，我局深入贯彻条例。\n（一）主动公开。2024年公开信息8条。"
        ),
        "写的是 2023 年"
    ));
    let opened = |text: &str| said(2024, |report| text.clone_into(&mut report.opening));
    for text in [
        "本年度报告中所列数据的统计期限从2022年1月1日起至2022年12月31日止。",
        "现公布清河县水利局2022年政府信息公开工作年度报告。",
    ] {
        assert!(has(&opened(text), "“正文开头”写的是 2022 年"), "{text}");
    }
}

#[test]
fn a_title_of_last_year_over_this_years_text_is_told() {
    let told = said(2023, |report| {
        report.sections.set(1, "2024年，我局公开信息8条。");
    });
    assert!(has(&told, "标题的年度可能没有改"), "{told:?}");
}

#[test]
fn looking_back_and_planning_is_no_other_year() {
    for text in [
        "2024年，我局公开信息8条。2023年收到申请5件。",
        "2022年以来，我局累计公开信息80条。",
        "我局公开信息8条。2025年，我局将继续做好公开工作。",
        "2024年收到申请5件。2021年1月1日至2024年12月31日共收到20件。",
    ] {
        let told = said(2024, |report| report.sections.set(1, text));
        assert_eq!(told, [""; 0], "{text}");
    }
    let signed = said(2024, |report| {
        "联系电话：000-0000000\n清河县水利局\n2025年1月20日".clone_into(&mut report.closing);
    });
    assert_eq!(signed, [""; 0]);
}

#[test]
fn opening_and_signature_name_the_reports_own_organ() {
    for text in [
        "本报告由清河县粮食和物资储备局编制。",
        "现将清河县农业农村局2024年度政府信息公开工作情况报告如下。",
        "根据条例要求，现公布清河县农业农村局2024年度政府信息公开工作年度报告。",
    ] {
        let told = said(2024, |report| text.clone_into(&mut report.opening));
        assert!(has(&told, "“正文开头”写的是“清河县"), "{text}: {told:?}");
    }
    let signed = |organ: &str, name: &str| {
        said(2024, |report| {
            organ.clone_into(&mut report.organ);
            report.closing = format!("{name}\n2025年1月20日");
        })
    };
    assert!(has(
        &signed("清河县水利局", "清河县农业农村局"),
        "“落款”写的是“清河县农业农村局”"
    ));
    for (organ, name) in [
        ("清河县水利局", "县水利局"),
        ("清河县水利局", "清河县水利局办公室"),
        ("清河县人民政府", "清河县人民政府办公室"),
        ("清河县人民政府", "清河县政务服务局"),
        ("市科委", "上海市科学技术委员会"),
        ("平潭综合实验区", "平潭综合实验区管理委员会"),
    ] {
        assert_eq!(signed(organ, name), [""; 0], "{organ}: {name}");
    }
}
