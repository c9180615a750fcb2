//! What has happened to a matter, taken from its events one by one. Who is responsible moves only when somebody takes it
//! (首接负责), or gives back in time what was assigned by mistake.

use super::event::{Event, What};
use crate::codes::Moment;

/// Who holds a matter before anybody took it: whoever is on duty for what comes in (首问、值班).
pub const INTAKE: &str = "受理岗";

/// Somebody who is responsible, from a moment on.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Holder {
    pub from: Moment,
    pub who: String,
}

/// How an offer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Taken,
    HandedBack,
    /// Offered to somebody else, or no longer needed.
    Superseded,
}

/// 交办 or 移交: somebody is asked to take the matter. Until they do, it is not theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub to: String,
    pub on: Moment,
    /// Who holds it meanwhile, and again once it is given back.
    pub held_by: String,
    pub is_assignment: bool,
    pub ended: Option<(Moment, Ended)>,
    /// Taken before it was handed back.
    pub taken_on: Option<Moment>,
}

impl Offer {
    /// Whether it waits to be taken.
    pub const fn is_pending(&self) -> bool {
        self.ended.is_none()
    }
}

/// The asker was asked for more: the answer's clock stands still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    pub asked: Moment,
    pub given: Option<Moment>,
}

/// 延期, as it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    pub on: Moment,
    pub days: u16,
    pub approved_by: String,
}

/// A rating, of the answer with that number, counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rating {
    pub on: Moment,
    pub score: u8,
    pub answer: usize,
}

/// How a matter ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    Closed,
    Withdrawn,
    /// With its ground.
    Declined(String),
}

/// All that has happened to a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    pub channel: String,
    pub received: Moment,
    /// Its kinds, one after the other, by their codes; there is one at least.
    kinds: Vec<(Moment, String)>,
    holders: Vec<Holder>,
    pub offers: Vec<Offer>,
    pub pauses: Vec<Pause>,
    pub extension: Option<Extension>,
    pub interim: Vec<Moment>,
    /// The answer, and those made anew.
    pub answers: Vec<Moment>,
    pub ratings: Vec<Rating>,
    pub published: Option<Moment>,
    pub ended: Option<(Moment, End)>,
    /// The first thing the office did.
    pub first_act: Option<Moment>,
}

impl History {
    /// The beginning; `None` where the event is no arrival.
    pub fn begin(event: &Event, kind: &str) -> Option<Self> {
        let What::Received { channel } = &event.what else {
            return None;
        };
        Some(Self {
            channel: channel.clone(),
            received: event.on,
            kinds: vec![(event.on, kind.to_owned())],
            holders: vec![Holder {
                from: event.on,
                who: INTAKE.to_owned(),
            }],
            offers: Vec::new(),
            pauses: Vec::new(),
            extension: None,
            interim: Vec::new(),
            answers: Vec::new(),
            ratings: Vec::new(),
            published: None,
            ended: None,
            first_act: None,
        })
    }

    /// The kind it is of now.
    pub fn kind(&self) -> &str {
        self.kinds.last().map_or("", |(_, kind)| kind)
    }

    /// The kind it came in as.
    pub fn first_kind(&self) -> &str {
        self.kinds.first().map_or("", |(_, kind)| kind)
    }

    /// The kinds it was changed to, with the moment.
    pub fn changes(&self) -> &[(Moment, String)] {
        self.kinds.get(1..).unwrap_or_default()
    }

    /// Everybody who was responsible, one after the other, without a gap.
    pub fn holders(&self) -> &[Holder] {
        &self.holders
    }

    /// Who is responsible now, or was to the end.
    pub fn holder(&self) -> &str {
        self.holders.last().map_or(INTAKE, |holder| &holder.who)
    }

    /// The offer that waits to be taken.
    pub fn pending(&self) -> Option<&Offer> {
        self.offers.last().filter(|offer| offer.is_pending())
    }

