//! What proves that an application was dealt with as it was: who confirmed it and how, what a search gave out, which law a refusal
//! rests on, what a third party wrote, when the applicant fetched the reply.

use axum::http::StatusCode;
use law::cases::case_file::Category;
use law::cases::{Party, What};
use law::staff::Role;
use office::cases::case_file;

use crate::desk_letters::{act, begun};
use crate::forms::fill_in;
use crate::harness::{Browser, Page, World};
use crate::site_track::{CASE, happens, only, tracking};

const SETTINGS: &str = "/desk/cases/settings";

/// The value after this in a page.
fn after<'a>(page: &'a Page, before: &str) -> &'a str {
    let (_, rest) = page
        .body
        .split_once(before)
        .unwrap_or_else(|| panic!("{before}: {}", page.body));
    rest.split('"').next().unwrap()
}

/// The address of the only case, which was confirmed.
async fn confirmed(world: &World) -> String {
    happens(world, Role::RequestClerk, What::Confirmed {}, "").await;
    format!("/desk/cases/{}", only(world).await.0)
}

/// 条例第三十一条第（三）项: the reply period runs from the day both sides confirm, so it is no free click.
#[tokio::test]
async fn a_confirmation_asks_who_by_which_way_and_what_was_said() {
    let world = World::new().await;
    tracking(&world).await;
    let (id, _) = only(&world).await;
    let act = format!("/desk/cases/{id}/acts/confirmed");
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let refused = fill_in(&mut clerk, &act, &act, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["confirmed_by", "confirmed_way", "note"] {
        assert!(
            refused.has(&format!("id=\"{field}-error\"")),
            "{field}: {}",
            refused.body
        );
    }
    let typed = [
        ("confirmed_by", "申请人本人"),
        ("confirmed_way", "email"),
        ("note", "告知已收到申请，确认是本人提交"),
    ];
    let refused = fill_in(&mut clerk, &act, &act, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.has("id=\"confirmed_number-error\"")
            && refused.has("value=\"申请人本人\"")
            && refused.has("确认是本人提交"),
        "what was typed stays: {}",
        refused.body
    );
    let whole = [typed[0], ("confirmed_way", "phone"), typed[2]];
    let done = fill_in(&mut clerk, &act, &act, &whole).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let case = clerk.get(&format!("/desk/cases/{id}")).await;
    assert!(
        case.has("确认人：申请人本人；方式：电话，登记的号码；内容：告知已收到申请，确认是本人提交"),
        "{}",
        case.body
    );
}

/// The same of an application that the desk registers as confirmed already.
#[tokio::test]
async fn a_registration_that_is_confirmed_already_says_how() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let new = "/desk/cases/new";
    let typed = [
        ("channel", "fax"),
        ("confirmed_on", "2026-03-02"),
        ("arrived_on", "2026-03-02"),
    ];
    let refused = fill_in(&mut clerk, new, "/desk/cases", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.has("id=\"confirmed_by-error\"") && refused.has("id=\"confirmed_way-error\""),
        "{}",
        refused.body
    );
    let unconfirmed = [("channel", "fax"), ("arrived_on", "2026-03-02")];
    let refused = fill_in(&mut clerk, new, "/desk/cases", &unconfirmed).await;
    assert!(!refused.has("id=\"confirmed_by-error\""), "{}", refused.body);
}

