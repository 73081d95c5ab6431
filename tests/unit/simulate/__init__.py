"""What-if questions, the story they make, and telling a real call again."""
