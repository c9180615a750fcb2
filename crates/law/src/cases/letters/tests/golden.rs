//! Every letter in full, kept in `golden/*.txt`: who changes the wording sees here what applicants will read.
//! `UPDATE_GOLDEN=1 cargo test` writes the files anew.

use std::fmt::Write as _;
use std::path::PathBuf;

use jiff::civil::date;

use super::facts;
use crate::cases::as_corrected;
use crate::cases::decision::{Decision, Opinion, OtherOrgan, Search, Withheld};
use crate::cases::letters::{
    Consulting, CorrectionGround, DeclineGround, LetterFacts, LetterKind, Notice, OrderedBy, Paragraph, fill,
};
use crate::cases::remedies::{Contested, Settings, is_contested};
use crate::cases::{Party, ReplyOrder};
use crate::codes::{Ending, Outcome, Route};
use crate::fees::{Charge, Tariff};

/// A letter under the name of what is special about its facts.
type Variants = Vec<(&'static str, LetterFacts)>;

fn with(facts: &LetterFacts, change: impl FnOnce(&mut LetterFacts)) -> LetterFacts {
    let mut facts = facts.clone();
    change(&mut facts);
    facts
}

fn decided(facts: &LetterFacts, change: impl FnOnce(&mut Decision)) -> LetterFacts {
    with(facts, |facts| {
        if let Some(decision) = &mut facts.decision {
            change(decision);
        }
    })
}

fn of_procedure(kind: LetterKind) -> Variants {
    let mut whole = facts(Outcome::GrantedProvided);
    whole.past.withdrawn_on = (kind == LetterKind::Termination).then_some(date(2026, 3, 9));
    let mut all = vec![("齐全", whole.clone()), ("什么都没有填", LetterFacts::default())];
    match kind {
        LetterKind::Correction => all.extend([
            (
                "没有身份证明、形式要求不明确、申请人是单位",
                with(&whole, |facts| {
                    facts.is_person = false;
                    facts.correcting.grounds = vec![CorrectionGround::Proof, CorrectionGround::Form];
                }),
            ),
            (
                "补正事项两项",
                with(&whole, |facts| {
                    facts.correcting.items.push("请提供档案的年份。".into());
                }),
            ),
        ]),
        LetterKind::Fee => all.push((
            "按件计收、申请人是单位、扣除等待的时间",
            with(&whole, |facts| {
                let charge = Charge {
                    tariff: Tariff::Items,
                    quantity: 12,
                };
                facts.fee.charge = Some(charge);
                facts.fee.counted = charge.counted(facts.received_on);
                facts.fee.keeps_running = true;
                facts.is_person = false;
            }),
        )),
        LetterKind::ThirdParty | LetterKind::ThirdPartyOpinion => {
            all.push((
                "对方是个人",
                with(&whole, |facts| facts.consulted.is_person = true),
            ));
        }
        LetterKind::Extension => all.push((
            "正在征求意见",
            with(&whole, |facts| facts.deferral.awaits_opinion = true),
        )),
        LetterKind::ReviewForm => all.extend([
            (
                "程序性文书",
                with(&whole, |facts| facts.file.proposed = Some(LetterKind::Correction)),
            ),
            (
                "补正过，征求意见书",
                with(&whole, |facts| {
                    facts.file.proposed = Some(LetterKind::ThirdParty);
                    facts.consulted.content = "施工合同中你单位的报价".into();
                    corrected(facts);
                }),
            ),
        ]),
        LetterKind::RegistrationForm => all.push(("补正过", with(&whole, corrected))),
        LetterKind::RecordCorrected | LetterKind::RecordForwarded | LetterKind::RecordDeclined => all.push((
            "申请只要求更正，送达后本件办结",
            with(&whole, |facts| {
                facts.request = "请更正本人登记的出生日期".into();
                facts.record.ends_case = true;
                facts.record.grounds = Some(DeclineGround::Unproven);
                facts.record.declined = "户口簿没有载明变更前的出生日期".into();
            }),
        )),
        LetterKind::OverrideNotice => all.extend([
            (
                "写明理由和提供之日",
                with(&whole, |facts| {
                    facts.consulted.objection = "合同价格是经营秘密".into();
                    facts.consulted.not_before = Some(date(2026, 4, 10));
                }),
            ),
            (
                "部分同意公开",
                with(&whole, |facts| {
                    facts.consulted.objection = "合同价格是经营秘密".into();
                    facts.consulted.consents_to = "施工合同中的工期".into();
                }),
            ),
        ]),
        LetterKind::Registration => all.push((
            "申请内容有两行、以句号结尾",
            with(&whole, |facts| {
                facts.request = "滨河路改造方案\n- 以及图纸。".into();
            }),
        )),
        _ => {}
    }
    all
}

/// A request that its applicant corrected.
fn corrected(facts: &mut LetterFacts) {
    let corrections = [(date(2026, 3, 11), "2024年的改造方案和图纸".to_owned())];
    facts.corrected_request = as_corrected(&facts.request, &corrections);
}

fn of_outcome(outcome: Outcome) -> Variants {
    let whole = facts(outcome);
    let mut all = vec![
        ("齐全", whole.clone()),
        (
            "决定只有结果、救济途径未设置",
            with(&whole, |facts| {
                facts.decision = Some(Decision::of(outcome));
                facts.remedies = Settings::default();
            }),
        ),
        (
            "申请人是单位，经过补正、缴费、征求意见、延期",
            with(&whole, long_way),
        ),
        (
            "复议撤销后重新答复，重新征求过意见",
            with(&whole, |facts| {
                anew(facts, Route::Reconsideration, Ending::Revoked);
            }),
        ),
        (
            "判决责令履行，此前没有答复",
            with(&whole, |facts| {
                anew(facts, Route::LitigationDirect, Ending::OrderedToAct);
                if let Some(by) = &mut facts.past.order {
                    by.replied_on = None;
                }
                facts.past.consultations.clear();
            }),
        ),
        (
            "不在网上送达、没有网上渠道",
            with(&whole, |facts| {
                facts.is_delivered_online = false;
                facts.remedies.filing_address.clear();
            }),
        ),
    ];
    if is_contested(outcome) {
        for (name, contested) in [
            ("只告知复议", Contested::ReconsiderationOnly),
            ("不告知救济", Contested::None),
        ] {
            all.push((name, with(&whole, |facts| facts.remedies.contested = contested)));
        }
    }
    all.extend(particular(outcome, &whole));
    all
}

/// A reply that a decision or a judgment ordered.
fn anew(facts: &mut LetterFacts, route: Route, ending: Ending) {
    facts.past.consultations = vec![Consulting {
        answered_on: Some(date(2026, 6, 20)),
        ..Consulting::sent(Party::ThirdParty, date(2026, 6, 12))
    }];
    facts.past.order = Some(OrderedBy {
        order: ReplyOrder {
            route,
            ending,
            authority: match route {
                Route::Reconsideration => "洛阳市人民政府".into(),
                _ => "洛阳铁路运输法院".into(),
            },
            number: match route {
                Route::Reconsideration => "洛政复决〔2026〕7号".into(),
                _ => "（2026）豫71行初7号".into(),
            },
            dated: date(2026, 6, 5),
            by: None,
            days: Some(20),
            from: None,
        },
        replied_on: Some(date(2026, 3, 20)),
        reply_number: "孟公复答〔2026〕3号".into(),
        against: None,
    });
}

/// A case that has been through everything that lengthens it.
fn long_way(facts: &mut LetterFacts) {
    let answered = |number: &str| Notice {
        number: number.into(),
        answered_on: Some(date(2026, 3, 11)),
        due_on: Some(date(2026, 3, 20)),
        ..Notice::made(date(2026, 3, 4))
    };
    let asked = |party, answered_on| Consulting {
        answered_on,
        number: "孟公复征〔2026〕1号".into(),
        ..Consulting::sent(party, date(2026, 3, 12))
    };
    let past = &mut facts.past;
    facts.is_person = false;
    past.correction.get_or_insert_with(|| Notice {
        answer: "1．年份\n补正：2024年\n2．文种\n补正：批复。".into(),
        ..answered("孟公复补〔2026〕1号")
    });
    past.fee.get_or_insert_with(|| answered("孟公复费〔2026〕1号"));
    past.consultations = vec![
        asked(Party::ThirdParty, Some(date(2026, 3, 20))),
        asked(Party::CoMaker, None),
    ];
    past.extension = Some(Notice {
        due_on: Some(date(2026, 5, 20)),
        ..answered("孟公复延〔2026〕1号")
    });
    past.delay = Some(Notice {
        due_on: Some(date(2026, 6, 1)),
        ..answered("孟公复迟〔2026〕1号")
    });
}

fn particular(outcome: Outcome, whole: &LetterFacts) -> Variants {
    match outcome {
        Outcome::GrantedAlreadyPublic | Outcome::GrantedProvided => {
            let mut all = vec![
                ("随答复提供", decided(whole, |one| one.getting.is_enclosed = true)),
                ("没有时间", decided(whole, |one| one.getting.time.clear())),
                ("第三方不同意而决定公开", over_an_objection(whole)),
            ];
            if outcome == Outcome::GrantedProvided {
                let over = with(&over_an_objection(whole), in_part);
                all.push(("第三方部分同意而决定全部公开", over));
                let unsaid = decided(&over_an_objection(whole), |one| {
                    one.grounds.interest = None;
                    one.grounds.objection.clear();
                });
                all.push(("没有选哪种权益，第三方没有说明理由", unsaid));
                let given = |given: &str| decided(whole, |one| given.clone_into(&mut one.given));
                all.push(("申请了几项内容", given("招标公告\n招标文件\n合同")));
                all.push(("没有逐项写明", given("")));
            }
            all
        }
        Outcome::PartlyGranted => vec![
            ("随答复提供", decided(whole, |one| one.getting.is_enclosed = true)),
            ("每一种不予公开各一部分", decided(whole, every_refusal)),
            (
                "其余的没有可以提供的",
                with(&decided(whole, nothing_to_give), |facts| {
                    facts.history.third_parties.clear();
                }),
            ),
            ("第三方不同意而决定公开", over_an_objection(whole)),
            ("按第三方部分同意办理", with(whole, in_part)),
            (
                "第三方部分同意而决定公开其余",
                with(&over_an_objection(whole), in_part),
            ),
        ],
        Outcome::UnavailableNotHeld => vec![(
            "检索两次",
            decided(whole, |one| {
                one.searches.push(Search {
                    systems: "业务系统".into(),
                    keywords: "滨河路".into(),
                    by: "张敏".into(),
                    on: None,
                    result: "没有找到".into(),
                    files: Vec::new(),
                });
            }),
        )],
        Outcome::UnavailableNotOurs => vec![
            (
                "不知道负责的机关",
                decided(whole, |one| one.other_organ = OtherOrgan::default()),
            ),
            (
                "没有联系方式",
                decided(whole, |one| one.other_organ.contact.clear()),
            ),
        ],
        Outcome::RefusedStateSecret => vec![(
            "印出密级和期限",
            decided(whole, |one| one.grounds.secret.is_printed = true),
        )],
        Outcome::RefusedThirdParty => vec![
            (
                "第三方没有表示",
                with(whole, |facts| facts.history.third_parties[0].consents = None),
            ),
            ("第三方部分同意", with(whole, in_part)),
        ],
        Outcome::NotProcessedExcessive => vec![(
            "没有说明理由",
            with(whole, |facts| {
                if let Some(asked) = &mut facts.past.reasons {
                    asked.answered_on = None;
                }
            }),
        )],
        Outcome::NotProcessedPetition => vec![("没有渠道", decided(whole, |one| one.channel.clear()))],
        _ => Vec::new(),
    }
}

/// A third party objects to what is given; what is withheld is so for another reason.
fn over_an_objection(whole: &LetterFacts) -> LetterFacts {
    let mut facts = decided(whole, |decision| {
        for part in &mut decision.withheld {
            part.outcome = Outcome::RefusedInternalAffairs;
        }
        decision.public_interest.content = "检测报告".into();
        decision.public_interest.reasons = "关系饮用水安全".into();
    });
    facts.history.third_parties = vec![Opinion::said(Some(false), false)];
    facts
}

/// The third party consents to a part of what is asked for, and objects to the rest.
fn in_part(facts: &mut LetterFacts) {
    for opinion in &mut facts.history.third_parties {
        if opinion.objects() {
            opinion.consents_to = "施工合同中的工期".into();
            opinion.reference = "孟公复征〔2026〕1号".into();
        }
    }
}

fn every_refusal(decision: &mut Decision) {
    let grounds = decision.grounds.clone();
    let refusals = Outcome::ALL.iter().filter(|one| one.is_refusal_under_14_to_16());
    decision.withheld = refusals
        .map(|outcome| Withheld {
            part: format!("第{}部分", outcome.code()),
            outcome: *outcome,
            grounds: grounds.clone(),
        })
        .collect();
}

fn nothing_to_give(decision: &mut Decision) {
    let part = |(outcome, part): (Outcome, &str)| Withheld {
        part: part.into(),
        outcome,
        grounds: decision.grounds.clone(),
    };
    decision.given = "招标公告\n招标文件".into();
    decision.withheld = [
        (Outcome::UnavailableNotHeld, "验收报告"),
        (Outcome::UnavailableNotOurs, "施工许可证"),
        (Outcome::UnavailableNeedsMaking, "历年造价对比表"),
    ]
    .map(part)
    .into();
}

fn written(kind: LetterKind, variants: &Variants) -> String {
    let mut all = String::new();
    for (name, facts) in variants {
        let letter = fill(kind, facts);
        let remedies = if letter.has_remedies { "有" } else { "无" };
        writeln!(all, "==== {name}\n").unwrap();
        writeln!(all, "{}\n{}：\n", letter.title, letter.addressee).unwrap();
        for paragraph in &letter.paragraphs {
            match paragraph {
                Paragraph::Plain(text) => writeln!(all, "{text}").unwrap(),
                other => writeln!(all, "{}", serde_json::to_string(other).unwrap()).unwrap(),
            }
        }
        writeln!(all, "\n{}；救济途径：{remedies}\n", letter.signed_by).unwrap();
    }
    all
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/cases/letters/golden")
}

/// Each pair of kind and outcome, by the name of its file.
fn pairs() -> Vec<(String, LetterKind, Variants)> {
    let procedure = LetterKind::ALL.iter().filter(|kind| !kind.is_reply());
    let procedure = procedure.map(|kind| (kind.code().to_owned(), *kind, of_procedure(*kind)));
    let outcomes = Outcome::ALL.iter();
    let outcomes = outcomes.map(|one| (one.code().to_owned(), LetterKind::of(*one), of_outcome(*one)));
    let undecided = with(&facts(Outcome::GrantedProvided), |facts| facts.decision = None);
    let none = (
        "undecided".to_owned(),
        LetterKind::Granted,
        vec![("还没有决定", undecided)],
    );
    procedure.chain(outcomes).chain([none]).collect()
}

#[test]
fn every_letter_reads_as_it_was_agreed() {
    let mut changed = Vec::new();
    for (name, kind, variants) in pairs() {
        let file = folder().join(format!("{name}.txt"));
        let text = written(kind, &variants);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&file, &text).unwrap();
        }
        if std::fs::read_to_string(&file).unwrap_or_default() != text {
            changed.push(format!("{name}:\n{text}"));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

#[test]
fn every_agreed_text_belongs_to_a_letter() {
    let named: Vec<String> = pairs()
        .into_iter()
        .map(|(name, ..)| format!("{name}.txt"))
        .collect();
    for file in std::fs::read_dir(folder()).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(named.contains(&name), "{name}");
    }
    assert_eq!(named.len(), 48);
}
