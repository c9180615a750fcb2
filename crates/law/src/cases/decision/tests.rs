//! What each outcome requires before it may be chosen.

use jiff::civil::date;

use super::*;

#[test]
fn what_is_disclosed_for_the_public_interest_is_disclosed_over_the_objection_whatever_is_withheld() {
    let (mut decision, mut facts) = complete(Outcome::PartlyGranted);
    assert!(!decision.overrides(&facts), "a part is withheld for its sake");
    decision.public_interest.content = "总价".into();
    facts.third_parties = vec![untold()];
    assert!(decision.overrides(&facts));
    assert!(
        blockers(&decision, &facts)
            .iter()
            .any(|why| why.field == "override")
    );
    assert!(
        !may_leave(&decision, &facts, date(2026, 4, 1)).is_empty(),
        "it was never told"
    );
    facts.third_parties = vec![REFUSED];
    facts.not_before = Some(date(2026, 8, 20));
    assert!(!may_leave(&decision, &facts, date(2026, 6, 8)).is_empty());
    assert!(may_leave(&decision, &facts, date(2026, 8, 20)).is_empty());
}

/// A decision with everything its outcome needs, and a history that allows it.
pub(in crate::cases) fn complete(outcome: Outcome) -> (Decision, Facts) {
    let mut decision = Decision::of(outcome);
    decision.grounds = grounds();
    decision.getting = Getting {
        form: "纸质复印件".into(),
        path: "到本机关三楼政务公开股领取".into(),
        time: "2026年4月1日至4月15日的工作时间".into(),
        is_enclosed: false,
    };
    decision.given = "方案正文".into();
    decision.searches = vec![Search {
        systems: "公文管理系统、档案室".into(),
        keywords: "滨河路、改造".into(),
        by: "张敏".into(),
        on: Some(date(2026, 3, 5)),
        result: "没有找到".into(),
        files: Vec::new(),
    }];
    decision.other_organ = OtherOrgan {
        name: "孟津区自然资源局".into(),
        contact: "0379-00000000".into(),
    };
    decision.earlier = EarlierReply {
        number: "孟公复〔2025〕9号".into(),
        on: Some(date(2025, 11, 3)),
        is_before_system: false,
    };
    decision.channel = "孟津区信访局".into();
    decision.source = "孟津区图书馆".into();
    if outcome == Outcome::PartlyGranted {
        decision.withheld = vec![Withheld {
            part: "附件二中的联系人及电话".into(),
            outcome: Outcome::RefusedThirdParty,
            grounds: grounds(),
        }];
    }
    let stage = if outcome == Outcome::UnavailableStillUnclear {
        Stage::Answered
    } else {
        Stage::Lapsed
    };
    let needs_consultation = matches!(outcome, Outcome::PartlyGranted | Outcome::RefusedThirdParty);
    let facts = Facts {
        correction: stage,
        fee: Stage::Lapsed,
        reasons_asked: Stage::Answered,
        third_parties: if needs_consultation {
            vec![REFUSED]
        } else {
            Vec::new()
        },
        co_makers: Vec::new(),
        is_withdrawn: true,
        arrived_on: Some(date(2026, 3, 2)),
        received_on: Some(date(2026, 3, 3)),
        today: Some(date(2026, 3, 20)),
        earlier: EarlierFound::SameApplicant,
        ..Facts::default()
    };
    (decision, facts)
}

fn grounds() -> Grounds {
    Grounds {
        reasons: "公开后会使经营者在竞争中处于不利地位".into(),
        law: NamedLaw {
            name: "《中华人民共和国统计法》".into(),
            article: "第十一条".into(),
            verified: String::new(),
        },
        safety: Some(Safety::Public),
        assessment: Assessment {
            by: "应急管理股".into(),
            on: Some(date(2026, 3, 6)),
        },
        internal_affair: Some(InternalAffair::Personnel),
        process_kind: Some(ProcessKind::Draft),
        is_no_duty_checked: true,
        secret: SecretBasis {
            grade: "秘密".into(),
            period: "10年".into(),
            authority: "定密单位已依法定密".into(),
            is_printed: false,
        },
        interest: Some(ThirdPartyInterest::TradeSecret),
        objection: "合同价格是经营秘密".into(),
        opinions: Vec::new(),
        ..Grounds::default()
    }
}

