use super::*;

fn seen(place: &str, text: &str) -> Seen {
    let mut seen = Seen::default();
    seen.read(place, text);
    seen
}

#[test]
fn what_a_text_may_not_hold_a_file_may_not_hold_either() {
    let screening = Screening::of(&seen("工作表“名单”第7行B列", "１１０１０５ 19491231 002X"));
    let [found] = screening.findings.as_slice() else {
        panic!("{screening:?}");
    };
    assert_eq!(found.kind, Kind::IdentityNumber);
    assert_eq!(
        found.told(),
        "工作表“名单”第7行B列：身份证号码“110105********002X”"
    );
    let blockers = screening.blockers("file", "名单.xlsx");
    assert_eq!(
        blockers[0].message,
        "附件“名单.xlsx”工作表“名单”第7行B列：身份证号码“110105********002X”。请隐去个人信息后重新上传（个人信息保护法第二十五条）。"
    );
    let secret = Screening::of(&seen("第1页", "机密★长期"));
    assert!(secret.has_secret());
}

#[test]
fn a_telephone_or_a_card_warns_and_does_not_forbid() {
    let screening = Screening::of(&seen("第2页", "张三 138-0000-1234，卡号4111 1111 1111 1111"));
    assert_eq!(screening.forbidden().count(), 0);
    let kinds: Vec<Kind> = screening.warnings().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [Kind::BankCard, Kind::Mobile]);
    assert!(
        !screening.may_be_cleaned(),
        "nobody strikes out a number by program"
    );
}

#[test]
fn what_is_read_from_everywhere_is_told_where_nothing_finer_tells_it() {
    let mut all = seen("第1页", "11010519491231002X");
    all.read_beside("自定义数据", "11010519491231002X");
    all.read_beside("图表", "机密★长期");
    let screening = Screening::of(&all);
    let told: Vec<String> = screening.findings.iter().map(Finding::told).collect();
    assert_eq!(
        told,
        ["图表：密级标志“机密★”", "第1页：身份证号码“110105********002X”"]
    );
}

#[test]
fn what_the_button_does_not_clean_says_what_to_do() {
    let mut all = Seen::default();
    all.mark(Kind::Unread, "部件word/a.bin", "");
    all.mark(Kind::Comment, "批注", "");
    assert_eq!(
        Screening::of(&all).hints("通知.docx"),
        [
            "附件“通知.docx”批注：批注。",
            "附件“通知.docx”部件word/a.bin：没有能够检查的内容。请逐页人工核对（条例第十七条）。"
        ]
    );
}

#[test]
fn the_most_severe_is_first_and_what_is_everywhere_is_counted() {
    let mut all = Seen::default();
    for row in 1..=30 {
        all.mark(Kind::HiddenRow, format!("工作表“名单”第{row}行"), "");
    }
    all.read("工作表“名单”第9行A列", "秘密★1年");
    let screening = Screening::of(&all);
    assert_eq!(screening.findings[0].kind, Kind::SecretMark);
    assert_eq!(screening.findings.len(), 13);
    assert_eq!(screening.more, 18);
    assert!(
        screening
            .hints("名单.xlsx")
            .last()
            .unwrap()
            .contains("另有 18 处")
    );
}

#[test]
fn an_excerpt_masks_its_numbers() {
    let mut all = Seen::default();
    all.mark(
        Kind::Comment,
        "批注",
        "请删去 13800001234 这一行，不要公开出去给别人看见了",
    );
    assert_eq!(all.marks[0].shown, "请删去 1380******* 这一行，不要公开…");
}

#[test]
fn every_kind_says_what_to_do_and_the_codes_stand() {
    for kind in Kind::ALL {
        assert!(kind.advice().ends_with('。'), "{kind:?}");
        assert_eq!(Kind::from_code(kind.code()), Some(*kind));
    }
    let kept = serde_json::to_string(&Screening::of(&seen("第1页", "绝密★"))).unwrap();
    assert_eq!(
        serde_json::from_str::<Screening>(&kept).unwrap().findings[0].place,
        "第1页"
    );
}
