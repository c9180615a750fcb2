//! What the hits are: how many stand in each column, year and so on. A choice in one dimension leaves the numbers of that
//! dimension as they are, so that the reader sees what another choice would give.

use std::collections::BTreeMap;

use serde::Serialize;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::entry::Entry;

/// By what hits can be narrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    Column,
    Year,
    Category,
    Kind,
    Validity,
    Organ,
}

impl Dimension {
    pub const ALL: [Self; 6] = [
        Self::Column,
        Self::Year,
        Self::Category,
        Self::Kind,
        Self::Validity,
        Self::Organ,
    ];

    /// Its name in addresses and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Column => "column",
            Self::Year => "year",
            Self::Category => "category",
            Self::Kind => "kind",
            Self::Validity => "validity",
            Self::Organ => "organ",
        }
    }

    pub(crate) fn values(self, entry: &Entry) -> Vec<String> {
        match self {
            Self::Column => entry.columns.clone(),
            Self::Year => entry.day.map(|day| day.year().to_string()).into_iter().collect(),
            Self::Category => entry.category.clone().into_iter().collect(),
            Self::Kind => vec![entry.kind.clone()],
            Self::Validity => entry.validity.clone().into_iter().collect(),
            Self::Organ => vec![entry.organ.clone()],
        }
    }
}

/// What was chosen: a value for each dimension that is narrowed.
pub type Filters = BTreeMap<Dimension, String>;

/// How many hits have which value.
pub type Facets = BTreeMap<Dimension, BTreeMap<String, u64>>;

/// Counts the hits that fit all choices, and the values in each dimension of those that fit the other choices.
pub(crate) struct Counting {
    pub filters: Filters,
}

#[derive(Debug, Default)]
pub(crate) struct Counted {
    pub total: u64,
    pub facets: Facets,
}

pub(crate) struct OfSegment {
    dimensions: Vec<OfDimension>,
    total: u64,
}

/// What was chosen, as the segment numbers it.
#[derive(Clone, Copy)]
enum Chosen {
    Nothing,
    Value(u64),
    /// A value that nothing in the segment has.
    Unknown,
}

struct OfDimension {
    dimension: Dimension,
    column: Option<StrColumn>,
    chosen: Chosen,
    counts: Vec<u64>,
}

impl OfDimension {
    fn fits(&self, doc: DocId) -> bool {
        match (self.chosen, &self.column) {
            (Chosen::Nothing, _) => true,
            (Chosen::Value(chosen), Some(column)) => {
                column.ords().values_for_doc(doc).any(|value| value == chosen)
            }
            _ => false,
        }
    }

    fn count(&mut self, doc: DocId) {
        let Some(column) = &self.column else { return };
        for value in column.ords().values_for_doc(doc) {
            let place = usize::try_from(value).ok();
            if let Some(count) = place.and_then(|place| self.counts.get_mut(place)) {
                *count += 1;
            }
        }
    }
}

impl Collector for Counting {
    type Fruit = tantivy::Result<Counted>;
    type Child = OfSegment;

    fn for_segment(&self, _segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<OfSegment> {
        let mut dimensions = Vec::new();
        for dimension in Dimension::ALL {
            let column = reader.fast_fields().str(dimension.name())?;
            let number = |value: &String| match &column {
                Some(column) => column.dictionary().term_ord(value.as_bytes()),
                None => Ok(None),
            };
            let chosen = match self.filters.get(&dimension) {
                None => Chosen::Nothing,
                Some(value) => number(value)?.map_or(Chosen::Unknown, Chosen::Value),
            };
            let values = column
                .as_ref()
                .map_or(0, |column| column.dictionary().num_terms());
            dimensions.push(OfDimension {
                dimension,
                column,
                chosen,
                counts: vec![0; values],
            });
        }
        Ok(OfSegment { dimensions, total: 0 })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        fruits: Vec<tantivy::Result<Counted>>,
    ) -> tantivy::Result<tantivy::Result<Counted>> {
        let mut all = Counted::default();
        for fruit in fruits {
            let fruit = fruit?;
            all.total += fruit.total;
            for (dimension, counts) in fruit.facets {
                let sums = all.facets.entry(dimension).or_default();
                for (value, count) in counts {
                    *sums.entry(value).or_default() += count;
                }
            }
        }
        Ok(Ok(all))
    }
}

impl SegmentCollector for OfSegment {
    type Fruit = tantivy::Result<Counted>;

    fn collect(&mut self, doc: DocId, _score: Score) {
        let mut misfits = self.dimensions.iter().filter(|one| !one.fits(doc));
        let misfit = misfits.next().map(|one| one.dimension);
        if misfits.next().is_some() {
            return;
        }
        self.total += u64::from(misfit.is_none());
        for one in &mut self.dimensions {
            if misfit.is_none_or(|misfit| misfit == one.dimension) {
                one.count(doc);
            }
        }
    }

    fn harvest(self) -> tantivy::Result<Counted> {
        let mut facets = Facets::new();
        for one in self.dimensions {
            let Some(column) = one.column else { continue };
            let counts = facets.entry(one.dimension).or_default();
            for (number, count) in (0..).zip(one.counts).filter(|(_, count)| *count > 0) {
                let mut value = String::new();
                if column.ord_to_str(number, &mut value)? {
                    counts.insert(value, count);
                }
            }
        }
        Ok(Counted {
            total: self.total,
            facets,
        })
    }
}
