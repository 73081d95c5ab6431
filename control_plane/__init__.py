"""The control plane: Flask, PostgreSQL, RQ producer. Start reading at app.py and wiring.py."""