/// It objects, and was told whatever is disclosed.
const REFUSED: Opinion = Opinion::said(Some(false), false);
const AGREED: Opinion = Opinion::said(Some(true), false);
const SILENT: Opinion = Opinion::said(None, true);
const AWAITED: Opinion = Opinion::said(None, false);

fn untold() -> Opinion {
    Opinion {
        is_untold: true,
        ..REFUSED
    }
}

fn fields(decision: &Decision, facts: &Facts) -> Vec<&'static str> {
    blockers(decision, facts)
        .into_iter()
        .map(|blocker| blocker.field)
        .collect()
}

#[test]
fn nothing_stands_in_the_way_of_a_complete_decision() {
    for outcome in Outcome::ALL {
        let (decision, facts) = complete(*outcome);
        assert_eq!(fields(&decision, &facts), Vec::<&str>::new(), "{outcome:?}");
    }
}

#[test]
fn an_empty_decision_is_told_what_it_needs() {
    use Outcome as O;
    let table: [(O, &[&str]); 24] = [
        (O::GrantedAlreadyPublic, &["getting.form", "getting.path"]),
        (
            O::GrantedProvided,
            &["getting.form", "getting.path", "getting.time"],
        ),
        (
            O::PartlyGranted,
            &[
                "given",
                "getting.form",
                "getting.path",
                "getting.time",
                "withheld",
            ],
        ),
        (
            O::RefusedStateSecret,
            &["reasons", "secret.grade", "secret.period", "secret.authority"],
        ),
        (O::RefusedForbiddenByLaw, &["reasons", "law.name", "law.article"]),
        (
            O::RefusedSafety,
            &["reasons", "safety", "assessment.by", "assessment.on"],
        ),
        (O::RefusedThirdParty, &["reasons", "interest", "third_parties"]),
        (O::RefusedInternalAffairs, &["reasons", "internal_affair"]),
        (
            O::RefusedProcessInformation,
            &["reasons", "process_kind", "no_duty"],
        ),
        (O::RefusedEnforcementFile, &["reasons", "no_duty"]),
        (O::RefusedAdministrativeQuery, &["law.name", "law.article"]),
        (O::UnavailableNotHeld, &["searches"]),
        (O::UnavailableNotOurs, &["reasons"]),
        (O::UnavailableNeedsMaking, &["reasons"]),
        (O::UnavailableStillUnclear, &["correction", "reasons"]),
        (O::NotProcessedPetition, &["reasons"]),
        (O::NotProcessedRepeated, &["earlier.number", "earlier.on"]),
        (O::NotProcessedPublication, &["source"]),
        (O::NotProcessedExcessive, &["reasons_asked", "reasons"]),
        (O::NotProcessedReissue, &["reasons"]),
        (O::OtherwiseUncorrected, &["correction"]),
        (O::OtherwiseUnpaid, &["fee"]),
        (O::OtherwiseWithdrawn, &["withdrawn"]),
        (O::OtherwiseOther, &["reasons"]),
    ];
    for (outcome, expected) in table {
        assert_eq!(
            fields(&Decision::of(outcome), &Facts::default()),
            expected,
            "{outcome:?}"
        );
    }
}

#[test]
fn a_third_partys_word_decides_what_may_be_refused() {
    let (mut decision, mut facts) = complete(Outcome::RefusedThirdParty);
    let objection = decision.grounds.objection.clone();
    decision.grounds.despite_consent = "两方的报价写在同一份文件里，无法区分".into();
    for (opinions, may) in [
        (vec![REFUSED], true),
        (vec![SILENT], true),
        (vec![AGREED, REFUSED], true),
        (vec![AGREED], false),
        (vec![AGREED, AGREED], false),
        (vec![AWAITED], false),
        (vec![], false),
    ] {
        facts.third_parties.clone_from(&opinions);
        let objects = opinions.contains(&REFUSED);
        decision.grounds.objection = if objects { objection.clone() } else { String::new() };
        assert_eq!(blockers(&decision, &facts).is_empty(), may, "{opinions:?}");
    }
}

