//! Reads an annual report that others wrote, by its labels and not by its positions.
