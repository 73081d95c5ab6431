"""Public numbers in the portal: who takes their calls."""

from control_plane.features.numbers.layout import NUMBER
from control_plane.features.numbers.queries import list_numbers
from control_plane.features.numbers.service import add_number, change_number, remove_number
from control_plane.features.objects.pages import Section, Work, pages_of

_WORK = Work(list_numbers, add_number, change_number, remove_number, searches=False)
pages = pages_of(NUMBER, _WORK, "number_pages", Section("numbers"))