#[test]
fn of_two_things_that_a_word_joins_each_was_told_or_is_explained() {
    let (mut decision, mut facts) = complete(Outcome::GrantedProvided);
    facts.third_parties = vec![REFUSED];
    decision.public_interest = PublicInterest {
        content: "财政补贴金额".into(),
        reasons: "关系财政资金的使用".into(),
        ..PublicInterest::default()
    };
    let joined = [
        "和", "与", "及", "以及", "、", " ", "\t", "/", "＋", "·", "—", "|", "跟", "暨", "兼", "连同",
        "，附", "（附", "》《", "2.", "",
    ];
    for joined in joined {
        decision.given = format!("技术方案{joined}财政补贴金额");
        assert_eq!(fields(&decision, &facts), ["public_interest.rest"], "{joined}");
    }
    decision.given = "含技术方案的财政补贴金额".into();
    assert_eq!(fields(&decision, &facts), ["public_interest.rest"]);
    for told in ["项目的财政补贴金额", "《财政补贴金额》", "财政补贴金额"] {
        decision.given = told.into();
        assert!(blockers(&decision, &facts).is_empty(), "{told}");
    }
}

/// 条例第三十六条第（四）项: what was found is not answered to be missing.
#[test]
fn a_search_that_found_something_is_no_proof_that_there_is_nothing() {
    let (mut decision, facts) = complete(Outcome::UnavailableNotHeld);
    for found in [
        "检索到协议3份，见附件",
        "查到2件",
        "找到协议",
        "有3份协议",
        "系统内存有协议",
        "共10条",
    ] {
        decision.searches[0].result = found.into();
        assert_eq!(fields(&decision, &facts), ["searches.result"], "{found}");
    }
    for nothing in [
        "未检索到",
        "没有找到",
        "检索到0条",
        "查到3件，均不是所申请的",
        "无结果",
    ] {
        decision.searches[0].result = nothing.into();
        assert!(blockers(&decision, &facts).is_empty(), "{nothing}");
    }
}

#[test]
fn an_earlier_reply_is_named_by_a_number_and_is_of_before_the_system_where_it_says_so() {
    let (mut decision, mut facts) = complete(Outcome::NotProcessedRepeated);
    facts.earlier = EarlierFound::Unknown;
    decision.earlier.is_before_system = true;
    for (number, may) in [
        ("x", false),
        ("某某答复", false),
        ("3号", false),
        ("孟公复〔2019〕3号", true),
    ] {
        decision.earlier.number = number.into();
        assert_eq!(blockers(&decision, &facts).is_empty(), may, "{number}");
    }
    let on = decision.earlier.on.unwrap();
    facts.kept_since = Some(on);
    assert_eq!(fields(&decision, &facts), ["earlier.is_before_system"]);
    facts.kept_since = on.tomorrow().ok();
    assert!(blockers(&decision, &facts).is_empty());
}

#[test]
fn reasons_claim_no_objection_that_nobody_made() {
    let (mut decision, mut facts) = complete(Outcome::RefusedThirdParty);
    facts.third_parties = vec![SILENT];
    decision.grounds.objection = String::new();
    for claimed in [
        "第三方书面表示不同意公开，其报价构成商业秘密",
        "经征求意见，对方持反对意见，报价属于商业秘密",
        "该公司明确拒绝公开，报价属于商业秘密",
        "来函要求保密，不予同意，报价属于商业秘密",
        "企业方面不愿意公开，报价属于商业秘密",
    ] {
        decision.grounds.reasons = claimed.into();
        assert_eq!(fields(&decision, &facts), ["reasons"], "{claimed}");
    }
    facts.third_parties.push(AGREED);
    assert!(decision.told_of_consent(&facts).is_some());
}

#[test]
fn an_objection_that_nobody_made_is_in_no_decision() {
    let (decision, mut facts) = complete(Outcome::RefusedThirdParty);
    facts.third_parties = vec![SILENT];
    assert_eq!(fields(&decision, &facts), ["objection"]);
}

