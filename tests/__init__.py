"""All tests, one folder per layer; `./carillon test` runs them."""
