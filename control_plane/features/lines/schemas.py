"""Provider lines as the API shows and takes them; the password goes in and never comes out."""

from control_plane.features.objects.schemas import schemas_of
from tenants.model import Line

_LINE = schemas_of(Line)
NewLine = _LINE.new
LineChange = _LINE.change
LineOut = _LINE.out
LineChanged = _LINE.changed
LinePage = _LINE.page
