"""Reading FreePBX's files and translating what is in them."""
