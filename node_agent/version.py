"""The agent's version, as heartbeats tell it."""

VERSION = "0.1.0"
