"""The action library as it is now: what the software ships, with what the centre accepted and withdrew since."""

from ikpweb.prevention.curation.selectors.library import find, library
from ikpweb.prevention.shipped import Action, LibraryError, Study, Terms, check, studies, terms

__all__ = ["Action", "LibraryError", "Study", "Terms", "check", "find", "library", "studies", "terms"]
