"""People, how they sign in, and the offices and roles they act for."""
