"""What changes people, their memberships and how they sign in; each change is in the audit log."""
