"""Public numbers in the portal: who takes their calls."""

from control_plane.features.numbers.layout import NUMBER
from control_plane.features.numbers.queries import list_numbers
from control_plane.features.numbers.service import add_number, change_number, remove_number
from control_plane.features.objects.pages import Work, pages_of

pages = pages_of(NUMBER, Work(list_numbers, add_number, change_number, remove_number, searches=False))
