//! Nothing: the manifest is what counts, and the tests that are run under it.
