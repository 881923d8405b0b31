"""What the centre keeps up to date, in versions, and what offices propose."""

from ikpweb.prevention.curation.models.proposal import Proposal, ProposalStep, Status
from ikpweb.prevention.curation.models.version import Subject, Version

__all__ = ["Proposal", "ProposalStep", "Status", "Subject", "Version"]
