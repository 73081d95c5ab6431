"""Real engines and real processes of an instance, started and stopped."""
