"""The portal in a real browser, as customers use it."""
