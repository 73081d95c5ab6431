"""From a customer's folder to a bundle that nodes run: test, pack, sign, ship."""
