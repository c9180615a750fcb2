//! read -> write -> read gives the same report, for each format that can be read.
