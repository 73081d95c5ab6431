"""What became of a company that was deleted: counted, erased, and looked for again until nothing is found."""
