use super::*;

#[test]
fn what_is_not_seen_leaves_the_text() {
    for (typed, seen) in [
        ("张\u{200b}三", "张三"),
        ("李\u{202e}四", "李四"),
        ("\u{feff}王\u{2060}五\u{ad}", "王五"),
        ("甲\u{ffff}乙\u{fffe}丙\u{fdd0}\u{1fffe}", "甲乙丙"),
        ("甲\0\u{7}乙", "甲乙"),
        ("张\u{200d}三", "张三"),
        ("\u{e0041}A\u{e0042}", "A"),
        ("\u{3164}甲\u{ffa0}", "甲"),
        ("\u{fe0f}甲", "甲"),
        ("a\u{200e}b\u{61c}", "ab"),
    ] {
        assert_eq!(visible(typed), seen);
        assert!(!is_visible(typed) && is_visible(seen));
    }
    assert_eq!(visible("\u{200b}\u{200d}\u{202e}"), "");
}

#[test]
fn what_real_names_and_texts_are_written_with_stays() {
    for text in [
        "一\r\n二\t三",
        "👨\u{200d}👩\u{200d}👧",
        "🏳\u{fe0f}\u{200d}🌈",
        "می\u{200c}خواهم",
        "ᠪᠠᠲᠤ\u{180b}",
        "葛\u{e0100}城",
        "冯\u{e863}",
        "Seán O’Connor-Müller",
        "e\u{301}",
        "吴\u{31350}",
        "ألىم ئەخمەت",
    ] {
        assert_eq!(visible(text), text);
        assert!(is_visible(text));
    }
}

#[test]
fn every_way_of_typing_a_number_is_the_same_number() {
    for typed in [
        "MJXJ-2026-0001",
        "mjxj-2026-0001",
        "ＭＪＸＪ－２０２６－０００１",
        "MJXJ—2026—0001",
        "MJXJ——2026——0001",
        "MJXJ–2026−0001",
        " MJXJ - 2026 - 0001　",
        "MJXJ\u{200b}-2026ー0001",
        "MJXJ‐2026‑0001",
    ] {
        assert_eq!(number_key(typed), "MJXJ-2026-0001", "{typed}");
    }
    assert_eq!(number_key("ＷＰ７Ａ－ＬＤＥＹ－ＺＬＡＢ"), "WP7A-LDEY-ZLAB");
}

#[test]
fn every_spelling_of_a_name_is_the_same_name() {
    for typed in [
        "买买提·艾力",
        "买买提•艾力",
        "买买提・艾力",
        "买买提‧艾力",
        "买买提．艾力",
        "买买提 艾力",
    ] {
        assert_eq!(name_key(typed), "买买提艾力", "{typed}");
    }
    assert_eq!(
        name_key("洛阳Ａ＋Ｂ科技（集团）有限公司"),
        "洛阳a+b科技(集团)有限公司"
    );
    assert_eq!(name_key("·"), "");
}

#[test]
fn a_paper_is_known_by_its_number_whatever_brackets_dashes_and_widths_are_typed() {
    for typed in [
        "孟先开答〔2026〕2号",
        "孟先开答[2026]2号",
        "孟先开答（２０２６）2号",
        " 孟先开答【2026】 2号",
    ] {
        assert_eq!(paper_key(typed), "孟先开答〔2026〕2号", "{typed}");
    }
    assert_eq!(paper_key("mjxj－2026—0001"), "MJXJ-2026-0001");
    assert_ne!(
        paper_key("孟先开答〔2026〕2号"),
        paper_key("孟先开答〔2026〕12号")
    );
}

#[test]
fn lines_typed_one_a_line_become_one_line() {
    for (typed, line) in [
        (
            "合同\n招标公告\r\n\n投标报价明细中的总价",
            "合同、招标公告、投标报价明细中的总价",
        ),
        ("- 合同\n- 招标公告", "合同、招标公告"),
        ("- 合同", "- 合同"),
        ("1.合同\n2.招标公告", "1.合同；2.招标公告"),
        (
            "涉及报价，公开后会被压价\n也涉及客户",
            "涉及报价，公开后会被压价；也涉及客户",
        ),
        ("第一句。\n第二句。", "第一句。第二句。"),
        ("《合同》\n占比5%\n名单", "《合同》、占比5%、名单"),
        ("", ""),
    ] {
        assert_eq!(listed_in_one_line(typed), line);
    }
    assert_eq!(in_one_line("滨河路改造方案\n和图纸"), "滨河路改造方案；和图纸");
}

#[test]
fn traditional_characters_are_sought_as_simplified_ones_and_read_as_they_are_meant() {
    let sought: String = "關於〔２０２６〕１２號　ＧＤＰ—（試行）\u{200b}"
        .chars()
        .filter_map(searched)
        .collect();
    assert_eq!(sought, "关于〔2026〕12号 gdp-〔试行〕");
    assert_eq!(
        simplified("行政復議、結果維持，成效顯著"),
        "行政复议、结果维持，成效显著"
    );
    // What is simplified stays, sign by sign: a part of a text is found as the whole is.
    let plain = "中华人民共和国政府信息公开条例";
    assert_eq!(plain.chars().filter_map(searched).collect::<String>(), plain);
}
