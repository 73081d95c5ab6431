"""The events of each kind of object by name, so that a listener says `@on(EmployeeChanged)`."""

from tenants import model
from tenants.extend.events.objects import Changed, Created, Removed

CompanyCreated = Created[model.Profile]
CompanyChanged = Changed[model.Profile]
CompanyRemoved = Removed[model.Profile]
EmployeeCreated = Created[model.Employee]
EmployeeChanged = Changed[model.Employee]
EmployeeRemoved = Removed[model.Employee]
PhoneCreated = Created[model.Phone]
PhoneChanged = Changed[model.Phone]
PhoneRemoved = Removed[model.Phone]
NumberCreated = Created[model.Number]
NumberChanged = Changed[model.Number]
NumberRemoved = Removed[model.Number]
LineCreated = Created[model.Line]
LineChanged = Changed[model.Line]
LineRemoved = Removed[model.Line]
TeamCreated = Created[model.Team]
TeamChanged = Changed[model.Team]
TeamRemoved = Removed[model.Team]
WaitingLineCreated = Created[model.WaitingLine]
WaitingLineChanged = Changed[model.WaitingLine]
WaitingLineRemoved = Removed[model.WaitingLine]
MenuCreated = Created[model.Menu]
MenuChanged = Changed[model.Menu]
MenuRemoved = Removed[model.Menu]
FlowCreated = Created[model.Flow]
FlowChanged = Changed[model.Flow]
FlowRemoved = Removed[model.Flow]
ScheduleCreated = Created[model.Schedule]
ScheduleChanged = Changed[model.Schedule]
ScheduleRemoved = Removed[model.Schedule]
MailboxCreated = Created[model.Mailbox]
MailboxChanged = Changed[model.Mailbox]
MailboxRemoved = Removed[model.Mailbox]
RoomCreated = Created[model.Room]
RoomChanged = Changed[model.Room]
RoomRemoved = Removed[model.Room]
ParkingCreated = Created[model.Parking]
ParkingChanged = Changed[model.Parking]
ParkingRemoved = Removed[model.Parking]
PagingCreated = Created[model.Paging]
PagingChanged = Changed[model.Paging]
PagingRemoved = Removed[model.Paging]
FaxCreated = Created[model.Fax]
FaxChanged = Changed[model.Fax]
FaxRemoved = Removed[model.Fax]
ContactCreated = Created[model.Contact]
ContactChanged = Changed[model.Contact]
ContactRemoved = Removed[model.Contact]
CallerRuleCreated = Created[model.CallerRule]
CallerRuleChanged = Changed[model.CallerRule]
CallerRuleRemoved = Removed[model.CallerRule]
RouteCreated = Created[model.Route]
RouteChanged = Changed[model.Route]
RouteRemoved = Removed[model.Route]
RateTableCreated = Created[model.RateTable]
RateTableChanged = Changed[model.RateTable]
RateTableRemoved = Removed[model.RateTable]
PermissionCreated = Created[model.Permission]
PermissionChanged = Changed[model.Permission]
PermissionRemoved = Removed[model.Permission]
ShortCodeCreated = Created[model.ShortCode]
ShortCodeChanged = Changed[model.ShortCode]
ShortCodeRemoved = Removed[model.ShortCode]
SoundCreated = Created[model.Sound]
SoundChanged = Changed[model.Sound]
SoundRemoved = Removed[model.Sound]
MusicCreated = Created[model.Music]
MusicChanged = Changed[model.Music]
MusicRemoved = Removed[model.Music]

__all__ = [
    "CallerRuleChanged",
    "CallerRuleCreated",
    "CallerRuleRemoved",
    "CompanyChanged",
    "CompanyCreated",
    "CompanyRemoved",
    "ContactChanged",
    "ContactCreated",
    "ContactRemoved",
    "EmployeeChanged",
    "EmployeeCreated",
    "EmployeeRemoved",
    "FaxChanged",
    "FaxCreated",
    "FaxRemoved",
    "FlowChanged",
    "FlowCreated",
    "FlowRemoved",
    "LineChanged",
    "LineCreated",
    "LineRemoved",
    "MailboxChanged",
    "MailboxCreated",
    "MailboxRemoved",
    "MenuChanged",
    "MenuCreated",
    "MenuRemoved",
    "MusicChanged",
    "MusicCreated",
    "MusicRemoved",
    "NumberChanged",
    "NumberCreated",
    "NumberRemoved",
    "PagingChanged",
    "PagingCreated",
    "PagingRemoved",
    "ParkingChanged",
    "ParkingCreated",
    "ParkingRemoved",
    "PermissionChanged",
    "PermissionCreated",
    "PermissionRemoved",
    "PhoneChanged",
    "PhoneCreated",
    "PhoneRemoved",
    "RateTableChanged",
    "RateTableCreated",
    "RateTableRemoved",
    "RoomChanged",
    "RoomCreated",
    "RoomRemoved",
    "RouteChanged",
    "RouteCreated",
    "RouteRemoved",
    "ScheduleChanged",
    "ScheduleCreated",
    "ScheduleRemoved",
    "ShortCodeChanged",
    "ShortCodeCreated",
    "ShortCodeRemoved",
    "SoundChanged",
    "SoundCreated",
    "SoundRemoved",
    "TeamChanged",
    "TeamCreated",
    "TeamRemoved",
    "WaitingLineChanged",
    "WaitingLineCreated",
    "WaitingLineRemoved",
]
