"""Passages to a doccano server and back: what the machine suggests goes there, what people decide comes here."""
