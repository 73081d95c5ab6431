"""What runs on a telephony node: applies signed changes, drives the local engine, keeps and ships call facts."""
