"""From the bytes of a backup or dump to tables in memory. Pure; everything that comes here is hostile."""