#[test]
fn what_all_third_parties_consent_to_is_not_refused_for_their_sake() {
    let (decision, mut facts) = complete(Outcome::RefusedThirdParty);
    let in_part = Opinion {
        consents_to: "合同正文".into(),
        ..REFUSED
    };
    facts.third_parties = vec![in_part.clone()];
    assert_eq!(fields(&decision, &facts), ["third_parties"]);
    facts.third_parties = vec![in_part, REFUSED];
    assert_eq!(
        fields(&decision, &facts),
        ["despite_consent"],
        "another objects to all of it, and who consents to a part is passed over with a reason alone"
    );
}

#[test]
fn refusing_the_whole_over_a_consent_takes_a_reason_that_is_written_down() {
    let (mut decision, mut facts) = complete(Outcome::RefusedThirdParty);
    let asked = |opinion: &Opinion, about: &str, reference: &str| Opinion {
        asked_about: about.into(),
        reference: reference.into(),
        ..opinion.clone()
    };
    let consents = asked(&AGREED, "监理合同", "征1号");
    let told = |decision: &Decision, facts: &Facts| {
        let lacks = blockers(decision, facts);
        lacks.first().map(|why| why.message.clone()).unwrap_or_default()
    };
    for about in ["施工合同", "监理合同", ""] {
        facts.third_parties = vec![consents.clone(), asked(&REFUSED, about, "征2号")];
        decision.grounds.despite_consent = String::new();
        assert_eq!(fields(&decision, &facts), ["despite_consent"], "{about}");
        let why = told(&decision, &facts);
        assert!(why.contains("征求意见：征1号") && !why.contains("征2号"), "{why}");
        assert_eq!(why.contains("“监理合同”只征求了"), about == "施工合同", "{why}");
        for nothing in ["不同意", "无", "。。。"] {
            decision.grounds.despite_consent = nothing.into();
            assert_eq!(fields(&decision, &facts), ["despite_consent"], "{nothing}");
        }
        decision.grounds.despite_consent = "监理合同逐页引用施工合同的报价，无法区分".into();
        assert!(blockers(&decision, &facts).is_empty(), "{about}");
        let proofs: Vec<&str> = decision.proofs().iter().map(|proof| proof.about).collect();
        assert!(proofs.contains(&"第三方同意公开而不予公开的理由"), "{proofs:?}");
    }
    decision.grounds.despite_consent = String::new();
    facts.third_parties = vec![
        asked(&AGREED, "中标合同及结算书", "征1号"),
        asked(&REFUSED, "中标合同", "征2号"),
        asked(&REFUSED, "结算书", "征3号"),
    ];
    let why = told(&decision, &facts);
    assert!(why.contains("征1号") && !why.contains("只征求了"), "{why}");
    facts.third_parties = vec![REFUSED, REFUSED];
    assert!(blockers(&decision, &facts).is_empty(), "nobody consents");
}

#[test]
fn a_third_partys_refusal_is_outweighed_only_with_content_and_reasons() {
    let (mut decision, mut facts) = complete(Outcome::GrantedProvided);
    facts.third_parties = vec![REFUSED];
    assert_eq!(
        fields(&decision, &facts),
        ["public_interest.content", "public_interest.reasons"]
    );
    decision.public_interest = PublicInterest {
        rest: "方案正文不涉及该单位".into(),
        content: "检测报告".into(),
        reasons: "关系饮用水安全".into(),
        over: Vec::new(),
    };
    assert!(blockers(&decision, &facts).is_empty());
    facts.third_parties = vec![untold()];
    assert_eq!(
        fields(&decision, &facts),
        ["override"],
        "whoever objects is told first"
    );
    let day = date(2026, 4, 10);
    assert_eq!(may_leave(&decision, &facts, day)[0].field, "override");
    facts.third_parties = vec![REFUSED];
    facts.not_before = Some(day);
    assert!(
        blockers(&decision, &facts).is_empty(),
        "it may be signed before that day"
    );
    assert_eq!(may_leave(&decision, &facts, date(2026, 4, 9))[0].field, "on");
    assert!(may_leave(&decision, &facts, day).is_empty());
    facts.third_parties = vec![SILENT];
    decision.public_interest = PublicInterest::default();
    assert!(
        blockers(&decision, &facts).is_empty(),
        "silence leaves the decision to the organ"
    );
}

