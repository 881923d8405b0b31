"""The register of risks and actions of each office: who does what until when, and what came of it."""
