//! The gate's list, index numbers, the clock of publication.

use jiff::civil::date;

use super::*;
use crate::proof::Explanation;
use crate::screening::{Kind, Screening, Seen};

fn ready() -> Facts<'static> {
    Facts {
        title: "关于印发助企政策清单的通知",
        document_number: "孟政办〔2024〕12号",
        body: "清单已经印发。",
        parts: &[],
        organ: "孟津先进制造业开发区管理委员会",
        phones: &[],
        library: &[],
        links: "",
        summary: "",
        subject: "营商环境",
        attachments: &[],
        phrases: &[],
        leaders: &[],
        explanations: &[],
        issuer: "管委会",
        formed_on: Some(date(2024, 5, 6)),
        publicity: Some(Publicity::Proactive),
        review: Reviewed::Passed,
        today: Some(date(2024, 5, 7)),
        ..Facts::default()
    }
}

const fn attached<'a>(name: &'a str, screening: &'a Screening) -> Attached<'a> {
    Attached {
        name,
        digest: name,
        screening: Some(screening),
    }
}

fn fields(facts: &Facts<'_>) -> Vec<&'static str> {
    gate(facts)
        .blockers
        .into_iter()
        .map(|blocker| blocker.field)
        .collect()
}

#[test]
fn a_complete_reviewed_edition_may_go_out() {
    assert_eq!(gate(&ready()).blockers, []);
}

#[test]
fn every_missing_thing_is_named_at_its_field() {
    let facts = Facts::default();
    assert_eq!(
        fields(&facts),
        ["title", "body", "issuer", "formed_on", "publicity", "review"]
    );
}

#[test]
fn every_level_that_has_not_agreed_is_named_and_no_chain_is_no_publication() {
    let with = |review| Facts { review, ..ready() };
    assert_eq!(fields(&with(Reviewed::NoChain)), ["review"]);
    assert_eq!(fields(&with(Reviewed::Unsubmitted)), ["review"]);
    let level = |name: &str, is_secrecy| Outstanding {
        name: name.to_owned(),
        is_secrecy,
        is_referred: false,
    };
    let two = vec![level("二审二校", true), level("三审三校", false)];
    let facts = with(Reviewed::Outstanding(two));
    assert_eq!(fields(&facts), ["secrecy_review", "review"]);
    assert!(gate(&facts).blockers[1].message.contains("“三审三校”尚未通过"));
    assert_eq!(gate(&facts).unfit, [], "nothing keeps it from being handed over");
    let mut referred = level("二审二校", true);
    referred.is_referred = true;
    let held = gate(&with(Reviewed::Outstanding(vec![referred]))).blockers;
    assert!(held[0].message.contains("确定以前不能发布"), "{held:?}");
    assert!(!gate(&Facts { title: "", ..facts }).unfit.is_empty());
}

#[test]
fn only_proactive_information_goes_out() {
    let facts = Facts {
        publicity: Some(Publicity::OnRequest),
        ..ready()
    };
    assert_eq!(fields(&facts), ["publicity"]);
}

#[test]
fn a_norm_goes_out_as_binding_and_with_its_interpretation() {
    let norm = |validity, interpreted| Facts {
        norm: Some(Norm::Normative),
        validity: Some(validity),
        interpreted,
        ..ready()
    };
    assert_eq!(gate(&norm(Validity::InForce, Interpreted::Ready)).blockers, []);
    assert_eq!(
        fields(&norm(Validity::Repealed, Interpreted::Missing)),
        ["validity", "interpretation"]
    );
    let waiting = norm(Validity::InForce, Interpreted::Waiting(vec!["解读".to_owned()]));
    assert_eq!(fields(&waiting), ["interpretation"]);
    assert_eq!(gate(&waiting).unfit, [], "both are handed over side by side");
}

#[test]
fn an_attachment_can_stand_for_a_body_and_a_future_day_can_not() {
    assert_eq!(
        fields(&Facts {
            body: " ",
            attachments: &[attached("清单.pdf", &Screening::default())],
            ..ready()
        }),
        Vec::<&str>::new()
    );
    assert_eq!(
        fields(&Facts {
            formed_on: Some(date(2025, 1, 1)),
            ..ready()
        }),
        ["formed_on"]
    );
}

#[test]
fn a_secret_mark_or_an_identity_number_stops_publication_wherever_it_stands() {
    let clean = Screening::default();
    let attachments = [attached("名单.pdf", &clean), attached("机密★长期.pdf", &clean)];
    let number = "张三11010519491231002X";
    let with = |change: fn(&mut Facts<'static>)| {
        let mut facts = ready();
        change(&mut facts);
        fields(&facts)
    };
    assert_eq!(with(|facts| facts.body = "机密★3年"), ["body"]);
    assert_eq!(with(|facts| facts.title = "机密★3年"), ["title"]);
    assert_eq!(with(|facts| facts.summary = "秘密★"), ["summary"]);
    assert_eq!(
        with(|facts| facts.document_number = "秘密☆1号"),
        ["document_number"]
    );
    assert_eq!(with(|facts| facts.issuer = "绝密★"), ["issuer"]);
    let attached = Facts {
        body: "名单见附件。",
        attachments: &attachments,
        ..ready()
    };
    assert_eq!(fields(&attached), ["file"]);
    let linked = Facts {
        links: "https://a.gov.cn/x?id=11010519491231002X",
        ..ready()
    };
    assert_eq!(fields(&linked), ["body"]);
    let numbered = Facts {
        subject: number,
        ..ready()
    };
    let found = gate(&numbered).blockers;
    assert_eq!(found[0].field, "subject");
    assert!(
        found[0]
            .message
            .starts_with("主题分类中有身份证号码 110105********002X。")
    );
}

#[test]
fn index_numbers_name_one_year_and_the_item_as_articles_do() {
    assert_eq!(
        index_number("MJ01", Category::Penalties, 2024, 12),
        "MJ01-2024-06-00012"
    );
    assert_eq!(Category::Penalties.article(), "第二十条第（六）项");
    assert_eq!(Category::Others.article(), "第二十条第（十五）项");
}

#[test]
fn what_stands_in_a_file_is_told_with_its_place_and_a_file_nobody_looked_through_stays() {
    let mut seen = Seen::default();
    seen.read("工作表“名单”第7行B列", "11010519491231002X");
    seen.mark(Kind::HiddenSheet, "工作表“底稿”", "");
    let found = Screening::of(&seen);
    let files = [attached("名单.xlsx", &found)];
    let facts = Facts {
        body: "名单见附件。",
        attachments: &files,
        ..ready()
    };
    let told: Vec<String> = gate(&facts).blockers.into_iter().map(|why| why.message).collect();
    assert_eq!(
        told,
        [
            "附件“名单.xlsx”工作表“名单”第7行B列：身份证号码“110105********002X”。请隐去个人信息后重新上传（个人信息保护法第二十五条）。",
            "校对有 1 处须答复：请改正，或者逐处说明为什么是对的（三审三校）。"
        ]
    );
    let asked: Vec<String> = gate(&facts).questions.into_iter().map(|one| one.told).collect();
    assert_eq!(asked, ["附件“名单.xlsx”工作表“底稿”：隐藏的工作表。"]);
    let unseen = [Attached {
        name: "名单.xlsx",
        digest: "1",
        screening: None,
    }];
    let facts = Facts {
        attachments: &unseen,
        ..ready()
    };
    assert!(gate(&facts).blockers[0].message.contains("还没有检查过"));
}

#[test]
fn what_is_to_be_answered_stands_in_the_way_until_it_is_mended_or_explained() {
    let asked = Facts {
        body: "报名截止2024年2月30日，坚持实是求是。",
        ..ready()
    };
    let open = gate(&asked).questions;
    let rules: Vec<&str> = open.iter().map(|one| one.rule).collect();
    assert_eq!(rules, ["date.impossible", "phrase.near"]);
    assert_eq!(fields(&asked), ["questions"]);
    assert_eq!(
        gate(&asked).never_out,
        [],
        "an emergency goes out and is explained afterwards"
    );
    let explained = |on, marks: &[&Question]| -> Vec<Explanation> {
        let given = marks.iter().map(|one| Explanation {
            mark: one.mark.as_str().to_owned(),
            reason: "照录原文".to_owned(),
            by: "王编辑".to_owned(),
            on,
        });
        given.collect()
    };
    let one = explained(date(2024, 5, 6), &[&open[0]]);
    let half = Facts {
        explanations: &one,
        ..asked.clone()
    };
    assert!(gate(&half).blockers[0].message.contains("1 处须答复"));
    assert_eq!(gate(&half).questions[0].explained.as_ref().unwrap().by, "王编辑");
    let both = explained(date(2024, 5, 6), &[&open[0], &open[1]]);
    let whole = Facts {
        explanations: &both,
        ..asked.clone()
    };
    assert_eq!(gate(&whole).blockers, []);
    let old = explained(date(2023, 5, 6), &[&open[0], &open[1]]);
    let forgotten = Facts {
        explanations: &old,
        ..asked
    };
    assert!(
        gate(&forgotten).blockers[0].message.contains("2 处须答复"),
        "a year is over"
    );
}

#[test]
fn a_hint_asks_for_no_answer() {
    let facts = Facts {
        body: "请认真的学习,并及时报告。",
        ..ready()
    };
    assert_eq!(gate(&facts).blockers, []);
    assert!(!gate(&facts).hints.is_empty());
    let properties = {
        let mut seen = Seen::default();
        seen.mark(Kind::Property, "", "作者：张三");
        Screening::of(&seen)
    };
    let files = [attached("名单.xlsx", &properties)];
    let facts = Facts {
        body: "名单见附件。",
        attachments: &files,
        ..ready()
    };
    assert_eq!(gate(&facts).blockers, []);
    assert_eq!(gate(&facts).hints.len(), 1);
}
