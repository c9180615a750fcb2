use super::*;
use crate::cases::decision::Withheld;
use crate::cases::letters::{LetterFacts, LetterKind, fill};
use crate::screening::{Kind, Seen};

fn file(part: FilePart, name: &str, screening: Screening) -> EnclosedFile {
    EnclosedFile {
        part,
        name: name.to_owned(),
        digest: format!("digest of {name}"),
        pages: Some(3),
        screening,
        confirmed: None,
    }
}

fn found(kind: Kind) -> Screening {
    let mut seen = Seen::default();
    seen.mark(kind, "工作表“底稿”", "");
    Screening::of(&seen)
}

fn whole(files: Vec<EnclosedFile>) -> Enclosed {
    let item = Item {
        name: "2025年补助名单".to_owned(),
        given: Given::Whole,
        ground: None,
        reason: String::new(),
    };
    Enclosed { item, files }
}

fn in_part(ground: Outcome, files: Vec<EnclosedFile>) -> Enclosed {
    let item = Item {
        name: "审批表".to_owned(),
        given: Given::InPart,
        ground: Some(ground),
        reason: "第3页是申请人的家庭情况".to_owned(),
    };
    Enclosed { item, files }
}

fn version() -> EnclosedFile {
    file(FilePart::Version, "名单.xlsx", Screening::default())
}

fn granted() -> Decision {
    let mut decision = Decision::of(Outcome::GrantedProvided);
    decision.getting.is_enclosed = true;
    decision
}

fn partly() -> Decision {
    let mut decision = granted();
    decision.outcome = Outcome::PartlyGranted;
    decision.withheld.push(Withheld {
        part: "第3页".to_owned(),
        outcome: Outcome::RefusedThirdParty,
        grounds: crate::cases::decision::Grounds::default(),
    });
    decision
}

