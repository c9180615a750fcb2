//! Letters to try the writers on.

use jiff::civil::date;
use law::cases::decision::{
    Assessment, Decision, EarlierReply, Facts, Getting, NamedLaw, Opinion, Search, SecretBasis, Stage,
    Withheld,
};
use law::cases::letters::{
    AskedFor, Consulted, Correcting, CorrectionGround, DeclineGround, Deferral, Delivery, Fee, FileFacts,
    Letter, LetterFacts, LetterKind, Notice, Past, Record, fill, gaps,
};
use law::cases::outcomes::{InternalAffair, ProcessKind, Safety, ThirdPartyInterest};
use law::cases::remedies::Settings;
use law::cases::{Channel, Party};
use law::codes::Outcome;
use law::fees::{Charge, Tariff};

/// Text that looks like markup in every format we write, with rare characters.
pub(super) const AWKWARD: &str =
    "#let x = $1$ * _a_ `b` \\ @c <d> &amp; \"e\" 'f' // [g] #image(\"x\") ]]> {h} 喆堃珺昇镕“引”‘号’——……%20";

/// The outcome a reply of this kind tells.
fn outcome(kind: LetterKind) -> Outcome {
    match kind {
        LetterKind::PartlyGranted => Outcome::PartlyGranted,
        LetterKind::Refused => Outcome::RefusedThirdParty,
        LetterKind::Unavailable => Outcome::UnavailableNotOurs,
        LetterKind::NotProcessed => Outcome::NotProcessedPetition,
        LetterKind::Otherwise => Outcome::OtherwiseUncorrected,
        _ => Outcome::GrantedProvided,
    }
}

fn decision(outcome: Outcome) -> Decision {
    let mut decision = Decision::of(outcome);
    decision.grounds.reasons = "公开后会使经营者在竞争中处于不利地位".into();
    decision.grounds.law = NamedLaw {
        name: "《中华人民共和国统计法》".into(),
        article: "第十一条".into(),
        verified: String::new(),
    };
    decision.grounds.interest = Some(ThirdPartyInterest::TradeSecret);
    decision.grounds.safety = Some(Safety::Public);
    decision.grounds.assessment = Assessment {
        by: "应急管理股".into(),
        on: Some(date(2026, 3, 6)),
    };
    decision.grounds.internal_affair = Some(InternalAffair::Workflow);
    decision.grounds.process_kind = Some(ProcessKind::Draft);
    decision.grounds.is_no_duty_checked = true;
    decision.grounds.secret = SecretBasis {
        grade: "秘密".into(),
        period: "10年".into(),
        authority: "定密单位已依法定密".into(),
        is_printed: false,
    };
    decision.grounds.objection = "合同价格是经营秘密".into();
    decision.getting = Getting {
        form: "纸质复印件".into(),
        path: "到本机关三楼政务公开股领取".into(),
        time: "2026年4月1日至4月15日的工作时间".into(),
        is_enclosed: false,
    };
    decision.given = "方案正文".into();
    if outcome == Outcome::PartlyGranted {
        decision.withheld = vec![Withheld {
            part: "附件二中的联系人及电话".into(),
            outcome: Outcome::RefusedThirdParty,
            grounds: decision.grounds.clone(),
        }];
    }
    decision.searches = vec![Search {
        systems: "公文管理系统、档案室".into(),
        keywords: "滨河路、改造".into(),
        by: "张敏".into(),
        on: Some(date(2026, 3, 5)),
        result: "没有找到".into(),
        files: Vec::new(),
    }];
    decision.earlier = EarlierReply {
        number: "孟公复〔2025〕9号".into(),
        on: Some(date(2025, 11, 3)),
        is_before_system: true,
    };
    decision.source = "孟津区图书馆，或者向中国统计出版社购买".into();
    decision.other_organ.name = "孟津区自然资源局".into();
    decision.other_organ.contact = "0379-00000000".into();
    decision.channel = "孟津区信访局".into();
    decision.public_interest.content = "检测报告".into();
    decision.public_interest.reasons = "关系饮用水安全".into();
    decision
}

/// All facts a letter of this kind may tell.
pub(super) fn facts(kind: LetterKind) -> LetterFacts {
    facts_of(outcome(kind))
}

