"""Moving in from FreePBX, with the real database, storage and call logic."""