/// 治安管理处罚法第一百三十六条, in force 2026-01-01: a ground that is chosen, named with its article.
#[tokio::test]
async fn a_refusal_rests_on_the_law_that_seals_records_by_choosing_it() {
    let world = World::new().await;
    tracking(&world).await;
    let case = confirmed(&world).await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let form = format!("{case}/decision/refused.forbidden_by_law");
    let page = clerk.get(&form).await;
    assert!(
        page.has("《中华人民共和国治安管理处罚法》第一百三十六条：违反治安管理的记录（2026年1月1日起施行）"),
        "{}",
        page.body
    );
    let fields = [
        ("reasons", "申请的是他人违反治安管理的记录，依法应当封存"),
        ("law.known", "public_security_records"),
    ];
    let saved = fill_in(&mut clerk, &form, &form, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let kept = clerk.get(&form).await;
    assert!(
        kept.has("value=\"中华人民共和国治安管理处罚法\"") && kept.has("value=\"第一百三十六条\""),
        "{}",
        kept.body
    );
    let decision = clerk.get(&format!("{case}/decision")).await;
    assert!(decision.has("有关国家机关为办案需要"), "{}", decision.body);
    // A part of what is asked for likewise.
    let form = format!("{case}/decision/partly_granted");
    let page = clerk.get(&form).await;
    assert!(page.has("name=\"part_law_known\""), "{}", page.body);
}

/// 条例第三十六条第（四）项: what a search gave out stands beside its entry.
#[tokio::test]
async fn what_a_search_gave_out_is_put_on_file_beside_its_entry() {
    let world = World::new().await;
    tracking(&world).await;
    let case = confirmed(&world).await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let form = format!("{case}/decision/unavailable.not_held");
    let today = world.moment().today.to_string();
    let fields = [
        ("search_systems", "公文系统"),
        ("search_keywords", "预算"),
        ("search_by", "王五"),
        ("search_on", today.as_str()),
        ("search_result", "没有找到"),
        ("how", "searches"),
    ];
    let left = fill_in(&mut clerk, &form, &form, &fields).await;
    let here = format!("{case}/searches/unavailable.not_held");
    assert_eq!(left.header("location"), here, "{}", left.body);
    let page = clerk.get(&here).await;
    assert!(
        page.has("检索公文系统") && page.has("还没有附检索结果"),
        "{}",
        page.body
    );
    let version = after(&page, "name=\"version\" value=\"").to_owned();
    let put = clerk
        .upload_with(
            &format!("{here}/1"),
            &[("version", &version)],
            "目录.csv",
            "题名,日期".as_bytes(),
        )
        .await;
    assert_eq!(put.header("location"), here, "{}", put.body);
    assert!(clerk.get(&here).await.has("目录.csv"));
    let page = clerk.get(&form).await;
    assert!(
        page.has("检索结果附件：") && page.has(">目录.csv</button>"),
        "{}",
        page.body
    );
    // It stays with its entry whatever else is typed.
    let more = [("search_result", "没有找到相关记录")];
    let saved = fill_in(&mut clerk, &form, &form, &more).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = clerk.get(&form).await;
    assert!(
        page.has("没有找到相关记录") && page.has("检索结果附件：") && page.has(">目录.csv</button>"),
        "{}",
        page.body
    );
    let mut signer = world.at_desk(Role::Signer).await;
    signer.get("/desk").await;
    let page = signer
        .upload_with(
            &format!("{here}/1"),
            &[("version", &version)],
            "另一个.csv",
            b"a,b",
        )
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    // In the file of the case it is evidence of the search.
    let id = only(&world).await.0;
    let actor = world.actor(Role::RequestClerk).await;
    let file = case_file::take_out(&world.office, &actor, world.moment(), id, false)
        .await
        .unwrap();
    let titles = file
        .pieces
        .iter()
        .map(|(piece, _)| (piece.category, piece.title.as_str()));
    let titles: Vec<(Category, &str)> = titles.collect();
    assert!(
        titles.contains(&(Category::Search, "检索结果：目录")),
        "{titles:?}"
    );
}

/// A delivery over the internet is proved by the fetch.
#[tokio::test]
async fn the_reply_that_its_applicant_fetches_is_on_record() {
    let world = World::new().await;
    let (mut visitor, _) = tracking(&world).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = confirmed(&world).await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let form = format!("{case}/decision/granted.already_public");
    let fields = [("getting.form", "网站查阅"), ("getting.path", "本机关网站")];
    let page = fill_in(&mut clerk, &form, &form, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let letter = begun(&mut clerk, &case).await;
    let beside = clerk.get(&letter).await;
    assert!(
        beside.has("电话：") && beside.has("显示证件和电话"),
        "{}",
        beside.body
    );
    let page = act(&mut clerk, &letter, "submission", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    let page = act(&mut reviewer, &letter, "approval", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = act(&mut signer, &letter, "approval", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = act(&mut clerk, &letter, "delivery", &[("how", "online")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(
        !clerk.get(&letter).await.has("申请人下载"),
        "nobody has fetched it"
    );
    let page = visitor.get(CASE).await;
    let file = format!("{CASE}/letters/{}", after(&page, &format!("{CASE}/letters/")));
    let fetched = visitor.get(&file).await;
    assert_eq!(fetched.status, StatusCode::OK, "{}", fetched.body);
    let page = clerk.get(&letter).await;
    assert!(page.has("，申请人下载：政府信息公开"), "{}", page.body);
    let (id, _) = only(&world).await;
    let actor = world.actor(Role::RequestClerk).await;
    let on_record = office::cases::letters::fetched(&world.office, &actor, id)
        .await
        .unwrap();
    assert_eq!(on_record.len(), 1);
    assert!(
        on_record[0].files == 0 && on_record[0].digests.len() == 64,
        "with the hash of what was handed out"
    );
}

async fn settled(signer: &mut Browser) {
    let fields = [
        ("letter_prefix", "孟公开"),
        ("reconsiderer", "洛阳市孟津区人民政府"),
        ("court", "洛阳铁路运输法院"),
        ("filing_address", "https://fy.example.gov.cn"),
        ("red_heads", "true"),
        ("reply_checks", "secrecy"),
    ];
    let page = fill_in(signer, SETTINGS, SETTINGS, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(
        signer
            .get(SETTINGS)
            .await
            .has("name=\"red_heads\" value=\"true\" checked")
    );
}

/// The telephone stands where the decision is made, masked, and is opened by whoever may, on record.
#[tokio::test]
async fn the_applicants_telephone_stands_beside_the_decision_masked() {
    let world = World::new().await;
    tracking(&world).await;
    let case = confirmed(&world).await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    for page in [
        format!("{case}/decision"),
        format!("{case}/decision/granted.provided"),
    ] {
        let page = clerk.get(&page).await;
        assert!(
            page.has("电话：") && page.has(&format!("action=\"{case}/particulars\"")),
            "{}",
            page.body
        );
        assert!(page.has("****") && !page.has("13800001234"), "{}", page.body);
    }
    let mut auditor = world.at_desk(Role::Signer).await;
    let page = auditor.get(&format!("{case}/decision")).await;
    assert!(page.has("电话："), "{}", page.body);
}

/// 书面意见: a signed opinion asks for its paper, and nothing waits for it.
#[tokio::test]
async fn a_signed_opinion_asks_for_its_scan() {
    let world = World::new().await;
    tracking(&world).await;
    let case = confirmed(&world).await;
    let asked = What::ConsultationSent {
        party: Party::ThirdParty,
        name: Some("甲公司".into()),
        received_on: None,
        number: None,
        content: None,
    };
    happens(&world, Role::RequestClerk, asked, "").await;
    let said = |is_signed| What::ConsultationAnswered {
        party: Party::ThirdParty,
        name: Some("甲公司".into()),
        consents: Some(true),
        number: None,
        is_signed,
        consents_to: None,
    };
    happens(&world, Role::RequestClerk, said(Some(true)), "同意").await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let page = clerk.get(&format!("{case}/decision")).await;
    assert!(
        page.has("还缺：") && page.has("还没有上传扫描件") && page.has(&format!("href=\"{case}#files\"")),
        "{}",
        page.body
    );
}

/// 条例第三十一条第（三）项: a number that nobody registered proves nothing, and what is handed in needs no confirmation.
#[tokio::test]
async fn what_a_confirmation_calls_registered_is_registered() {
    let world = World::new().await;
    tracking(&world).await;
    let (id, _) = only(&world).await;
    let act = format!("/desk/cases/{id}/acts/confirmed");
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let typed = |way: &'static str, number: &'static str| {
        [
            ("confirmed_by", "申请人本人"),
            ("confirmed_way", way),
            ("confirmed_number", number),
            ("note", "告知已收到申请，确认是本人提交"),
        ]
    };
    for (way, number, told) in [
        ("other_phone", "登记的", "选“电话，登记的号码”"),
        ("email", "登记的", "没有登记电子邮箱，请写明"),
        ("message", "——", "请写明短信发到哪个号码"),
    ] {
        let refused = fill_in(&mut clerk, &act, &act, &typed(way, number)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{way}");
        assert!(
            refused.has(told) && refused.has("确认是本人提交"),
            "{way}: {}",
            refused.body
        );
    }
    let new = "/desk/cases/new";
    let fax = [
        ("channel", "fax"),
        ("arrived_on", "2026-03-02"),
        ("confirmed_on", "2026-03-02"),
    ];
    let fields = [&fax[..], &typed("email", "登记的")[..]].concat();
    let refused = fill_in(&mut clerk, new, "/desk/cases", &fields).await;
    assert!(refused.has("没有登记电子邮箱，请写明"), "{}", refused.main());
    let handed_in = [("channel", "in_person"), ("confirmed_on", "2026-03-02")];
    let refused = fill_in(&mut clerk, new, "/desk/cases", &handed_in).await;
    assert!(refused.has("不用与申请人确认"), "{}", refused.main());
    assert!(
        !refused.has("以便与您确认"),
        "the clerk is not the applicant: {}",
        refused.main()
    );
}

/// 条例第三十六条第（四）项: what is said to prove a search is on file with its case.
#[tokio::test]
async fn a_search_holds_no_files_that_are_not_the_cases_own() {
    let world = World::new().await;
    tracking(&world).await;
    let case = confirmed(&world).await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let form = format!("{case}/decision/unavailable.not_held");
    let today = world.moment().today.to_string();
    let fields = [
        ("search_systems", "公文系统"),
        ("search_keywords", "预算"),
        ("search_by", "王五"),
        ("search_on", today.as_str()),
        ("search_result", "没有查询结果"),
        ("search_files", "abc,../../x,4611686018427387904"),
        ("how", "draft"),
    ];
    let kept = fill_in(&mut clerk, &form, &form, &fields).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let page = clerk.get(&form).await;
    assert!(
        !page.has("../../x") && !page.has("4611686018427387904"),
        "{}",
        page.main()
    );
    assert!(
        page.has("还没有附检索结果") || !page.has("检索结果附件"),
        "{}",
        page.main()
    );
}
