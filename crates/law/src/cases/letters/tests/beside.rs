//! A letter says what its decision says: what was written into it beside that is found, and stays only for a reason.

use super::*;

fn with(kind: LetterKind, facts: &LetterFacts, words: &str) -> Letter {
    let mut letter = fill(kind, facts);
    let before_remedies = letter.paragraphs.len().saturating_sub(1);
    letter
        .paragraphs
        .insert(before_remedies, Paragraph::Plain(words.into()));
    letter
}

fn told(letter: &Letter, facts: &LetterFacts) -> String {
    let gaps = gaps(letter, letter.kind, facts);
    gaps.into_iter().map(|gap| gap.message).collect()
}

#[test]
fn title_and_addressee_are_those_of_the_decision_and_of_the_register() {
    let facts = facts(Outcome::GrantedProvided);
    let mut letter = fill(LetterKind::Granted, &facts);
    letter.title = "行政处罚决定书".into();
    letter.addressee = "李明、并抄送其单位某公司".into();
    assert_eq!(fields(&letter, &facts), ["title", "addressee"]);
    assert!(told(&letter, &facts).contains("收文方应为“李明”"));
}

#[test]
fn a_letter_that_grants_refuses_nothing_of_its_own() {
    let facts = facts(Outcome::GrantedProvided);
    let words = "根据《条例》第三十六条第（二）项的规定，本机关决定不予公开，不提供任何附件。随本答复提供。";
    let letter = with(LetterKind::Granted, &facts, words);
    let told = told(&letter, &facts);
    assert!(told.contains("“不予公开”、“不提供”"), "{told}");
}

#[test]
fn beside_what_is_withheld_nothing_more_is_withheld() {
    let facts = facts(Outcome::PartlyGranted);
    let letter = fill(LetterKind::PartlyGranted, &facts);
    assert!(letter.text().contains("不予公开"));
    assert_eq!(gaps(&letter, letter.kind, &facts), []);
    let more = with(LetterKind::PartlyGranted, &facts, "附表不予公开。");
    assert_eq!(fields(&more, &facts), ["kept_reason"]);
}

#[test]
fn a_refusal_grants_nothing_and_rests_on_no_other_article() {
    let facts = facts(Outcome::RefusedSafety);
    let letter = with(LetterKind::Refused, &facts, "附件予以公开。");
    assert!(told(&letter, &facts).contains("“予以公开”"));
    let letter = with(LetterKind::Refused, &facts, "另依《条例》第三十六条第（四）项。");
    assert!(told(&letter, &facts).contains("“第三十六条第（四）项”"));
}

#[test]
fn a_fee_notice_names_no_second_amount() {
    let mut facts = facts(Outcome::GrantedProvided);
    for words in [
        "另收查询费9000元，共计9380.00元。",
        "另收查询费９０００元。",
        "另收玖仟圆。",
        "另收 1 000 元。",
        "另收100元。",
        "另收¥9000。",
    ] {
        let mut letter = fill(LetterKind::Fee, &facts);
        letter.paragraphs.push(Paragraph::Plain(words.into()));
        assert!(fields(&letter, &facts).contains(&"text"), "{words}");
        facts.kept_words = KeptWords::of(vec!["9000元".into()], "理由");
        assert!(
            fields(&letter, &facts).contains(&"text"),
            "no reason helps: {words}"
        );
        facts.kept_words = KeptWords::default();
    }
    let mut letter = fill(LetterKind::Fee, &facts);
    letter
        .paragraphs
        .push(Paragraph::Plain("请缴纳380元（叁佰捌拾元整）。".into()));
    assert_eq!(
        gaps(&letter, letter.kind, &facts),
        [],
        "the reckoned amount again"
    );
    facts.fee.way_to_pay = "缴款码；另收查询费9000元".into();
    let letter = fill(LetterKind::Fee, &facts);
    assert_eq!(fields(&letter, &facts), ["text"], "typed as the way to pay");
}

#[test]
fn amounts_days_and_periods_typed_beside_the_reckoned_ones_are_told() {
    let facts = facts(Outcome::GrantedProvided);
    for (words, named) in [
        ("请于2026年5月1日到窗口领取。", "2026年5月1日"),
        ("请于 5 月 1 日到窗口领取。", "5月1日"),
        ("请于2026-05-01到窗口领取。", "2026-05-01"),
        ("请在三十日内领取。", "三十日内"),
        ("请在5个工作日内领取。", "5个工作日"),
        ("工本费3万元。", "3万元"),
    ] {
        let letter = with(LetterKind::Granted, &facts, words);
        let told = told(&letter, &facts);
        assert!(told.contains(&format!("“{named}”")), "{words}: {told}");
    }
    for words in ["信息公开股设在三元区，单元房502室。", "申请于2026年3月2日收到。"]
    {
        let letter = with(LetterKind::Granted, &facts, words);
        let left = gaps(&letter, letter.kind, &facts);
        let is_plain = left.is_empty() || words.contains("三元");
        assert!(is_plain, "{words}: {left:?}");
    }
}

#[test]
fn words_beside_the_decision_stay_for_a_reason_that_its_signer_reads() {
    let mut facts = facts(Outcome::GrantedProvided);
    let letter = with(
        LetterKind::Granted,
        &facts,
        "您来电说明无法提供原件，本机关已代为复制。",
    );
    let words = beside(&letter, letter.kind, &facts);
    assert_eq!(words, ["无法提供"]);
    assert_eq!(
        KeptWords::of(words.clone(), " "),
        KeptWords::default(),
        "no reason"
    );
    facts.kept_words = KeptWords::of(words, "转述申请人的说明");
    assert_eq!(gaps(&letter, letter.kind, &facts), []);
    assert!(facts.kept_words.told().unwrap().contains("转述申请人的说明"));
    let more = with(LetterKind::Granted, &facts, "附件不予公开。");
    assert!(
        told(&more, &facts).contains("不予公开"),
        "only what it was given for"
    );
}
