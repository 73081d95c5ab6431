"""In the development stack: call logic that was saved serves the next call, and calls finish on what they began."""
