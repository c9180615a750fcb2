//! The integration tests of the `gongkai` program, one binary.

mod walls;