fn facts_of(outcome: Outcome) -> LetterFacts {
    LetterFacts {
        organ: "洛阳市孟津区人民政府办公室".into(),
        contact: "政务公开股，0379-00000000".into(),
        number: Some("孟公复〔2026〕3号".into()),
        applicant: "李明".into(),
        received_on: Some(date(2026, 3, 2)),
        address: "河南省洛阳市孟津区桂花大道1号（邮政编码471100）".into(),
        is_person: true,
        channel: Some(Channel::RegisteredPost),
        past: past(outcome),
        history: history(outcome),
        asked_for: Some(AskedFor {
            from: date(2025, 3, 3),
            through: date(2026, 3, 2),
            applications: 63,
        }),
        request_number: "20260302001".into(),
        request: "滨河路改造方案".into(),
        due_on: Some(date(2026, 3, 30)),
        query_code: "见提交申请时取得的回执".into(),
        enclosures: vec!["政府信息公开申请表复印件".into(), "补正材料清单".into()],
        decision: Some(decision(outcome)),
        remedies: Settings {
            reconsiderer: "洛阳市人民政府".into(),
            court: "洛阳铁路运输法院".into(),
            filing_address: "https://fy.example.gov.cn".into(),
            ..Settings::default()
        },
        is_delivered_online: true,
        file: file(),
        ..of_procedure()
    }
}

fn file() -> FileFacts {
    let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    FileFacts {
        applicant_kind: "自然人".into(),
        identity: "居民身份证：4103****1234".into(),
        contacts: "联系电话：0379-00000000；通信地址：洛阳市孟津区某路1号".into(),
        wanted: "纸质，邮寄".into(),
        events: lines(&[
            "2026年3月2日收到申请（挂号信、特快专递）",
            "2026年3月20日作出答复",
        ]),
        registered_by: "王五".into(),
        handler: "王五".into(),
        letter: "《政府信息公开申请答复书》（孟公复〔2026〕3号）".into(),
        proposed: None,
        due: "2026年3月30日".into(),
        opinions: lines(&[
            "合法性审查：同意（赵六，2026-03-18 10:00）",
            "保密审查：同意，不涉及国家秘密（钱七，2026-03-19 09:30）",
            "签发：同意（孙八，2026-03-20 11:00）",
        ]),
        transfers: vec!["2025年补助名单（全部提供，1个文件，2页）".to_owned()],
        papers: lines(&[
            "政府信息公开申请（20260302001，挂号信、特快专递，2026-03-02）",
            "《政府信息公开申请答复书》（孟公复〔2026〕3号）（2026-03-20，2026-03-21 邮寄送达）",
        ]),
    }
}

/// What an outcome rests on of what was asked before.
fn past(outcome: Outcome) -> Past {
    let asked = |number: &str| Notice {
        number: number.into(),
        delivered: Some((law::cases::Delivery::Post, date(2026, 3, 4))),
        tracking_number: "XA41000000001".into(),
        due_on: Some(date(2026, 3, 20)),
        ..Notice::made(date(2026, 3, 4))
    };
    let answered = |notice: Notice| Notice {
        answered_on: Some(date(2026, 3, 18)),
        ..notice
    };
    let past = Past {
        withdrawn_on: Some(date(2026, 3, 9)),
        ..Past::default()
    };
    match outcome {
        Outcome::OtherwiseUnpaid => Past {
            fee: Some(Notice {
                fen: 38_000,
                received_on: Some(date(2026, 3, 6)),
                ..asked("孟公复费〔2026〕1号")
            }),
            ..past
        },
        Outcome::NotProcessedExcessive => Past {
            reasons: Some(answered(asked("孟公复理〔2026〕1号"))),
            ..past
        },
        Outcome::UnavailableStillUnclear => Past {
            correction: Some(answered(asked("孟公复补〔2026〕1号"))),
            ..past
        },
        _ => Past {
            correction: Some(asked("孟公复补〔2026〕1号")),
            ..past
        },
    }
}

