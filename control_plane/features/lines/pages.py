"""Provider lines in the portal."""

from control_plane.features.lines.layout import LINE
from control_plane.features.lines.queries import list_lines
from control_plane.features.lines.service import add_line, change_line, remove_line
from control_plane.features.objects.pages import Work, pages_of

pages = pages_of(LINE, Work(list_lines, add_line, change_line, remove_line, searches=False))
