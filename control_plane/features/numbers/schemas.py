"""Public numbers as the API shows and takes them."""

from control_plane.features.objects.schemas import schemas_of
from tenants.model import Number

_NUMBER = schemas_of(Number, once=frozenset({"number"}))
NewNumber = _NUMBER.new
NumberChange = _NUMBER.change
NumberOut = _NUMBER.out
NumberChanged = _NUMBER.changed
NumberPage = _NUMBER.page