#[test]
fn nothing_is_granted_or_refused_while_an_opinion_is_awaited() {
    let (decision, mut facts) = complete(Outcome::GrantedProvided);
    facts.third_parties = vec![AWAITED];
    facts.co_makers = vec![AWAITED];
    assert_eq!(fields(&decision, &facts), ["third_parties", "co_makers"]);
    let (withdrawn, mut facts) = complete(Outcome::OtherwiseWithdrawn);
    facts.third_parties = vec![AWAITED];
    assert!(blockers(&withdrawn, &facts).is_empty());
}

#[test]
fn a_place_or_ministry_cannot_forbid_disclosure() {
    let (mut decision, facts) = complete(Outcome::RefusedForbiddenByLaw);
    decision.grounds.law.name = "河南省信访条例".into();
    assert_eq!(fields(&decision, &facts), ["law.name"]);
    decision.grounds.law.name = "全国年节及纪念日放假办法".into();
    assert!(blockers(&decision, &facts).is_empty());
    assert_eq!(hints(&decision).len(), 1);
}

#[test]
fn what_is_withheld_is_a_refusal_with_its_own_reasons() {
    let (mut decision, facts) = complete(Outcome::PartlyGranted);
    decision.withheld[0].grounds.reasons.clear();
    assert_eq!(fields(&decision, &facts), ["reasons"]);
    let (mut decision, mut facts) = complete(Outcome::PartlyGranted);
    facts.third_parties.clear();
    decision.withheld[0].outcome = Outcome::NotProcessedPetition;
    assert_eq!(fields(&decision, &facts), ["withheld.outcome"]);
}

#[test]
fn nobody_is_to_be_told_before_what_is_chosen_discloses_what_was_objected_to() {
    let (whole, mut facts) = complete(Outcome::PartlyGranted);
    facts.third_parties = vec![untold()];
    let is_to_be_told = |decision: &Decision| fields(decision, &facts).contains(&"override");
    let withholding = |outcome: Outcome| {
        let mut decision = whole.clone();
        decision.withheld[0].outcome = outcome;
        decision
    };
    assert!(
        !is_to_be_told(&Decision::of(Outcome::PartlyGranted)),
        "nothing is chosen yet"
    );
    assert!(
        !is_to_be_told(&withholding(Outcome::OtherwiseOther)),
        "nor is the ground of a part"
    );
    assert!(
        is_to_be_told(&withholding(Outcome::RefusedStateSecret)),
        "what is withheld is another's"
    );
    assert!(!is_to_be_told(&withholding(Outcome::RefusedThirdParty)));
    assert!(
        is_to_be_told(&Decision::of(Outcome::GrantedProvided)),
        "that gives all"
    );
}

#[test]
fn each_objection_is_heeded_by_itself_and_what_is_handed_over_is_disclosed_whatever_it_is_called() {
    let (mut decision, mut facts) = complete(Outcome::GrantedAlreadyPublic);
    facts.third_parties = vec![REFUSED];
    assert!(
        decision.heeds_objections(&facts),
        "only the public place is named"
    );
    let handed_over = decision.clone().with_files(true);
    assert!(handed_over.overrides(&facts) && !handed_over.heeds_objections(&facts));
    (decision, _) = complete(Outcome::PartlyGranted);
    decision.withheld = vec![Withheld {
        outcome: Outcome::RefusedThirdParty,
        ..decision.withheld[0].clone()
    }];
    assert!(decision.heeds_objections(&facts));
    facts.third_parties = vec![REFUSED, REFUSED];
    assert!(!decision.heeds_objections(&facts), "the other's is not");
    assert!(fields(&decision, &facts).contains(&"opinions"));
}

