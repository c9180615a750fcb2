//! The form of a column as typed, with the boxes of what it takes in.

use std::collections::BTreeMap;

use law::columns::DocumentKind;
use office::OutletId;
use office::columns::{Column, ColumnForm, ContractForm};
use serde::Deserialize;

use crate::desk::options::{numbered, ticked};

/// The fields as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    #[serde(deserialize_with = "numbered")]
    pub version: i64,
    pub ticket: String,
    pub name: String,
    pub slug: String,
    pub kind: String,
    pub parent: String,
    pub description: String,
    pub keywords: String,
    #[serde(deserialize_with = "ticked")]
    pub is_hidden: bool,
    pub purpose: String,
    pub owner_unit: String,
    pub owner: String,
    pub period: String,
    pub period_source: String,
    pub period_from: String,
    pub period_to: String,
    /// The boxes of what it takes in: each has a name of its own.
    #[serde(flatten)]
    pub ticks: BTreeMap<String, String>,
}

/// Before the code in the name of a box.
const KIND: &str = "takes-";
/// Before the id of an outlet in the name of a box.
const OUTLET: &str = "outlet-";

/// A kind of documents that the column may take in.
pub struct KindBox {
    pub name: String,
    pub label: &'static str,
    pub is_on: bool,
}

impl Typed {
    pub fn of(column: &Column) -> Self {
        let contract = column.contract.form();
        let outlets = contract.outlets.into_iter();
        let outlets = outlets.map(|id| (format!("{OUTLET}{id}"), "true".to_owned()));
        Self {
            version: column.version,
            ticket: String::new(),
            name: column.name.clone(),
            slug: column.slug.clone(),
            kind: column.kind.code().to_owned(),
            parent: column.parent.map(|id| id.to_string()).unwrap_or_default(),
            description: column.description.clone().unwrap_or_default(),
            keywords: column.keywords.clone().unwrap_or_default(),
            is_hidden: column.is_hidden,
            purpose: contract.purpose,
            owner_unit: contract.owner_unit,
            owner: contract.owner.map(|id| id.to_string()).unwrap_or_default(),
            period: contract.period,
            period_source: contract.period_source,
            period_from: contract.period_from,
            period_to: contract.period_to,
            ticks: contract
                .kinds
                .into_iter()
                .map(|code| (format!("{KIND}{code}"), "true".to_owned()))
                .chain(outlets)
                .collect(),
        }
    }

    /// The boxes as they stand.
    pub fn boxes(&self) -> Vec<KindBox> {
        let kinds = DocumentKind::ALL.iter();
        kinds
            .map(|kind| {
                let name = format!("{KIND}{}", kind.code());
                KindBox {
                    is_on: self.ticks.contains_key(&name),
                    label: kind.label(),
                    name,
                }
            })
            .collect()
    }

    /// The box of an outlet: its name, and whether it is ticked.
    pub fn outlet_box(&self, outlet: OutletId) -> (String, bool) {
        let name = format!("{OUTLET}{outlet}");
        let is_on = self.ticks.contains_key(&name);
        (name, is_on)
    }

    /// What it takes in, in words.
    pub fn taken(&self) -> String {
        let on = self.boxes().into_iter().filter(|one| one.is_on);
        on.map(|one| one.label).collect::<Vec<_>>().join("、")
    }

    pub fn contract(&self) -> ContractForm {
        let codes = self.ticks.keys().filter_map(|name| name.strip_prefix(KIND));
        let outlets = self.ticks.keys().filter_map(|name| name.strip_prefix(OUTLET));
        ContractForm {
            purpose: self.purpose.clone(),
            owner_unit: self.owner_unit.clone(),
            owner: self.owner.parse().ok(),
            period: self.period.clone(),
            period_source: self.period_source.clone(),
            period_from: self.period_from.clone(),
            period_to: self.period_to.clone(),
            kinds: codes.map(str::to_owned).collect(),
            outlets: outlets.map(str::to_owned).collect(),
        }
    }

    pub fn column(&self) -> ColumnForm {
        ColumnForm {
            name: self.name.clone(),
            slug: self.slug.clone(),
            kind: self.kind.clone(),
            parent: self.parent.parse().ok(),
            description: self.description.clone(),
            keywords: self.keywords.clone(),
            is_hidden: self.is_hidden,
            contract: self.contract(),
        }
    }
}
