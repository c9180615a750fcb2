//! The limits of services.md §2.2 and the known answers of §2.6.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn good() -> Rendition {
    Rendition {
        title: "先进制造业开发区召开企业座谈会".to_owned(),
        author: "办公室".to_owned(),
        digest: "十二家企业提出二十三条意见。".to_owned(),
        content: r#"<p style="font-size:16px">座谈会内容，<a href="https://example.gov.cn/d/1">详见网站</a>。</p><table style="width:340px"><tr><td>一</td></tr></table>"#.to_owned(),
        has_cover: true,
        images: vec![Image {
            address: "https://mmbiz.qpic.cn/mmbiz_png/abc/0".to_owned(),
            bytes: 300_000,
        }],
    }
}

fn told(rendition: &Rendition) -> String {
    let faults = rendition.faults(&Limits::default());
    let lines = faults
        .iter()
        .map(|fault| format!("{}:{}", fault.field, fault.message));
    lines.collect::<Vec<_>>().join(
        "
",
    )
}

#[test]
fn a_rendition_within_its_limits_has_no_faults() {
    assert_eq!(told(&good()), "");
    let full = Rendition {
        title: "题".repeat(32),
        author: "人".repeat(16),
        digest: "要".repeat(128),
        content: "文".repeat(19_999),
        ..good()
    };
    assert_eq!(told(&full), "");
}

