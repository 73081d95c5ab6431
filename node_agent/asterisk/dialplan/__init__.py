"""The node's static dialplan: typed elements, checked, and written once per release."""
