"""What was computed from a cycle, shown as the public pages show it, to those who may see it before its release."""