fn told(decision: &Decision, enclosed: &[Enclosed]) -> String {
    let blockers = blockers(decision, None, enclosed)
        .into_iter()
        .map(|why| why.message);
    blockers.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_provided_with_the_reply_must_be_there() {
    assert!(told(&granted(), &[]).contains("随答复书一并提供"));
    assert!(told(&granted(), &[whole(vec![])]).contains("还没有上传提供给申请人的文件"));
    assert_eq!(told(&granted(), &[whole(vec![version()])]), "");
}

#[test]
fn a_download_is_promised_only_when_there_is_a_file() {
    let mut decision = granted();
    decision.getting.is_enclosed = false;
    decision.getting.path = "在本网站下载".to_owned();
    assert!(told(&decision, &[]).contains("在本网站下载"));
    assert_eq!(told(&decision, &[whole(vec![version()])]), "");
    // What is public already lies elsewhere on the site.
    decision.outcome = Outcome::GrantedAlreadyPublic;
    assert_eq!(told(&decision, &[]), "");
}

#[test]
fn what_forbids_a_publication_forbids_an_enclosure_and_what_warns_wants_a_reason() {
    let number = whole(vec![file(
        FilePart::Version,
        "名单.xlsx",
        found(Kind::IdentityNumber),
    )]);
    assert!(told(&granted(), &[number]).contains("工作表“底稿”：身份证号码"));
    let mut hidden = whole(vec![file(
        FilePart::Version,
        "名单.xlsx",
        found(Kind::HiddenSheet),
    )]);
    let why = told(&granted(), std::slice::from_ref(&hidden));
    assert!(
        why.contains("含有隐藏的工作表") && why.contains("说明理由"),
        "{why}"
    );
    hidden.files[0].confirmed = Some("是空表".to_owned());
    assert_eq!(told(&granted(), &[hidden]), "");
}

#[test]
fn what_is_given_in_part_names_its_ground_and_keeps_its_whole_under_seal() {
    let ground = Outcome::RefusedThirdParty;
    let alone = in_part(ground, vec![version()]);
    assert!(told(&partly(), &[alone]).contains("请上传完整原件"));
    let original = || file(FilePart::Original, "审批表全本.pdf", found(Kind::IdentityNumber));
    let both = in_part(ground, vec![version(), original()]);
    assert_eq!(
        told(&partly(), std::slice::from_ref(&both)),
        "",
        "what is sealed may hold what may not go out"
    );
    assert!(told(&granted(), &[both]).contains("应当选“部分公开（区分处理）”"));
    let other = in_part(Outcome::RefusedSafety, vec![version(), original()]);
    assert!(told(&partly(), &[other]).contains("依据不在处理决定"));
    let mut silent = in_part(ground, vec![version(), original()]);
    silent.item.reason.clear();
    silent.item.ground = Some(Outcome::UnavailableNotHeld);
    let why = told(&partly(), &[silent]);
    assert!(
        why.contains("请选择不予提供的依据") && why.contains("请写明哪些内容"),
        "{why}"
    );
}

#[test]
fn no_state_secret_is_ever_kept_here() {
    let mut secret = partly();
    secret.withheld[0].outcome = Outcome::RefusedStateSecret;
    let part = in_part(Outcome::RefusedStateSecret, vec![version()]);
    assert_eq!(
        told(&secret, std::slice::from_ref(&part)),
        "",
        "its whole is not asked for"
    );
    let clean = Screening::default();
    assert!(may_be_kept(&part.item, FilePart::Original, "全本.pdf", &clean).is_err());
    assert!(may_be_kept(&part.item, FilePart::Version, "节选.pdf", &clean).is_ok());
    let marked = found(Kind::SecretMark);
    let refused = may_be_kept(&whole(vec![]).item, FilePart::Version, "文件.pdf", &marked).unwrap_err();
    assert!(refused.message.contains("没有保存") && refused.message.contains("保密法第三十一条"));
}

#[test]
fn the_letter_lists_what_goes_with_it_and_its_hash_names_every_byte() {
    let mut part = in_part(Outcome::RefusedThirdParty, vec![version()]);
    part.files[0].pages = None;
    let enclosed = [whole(vec![version(), version()]), part];
    assert_eq!(listed(&enclosed), ["2025年补助名单（6页）", "审批表（部分提供）"]);
    let letter = fill(LetterKind::Granted, &LetterFacts::default());
    assert_eq!(
        letter.hash(),
        letter.hash_with(&[]),
        "what was judged before stands"
    );
    let judged = letter.hash_with(&enclosed);
    assert_ne!(judged, letter.hash());
    let mut changed = enclosed.clone();
    changed[0].files[1].digest = "another".to_owned();
    assert_ne!(letter.hash_with(&changed), judged);
    changed = enclosed.clone();
    changed[1].item.reason = "别的理由".to_owned();
    assert_ne!(letter.hash_with(&changed), judged);
    changed = enclosed;
    changed[0].files[0].confirmed = Some("核对过".to_owned());
    assert_ne!(letter.hash_with(&changed), judged);
}

#[test]
fn a_withheld_item_hands_nothing_over() {
    let mut item = in_part(Outcome::RefusedThirdParty, vec![]);
    item.item.given = Given::Withheld;
    let rest = whole(vec![version()]);
    assert_eq!(told(&partly(), &[item.clone(), rest.clone()]), "");
    item.files.push(version());
    assert!(told(&partly(), &[item, rest]).contains("却附有提供给申请人的文件"));
    let refused = Decision::of(Outcome::RefusedSafety);
    assert!(told(&refused, &[whole(vec![version()])]).contains("处理决定不提供信息"));
}

#[test]
fn each_thing_that_is_granted_is_enclosed() {
    let named = |name: &str| {
        let mut one = whole(vec![version()]);
        one.item.name = name.to_owned();
        one
    };
    let mut decision = partly();
    decision.given = "招标公告、招标文件".to_owned();
    let lacks = |before: Option<&Decision>, decision: &Decision, enclosed: &[Enclosed]| {
        let lacks = blockers(decision, before, enclosed).into_iter();
        lacks
            .filter(|why| why.message.contains("附件中没有这一项"))
            .count()
    };
    let (notice, papers) = (named("《招标公告》"), named("招标文件"));
    assert_eq!(lacks(None, &decision, std::slice::from_ref(&notice)), 1);
    assert_eq!(lacks(None, &decision, &[notice.clone(), papers]), 0);
    assert_eq!(
        lacks(None, &decision, &[named("招标公告、招标文件")]),
        0,
        "one file of both"
    );
    decision.given = "除第3页以外的审批材料".to_owned();
    assert_eq!(
        lacks(None, &decision, &[named("审批表")]),
        0,
        "one thing, in the words of the letter"
    );
    decision.given = "招标公告和招标文件第1、2页".to_owned();
    let both = [notice.clone(), named("招标文件")];
    assert_eq!(lacks(None, &decision, &both), 0, "pages are no things");
    decision.given = "招标公告和招标文件".to_owned();
    let one = std::slice::from_ref(&notice);
    assert_eq!(lacks(None, &decision, one), 1, "和 divides too");
    let mut kept = in_part(Outcome::RefusedThirdParty, Vec::new());
    kept.item.given = Given::Withheld;
    kept.item.name = "招标文件".to_owned();
    let with_withheld = [notice.clone(), kept];
    assert_eq!(
        lacks(None, &decision, &with_withheld),
        1,
        "what is withheld is not given"
    );

    // Granted whole after a part was withheld: nothing of what the earlier reply had decided on is left out.
    let before = Decision {
        given: "招标公告、招标文件".to_owned(),
        ..partly()
    };
    let anew = granted();
    assert_eq!(lacks(Some(&before), &anew, std::slice::from_ref(&notice)), 2);
    assert_eq!(
        lacks(None, &anew, &[notice]),
        0,
        "what was asked for is in the applicant's words"
    );
}

#[test]
fn a_paper_given_whole_stands_for_its_pages_that_were_given_and_withheld_before() {
    let mut before = partly();
    before.given = "审批表第1、2页".to_owned();
    before.withheld[0].part = "审批表第3页".to_owned();
    let mut whole = whole(vec![version()]);
    whole.item.name = "审批表全部三页".to_owned();
    for given in ["", "审批表全部三页"] {
        let mut anew = granted();
        anew.given = given.to_owned();
        let lacks = blockers(&anew, Some(&before), std::slice::from_ref(&whole));
        assert!(
            lacks.iter().all(|why| !why.message.contains("附件中没有这一项")),
            "{lacks:?}"
        );
    }
}

#[test]
fn one_enclosure_stands_for_one_granted_thing_at_most() {
    let named = |name: &str| {
        let mut one = whole(vec![version()]);
        one.item.name = name.to_owned();
        one
    };
    let mut decision = partly();
    decision.given = "招标公告\n招标文件".to_owned();
    let why = told(&decision, &[named("招标")]);
    assert!(why.contains("“招标公告”") && why.contains("“招标文件”"), "{why}");
    decision.given = "施工合同\n监理合同".to_owned();
    let why = told(&decision, &[named("合同")]);
    assert!(
        !why.contains("“施工合同”，") && why.contains("“监理合同”"),
        "{why}"
    );
    assert_eq!(told(&decision, &[named("合同"), named("监理合同")]), "");
}

#[test]
fn an_enclosure_bears_the_number_of_the_letter_wherever_it_is_shown() {
    let mut withheld = in_part(Outcome::RefusedThirdParty, Vec::new());
    withheld.item.given = Given::Withheld;
    let all = [
        whole(vec![version()]),
        withheld,
        in_part(Outcome::RefusedThirdParty, vec![version()]),
    ];
    let called = |all: &[Enclosed]| {
        called(all)
            .into_iter()
            .map(Option::unwrap_or_default)
            .collect::<Vec<_>>()
    };
    assert_eq!(called(&all), ["附件1", "", "附件2"]);
    assert_eq!(called(&all[..2]), ["附件", ""], "one has no number");
    assert_eq!(listed(&all).len(), 2);
}

#[test]
fn a_first_grant_of_several_things_names_them_and_encloses_each() {
    use crate::cases::decision::{Facts, blockers as lacks};
    let asks = |request: &str| Facts {
        things_asked: things_asked(request),
        ..Facts::default()
    };
    let mut decision = granted();
    decision.getting.form = "纸质复印件".to_owned();
    let fields = |decision: &Decision, request| -> Vec<&'static str> {
        let lacks = lacks(decision, &asks(request)).into_iter();
        lacks.map(|why| why.field).collect()
    };
    for several in [
        "招标公告和招标文件",
        "1.某路改造招标公告\n2.某路改造招标文件",
        "招标公告、招标文件",
    ] {
        assert_eq!(fields(&decision, several), ["given"], "{several}");
    }
    assert!(
        fields(&decision, "滨河路改造方案，请用电子邮件提供").is_empty(),
        "one thing is taken for what is enclosed"
    );
    let elsewhere = Decision {
        getting: crate::cases::decision::Getting {
            is_enclosed: false,
            path: "某处".to_owned(),
            time: "某日".to_owned(),
            ..decision.getting.clone()
        },
        ..decision.clone()
    };
    assert!(
        fields(&elsewhere, "招标公告和招标文件").is_empty(),
        "nothing is enclosed"
    );
    decision.given = "招标公告\n招标文件".to_owned();
    assert!(fields(&decision, "招标公告和招标文件").is_empty());
    let named = |name: &str| {
        let mut one = whole(vec![version()]);
        one.item.name = name.to_owned();
        one
    };
    let without = told(&decision, &[named("招标公告")]);
    assert!(
        without.contains("答复书公开“招标文件”，附件中没有这一项"),
        "{without}"
    );
    assert_eq!(told(&decision, &[named("招标公告"), named("招标文件")]), "");
}

/// 条例第三十七条: what is withheld of a thing does not go out with it under another name.
#[test]
fn what_is_given_in_part_is_not_byte_for_byte_the_whole_that_is_sealed() {
    let same = |part, name: &str| EnclosedFile {
        digest: "the same".to_owned(),
        ..file(part, name, Screening::default())
    };
    let ground = Outcome::RefusedThirdParty;
    let given = || same(FilePart::Version, "明细.txt");
    let sealed = || same(FilePart::Original, "明细全本.txt");
    let why = told(&partly(), &[in_part(ground, vec![given(), sealed()])]);
    assert!(
        why.contains("“审批表”") && why.contains("明细.txt") && why.contains("第三十七条"),
        "{why}"
    );
    // Nor is it another's whole, or the file of what is given whole.
    let parted = || in_part(ground, vec![version(), sealed()]);
    let why = told(&partly(), &[parted(), whole(vec![given()])]);
    assert!(
        why.contains("“2025年补助名单”") && why.contains("“审批表”封存"),
        "{why}"
    );
    assert_eq!(told(&partly(), &[parted(), whole(vec![version()])]), "");
    // What is given whole may lie under seal as it came.
    assert_eq!(told(&granted(), &[whole(vec![given(), sealed()])]), "");
}
