//! Letters to try the writers on.

use jiff::civil::date;
use law::cases::decision::{Decision, Getting, NamedLaw, Withheld};
use law::cases::letters::{
    Consulted, Correcting, CorrectionGround, Deferral, Delivery, Fee, FileFacts, Letter, LetterFacts,
    LetterKind, Notice, Past, Record, fill,
};
use law::cases::outcomes::ThirdPartyInterest;
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
        past: past(),
        request_number: "20260302001".into(),
        request: "滨河路改造方案".into(),
        due_on: Some(date(2026, 3, 30)),
        query_code: "K7P3-XQ2M".into(),
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
        events: lines(&["2026-03-02 收到申请（挂号信、特快专递）", "2026-03-20 作出答复"]),
        registered_by: "王五".into(),
        handler: "王五".into(),
        letter: "《政府信息公开申请答复书》（孟公复〔2026〕3号）".into(),
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

fn past() -> Past {
    let asked = Notice {
        number: "孟公复补〔2026〕1号".into(),
        delivered: Some((law::cases::Delivery::Post, date(2026, 3, 4))),
        due_on: Some(date(2026, 3, 20)),
        ..Notice::made(date(2026, 3, 4))
    };
    Past {
        correction: Some(asked),
        withdrawn_on: Some(date(2026, 3, 9)),
        ..Past::default()
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
            reasons: "需要查找的档案较多".into(),
            is_approved: true,
            ..Deferral::default()
        },
        consulted: Consulted {
            name: "洛阳某建设有限公司".into(),
            content: "滨河路改造工程施工合同".into(),
            party: Some(Party::ThirdParty),
            reply_by: Some(date(2026, 3, 10)),
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
            corrected: "已改正".into(),
            forwarded_to: "孟津区公安局".into(),
            declined: "登记的出生日期与户口登记一致".into(),
        },
        delivery: Delivery {
            addressee: "李明".into(),
            papers: "《政府信息公开申请答复书》（孟公复〔2026〕3号）".into(),
            way: "邮寄（EMS）".into(),
            address: "河南省洛阳市孟津区城关镇河清大道某某号".into(),
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
