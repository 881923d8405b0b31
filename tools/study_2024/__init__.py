"""The study behind the assumed steps of the edition 2024; see docs/explanation/ikp-2024-unpublished-steps.md."""
