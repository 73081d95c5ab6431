"""What happens in a company, as typed events on topics, and the bus that brings them to listeners.

A listener is a function: `@on(EmployeeChanged)` runs later, as a job of its own; `@within(EmployeeChanged)` runs in the
transaction of the change, may add rows and does no I/O. docs/events.md lists all topics.
"""

from tenants.extend.events.bus import BUS as BUS
from tenants.extend.events.bus import Bus as Bus
from tenants.extend.events.bus import Listener as Listener
from tenants.extend.events.bus import NotAListener as NotAListener
from tenants.extend.events.bus import Rows as Rows
from tenants.extend.events.bus import on as on
from tenants.extend.events.bus import within as within
from tenants.extend.events.calls import CallEnded as CallEnded
from tenants.extend.events.calls import CallMissed as CallMissed
from tenants.extend.events.event import Event as Event
from tenants.extend.events.files import FaxReceived as FaxReceived
from tenants.extend.events.files import MessageLeft as MessageLeft
from tenants.extend.events.files import RecordingReady as RecordingReady
from tenants.extend.events.lines import LineDown as LineDown
from tenants.extend.events.lines import LineUp as LineUp
from tenants.extend.events.named import *  # noqa: F403  (three names for each kind of object; the file is their list)
from tenants.extend.events.numbers import NumberAssigned as NumberAssigned
from tenants.extend.events.numbers import NumberReleased as NumberReleased
from tenants.extend.events.objects import Changed as Changed
from tenants.extend.events.objects import Created as Created
from tenants.extend.events.objects import Removed as Removed
from tenants.extend.events.switches import SwitchTurned as SwitchTurned
from tenants.extend.events.topics import TOPICS as TOPICS
from tenants.extend.events.topics import topic_of as topic_of
from tenants.extend.events.versions import VersionLive as VersionLive
from tenants.extend.events.versions import VersionPublished as VersionPublished
from tenants.extend.events.versions import VersionStuck as VersionStuck
from tenants.extend.events.webhooks import WebhookTested as WebhookTested
