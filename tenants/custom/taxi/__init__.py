"""A taxi company: driver and passenger reach each other through one number and never see each other's."""

from tenants.extend import Customisation
from tenants.model import Kind

from .trips import PassengerFields, TripNumber

CUSTOMISATION = Customisation(
    "taxi",
    title="Taxi",
    descendants=[TripNumber],
    fields={Kind.CONTACT: PassengerFields},
    words={
        "ru": {
            "Taxi": "Такси",
            "Connects trips": "Соединяет водителей и пассажиров",
            "A passenger who calls reaches their driver, a driver their passenger.": (
                "Пассажир, который звонит, попадает к своему водителю, водитель — к своему пассажиру."
            ),
            "Driver": "Водитель",
            "Of the trip that this passenger is on; empty: no trip.": "Поездки этого пассажира; пусто: поездки нет.",
        }
    },
)
