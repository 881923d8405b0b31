"""The screens on which an office enters, corrects and hands in."""
