"""Companies as archives: taken out, brought in, cloned, and deleted with a proof."""
