//! What visitors of the public site do often: counted for a while, so that a page can ask them to show that they are
//! people, or to wait. Who it was is kept as a hash, and forgotten when the while is over.

use std::net::{IpAddr, Ipv6Addr};

use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, Statement, Value};
use sm3::{Digest, Sm3};

use crate::audit::instant;
use crate::entity::visit_count::{Column, Entity, Model};
use crate::error::OfficeError;
use crate::moment::Moment;
use crate::store::{Office, transaction};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visit {
    /// An application sent, by address.
    Applied,
    /// The same, by the organ it went to.
    AppliedHere,
    /// A matter asked, by address.
    Asked,
    /// The same, by the organ it went to.
    AskedHere,
    /// An answer called useful or not, by address.
    Judged,
    /// A form begun, by address.
    Begun,
    /// A draft kept, by address.
    DraftKept,
    /// Files handed in with the public form, by address.
    FilesKept,
    /// A return code that opens nothing, by address.
    WrongReturnCode,
    /// A number and query code that do not fit, by address.
    WrongQueryCode,
    /// The same, by number.
    WrongNumber,
    /// A link to an asking that opens nothing, by address.
    WrongLink,
    /// An annual report checked for anybody, by address.
    ReportChecked,
    /// A pass to an application that was ended, by the pass: it opens nothing any more.
    PassEnded,
}

impl Visit {
    const fn code(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::AppliedHere => "applied here",
            Self::Asked => "asked",
            Self::AskedHere => "asked here",
            Self::Judged => "judged",
            Self::Begun => "begun",
            Self::DraftKept => "draft",
            Self::FilesKept => "files",
            Self::WrongReturnCode => "return code",
            Self::WrongQueryCode => "query code",
            Self::WrongNumber => "number",
            Self::WrongLink => "link",
            Self::ReportChecked => "report check",
            Self::PassEnded => "pass",
        }
    }

    /// How long it is remembered, in milliseconds.
    const fn span(self) -> i64 {
        match self {
            // A pass that was ended can't be prolonged, and by itself is good for half an hour.
            Self::Applied
            | Self::AppliedHere
            | Self::Asked
            | Self::AskedHere
            | Self::Judged
            | Self::Begun
            | Self::DraftKept
            | Self::FilesKept
            | Self::ReportChecked
            | Self::PassEnded => 3_600_000,
            Self::WrongReturnCode | Self::WrongQueryCode | Self::WrongNumber | Self::WrongLink => 15 * 60_000,
        }
    }

    fn key(self, who: &str) -> String {
        format!("{} {}", self.code(), hex::encode(Sm3::digest(network(who))))
    }

    const ALL: [Self; 14] = [
        Self::Applied,
        Self::AppliedHere,
        Self::Asked,
        Self::AskedHere,
        Self::Judged,
        Self::Begun,
        Self::DraftKept,
        Self::FilesKept,
        Self::WrongReturnCode,
        Self::WrongQueryCode,
        Self::WrongNumber,
        Self::WrongLink,
        Self::ReportChecked,
        Self::PassEnded,
    ];
}

/// Whose an address is: with IPv6 one line has 64 bits of addresses, as many as anybody likes to send from (RFC 6177), so that
/// what is counted is the network before them. Anything else stands for itself.
pub fn network(address: &str) -> String {
    const LINE: usize = 4;
    match address.parse::<Ipv6Addr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let mut segments = address.segments();
            segments.iter_mut().skip(LINE).for_each(|segment| *segment = 0);
            format!("{}/64", Ipv6Addr::from(segments))
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.to_owned(),
    }
}

/// The part of the net that an address lies in: some hundreds of lines, none of which it tells (个人信息保护法第六条). What is
/// no address stands for itself.
pub(crate) fn neighbourhood(address: &str) -> String {
    const PART: usize = 3;
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let mut segments = address.segments();
            segments.iter_mut().skip(PART).for_each(|segment| *segment = 0);
            format!("{}/48", Ipv6Addr::from(segments))
        }
        Ok(IpAddr::V4(address)) => {
            let [first, second, third, _] = address.octets();
            format!("{first}.{second}.{third}.0/24")
        }
        Err(_) => address.to_owned(),
    }
}

