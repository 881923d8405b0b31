"""The study of docs/explanation/validation.md: did the IKP come true?"""
