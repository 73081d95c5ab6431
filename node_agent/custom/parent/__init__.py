"""The side that watches: starts the processes, carries out what they ask for, and lets originals take over."""
