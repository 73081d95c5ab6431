"""Measurements of the whole product on this machine: side by side in one run, as ratios. See docs/performance.md."""
