"""`python -m control_plane COMMAND`."""

from control_plane.cli import main

main()
