"""From ids that custom code names to objects of its own company; there is no way to anybody else's."""

from collections.abc import Iterable
from typing import TypeVar

from node_agent.custom.messages import Manners
from node_agent.custom.operations import TargetForm
from tenants.calls.call import Ringing, Target
from tenants.model import Company, Music, Phone, TelephonyObject

Wanted = TypeVar("Wanted", bound=TelephonyObject)


class Refused(ValueError):
    """What custom code asked for is not done; it hears why."""

    code = "refused"


class Objects:
    """One version of one company."""

    def __init__(self, company: Company) -> None:
        self._company = company

    def get(self, cls: type[Wanted], identifier: str) -> Wanted:
        """Raises Refused."""
        found = self._company.get(cls, identifier)
        if found is None:
            raise Refused(f"the company has no {cls.__name__} {identifier}")
        return found

    def music(self, identifier: str | None) -> Music | None:
        """Raises Refused."""
        return self.get(Music, identifier) if identifier is not None else None

    def phones(self, identifiers: Iterable[str]) -> list[Phone]:
        """Raises Refused."""
        return [self.get(Phone, each) for each in identifiers]

    def target(self, form: TargetForm) -> Target:
        """Raises Refused."""
        lines = self._company.lines
        if form.line is not None and form.line not in lines:
            raise Refused(f"the company has no line {form.line}")
        return Target(
            phone=self.get(Phone, form.phone) if form.phone is not None else None,
            line=lines[form.line] if form.line is not None else None,
            number=form.number,
            shown=form.shown,
            after=form.after,
            confirm=form.confirm,
            price=form.price,
        )

    def ringing(self, manners: Manners) -> Ringing:
        """Raises Refused."""
        form = manners.ringing
        return Ringing(
            prefix=form.prefix,
            caller_name=form.caller_name,
            caller_number=form.caller_number,
            music=self.music(form.music),
            manner=form.manner,
            may_transfer=form.may_transfer,
        )

    def own_file(self, file: str) -> str:
        """The name of a file that was recorded for this company. Raises Refused."""
        owner, slash, _ = file.rpartition("/")
        if slash and owner != self._company.id:
            raise Refused(f"{file} is no file of this company")
        return file
