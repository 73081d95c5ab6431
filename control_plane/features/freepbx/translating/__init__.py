"""From FreePBX's tables to objects of a company: one file per kind of thing. Pure."""
