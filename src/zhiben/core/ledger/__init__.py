"""The ledger: acts, entries, sealed heads; see docs/guide/ledger.md."""
