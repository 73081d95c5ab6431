"""Several objects changed in one version: brought together with what others have changed, looked at, written."""
