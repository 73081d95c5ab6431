"""One file per noun, in the customer's words: how it is called, and how its form is laid out."""