/// Two third parties that object, each asked by a letter of its own.
fn two_object() -> (Decision, Facts) {
    let (mut decision, mut facts) = complete(Outcome::PartlyGranted);
    let objecting = |number: &str| Opinion {
        reference: number.to_owned(),
        ..untold()
    };
    facts.third_parties = vec![objecting("征1号"), objecting("征2号")];
    decision.withheld[0].outcome = Outcome::RefusedThirdParty;
    (decision, facts)
}

fn rests(decision: &mut Decision, part: usize, on: &[&str]) {
    decision.withheld[part].grounds.opinions = on.iter().map(|one| (*one).to_owned()).collect();
}

#[test]
fn one_withheld_part_may_protect_several_third_parties() {
    let (mut decision, facts) = two_object();
    assert!(
        fields(&decision, &facts).contains(&"override"),
        "the other's objection is not heeded yet"
    );
    assert!(
        fields(&decision, &facts).contains(&"opinions"),
        "whose it is is not said"
    );
    rests(&mut decision, 0, &["征1号", "征2号"]);
    assert!(decision.heeds_objections(&facts));
    assert!(
        blockers(&decision, &facts).is_empty(),
        "{:?}",
        fields(&decision, &facts)
    );
    assert!(may_leave(&decision, &facts, date(2026, 4, 1)).is_empty());
    rests(&mut decision, 0, &["征3号"]);
    assert!(fields(&decision, &facts).contains(&"opinions"), "no such opinion");
}

#[test]
fn only_who_is_overridden_is_to_be_told() {
    let (mut decision, mut facts) = two_object();
    // 征1号 objects to the sum and to the prices: the sum is disclosed. 征2号 objects to the prices alone.
    rests(&mut decision, 0, &["征1号", "征2号"]);
    decision.public_interest.content = "总价".into();
    decision.public_interest.reasons = "关系公共资金的使用".into();
    assert_eq!(
        fields(&decision, &facts),
        ["public_interest.over"],
        "over whose objection?"
    );
    decision.public_interest.over = vec!["征1号".into()];
    let named =
        |found: Vec<&Opinion>| -> Vec<String> { found.iter().map(|one| one.reference.clone()).collect() };
    assert_eq!(named(decision.to_be_told(&facts)), ["征1号"]);
    assert_eq!(fields(&decision, &facts), ["override"]);
    assert_eq!(decision.heeded(&facts), ["征2号"]);
    facts.third_parties[0].is_untold = false;
    assert!(
        blockers(&decision, &facts).is_empty(),
        "{:?}",
        fields(&decision, &facts)
    );
    assert!(may_leave(&decision, &facts, date(2026, 4, 1)).is_empty());
    // Who is neither heeded nor named is named to be chosen.
    rests(&mut decision, 0, &["征1号"]);
    assert!(fields(&decision, &facts).contains(&"public_interest.over"));
    assert_eq!(named(decision.to_be_told(&facts)), ["征2号"]);
}

#[test]
fn a_notice_holds_for_the_content_it_names() {
    let (mut decision, mut facts) = complete(Outcome::PartlyGranted);
    let told = Opinion {
        told: vec!["总价、工期".into()],
        ..REFUSED
    };
    facts.third_parties = vec![told];
    decision.public_interest.reasons = "关系公共资金的使用".into();
    for (content, is_wider) in [
        ("总价、工期", false),
        ("总价", false),
        ("工期；总价。", false),
        ("投标报价明细（总价和单价）", true),
        ("总价、单价", true),
    ] {
        decision.public_interest.content = content.into();
        let lacks = fields(&decision, &facts);
        assert_eq!(lacks == ["override"], is_wider, "{content}: {lacks:?}");
        let stays = may_leave(&decision, &facts, date(2026, 4, 1));
        assert_eq!(!stays.is_empty(), is_wider, "{content}");
    }
    facts.third_parties[0].told = Vec::new();
    assert!(
        blockers(&decision, &facts).is_empty(),
        "what a notice of an earlier release named is not known"
    );
}

