"""Parking a call, and fetching it from its slot."""

from dataclasses import dataclass, replace

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination, hand_to
from tenants.calls.employee import EmployeeDestination
from tenants.calls.errand import TellSlot
from tenants.calls.outcome import DONE, Outcome, Reason
from tenants.calls.references import find
from tenants.calls.sentences import Sentence
from tenants.calls.words import Digits
from tenants.extend import hook
from tenants.model import Company, Employee, Kind, Music, Parking


@dataclass(frozen=True, slots=True)
class ParkingDestination(Destination):
    """Parks the call in the first free slot; when nobody fetches it in time, it returns to who parked it.

    Whoever dials the parking themselves (to complete a transfer afterwards) hears the slot. A caller who was
    transferred here hears music alone; who transferred them is called and told the slot. When all slots are taken, the
    caller returns at once.
    """

    kind = Kind.PARKING

    parking: Parking

    async def take(self, call: Call) -> Outcome:
        for slot in self.parking.slot_numbers:
            if call.parked_in(slot):
                continue
            outcome = await self.park(call, slot)
            if outcome.reason is not Reason.BUSY:  # somebody was faster
                return outcome if outcome.over else await self.back(call)
        call.decide(Decision(Rule.PARKED, "parking", self.parking.id, Reason.FULL, self.parking.name))
        if call.caller.transferred_by is not None:
            return await self.back(call)
        return Outcome(Reason.FULL, told=Sentence.PARKING_FULL)

    @hook
    async def park(self, call: Call, slot: str) -> Outcome:
        transferrer, button = call.caller.transferred_by, call.caller.transferred_from
        if transferrer is not None and button is not None:
            call.send(TellSlot(transferrer.id, button.login, slot))
        told = (Sentence.PARKED_AT, Digits(slot)) if transferrer is None else ()
        music = call.company.get(Music, self.parking.music)
        outcome = await call.park(slot, seconds=self.parking.return_seconds, music=music, told=told)
        call.decide(Decision(Rule.PARKED, "parking", self.parking.id, outcome.reason, f"{self.parking.name} {slot}"))
        return outcome

    @hook
    async def back(self, call: Call) -> Outcome:
        """Nobody fetched the call, or there was no place for it."""
        call.ringing = replace(call.ringing, prefix=f"{self.parking.name}: {call.ringing.prefix}")
        destination = find(call.company, self.parking.return_to)
        parker = call.caller.transferred_by or call.caller.employee
        if destination is None and parker is not None:
            destination = Returned(parker)
        return Outcome(Reason.NO_ANSWER) if destination is None else await hand_to(call, destination)


@dataclass(frozen=True, slots=True)
class Returned(Destination):
    """Back to the person who parked the call, also when the call came from their own phone."""

    parker: Employee

    async def take(self, call: Call) -> Outcome:
        call.decide(Decision(Rule.PARKED, "employee", self.parker.id, text=f"back to {self.parker.name}"))
        return await EmployeeDestination.of(call.company, self.parker).serve(call)


@dataclass(frozen=True, slots=True)
class SlotDestination(Destination):
    """A slot: whoever dials it talks with who is parked there."""

    parking: Parking
    slot: str

    async def take(self, call: Call) -> Outcome:
        outcome = await call.fetch_parked(self.slot)
        text = f"{self.parking.name} {self.slot}"
        call.decide(Decision(Rule.PICKED_UP, "parking", self.parking.id, outcome.reason, text))
        if outcome.reason is not Reason.NOT_FOUND:
            return outcome
        await call.answer()
        await call.say(Sentence.NOBODY_PARKED)
        return DONE


def parking_with_slot(company: Company, dialled: str) -> Parking | None:
    """The parking that has a slot with this number."""
    if not dialled.isascii() or not dialled.isdigit() or dialled.startswith("0"):
        return None
    for parking in company.all_of(Parking):
        if parking.first_slot <= int(dialled) < parking.first_slot + parking.slots:
            return parking
    return None
