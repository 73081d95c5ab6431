"""What is wrong or odd in a company's telephony, found before a caller does. Pure."""

from tenants.lint.finding import Check, Finding, Severity
from tenants.lint.registry import CHECKS, lint

__all__ = ["CHECKS", "Check", "Finding", "Severity", "lint"]
