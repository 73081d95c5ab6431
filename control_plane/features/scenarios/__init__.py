"""Saved what-if questions with what is to come of them, held against every change."""
