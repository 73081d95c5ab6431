"""What-if questions: the production call logic, told as a story."""
