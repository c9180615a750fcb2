use super::*;
use crate::reports::Level;

#[test]
fn the_fee_is_denied_named_or_missing() {
    assert_eq!(
        statement("本单位2024年度未收取政府信息公开信息处理费"),
        Statement::None
    );
    assert_eq!(
        statement("2025年共收取信息处理费1件，380 元。"),
        Statement::Charged(38_000)
    );
    assert_eq!(statement("收取信息处理费0元。"), Statement::None);
    assert_eq!(
        statement("收取信息处理费 0.04 万元。"),
        Statement::Charged(40_000)
    );
    assert_eq!(statement("按照规定收取信息处理费。"), Statement::Unclear);
    assert_eq!(statement("无其他需要报告的事项。"), Statement::Nothing);
}

#[test]
fn the_fee_is_denied_in_many_words() {
    for text in [
        "信息处理费收取情况：无。",
        "信息处理费收取情况\n本年度无。",
        "本年度收取信息处理费零元。",
        "本单位未收取任何费用。",
        "我局未收取依申请公开费用。",
        "本年度未对政府信息公开申请收取费用。",
        "本年度不存在收取信息处理费的情况。",
        "信息处理费：0。",
        "全年政府信息公开零收费。",
        "2024年度没有信息处理费。",
        "本机关2024年未按照《政府信息公开信息处理费管理办法》收取信息处理费。",
        "发出收费通知2件，总金额600元，实际收取总金额0元。",
        "发出收费通知1件，申请人逾期未缴纳，实际收取信息处理费0元，应收300元。",
    ] {
        assert_eq!(statement(text), Statement::None, "{text}");
    }
}

#[test]
fn what_came_in_counts_and_not_what_was_asked_for() {
    for (text, fen) in [
        (
            "2024年度发出收费通知3件，总金额2230元，实际收取总金额2230元。",
            223_000,
        ),
        ("发出收费通知2件，应收1200元，实收300元。", 30_000),
    ] {
        assert_eq!(statement(text), Statement::Charged(fen), "{text}");
    }
    assert_eq!(statement("发出收费通知2件。"), Statement::Unclear);
}

#[test]
fn a_section_that_says_there_is_nothing_else_is_only_asked_to_say_it_of_the_fee() {
    let level = |text: &str, context: &Context<'_>| {
        let mut report = Report::default();
        report.sections.set(6, text);
        check(&report, context).unwrap().level()
    };
    let charged = Context {
        fees_charged_fen: Some(100),
        ..Context::default()
    };
    assert_eq!(
        level("无其他需要报告的事项。", &Context::default()),
        Level::Warning
    );
    assert_eq!(level("无其他需要报告的事项。", &charged), Level::Error);
    assert_eq!(level("加强了队伍建设。", &Context::default()), Level::Error);
}

#[test]
fn a_sum_in_words_is_a_sum() {
    let charged = |text| statement(&format!("收取信息处理费{text}元。"));
    assert_eq!(charged("叁佰捌拾"), Statement::Charged(38_000));
    assert_eq!(charged("一千二百零五"), Statement::Charged(120_500));
    assert_eq!(charged("十"), Statement::Charged(1_000));
    assert_eq!(charged("一万二千"), Statement::Charged(1_200_000));
    assert_eq!(charged("零"), Statement::None);
}

#[test]
fn the_fee_on_record_is_stated_once_and_nothing_is_overwritten() {
    for fen in [0, 38_000, 1_005] {
        let FeeWords::Added(text) = with_fee_stated("无其他需要报告的事项。", fen) else {
            panic!("{fen}")
        };
        assert!(text.starts_with("无其他需要报告的事项。\n"), "{text}");
        assert_eq!(with_fee_stated(&text, fen), FeeWords::Agrees, "{text}");
        assert_eq!(with_fee_stated(&text, fen + 100), FeeWords::Contradicts, "{text}");
    }
    assert_eq!(with_fee_stated("", 38_000), FeeWords::Added(fee_sentence(38_000)));
    assert_eq!(fee_sentence(38_000), "本年度收取政府信息公开信息处理费380元。");
    assert_eq!(fee_sentence(1_005), "本年度收取政府信息公开信息处理费10.05元。");
}

#[test]
fn other_costs_are_no_statement_of_the_fee() {
    assert_eq!(statement("本年度公务接待费用未超支。"), Statement::Nothing);
    assert_eq!(
        statement("及时公开行政事业性收费目录，未收到投诉。"),
        Statement::Nothing
    );
    assert_eq!(
        statement("本单位严格执行信息处理费管理办法。"),
        Statement::Unclear
    );
}
