//! The filters over the lists of cases: by state, handler, channel, kind of applicant and due day; over the ledger by words,
//! outcome and year as well. What of it is codes can be kept under a name (`views`).

use law::calendar::Calendar;
use law::cases::{Channel, State, Urgency};
use law::codes::{ApplicantKind, TableThreeRow};
use office::cases::{CaseFilter, HandledBy, ViewOf};
use office::{AccountId, cases};
use serde::{Deserialize, Serialize};

use super::ledger::outcomes;
use crate::desk::layout::Desk;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::forms::typed_year;

/// Whom nobody was given.
const NOBODY: &str = "nobody";

/// What is asked of a list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub mine: String,
    pub q: String,
    pub state: String,
    pub outcome: String,
    pub handler: String,
    pub channel: String,
    pub kind: String,
    pub due: String,
    pub year: String,
    pub page: String,
}

/// The codes of a filter that can be kept, as an address has them.
#[derive(Serialize)]
struct Codes<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    state: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    outcome: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    handler: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    channel: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    kind: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    due: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    year: String,
}

/// The filters as they are shown.
pub(super) struct Filters {
    pub asked: Asked,
    pub states: Vec<Choice>,
    pub outcomes: Vec<Choice>,
    pub handlers: Vec<Choice>,
    pub channels: Vec<Choice>,
    pub kinds: Vec<Choice>,
    pub dues: Vec<Choice>,
    /// Whether words, outcome and year may be asked for as well.
    pub is_ledger: bool,
    pub action: &'static str,
}

impl Filters {
    /// Those over a list, with what is asked.
    pub async fn of(desk: &Desk, list: ViewOf, asked: Asked) -> Result<Self, Problem> {
        let is_ledger = list == ViewOf::All;
        let people = cases::handlers(desk.office(), &desk.actor).await?;
        let people = people.into_iter().map(|(id, name)| Choice::of(id, name));
        let nobody = std::iter::once(Choice::of(NOBODY, "未指定"));
        let coded = |(code, label): (&'static str, &'static str)| Choice::of(code, label);
        let states = State::ALL.iter().filter(|state| is_ledger || state.is_open());
        let dues = DUES.iter().map(|due| coded((code_of(*due), due.label())));
        Ok(Self {
            asked,
            states: states.map(|one| coded((one.code(), one.label()))).collect(),
            outcomes: outcomes(),
            handlers: people.chain(nobody).collect(),
            channels: Channel::ALL
                .iter()
                .map(|one| coded((one.code(), one.label())))
                .collect(),
            kinds: ApplicantKind::parts()
                .map(|one| coded((one.code(), one.label())))
                .collect(),
            dues: dues.collect(),
            is_ledger,
            action: address(list),
        })
    }
}

/// The address of a list.
pub(super) const fn address(list: ViewOf) -> &'static str {
    match list {
        ViewOf::Open => "/desk/cases",
        ViewOf::All => "/desk/cases/ledger",
    }
}

/// In how many groups a due day falls.
const DUES: [Urgency; 5] = Urgency::ALL;

const fn code_of(due: Urgency) -> &'static str {
    match due {
        Urgency::Overdue => "overdue",
        Urgency::Today => "today",
        Urgency::ThreeDays => "three_days",
        Urgency::Week => "week",
        Urgency::Later => "later",
    }
}

impl Asked {
    /// What the office is asked.
    pub fn filter(&self, desk: &Desk, calendar: &Calendar) -> CaseFilter {
        let due = DUES.into_iter().find(|due| code_of(*due) == self.due);
        let own = desk.actor.account.filter(|_| self.mine == "1");
        CaseFilter {
            state: State::from_code(&self.state),
            outcome: TableThreeRow::from_code(&self.outcome),
            handler: own.map(HandledBy::Account).or_else(|| self.handler()),
            channel: Channel::from_code(&self.channel),
            kind: ApplicantKind::from_code(&self.kind),
            due: due.map(|due| due.days(desk.moment.today, calendar)),
            year: typed_year(&self.year),
            text: self.q.clone(),
            page: self.page.parse().unwrap_or(1),
        }
    }

    fn handler(&self) -> Option<HandledBy> {
        if self.handler == NOBODY {
            return Some(HandledBy::Nobody);
        }
        self.handler
            .parse()
            .ok()
            .map(|id| HandledBy::Account(AccountId(id)))
    }

    /// Its codes alone, as an address has them, whatever else is asked; empty where none is asked for.
    pub fn codes(&self) -> String {
        let known = |is_known: bool, code: &'_ str| if is_known { code.to_owned() } else { String::new() };
        let handler = match self.handler() {
            Some(HandledBy::Nobody) => NOBODY.to_owned(),
            Some(HandledBy::Account(account)) => account.to_string(),
            None => String::new(),
        };
        let state = known(State::from_code(&self.state).is_some(), &self.state);
        let outcome = known(TableThreeRow::from_code(&self.outcome).is_some(), &self.outcome);
        let channel = known(Channel::from_code(&self.channel).is_some(), &self.channel);
        let kind = known(ApplicantKind::from_code(&self.kind).is_some(), &self.kind);
        let due = known(DUES.iter().any(|due| code_of(*due) == self.due), &self.due);
        let codes = Codes {
            state: &state,
            outcome: &outcome,
            handler,
            channel: &channel,
            kind: &kind,
            due: &due,
            year: typed_year(&self.year)
                .map(|year| year.to_string())
                .unwrap_or_default(),
        };
        serde_html_form::to_string(codes).unwrap_or_default()
    }

    /// What of it is asked of the board. One's own cases by a further filter are those that one handles.
    pub fn of_board(self, desk: &Desk) -> Self {
        let asked = Self {
            q: String::new(),
            outcome: String::new(),
            year: String::new(),
            ..self
        };
        match desk
            .actor
            .account
            .filter(|_| asked.mine == "1" && !asked.codes().is_empty())
        {
            Some(own) => Self {
                mine: String::new(),
                handler: own.to_string(),
                ..asked
            },
            None => asked,
        }
    }

    /// Whether anything is asked for.
    pub fn is_filtered(&self) -> bool {
        !self.codes().is_empty() || !self.q.trim().is_empty()
    }
}
