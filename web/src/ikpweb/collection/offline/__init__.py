"""Drafting without a connection: an installable page that keeps drafts encrypted on the device and sends them later."""
