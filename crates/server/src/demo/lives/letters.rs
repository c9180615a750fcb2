//! The letters of the demonstration's cases: drafted, reviewed by the others, signed, delivered.

use anyhow::Context;
use law::cases::decision::{Decision, EarlierReply};
use law::cases::letters::{Consulted, Correcting, Deferral, Fee, LetterKind};
use law::cases::{Delivery, Party, What};
use law::fees::{Charge, Tariff};
use law::review::Level;
use office::cases::letters::{self, Agreement, Basis, Dispatch, Sent};
use office::cases::{self, enclosures};
use office::{EnclosureId, LetterId, Moment};

use super::{Known, Lives};
use crate::demo::cases::{Reply, Typed, Until};

/// How long an applicant has to correct an application, in working days.
const CORRECTING: u16 = 15;

impl Lives<'_> {
    /// A letter of procedure, signed and handed over on one day.
    pub(super) async fn writes(&self, known: &Known, moment: Moment, typed: &Typed) -> anyhow::Result<()> {
        let basis = self.basis(typed, moment);
        let case = known.receipt.case;
        let clerk = &self.cast.clerk;
        let letter = letters::draft(self.office, clerk, moment, case, typed.kind, &basis).await?;
        self.goes_through(moment, letter, &[], Until::Sent).await?;
        self.delivers(moment, letter, typed.how).await
    }

    fn basis(&self, typed: &Typed, moment: Moment) -> Basis {
        let respond_by = Some(self.calendar.due(moment.today, CORRECTING).on);
        let charge = Some(Charge {
            tariff: Tariff::Pages,
            quantity: typed.pages,
        });
        let name = Some(typed.party.clone());
        match typed.kind {
            LetterKind::Correction => Basis {
                what: Some(What::CorrectionRequested {
                    respond_by,
                    received_on: None,
                }),
                correcting: Correcting {
                    items: typed.items.clone(),
                    grounds: typed.grounds.clone(),
                    respond_by,
                    ..Correcting::default()
                },
                ..Basis::default()
            },
            LetterKind::ReasonsAsked => Basis {
                what: Some(What::ReasonsRequested {
                    respond_by,
                    received_on: None,
                }),
                correcting: Correcting {
                    respond_by,
                    excess: typed.reasons.clone(),
                    ..Correcting::default()
                },
                ..Basis::default()
            },
            LetterKind::Extension => Basis {
                what: Some(What::Extended {
                    days: typed.days,
                    approved_by: String::new(),
                }),
                deferral: Deferral {
                    days: typed.days,
                    reasons: typed.reasons.clone(),
                    ..Deferral::default()
                },
                ..Basis::default()
            },
            LetterKind::Fee => Basis {
                what: Some(What::FeeNotified { received_on: None }),
                charge,
                fee: Fee {
                    charge,
                    way_to_pay: "示例银行，账号 0000 0000 0000，或者到政务公开股现场缴纳".to_owned(),
                    ..Fee::default()
                },
                ..Basis::default()
            },
            _ => Basis {
                what: Some(What::ConsultationSent {
                    party: Party::ThirdParty,
                    name,
                    received_on: None,
                    number: None,
                    content: None,
                }),
                consulted: Consulted {
                    name: typed.party.clone(),
                    content: typed.content.clone(),
                    party: Some(Party::ThirdParty),
                    ..Consulted::default()
                },
                ..Basis::default()
            },
        }
    }

    /// Decides, and answers as far as it has come.
    pub(super) async fn replies(
        &self,
        known: &Known,
        moment: Moment,
        reply: &Reply,
    ) -> anyhow::Result<LetterId> {
        let (office, clerk, case) = (self.office, &self.cast.clerk, known.receipt.case);
        let decision = self.dated(reply, moment).await?;
        let version = self.version(known, moment).await?;
        cases::save_decision(office, clerk, moment, case, version, &decision).await?;
        let kind = LetterKind::of(decision.outcome);
        let letter = letters::draft(office, clerk, moment, case, kind, &Basis::default()).await?;
        let enclosed = enclosures::in_work(office, clerk, case).await?;
        let enclosed: Vec<EnclosureId> = enclosed.into_iter().map(|one| one.id).collect();
        self.goes_through(moment, letter, &enclosed, reply.until).await?;
        if reply.until == Until::Sent {
            self.delivers(moment, letter, reply.how).await?;
        }
        Ok(letter)
    }

    /// The decision with the days of what it rests on, and the reply that it repeats.
    async fn dated(&self, reply: &Reply, moment: Moment) -> anyhow::Result<Decision> {
        let mut decision = reply.decision.clone();
        for search in &mut decision.searches {
            search.on.get_or_insert(moment.today);
        }
        let assessment = &mut decision.grounds.assessment;
        if !assessment.by.is_empty() {
            assessment.on.get_or_insert(moment.today);
        }
        if !reply.repeats.is_empty() {
            let earlier = self.known.values().find(|one| one.key == reply.repeats);
            let letter = earlier.and_then(|one| one.reply).context("没有作过这份答复")?;
            let letter = letters::get(self.office, &self.cast.clerk, letter).await?.letter;
            decision.earlier = EarlierReply {
                number: letter.number.unwrap_or_default(),
                on: letter.dated,
                is_before_system: false,
            };
        }
        Ok(decision)
    }

    /// Submitted by the clerk, checked and signed by the others.
    async fn goes_through(
        &self,
        moment: Moment,
        letter: LetterId,
        enclosed: &[EnclosureId],
        until: Until,
    ) -> anyhow::Result<()> {
        let (office, cast) = (self.office, self.cast);
        let version = letters::get(office, &cast.clerk, letter).await?.version;
        letters::submit(office, &cast.clerk, moment, letter, version).await?;
        let agreement = Agreement {
            opinion: "同意",
            accepts_tentative: true,
        };
        loop {
            let now = letters::get(office, &cast.clerk, letter).await?;
            let actor = match now.next_level {
                None => return Ok(()),
                Some(Level::Signing) if until == Until::Submitted => return Ok(()),
                Some(Level::Signing) => &cast.signer,
                Some(Level::Secrecy) => &cast.secrecy,
                Some(_) => &cast.legal,
            };
            letters::approve(office, actor, moment, letter, now.version, agreement, enclosed).await?;
        }
    }

    /// The reply lies signed again, to go out once more.
    pub(super) async fn comes_back(&self, known: &Known, moment: Moment, why: &str) -> anyhow::Result<()> {
        let letter = known.reply.context("没有答复书可以退回")?;
        let (office, clerk) = (self.office, &self.cast.clerk);
        let version = letters::get(office, clerk, letter).await?.version;
        letters::record_return(office, clerk, moment, letter, version, (moment.today, why)).await?;
        Ok(())
    }

    async fn delivers(&self, moment: Moment, letter: LetterId, how: Delivery) -> anyhow::Result<()> {
        let (office, clerk) = (self.office, &self.cast.clerk);
        let version = letters::get(office, clerk, letter).await?.version;
        // Each letter has a number of its own at the post; what went over the internet nobody signs for.
        let tracking_number = match how {
            Delivery::Post => format!("XA{:011}", letter.0.rem_euclid(100_000_000_000)),
            _ => String::new(),
        };
        let proof = match how {
            Delivery::InPerson | Delivery::Entrusted => "示例：本人当面签收",
            Delivery::LeftBehind => "示例：社区工作人员到场见证",
            Delivery::Email | Delivery::Fax => "示例：已发送到申请人提供的邮箱",
            Delivery::Post | Delivery::Online | Delivery::Announced => "",
        };
        let sent = Sent {
            tracking_number,
            proof: proof.to_owned(),
            ..Sent::by(how)
        };
        let dispatch = Dispatch {
            on: moment.today,
            sent,
            received_on: None,
        };
        letters::deliver(office, clerk, moment, letter, version, &dispatch).await?;
        Ok(())
    }
}
