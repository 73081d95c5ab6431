"""A shop: customers whom its own systems know are put through to their manager without hearing the menu."""

from tenants.extend import Customisation

from .menu import MenuForStrangers

CUSTOMISATION = Customisation(
    "shop",
    title="Shop",
    descendants=[MenuForStrangers],
    words={
        "ru": {
            "Shop": "Магазин",
            "Customer lookup": "Поиск покупателя",
            'Address that is asked who calls. It answers JSON such as {"manager": "101"} within 0.3 s.': (
                'Адрес, у которого спрашивают, кто звонит. Отвечает JSON вида {"manager": "101"} за 0,3 с.'
            ),
        }
    },
)
