"""What people upload, and what hostile people upload."""
