"""A clinic: while a doctor is in an appointment, the nurse takes the doctor's calls."""

from tenants.extend import Customisation

from .doctor import Doctor

CUSTOMISATION = Customisation(
    "clinic",
    title="Clinic",
    descendants=[Doctor],
    words={
        "ru": {
            "Clinic": "Клиника",
            "Nurse": "Медсестра",
            "Takes the doctor's calls during appointments.": "Отвечает на звонки врача во время приёма.",
            "Appointment hours": "Часы приёма",
            "While they are open, the doctor sees patients; also whenever the doctor's presence is “meeting”.": (
                "Пока они открыты, врач ведёт приём; а также когда у врача состояние «на встрече»."
            ),
        }
    },
)
