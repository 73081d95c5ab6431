"""Which ways through a company no call took."""
