"""Files that nodes made, from the upload to the ear."""
