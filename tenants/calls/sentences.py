"""What a caller can be told, in words of the product; the node knows which recording says it.

Where the telephony image has no recording of a sentence, the built-in voice speaks `SPOKEN`.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Sentence(StrEnum):
    """One spoken sentence each, in the language of the call."""

    # Why a call failed.
    NOT_FOUND = "not-found"
    NOT_AVAILABLE = "not-available"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    DO_NOT_DISTURB = "do-not-disturb"
    CLOSED = "closed"
    BLOCKED = "blocked"
    ANONYMOUS_REFUSED = "anonymous-refused"
    NOT_PERMITTED = "not-permitted"
    OVER_LIMIT = "over-limit"
    LINE_DOWN = "line-down"
    TEMPORARY_PROBLEM = "temporary-problem"
    FORWARDED_IN_A_CIRCLE = "forwarded-in-a-circle"
    # Waiting lines.
    WAIT_PLEASE = "wait-please"
    QUEUE_FULL = "queue-full"
    NO_AGENTS = "no-agents"
    CALLBACK_PROMISED = "callback-promised"
    # Asking.
    ENTER_NUMBER = "enter-number"
    ENTER_PIN = "enter-pin"
    WRONG_PIN = "wrong-pin"
    WRONG_CHOICE = "wrong-choice"
    NOTHING_CHOSEN = "nothing-chosen"
    ENTER_NAME = "enter-name"
    PRESS_ONE_FOR = "press-one-for"
    PRESS_ONE_TO_ACCEPT = "press-one-to-accept"
    TOO_MANY_TRIES = "too-many-tries"
    # Saying that something was done.
    ACTIVATED = "activated"
    DEACTIVATED = "deactivated"
    SAVED = "saved"
    DELETED = "deleted"
    GOODBYE = "goodbye"
    # Mailboxes.
    LEAVE_MESSAGE = "leave-message"
    MAILBOX_FULL = "mailbox-full"
    YOU_HAVE = "you-have"
    NEW_MESSAGES = "new-messages"
    NO_MESSAGES = "no-messages"
    MESSAGE_MENU = "message-menu"
    FIRST_MESSAGE = "first-message"
    NEXT_MESSAGE = "next-message"
    MESSAGE_FROM = "message-from"
    MESSAGE_RECEIVED = "message-received"
    UNKNOWN_CALLER = "unknown-caller"
    RECORD_GREETING = "record-greeting"
    GREETING_MENU = "greeting-menu"
    # Meetings, parking and the rest.
    YOU_ARE_ALONE = "you-are-alone"
    WAITING_FOR_HOST = "waiting-for-host"
    PARKED_AT = "parked-at"
    NOBODY_PARKED = "nobody-parked"
    WAKE_UP_CALL = "wake-up-call"
    WAKE_UP_SET = "wake-up-set"
    CALLBACK_SET = "callback-set"
    CALL_IS_RECORDED = "call-is-recorded"
    YOUR_NUMBER_IS = "your-number-is"
    THE_TIME_IS = "the-time-is"
    NO_MATCH = "no-match"
    LOGGED_IN = "logged-in"
    LOGGED_OUT = "logged-out"
    PAUSED = "paused"
    RESUMED = "resumed"
    # Short codes.
    WRONG_TIME = "wrong-time"
    ENTER_TIME = "enter-time"
    NO_NUMBER_KNOWN = "no-number-known"
    NOBODY_RINGS = "nobody-rings"
    NOBODY_TALKS = "nobody-talks"
    NOT_AN_AGENT = "not-an-agent"
    CHOOSE_REASON = "choose-reason"
    SNOOZE = "snooze"
    CALLS_GO_TO = "calls-go-to"
    NO_MAILBOX = "no-mailbox"
    PARKING_FULL = "parking-full"


SPOKEN: Mapping[str, Mapping[Sentence, str]] = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                Sentence.NOT_FOUND: "The number you have dialled does not exist.",
                Sentence.NOT_AVAILABLE: "The person you are calling cannot be reached at the moment.",
                Sentence.BUSY: "The person you are calling is busy.",
                Sentence.NO_ANSWER: "Nobody answers.",
                Sentence.DO_NOT_DISTURB: "The person you are calling does not want to be disturbed.",
                Sentence.CLOSED: "We are closed at the moment. Please call again during our opening hours.",
                Sentence.BLOCKED: "Calls from your number are not accepted.",
                Sentence.ANONYMOUS_REFUSED: "Calls without a number are not accepted. Please show your number.",
                Sentence.NOT_PERMITTED: "This call is not permitted from this phone.",
                Sentence.OVER_LIMIT: "All calls that are allowed at once are in use. Please try again later.",
                Sentence.LINE_DOWN: "Calls outside are not possible at the moment.",
                Sentence.TEMPORARY_PROBLEM: "Something is wrong on our side. Please try again later.",
                Sentence.FORWARDED_IN_A_CIRCLE: "This call is forwarded in a circle and reaches nobody.",
                Sentence.WAIT_PLEASE: "Please hold the line.",
                Sentence.QUEUE_FULL: "All places in the waiting line are taken. Please call again later.",
                Sentence.NO_AGENTS: "Nobody can take your call at the moment.",
                Sentence.CALLBACK_PROMISED: "You keep your place. We will call you back. Goodbye.",
                Sentence.ENTER_NUMBER: "Please enter the number, then press hash.",
                Sentence.ENTER_PIN: "Please enter the PIN, then press hash.",
                Sentence.WRONG_PIN: "This PIN is not right.",
                Sentence.WRONG_CHOICE: "This choice does not exist.",
                Sentence.NOTHING_CHOSEN: "You have not chosen anything. Please call again.",
                Sentence.ENTER_NAME: "Please spell the name with the keys of your phone, then press hash.",
                Sentence.PRESS_ONE_FOR: "Press one if this is who you want:",
                Sentence.PRESS_ONE_TO_ACCEPT: "You have a call. Press one to take it.",
                Sentence.TOO_MANY_TRIES: "Too many wrong tries. Please try again later.",
                Sentence.ACTIVATED: "Switched on.",
                Sentence.DEACTIVATED: "Switched off.",
                Sentence.SAVED: "Saved.",
                Sentence.DELETED: "Deleted.",
                Sentence.GOODBYE: "Goodbye.",
                Sentence.LEAVE_MESSAGE: "Please leave a message after the tone.",
                Sentence.MAILBOX_FULL: "This mailbox is full.",
                Sentence.YOU_HAVE: "You have",
                Sentence.NEW_MESSAGES: "new messages.",
                Sentence.NO_MESSAGES: "You have no messages.",
                Sentence.MESSAGE_MENU: (
                    "Press one to hear it again, two for the next one, three to delete it, four to call back."
                ),
                Sentence.FIRST_MESSAGE: "First message.",
                Sentence.NEXT_MESSAGE: "Next message.",
                Sentence.MESSAGE_FROM: "Message from",
                Sentence.MESSAGE_RECEIVED: "received",
                Sentence.UNKNOWN_CALLER: "an unknown caller",
                Sentence.RECORD_GREETING: "Record your greeting after the tone, then press hash.",
                Sentence.GREETING_MENU: "Press one to keep it, two to hear it, three to record it again.",
                Sentence.YOU_ARE_ALONE: "You are the only person in this meeting.",
                Sentence.WAITING_FOR_HOST: "The meeting begins when its host arrives.",
                Sentence.PARKED_AT: "The call is parked at",
                Sentence.NOBODY_PARKED: "Nobody is parked there.",
                Sentence.WAKE_UP_CALL: "This is your wake-up call.",
                Sentence.WAKE_UP_SET: "Your wake-up call is set to",
                Sentence.CALLBACK_SET: "We will call you as soon as the line is free.",
                Sentence.CALL_IS_RECORDED: "This call is recorded.",
                Sentence.YOUR_NUMBER_IS: "Your number is",
                Sentence.THE_TIME_IS: "The time is",
                Sentence.NO_MATCH: "There is nobody with this name.",
                Sentence.LOGGED_IN: "You now take calls of the waiting line.",
                Sentence.LOGGED_OUT: "You no longer take calls of the waiting line.",
                Sentence.PAUSED: "You are paused.",
                Sentence.RESUMED: "You are no longer paused.",
                Sentence.WRONG_TIME: "This time does not exist. Please enter four digits: hours and minutes.",
                Sentence.ENTER_TIME: "Please enter the time with four digits: hours and minutes.",
                Sentence.NO_NUMBER_KNOWN: "There is no number to call.",
                Sentence.NOBODY_RINGS: "No phone is ringing there.",
                Sentence.NOBODY_TALKS: "There is no conversation at the moment.",
                Sentence.NOT_AN_AGENT: "You take no calls of a waiting line.",
                Sentence.CHOOSE_REASON: "Please press the digit of the reason for your pause.",
                Sentence.SNOOZE: "Press one to be called again in ten minutes.",
                Sentence.CALLS_GO_TO: "Your calls are forwarded to",
                Sentence.NO_MAILBOX: "This person has no mailbox.",
                Sentence.PARKING_FULL: "All parking places are taken.",
            }
        ),
        "ru": MappingProxyType(
            {
                Sentence.NOT_FOUND: "Набранный номер не существует.",
                Sentence.NOT_AVAILABLE: "Абонент сейчас недоступен.",
                Sentence.BUSY: "Абонент занят.",
                Sentence.NO_ANSWER: "Абонент не отвечает.",
                Sentence.DO_NOT_DISTURB: "Абонент просит его не беспокоить.",
                Sentence.CLOSED: "Сейчас мы не работаем. Пожалуйста, позвоните в рабочее время.",
                Sentence.BLOCKED: "Звонки с вашего номера не принимаются.",
                Sentence.ANONYMOUS_REFUSED: "Звонки со скрытого номера не принимаются. Позвоните, показав номер.",
                Sentence.NOT_PERMITTED: "С этого телефона такой звонок не разрешён.",
                Sentence.OVER_LIMIT: "Все разрешённые одновременные звонки заняты. Позвоните позже.",
                Sentence.LINE_DOWN: "Внешняя связь сейчас недоступна.",
                Sentence.TEMPORARY_PROBLEM: "У нас неполадка. Пожалуйста, позвоните позже.",
                Sentence.FORWARDED_IN_A_CIRCLE: "Звонок переадресован по кругу и ни до кого не доходит.",
                Sentence.WAIT_PLEASE: "Пожалуйста, оставайтесь на линии.",
                Sentence.QUEUE_FULL: "Очередь заполнена. Пожалуйста, позвоните позже.",
                Sentence.NO_AGENTS: "Сейчас никто не может ответить на ваш звонок.",
                Sentence.CALLBACK_PROMISED: "Ваше место в очереди сохранено. Мы перезвоним. До свидания.",
                Sentence.ENTER_NUMBER: "Введите номер и нажмите решётку.",
                Sentence.ENTER_PIN: "Введите пин-код и нажмите решётку.",
                Sentence.WRONG_PIN: "Неверный пин-код.",
                Sentence.WRONG_CHOICE: "Такого пункта нет.",
                Sentence.NOTHING_CHOSEN: "Вы ничего не выбрали. Пожалуйста, позвоните ещё раз.",
                Sentence.ENTER_NAME: "Наберите имя клавишами телефона и нажмите решётку.",
                Sentence.PRESS_ONE_FOR: "Нажмите один, если вам нужен:",
                Sentence.PRESS_ONE_TO_ACCEPT: "Вам звонят. Нажмите один, чтобы ответить.",
                Sentence.TOO_MANY_TRIES: "Слишком много попыток. Попробуйте позже.",
                Sentence.ACTIVATED: "Включено.",
                Sentence.DEACTIVATED: "Выключено.",
                Sentence.SAVED: "Сохранено.",
                Sentence.DELETED: "Удалено.",
                Sentence.GOODBYE: "До свидания.",
                Sentence.LEAVE_MESSAGE: "Оставьте сообщение после сигнала.",
                Sentence.MAILBOX_FULL: "Почтовый ящик переполнен.",
                Sentence.YOU_HAVE: "У вас",
                Sentence.NEW_MESSAGES: "новых сообщений.",
                Sentence.NO_MESSAGES: "Сообщений нет.",
                Sentence.MESSAGE_MENU: (
                    "Нажмите один, чтобы повторить, два — следующее, три — удалить, четыре — перезвонить."
                ),
                Sentence.FIRST_MESSAGE: "Первое сообщение.",
                Sentence.NEXT_MESSAGE: "Следующее сообщение.",
                Sentence.MESSAGE_FROM: "Сообщение от",
                Sentence.MESSAGE_RECEIVED: "получено",
                Sentence.UNKNOWN_CALLER: "неизвестного абонента",
                Sentence.RECORD_GREETING: "Запишите приветствие после сигнала и нажмите решётку.",
                Sentence.GREETING_MENU: "Нажмите один, чтобы сохранить, два — прослушать, три — записать заново.",
                Sentence.YOU_ARE_ALONE: "В этой встрече пока только вы.",
                Sentence.WAITING_FOR_HOST: "Встреча начнётся, когда придёт ведущий.",
                Sentence.PARKED_AT: "Звонок на стоянке номер",
                Sentence.NOBODY_PARKED: "Там никто не ждёт.",
                Sentence.WAKE_UP_CALL: "Это звонок-будильник.",
                Sentence.WAKE_UP_SET: "Будильник установлен на",
                Sentence.CALLBACK_SET: "Мы позвоним вам, как только линия освободится.",
                Sentence.CALL_IS_RECORDED: "Разговор записывается.",
                Sentence.YOUR_NUMBER_IS: "Ваш номер",
                Sentence.THE_TIME_IS: "Точное время",
                Sentence.NO_MATCH: "Такого имени нет.",
                Sentence.LOGGED_IN: "Вы принимаете звонки очереди.",
                Sentence.LOGGED_OUT: "Вы больше не принимаете звонки очереди.",
                Sentence.PAUSED: "Вы на паузе.",
                Sentence.RESUMED: "Пауза окончена.",
                Sentence.WRONG_TIME: "Такого времени нет. Введите четыре цифры: часы и минуты.",
                Sentence.ENTER_TIME: "Введите время четырьмя цифрами: часы и минуты.",
                Sentence.NO_NUMBER_KNOWN: "Нет номера для звонка.",
                Sentence.NOBODY_RINGS: "Там никто не звонит.",
                Sentence.NOBODY_TALKS: "Сейчас там нет разговора.",
                Sentence.NOT_AN_AGENT: "Вы не принимаете звонки очереди.",
                Sentence.CHOOSE_REASON: "Нажмите цифру причины паузы.",
                Sentence.SNOOZE: "Нажмите один, чтобы мы позвонили ещё раз через десять минут.",
                Sentence.CALLS_GO_TO: "Ваши звонки переадресованы на номер",
                Sentence.NO_MAILBOX: "У этого абонента нет почтового ящика.",
                Sentence.PARKING_FULL: "Все места на стоянке заняты.",
            }
        ),
    }
)
"""Every language has every sentence."""
