"""Signing in with the identity provider of one's own company or reseller (OpenID Connect)."""