#[test]
fn a_decision_without_names_goes_on_to_be_read() {
    let (decision, facts) = complete(Outcome::PartlyGranted);
    let stored = serde_json::to_string(&decision).unwrap();
    assert!(
        !stored.contains("opinions") && !stored.contains("over"),
        "nothing is added to it"
    );
    assert_eq!(serde_json::from_str::<Decision>(&stored).unwrap(), decision);
    assert!(
        blockers(&decision, &facts).is_empty(),
        "where one objects, it is that one"
    );
    // Two that object, a part for each: what was signed by an earlier release leaves.
    let mut two = decision.clone();
    two.withheld.push(decision.withheld[0].clone());
    let facts = Facts {
        third_parties: vec![REFUSED, REFUSED],
        ..facts
    };
    assert!(two.heeds_objections(&facts));
    assert!(may_leave(&two, &facts, date(2026, 4, 1)).is_empty());
}

#[test]
fn material_enclosed_needs_no_place_and_time() {
    let (mut decision, facts) = complete(Outcome::GrantedProvided);
    decision.getting = Getting {
        form: "电子文件".into(),
        is_enclosed: true,
        ..Getting::default()
    };
    assert!(blockers(&decision, &facts).is_empty());
}

#[test]
fn another_organ_is_named_with_its_contact() {
    let (mut decision, facts) = complete(Outcome::UnavailableNotOurs);
    decision.other_organ.contact.clear();
    assert_eq!(fields(&decision, &facts), ["other_organ.contact"]);
    decision.other_organ = OtherOrgan::default();
    assert!(blockers(&decision, &facts).is_empty(), "the organ may be unknown");
}