/// How often, and until when that is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub times: i64,
    pub until: Timestamp,
}

/// How often it happened of late; nothing is counted.
pub async fn seen(office: &Office, moment: Moment, visit: Visit, who: &str) -> Result<Count, OfficeError> {
    let row = Entity::find_by_id(visit.key(who)).one(office.on()).await?;
    let recent = row.filter(|row| is_recent(row, visit, moment));
    count(visit, moment, recent.as_ref())
}

/// Counts one more. It waits for no act and holds up none: nobody's visits stand in the audit log.
pub async fn note(office: &Office, moment: Moment, visit: Visit, who: &str) -> Result<Count, OfficeError> {
    let key = visit.key(who);
    let row = transaction!(office, begin_bare, |tx| {
        let statement = one_more(office, moment, visit, &key);
        let counted = Model::find_by_statement(statement).one(tx.on()).await?;
        counted.ok_or(OfficeError::Missing)
    })?;
    transaction!(office, begin_bare, |tx| {
        for visit in Visit::ALL {
            let is_old = Column::Since.lte(moment.millis() - visit.span());
            let is_such = Column::Key.starts_with(format!("{} ", visit.code()));
            Entity::delete_many()
                .filter(is_such)
                .filter(is_old)
                .exec(tx.on())
                .await?;
        }
        Ok(())
    })?;
    count(visit, moment, Some(&row))
}

/// Takes back one that was counted before it was looked at, and was none.
pub async fn take_back(office: &Office, moment: Moment, visit: Visit, who: &str) -> Result<(), OfficeError> {
    let key = visit.key(who);
    transaction!(office, begin_bare, |tx| {
        Entity::update_many()
            .col_expr(Column::Count, Expr::col(Column::Count).sub(1))
            .filter(Column::Key.eq(&key))
            .filter(Column::Count.gt(0))
            .filter(Column::Since.gt(moment.millis() - visit.span()))
            .exec(tx.on())
            .await?;
        Ok(())
    })
}

/// One statement, so that of many at once each is counted: the row of the key with one more, or begun anew where the
/// while is over.
fn one_more(office: &Office, moment: Moment, visit: Visit, key: &str) -> Statement {
    let sql = "INSERT INTO visit_count (key, count, since) VALUES ($1, 1, $2) ON CONFLICT (key) DO UPDATE SET \
               count = CASE WHEN visit_count.since <= $3 THEN 1 ELSE visit_count.count + 1 END, \
               since = CASE WHEN visit_count.since <= $3 THEN $2 ELSE visit_count.since END \
               RETURNING key, count, since";
    let values: [Value; 3] = [
        key.into(),
        moment.millis().into(),
        (moment.millis() - visit.span()).into(),
    ];
    Statement::from_sql_and_values(office.engine().backend(), sql, values)
}

fn is_recent(row: &Model, visit: Visit, moment: Moment) -> bool {
    row.since > moment.millis() - visit.span()
}

fn count(visit: Visit, moment: Moment, row: Option<&Model>) -> Result<Count, OfficeError> {
    let since = row.map_or(moment.millis(), |row| row.since);
    Ok(Count {
        times: row.map_or(0, |row| row.count),
        until: instant(since + visit.span())?,
    })
}

#[cfg(test)]
mod tests {
    use super::{neighbourhood, network};

    #[test]
    fn of_an_address_that_is_kept_only_the_part_of_the_net_remains() {
        for (address, part) in [
            ("203.0.113.66", "203.0.113.0/24"),
            ("::ffff:203.0.113.66", "203.0.113.0/24"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
            ("local", "local"),
            ("", ""),
        ] {
            assert_eq!(neighbourhood(address), part);
        }
    }

    #[test]
    fn all_addresses_of_one_line_are_one_visitor() {
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::1e"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("2001:db8:1:2::1"), "2001:db8:1:2::/64");
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
        for other in ["192.0.2.7", "local", "孟津〔2026〕1号"] {
            assert_eq!(network(other), other);
        }
    }
}
