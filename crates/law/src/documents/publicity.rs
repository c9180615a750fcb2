//! The publicity (公开属性) that is settled at drafting with its reason (国办发〔2016〕80号: 拟制公文时明确主动公开、依申请公开、不予公开), of
//! joint documents by the organ that led (条例第十条第三款), of what is forwarded by its source.

use super::Publicity;
use crate::codes::WhyNot;

/// On what the publicity of an edition rests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attribution<'a> {
    /// The organs that made it together; blank where one did.
    pub joint_with: &'a str,
    /// 牵头机关
    pub lead: &'a str,
    /// What is forwarded or reposted (转发、转载), by its name and number; blank where nothing is.
    pub source: &'a str,
    pub source_publicity: Option<Publicity>,
}

impl Attribution<'_> {
    /// Whether another organ led, whose document it is (条例第十条第三款).
    pub fn is_led_elsewhere(&self, organ: &str) -> bool {
        let lead = self.lead.trim();
        !self.joint_with.trim().is_empty() && !lead.is_empty() && lead != organ.trim()
    }

    /// What is missing or contradicts `publicity`.
    pub(super) fn blockers(&self, publicity: Option<Publicity>) -> Vec<WhyNot> {
        let mut list = Vec::new();
        if !self.joint_with.trim().is_empty() && self.lead.trim().is_empty() {
            let message =
                "联合制发的文件由牵头机关认定公开属性、负责公开（条例第十条第三款），请写明牵头机关。";
            list.push(WhyNot::new("lead_organ", message));
        }
        let source = self.source.trim();
        if source.is_empty() {
            return list;
        }
        match self.source_publicity {
            None => {
                let message = format!("请填写所转发的“{source}”的公开属性，转发件随原文件。");
                list.push(WhyNot::new("source_publicity", message));
            }
            Some(of_source) if publicity.is_some_and(|own| own != of_source) => {
                let message = format!(
                    "所转发的“{source}”的公开属性为“{}”，转发件随原文件，不能改变。",
                    of_source.label()
                );
                list.push(WhyNot::new("publicity", message));
            }
            Some(_) => {}
        }
        list
    }

    /// What to look at: who publishes a joint document.
    pub(super) fn hint(&self, organ: &str) -> Option<String> {
        self.is_led_elsewhere(organ).then(|| {
            format!(
                "联合制发的文件由牵头的“{}”负责公开（条例第十条第三款），本机关公开的不计入本机关的制发件数。",
                self.lead.trim()
            )
        })
    }
}

impl Publicity {
    /// Whether it is stated only with its reason.
    pub const fn needs_reason(self) -> bool {
        !matches!(self, Self::Proactive)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(of: Attribution<'_>, publicity: Publicity) -> Vec<&'static str> {
        of.blockers(Some(publicity))
            .into_iter()
            .map(|why| why.field)
            .collect()
    }

    #[test]
    fn what_is_forwarded_follows_its_source() {
        let forwarded = Attribution {
            source: "洛政办〔2026〕3号",
            source_publicity: Some(Publicity::OnRequest),
            ..Attribution::default()
        };
        assert_eq!(fields(forwarded, Publicity::Proactive), ["publicity"]);
        assert_eq!(fields(forwarded, Publicity::OnRequest), [""; 0]);
        let unknown = Attribution {
            source_publicity: None,
            ..forwarded
        };
        assert_eq!(fields(unknown, Publicity::Proactive), ["source_publicity"]);
        assert_eq!(fields(Attribution::default(), Publicity::NotPublic), [""; 0]);
    }

    #[test]
    fn a_joint_document_names_the_organ_that_led_and_is_its_document() {
        let joint = Attribution {
            joint_with: "示例区财政局",
            ..Attribution::default()
        };
        assert_eq!(fields(joint, Publicity::Proactive), ["lead_organ"]);
        let led = Attribution {
            lead: "示例区财政局",
            ..joint
        };
        assert_eq!(fields(led, Publicity::Proactive), [""; 0]);
        assert!(led.is_led_elsewhere("示例管委会") && led.hint("示例管委会").is_some());
        assert!(!led.is_led_elsewhere("示例区财政局") && !joint.is_led_elsewhere("示例管委会"));
    }

    #[test]
    fn only_what_is_proactive_needs_no_reason() {
        let needing: Vec<_> = Publicity::ALL.iter().filter(|one| one.needs_reason()).collect();
        assert_eq!(needing, [&Publicity::OnRequest, &Publicity::NotPublic]);
    }
}