    /// Whether the asker was asked for more and has not given it.
    pub fn is_paused(&self) -> bool {
        self.answers.is_empty() && self.pauses.last().is_some_and(|pause| pause.given.is_none())
    }

    /// The rating of the last answer.
    pub fn last_rating(&self) -> Option<&Rating> {
        let last = self.answers.len().checked_sub(1)?;
        self.ratings.iter().find(|rating| rating.answer == last)
    }

    /// The moment from which nobody waits for an answer any more: it is out, or the matter ended without.
    pub fn settled(&self) -> Option<Moment> {
        let ended = self.ended.as_ref().map(|(on, _)| *on);
        self.answers.first().copied().or(ended)
    }

    /// Takes what happened; that it may be was asked before (`gate`).
    pub(super) fn take(&mut self, event: &Event) {
        let on = event.on;
        if event.what.act().is_ours() {
            self.first_act.get_or_insert(on);
        }
        match &event.what {
            What::Received { .. } => {}
            What::Assigned { to } => self.offer(on, to, true),
            What::HandedOver { to } => self.offer(on, to, false),
            What::Taken { by } => self.taken(on, by),
            What::HandedBack { .. } => self.handed_back(on),
            What::MoreAsked {} => self.pauses.push(Pause {
                asked: on,
                given: None,
            }),
            What::MoreGiven {} => {
                if let Some(pause) = self.pauses.last_mut() {
                    pause.given.get_or_insert(on);
                }
            }
            What::InterimAnswered {} => self.interim.push(on),
            What::Extended { days, approved_by } => {
                self.extension = Some(Extension {
                    on,
                    days: *days,
                    approved_by: approved_by.clone(),
                });
            }
            What::KindChanged { to } => self.kinds.push((on, to.clone())),
            What::Answered {} | What::Redone {} => {
                self.supersede(on);
                self.answers.push(on);
            }
            What::Published {} => self.published = Some(on),
            What::Rated { score } => self.rated(on, *score),
            What::Withdrawn {} => self.end(on, End::Withdrawn),
            What::Declined { ground } => self.end(on, End::Declined(ground.clone())),
            What::Closed {} => self.end(on, End::Closed),
        }
    }

    fn offer(&mut self, on: Moment, to: &str, is_assignment: bool) {
        self.supersede(on);
        let held_by = self.holder().to_owned();
        self.offers.push(Offer {
            to: to.to_owned(),
            on,
            held_by,
            is_assignment,
            ended: None,
            taken_on: None,
        });
    }

    /// Whoever was asked to take it need not any more.
    fn supersede(&mut self, on: Moment) {
        if let Some(offer) = self.offers.last_mut() {
            offer.ended.get_or_insert((on, Ended::Superseded));
        }
    }

    fn taken(&mut self, on: Moment, by: &str) {
        if let Some(offer) = self.offers.last_mut().filter(|offer| offer.is_pending()) {
            offer.ended = Some((on, Ended::Taken));
            offer.taken_on = Some(on);
        }
        self.hold(on, by);
    }

    fn handed_back(&mut self, on: Moment) {
        let Some(offer) = self.offers.last_mut() else {
            return;
        };
        let was_taken = offer.taken_on.is_some();
        offer.ended = Some((on, Ended::HandedBack));
        if was_taken {
            let back_to = offer.held_by.clone();
            self.hold(on, &back_to);
        }
    }

    fn hold(&mut self, from: Moment, who: &str) {
        if self.holder() != who {
            let who = who.to_owned();
            self.holders.push(Holder { from, who });
        }
    }

    fn rated(&mut self, on: Moment, score: u8) {
        let answer = self.answers.len().saturating_sub(1);
        self.ratings.push(Rating { on, score, answer });
    }

    /// A bad rating of what was closed meanwhile: it is open again.
    pub(super) fn reopen(&mut self) {
        if matches!(self.ended, Some((_, End::Closed))) {
            self.ended = None;
        }
    }

    fn end(&mut self, on: Moment, end: End) {
        self.supersede(on);
        self.ended = Some((on, end));
    }
}
