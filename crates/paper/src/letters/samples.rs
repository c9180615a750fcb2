//! Letters to try the writers on.

use jiff::civil::date;
use law::cases::decision::{Decision, Getting, NamedLaw, Withheld};
use law::cases::letters::{
    Consulted, Correcting, Deferral, Delivery, Fee, Letter, LetterFacts, LetterKind, Record, fill,
};
use law::cases::remedies::Settings;
use law::codes::Outcome;

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
    };
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
    LetterFacts {
        organ: "洛阳市孟津区人民政府办公室".into(),
        contact: "政务公开股，0379-00000000".into(),
        number: Some("孟公复〔2026〕3号".into()),
        applicant: "李明".into(),
        received_on: Some(date(2026, 3, 2)),
        channel: "邮寄".into(),
        request_number: "20260302001".into(),
        request: "滨河路改造方案".into(),
        due_on: Some(date(2026, 3, 30)),
        query_code: "K7P3-XQ2M".into(),
        enclosures: vec!["政府信息公开申请表复印件".into(), "补正材料清单".into()],
        decision: Some(decision(outcome(kind))),
        remedies: Settings {
            reconsiderer: "洛阳市人民政府".into(),
            court: "洛阳铁路运输法院".into(),
            filing_address: "https://fy.example.gov.cn".into(),
            ..Settings::default()
        },
        is_delivered_online: true,
        ..of_procedure()
    }
}

fn of_procedure() -> LetterFacts {
    LetterFacts {
        correcting: Correcting {
            items: vec![
                "请写明所需政府信息的名称或者文号".into(),
                "请说明“改造方案”是指招标文件、施工图设计文件，还是政府批准的实施方案；不清楚名称的，请描述其形成时间和用途".into(),
            ],
            period: "自收到本告知书之日起15个工作日内".into(),
        },
        deferral: Deferral {
            until: Some(date(2026, 4, 28)),
            reasons: "需要查找的档案较多".into(),
            is_approved: true,
        },
        consulted: Consulted {
            name: "洛阳某建设有限公司".into(),
            content: "滨河路改造工程施工合同".into(),
        },
        fee: Fee {
            tariff: "按量计收，68页".into(),
            fen: 38_000,
            way_to_pay: "凭缴款码缴纳".into(),
        },
        record: Record {
            content: "出生日期".into(),
            corrected: "已改正".into(),
            forwarded_to: "孟津区公安局".into(),
        },
        delivery: Delivery {
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
