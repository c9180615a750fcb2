//! What happened, as it is told to who asked and on the course of a matter: who has it now, and since when.

use super::event::{What, channel_label};
use super::ground::Ground;

impl What {
    /// In plain words, without a name of who asked. Whom it was given to is told: who asks may know who answers.
    pub fn told(&self) -> String {
        match self {
            Self::Received { channel } => format!("由{}收到", channel_label(channel)),
            Self::Assigned { to } => format!("交{to}办理，待签收"),
            Self::Taken { by } => format!("{by}签收，由其负责办理"),
            Self::HandedBack { .. } => "承办单位退回，重新交办".to_owned(),
            Self::HandedOver { to } => format!("移交{to}，待签收"),
            Self::MoreAsked {} => "请您补充内容".to_owned(),
            Self::MoreGiven {} => "收到补充内容".to_owned(),
            Self::InterimAnswered {} => "阶段答复".to_owned(),
            Self::Extended { days, .. } => format!("经批准，答复期限延长{days}个工作日"),
            Self::KindChanged { .. } => "调整了办件类别".to_owned(),
            Self::Answered {} => "答复".to_owned(),
            Self::Published {} => "隐去个人信息后公开了问答".to_owned(),
            Self::Rated { .. } => "已评价".to_owned(),
            Self::Redone {} => "重新办理后再次答复".to_owned(),
            Self::Withdrawn {} => "本人撤回".to_owned(),
            Self::Declined { ground } => {
                let label = Ground::from_code(ground)
                    .map_or_else(|| ground.clone(), |known| known.label().to_owned());
                format!("不予受理：{label}")
            }
            Self::Closed {} => "办结归档".to_owned(),
        }
    }

    /// Whether who asked is told by mail that it happened.
    pub const fn is_news(&self) -> bool {
        matches!(
            self,
            Self::MoreAsked {}
                | Self::InterimAnswered {}
                | Self::Extended { .. }
                | Self::Answered {}
                | Self::Redone {}
                | Self::Declined { .. }
        )
    }
}
