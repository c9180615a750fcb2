//! The demonstration's matters (来信和诉求): a handful at different steps, so that the board shows what it is for. Each step is an act of
//! the office, done by whoever does it there, on a working day before the day of loading. All who ask are invented.

use anyhow::Context;
use jiff::civil::Date;
use law::calendar::Calendar;
use law::matters::{AskingForm, as_typed};
use office::matters::{self, AnswerDraft, Holder, Registering, Target};
use office::{MatterId, Moment, Office};

use super::lives::working_days_before;
use super::load::{Cast, morning};

/// How far one has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reached {
    Arrived,
    Taken,
    Submitted,
    Answered,
    Published,
}

struct Sample {
    /// Working days before the day of loading.
    days: u16,
    kind: &'static str,
    channel: &'static str,
    title: &'static str,
    words: &'static str,
    name: &'static str,
    unit: &'static str,
    answer: &'static str,
    reached: Reached,
}

const SAMPLES: [Sample; 7] = [
    Sample {
        days: 0,
        kind: "suggestion",
        channel: "official_account",
        title: "园区公交什么时候延长到二期厂房",
        words: "二期厂房离公交站有两公里，早晚上下班不方便，建议延长线路。",
        name: "李某",
        unit: "",
        answer: "",
        reached: Reached::Arrived,
    },
    Sample {
        days: 0,
        kind: "firm",
        channel: "visit",
        title: "请求协调解决雨天厂区道路积水",
        words: "厂区门前道路雨天积水，货车进不来，请求协调疏通雨水管。",
        name: "赵某",
        unit: "洛阳某某电子有限公司",
        answer: "",
        reached: Reached::Arrived,
    },
    Sample {
        days: 6,
        kind: "firm",
        channel: "phone",
        title: "标准厂房二期何时交付",
        words: "合同写明去年底交付，至今没有消息，请答复交付时间。",
        name: "王某",
        unit: "孟津某某机械有限公司",
        answer: "",
        reached: Reached::Taken,
    },
    Sample {
        days: 3,
        kind: "firm",
        channel: "hall",
        title: "技改奖补材料可否线上提交",
        words: "技术改造奖补的申报材料能不能在网上提交，需要哪些文件。",
        name: "孙某",
        unit: "洛阳某某新材料有限公司",
        answer: "",
        reached: Reached::Taken,
    },
    Sample {
        days: 2,
        kind: "firm",
        channel: "phone",
        title: "厂房租金减免政策延续问题",
        words: "去年的厂房租金减免今年是否延续，按什么标准，怎样申请。",
        name: "周某",
        unit: "孟津某某包装有限公司",
        answer: "租金减免今年延续，标准和申请材料与去年相同，六月底前到园区服务大厅二号窗口提交；依据是《园区厂房租赁管理办法》第八条。",
        reached: Reached::Submitted,
    },
    Sample {
        days: 8,
        kind: "consultation",
        channel: "hall",
        title: "变压器增容办理进度",
        words: "变压器增容申请已经提交两周，想知道办到哪一步。",
        name: "吴某",
        unit: "",
        answer: "增容方案已于上周通过审查，供电部门本月内完成施工；施工前三天电话通知，不需要再提交材料。",
        reached: Reached::Answered,
    },
    Sample {
        days: 12,
        kind: "consultation",
        channel: "hall",
        title: "园区内怎样申请停车位",
        words: "在园区上班，想申请固定停车位，需要什么手续，费用多少。",
        name: "郑某",
        unit: "",
        answer: "凭劳动合同和行驶证到园区服务大厅三号窗口登记，固定车位每月一百五十元，按登记先后安排；依据是《园区停车管理办法》第六条。",
        reached: Reached::Published,
    },
];

/// Loads them, the oldest first.
pub async fn all(office: &Office, cast: &Cast, calendar: &Calendar, today: Date) -> anyhow::Result<()> {
    let mut samples: Vec<&Sample> = SAMPLES.iter().collect();
    samples.sort_by_key(|sample| std::cmp::Reverse(sample.days));
    for (place, sample) in (0..).zip(samples) {
        let day = working_days_before(calendar, today, sample.days);
        let at = |minutes| morning(day, place * 20 + minutes);
        let told = || format!("来信诉求“{}”", sample.title);
        let id = arrives(office, cast, at(0)?, sample).await.with_context(told)?;
        lives(office, cast, at, (id, sample)).await.with_context(told)?;
    }
    Ok(())
}

async fn arrives(office: &Office, cast: &Cast, at: Moment, sample: &Sample) -> anyhow::Result<MatterId> {
    let own = |text: &str| text.to_owned();
    let registering = Registering {
        form: AskingForm {
            kind: own(sample.kind),
            title: own(sample.title),
            text: own(sample.words),
            name: own(sample.name),
            unit: own(sample.unit),
            wish: own("yes"),
            ..AskingForm::default()
        },
        channel: own(sample.channel),
        stated: None,
        outside: None,
        is_sample: true,
    };
    let receipt = matters::register(office, &cast.clerk, at, &registering, Vec::new(), "").await?;
    Ok(receipt.id)
}

async fn lives(
    office: &Office,
    cast: &Cast,
    at: impl Fn(i64) -> anyhow::Result<Moment>,
    (id, sample): (MatterId, &Sample),
) -> anyhow::Result<()> {
    let seen = async |moment: Moment| -> anyhow::Result<(MatterId, i64)> {
        Ok((id, matters::get(office, &cast.clerk, moment, id).await?.version))
    };
    if sample.reached < Reached::Taken {
        return Ok(());
    }
    let account = cast.clerk.account.context("示例人员没有账号")?;
    let to = Target::Person(account);
    matters::assign(office, &cast.clerk, at(2)?, seen(at(2)?).await?, to, "").await?;
    matters::take(office, &cast.clerk, at(4)?, seen(at(4)?).await?).await?;
    if sample.reached < Reached::Submitted {
        return Ok(());
    }
    let draft = AnswerDraft {
        words: sample.answer,
        is_submitted: true,
    };
    matters::save_answer(office, &cast.clerk, at(6)?, seen(at(6)?).await?, draft).await?;
    if sample.reached < Reached::Answered {
        return Ok(());
    }
    matters::release(office, &cast.secrecy, at(8)?, seen(at(8)?).await?, "").await?;
    let who = Holder {
        organ: cast.clerk.organ,
        matter: id,
        from: "演示装入".to_owned(),
    };
    matters::rate(office, &who, at(10)?, 4, "").await?;
    if sample.reached < Reached::Published {
        return Ok(());
    }
    let hides = as_typed(&matters::proposed_copy(office, &cast.clerk, id).await?);
    matters::save_copy(office, &cast.clerk, at(12)?, seen(at(12)?).await?, &hides, true).await?;
    matters::publish(office, &cast.signer, at(14)?, seen(at(14)?).await?, "").await?;
    matters::close(office, &cast.clerk, at(16)?, seen(at(16)?).await?).await?;
    Ok(())
}
