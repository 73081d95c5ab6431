"""Alembic migrations, a linear chain."""