#[test]
fn a_decision_survives_being_stored() {
    for outcome in Outcome::ALL {
        let (decision, facts) = complete(*outcome);
        let stored = serde_json::to_string(&(&decision, &facts)).unwrap();
        assert_eq!(
            serde_json::from_str::<(Decision, Facts)>(&stored).unwrap(),
            (decision, facts)
        );
    }
    let bare: Decision = serde_json::from_str(r#"{"outcome":"granted.provided"}"#).unwrap();
    assert_eq!(bare, Decision::of(Outcome::GrantedProvided));
}

#[test]
fn a_refusal_for_a_third_party_says_which_interest_and_why_its_objection_is_reasonable() {
    let (mut decision, mut facts) = complete(Outcome::RefusedThirdParty);
    decision.grounds.interest = None;
    decision.grounds.objection.clear();
    assert_eq!(fields(&decision, &facts), ["interest", "objection"]);
    facts.third_parties = vec![SILENT];
    assert_eq!(
        fields(&decision, &facts),
        ["interest"],
        "silence gives no reasons"
    );
}

#[test]
fn a_name_that_looks_lower_than_it_is_has_a_way_round_with_its_maker() {
    let (mut decision, facts) = complete(Outcome::RefusedForbiddenByLaw);
    decision.grounds.law.name = "河南省某条例".into();
    assert_eq!(fields(&decision, &facts), ["law.name"]);
    decision.grounds.law.verified = "国务院令第1号，属于行政法规".into();
    assert_eq!(fields(&decision, &facts), Vec::<&str>::new());
}

#[test]
fn a_repeated_application_needs_an_earlier_reply_of_ours_to_the_same_applicant() {
    let (decision, facts) = complete(Outcome::NotProcessedRepeated);
    let against = |change: fn(&mut Decision, &mut Facts)| {
        let (mut decision, mut facts) = (decision.clone(), facts.clone());
        change(&mut decision, &mut facts);
        fields(&decision, &facts)
    };
    assert_eq!(
        against(|_, facts| facts.earlier = EarlierFound::Unknown),
        ["earlier.number"]
    );
    assert_eq!(
        against(|_, facts| facts.earlier = EarlierFound::OtherApplicant),
        ["earlier.number"]
    );
    assert_eq!(
        against(|_, facts| facts.earlier = EarlierFound::OtherDay),
        ["earlier.on"]
    );
    // Older than the system: confirmed by whoever decides.
    let confirmed = against(|decision, facts| {
        facts.earlier = EarlierFound::Unknown;
        decision.earlier.is_before_system = true;
    });
    assert!(confirmed.is_empty());
    // Not on the day of receipt, and not after it.
    for day in [3, 4] {
        let (mut decision, facts) = (decision.clone(), facts.clone());
        decision.earlier.on = Some(date(2026, 3, day));
        assert_eq!(fields(&decision, &facts), ["earlier.on"]);
    }
}

#[test]
fn a_search_lies_between_the_application_and_the_decision() {
    let (decision, facts) = complete(Outcome::UnavailableNotHeld);
    let searched = |on| {
        let mut decision = decision.clone();
        decision.searches[0].on = Some(on);
        fields(&decision, &facts)
    };
    assert!(searched(date(2026, 3, 2)).is_empty() && searched(date(2026, 3, 20)).is_empty());
    assert_eq!(searched(date(2020, 1, 1)), ["searches.on"]);
    assert_eq!(searched(date(2026, 3, 1)), ["searches.on"]);
    assert_eq!(searched(date(2026, 3, 21)), ["searches.on"]);
}

#[test]
fn that_safety_is_endangered_is_assessed_for_this_application_and_says_what_harm() {
    let (decision, facts) = complete(Outcome::RefusedSafety);
    assert!(blockers(&decision, &facts).is_empty());
    for reasons in [
        "内部",
        "不宜公开",
        "属于敏感信息，不宜公开",
        "经研究，涉及内部内容不予公开",
    ] {
        let mut empty = decision.clone();
        empty.grounds.reasons = reasons.into();
        assert_eq!(fields(&empty, &facts), ["reasons"], "{reasons}");
    }
    for day in [date(2026, 3, 1), date(2027, 1, 1)] {
        let mut other = decision.clone();
        other.grounds.assessment.on = Some(day);
        assert_eq!(fields(&other, &facts), ["assessment.on"], "{day}");
    }
}

#[test]
fn a_third_partys_interest_is_named_and_not_only_said_to_be_internal() {
    let (decision, facts) = complete(Outcome::RefusedThirdParty);
    assert!(blockers(&decision, &facts).is_empty());
    let mut empty = decision.clone();
    empty.grounds.reasons = "内部".into();
    assert_eq!(fields(&empty, &facts), ["reasons"]);
    let mut empty = decision;
    empty.grounds.objection = "不同意公开".into();
    assert_eq!(fields(&empty, &facts), ["objection"]);
}

/// 条例第三十二条: in a whole grant everything is given, so that what the notice does not name is objected to as well unless it was
/// consented to, or the decision says why.
#[test]
fn what_is_given_beyond_the_content_that_was_told_is_consented_to_or_explained() {
    let (mut decision, mut facts) = complete(Outcome::GrantedProvided);
    facts.third_parties = vec![Opinion {
        reference: "征1号".into(),
        told: vec!["总价".into()],
        ..REFUSED
    }];
    decision.public_interest = PublicInterest {
        content: "总价".into(),
        reasons: "关系公共资金".into(),
        ..PublicInterest::default()
    };
    let asks = |decision: &Decision, facts: &Facts| fields(decision, facts).contains(&"public_interest.rest");
    decision.given = "投标报价明细（总价和单价）".into();
    assert!(asks(&decision, &facts), "the notice told of one of two prices");
    decision.given = "投标报价明细的总价".into();
    assert!(!asks(&decision, &facts));
    decision.given = "投标报价明细的总价、工期".into();
    assert!(asks(&decision, &facts));
    facts.third_parties[0].consents_to = "工期".into();
    assert!(
        !asks(&decision, &facts),
        "what is consented to is not objected to"
    );
    facts.third_parties[0].consents_to.clear();
    decision.public_interest.rest = "工期已在中标公告中公布，甲方未就此提出异议".into();
    assert!(!asks(&decision, &facts));
    let proofs: Vec<&str> = decision.proofs().iter().map(|proof| proof.about).collect();
    assert!(
        proofs.contains(&"其他公开的内容不在第三方不同意的范围内"),
        "{proofs:?}"
    );
}