#[test]
fn what_is_one_too_many_is_told_at_its_field() {
    type Change = fn(&mut Rendition);
    let changes: [(Change, &str); 14] = [
        (
            |one| one.title = "题".repeat(33),
            "title:标题最多32字，现有33字，超出1字",
        ),
        (|one| one.title = " ".to_owned(), "title:请填写标题"),
        (|one| one.author = "人".repeat(17), "author:作者最多16字"),
        (|one| one.digest = "要".repeat(129), "digest:摘要最多128字"),
        (
            |one| one.content = "文".repeat(20_001),
            "content:正文最多19999字，现有20001字",
        ),
        (
            |one| one.content = "𠮷".repeat(270_000),
            "正文（含样式）最多1048575字节",
        ),
        (|one| one.has_cover = false, "cover:请选择封面图"),
        (
            |one| one.content.push_str("<IFRAME src='https://a.cn'>"),
            "嵌入的网页会被公众号去掉",
        ),
        (|one| one.content.push_str("<script>"), "脚本会被公众号去掉"),
        (
            |one| {
                one.content
                    .push_str(r#"<a class="x" href="http://a.cn/1">一</a>"#);
            },
            "“http://a.cn/1”不是 https",
        ),
        (
            |one| one.content.push_str(r#"<table width="640"><tr></tr></table>"#),
            "表格宽640像素",
        ),
        (
            |one| one.content.push_str(r#"<td style="color:red;width: 400px">"#),
            "表格宽400像素",
        ),
        (|one| one.images[0].bytes = 1_258_291, "1228KB，应当小于1MB"),
        (
            |one| one.images[0].address = "https://a.gov.cn/1.png".to_owned(),
            "还没有上传到公众号",
        ),
    ];
    for (change, words) in changes {
        let mut rendition = good();
        change(&mut rendition);
        let told = told(&rendition);
        assert!(told.contains(words), "{words}\n{told}");
        assert!(told.lines().count() <= 2, "{told}");
    }
}

#[test]
fn a_word_that_only_begins_like_a_tag_is_none() {
    let mut rendition = good();
    rendition.content =
        "<section>格式 form、style、<formula>，宽度 100% 的 <table style=\"width:100%\"></table></section>"
            .to_owned();
    assert_eq!(told(&rendition), "");
}

fn seeds_menu() -> Vec<Item> {
    let link = |label| Item::link(label, "https://www.example.gov.cn/columns/1");
    vec![
        link("园区动态"),
        Item::column(
            "企业专区",
            vec![link("助企政策"), link("服务承诺"), link("中介超市")],
        ),
        link("联系我们"),
    ]
}

fn menu_told(menu: &[Item]) -> String {
    let faults = menu_faults(menu, &Limits::default());
    let lines = faults.iter().map(|fault| fault.message.clone());
    lines.collect::<Vec<_>>().join(
        "
",
    )
}

#[test]
fn the_seeds_menu_passes_and_what_is_too_much_is_refused_by_name() {
    assert_eq!(menu_told(&seeds_menu()), "");
    let link = |label: &str| Item::link(label, "https://www.example.gov.cn/columns/1");
    let mut fourth = seeds_menu();
    fourth.push(link("更多"));
    assert!(
        menu_told(&fourth).contains("一级菜单最多3个，多出“更多”"),
        "{}",
        menu_told(&fourth)
    );
    let mut sixth = seeds_menu();
    sixth[1]
        .items
        .extend(["办事指南", "惠企清单", "企业名录"].map(link));
    assert!(
        menu_told(&sixth).contains("“企业专区”：二级菜单最多5个，多出“企业名录”"),
        "{}",
        menu_told(&sixth)
    );
    let mut long = seeds_menu();
    long[1].items.push(link("中介服务超市办事指南"));
    assert!(
        menu_told(&long).contains("“中介服务超市办事指南”太长"),
        "{}",
        menu_told(&long)
    );
    let nine = "一二三四五六七八九";
    long[1].items[3] = link(nine);
    assert!(menu_told(&long).contains(nine));
    long[1].items[3] = link("一二三四五六七八");
    assert_eq!(menu_told(&long), "");
    let mut five = seeds_menu();
    five[0] = link("园区新动态");
    assert!(menu_told(&five).contains("“园区新动态”太长"));
    five[0] = link("A区动态B");
    assert_eq!(menu_told(&five), "", "letters take half the place");
}

#[test]
fn an_item_leads_into_the_site_over_https() {
    let mut menu = seeds_menu();
    menu[0].address = None;
    assert!(menu_told(&menu).contains("“园区动态”没有链接"));
    menu[0].address = Some("http://www.example.gov.cn/".to_owned());
    assert!(menu_told(&menu).contains("不是 https"));
    assert!(menu_told(&[]).contains("至少要有一栏"));
}

#[test]
fn fourteen_days_of_silence_are_told_on_the_fifteenth_and_closed_by_a_post() {
    let limits = Limits::default();
    let posts = [date(2025, 3, 1), date(2025, 3, 16)];
    let on = |day: i8| silence(&posts[..1], date(2025, 3, day), &limits);
    assert_eq!(on(11), None);
    assert!(
        on(12).is_some_and(|silence| !silence.is_over && silence.days == 11),
        "a reminder at day 11"
    );
    assert!(on(15).is_some_and(|silence| !silence.is_over));
    assert!(on(16).is_some_and(|silence| silence.is_over && silence.days == 15));
    assert_eq!(silent_from(posts[0], &limits), Some(date(2025, 3, 16)));
    assert_eq!(
        silence(&posts, date(2025, 3, 16), &limits),
        None,
        "closed by the post"
    );
    assert_eq!(silent_from(date(2026, 3, 2), &limits), Some(date(2026, 3, 17)));
}

#[test]
fn nine_articles_in_a_year_are_silence_for_most_of_it() {
    // One in forty days: on its first night the watch tells of this very account.
    let limits = Limits::default();
    let posts: Vec<jiff::civil::Date> = (0..9)
        .map(|number| date(2024, 1, 8).saturating_add(jiff::ToSpan::days(number * 40)))
        .collect();
    assert!(silence(&posts[..1], date(2024, 2, 1), &limits).is_some_and(|silence| silence.is_over));
    assert_eq!(silence(&[], date(2024, 2, 1), &limits), None);
}

#[test]
fn a_pasted_link_is_of_an_article_of_this_account_and_used_once() {
    let own = Some("MzA5MTIzNDU2Nw==");
    let long = "https://mp.weixin.qq.com/s?__biz=MzA5MTIzNDU2Nw==&mid=2650000001&idx=2&sn=9f8e&chksm=ab12&scene=27#wechat_redirect";
    let kept = article_link(long, own, &[]).unwrap();
    assert_eq!(
        kept.address,
        "https://mp.weixin.qq.com/s?__biz=MzA5MTIzNDU2Nw==&mid=2650000001&idx=2&sn=9f8e"
    );
    assert!(kept.is_own);
    let again = long.replace("chksm=ab12", "chksm=cd34");
    let short = article_link(" https://mp.weixin.qq.com/s/AbC-d_1?scene=1 ", own, &[]).unwrap();
    assert_eq!(
        (short.address.as_str(), short.is_own),
        ("https://mp.weixin.qq.com/s/AbC-d_1", false)
    );
    for (pasted, words) in [
        (again.as_str(), "已经填给另一篇"),
        (
            "https://mp.weixin.qq.com/s?__biz=MzOther==&mid=1&idx=1&sn=2",
            "别的公众号",
        ),
        ("https://mp.weixin.qq.com/s?mid=1&idx=1", "不完整"),
        ("https://mp.weixin.qq.com/cgi-bin/appmsg?t=1", "预览或者素材"),
        ("http://mp.weixin.qq.com/s/AbC", "https://"),
        ("https://mp.weixin.qq.com.evil.cn/s/AbC", "不是公众号文章"),
        ("https://mp.weixin.qq.com/s/", "预览或者素材"),
        ("", "https://"),
    ] {
        let why = article_link(pasted, own, &[&kept.address]).unwrap_err();
        assert!(why.message.contains(words), "{pasted}: {}", why.message);
    }
}

#[test]
fn one_changed_sign_is_drift_with_what_it_was() {
    let approved = "补贴标准为每户 3000 元，\n六月底前申报。";
    assert_eq!(drift(approved, "补贴标准为每户3000元，六月底前申报。"), []);
    let found = drift(approved, "补贴标准为每户8000元，六月底前申报。");
    assert_eq!(
        found,
        [Drift {
            approved: "3".to_owned(),
            public: "8".to_owned()
        }]
    );
}

proptest! {
    #[test]
    fn a_text_drifts_from_another_and_from_no_other_of_its_own(text in "[\\PC]{0,40}", at in any::<prop::sample::Index>()) {
        prop_assert!(drift(&text, &text).is_empty());
        let signs: Vec<char> = text.chars().collect();
        let at = at.index(signs.len() + 1);
        let changed: String = signs[..at].iter().chain(&['龘']).chain(&signs[at..]).collect();
        let found = drift(&text, &changed);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].approved.as_str(), "");
    }

    #[test]
    fn no_content_breaks_a_check(content in any::<String>(), title in any::<String>()) {
        let rendition = Rendition { title, content, ..good() };
        let faults = rendition.faults(&Limits::default());
        prop_assert!(faults.iter().all(|fault| fault.message.ends_with('。')));
    }
}
