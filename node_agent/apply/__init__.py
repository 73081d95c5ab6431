"""From a signed change to what the next call sees: decide (pure), then do, then confirm."""