/// A history that allows the outcome.
fn history(outcome: Outcome) -> Facts {
    let is_about_others = matches!(outcome, Outcome::PartlyGranted | Outcome::RefusedThirdParty);
    let objects = Opinion::said(Some(false), false);
    Facts {
        correction: if outcome == Outcome::UnavailableStillUnclear {
            Stage::Answered
        } else {
            Stage::Lapsed
        },
        fee: Stage::Lapsed,
        reasons_asked: Stage::Answered,
        third_parties: is_about_others.then_some(objects).into_iter().collect(),
        is_withdrawn: true,
        arrived_on: Some(date(2026, 3, 2)),
        received_on: Some(date(2026, 3, 2)),
        today: Some(date(2026, 3, 20)),
        ..Facts::default()
    }
}

fn of_procedure() -> LetterFacts {
    LetterFacts {
        correcting: Correcting {
            items: vec![
                "请写明所需政府信息的名称或者文号".into(),
                "请说明“改造方案”是指招标文件、施工图设计文件，还是政府批准的实施方案；不清楚名称的，请描述其形成时间和用途".into(),
            ],
            respond_by: Some(date(2026, 3, 20)),
            grounds: vec![CorrectionGround::Description],
            ..Correcting::default()
        },
        deferral: Deferral {
            until: Some(date(2026, 4, 28)),
            days: 20,
            reasons: "需要查找的档案较多".into(),
            is_approved: true,
            ..Deferral::default()
        },
        consulted: Consulted {
            name: "洛阳某建设有限公司".into(),
            content: "滨河路改造工程施工合同".into(),
            party: Some(Party::ThirdParty),
            reply_by: Some(date(2026, 3, 10)),
            asked_on: Some(date(2026, 3, 5)),
            asked_number: "孟公复征〔2026〕1号".into(),
            answered_on: Some(date(2026, 3, 16)),
            doubts: "合同中的投资数据是否可以公开，有关规定没有明确".into(),
            ..Consulted::default()
        },
        fee: Fee {
            charge: Some(Charge {
                tariff: Tariff::Pages,
                quantity: 68,
            }),
            counted: "提供的信息共68页".into(),
            way_to_pay: "凭缴款码缴纳".into(),
            keeps_running: false,
        },
        record: Record {
            content: "出生日期".into(),
            evidence: "户口簿复印件".into(),
            corrected: "已改正".into(),
            forwarded_to: "孟津区公安局".into(),
            ends_case: false,
            grounds: Some(DeclineGround::Accurate),
            declined: "登记的出生日期与户口登记一致".into(),
        },
        delivery: Delivery {
            addressee: "李明".into(),
            papers: "《政府信息公开申请答复书》（孟公复〔2026〕3号）".into(),
            way: "邮寄送达".into(),
            address: "河南省洛阳市孟津区城关镇河清大道某某号".into(),
            tracking_number: "XA41000000001".into(),
            signed_for: String::new(),
            returned: String::new(),
            witness: String::new(),
        },
        ..LetterFacts::default()
    }
}

/// A complete letter of this kind, signed.
pub(super) fn signed(kind: LetterKind) -> Letter {
    let mut letter = fill(kind, &facts(kind));
    letter.dated = Some(date(2026, 3, 20));
    letter
}

/// A letter of this kind from no facts at all.
pub(super) fn blank(kind: LetterKind) -> Letter {
    fill(kind, &LetterFacts::default())
}

/// The reply that tells this outcome, signed.
pub(super) fn reply(outcome: Outcome) -> Letter {
    let mut letter = fill(LetterKind::of(outcome), &facts_of(outcome));
    letter.dated = Some(date(2026, 3, 20));
    letter
}

#[test]
fn every_sample_is_whole() {
    for kind in LetterKind::ALL {
        let facts = facts(*kind);
        let letter = signed(*kind);
        let text = letter.text();
        assert!(!text.contains("【待填"), "{kind:?}: {text}");
        assert_eq!(gaps(&letter, *kind, &facts), [], "{kind:?}: {text}");
    }
    for outcome in Outcome::ALL {
        let letter = reply(*outcome);
        let text = letter.text();
        assert!(!text.contains("【待填"), "{outcome:?}: {text}");
        assert_eq!(
            gaps(&letter, letter.kind, &facts_of(*outcome)),
            [],
            "{outcome:?}: {text}"
        );
    }
}
