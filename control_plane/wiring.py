"""The one composition root: which blueprints make the app, in the order in which they are registered."""

from flask import Blueprint

from control_plane.features.access.pages import pages as access_pages
from control_plane.features.apidocs.pages import pages as apidocs_pages
from control_plane.features.audit.api import api as audit_api
from control_plane.features.audit.pages import pages as audit_pages
from control_plane.features.companies.api import api as companies_api
from control_plane.features.companies.pages import pages as company_pages
from control_plane.features.companies.settings_page import pages as settings_pages
from control_plane.features.comparisons.api import api as comparisons_api
from control_plane.features.coverage.api import api as coverage_api
from control_plane.features.coverage.pages import pages as coverage_pages
from control_plane.features.customisations.api import api as customisations_api
from control_plane.features.debugging.api import api as debugging_api
from control_plane.features.drafts.api import api as drafts_api
from control_plane.features.drafts.objects_api import api as draft_objects_api
from control_plane.features.drafts.pages import pages as draft_pages
from control_plane.features.employees.api import api as employees_api
from control_plane.features.employees.own_api import api as own_api
from control_plane.features.employees.own_page import pages as own_pages
from control_plane.features.employees.pages import pages as employee_pages
from control_plane.features.events.api import api as events_api
from control_plane.features.events.api import topics as event_topics_api
from control_plane.features.faxes.api import api as faxes_api
from control_plane.features.freepbx.api import api as freepbx_imports_api
from control_plane.features.freepbx.pages import pages as freepbx_pages
from control_plane.features.journeys.api import api as journeys_api
from control_plane.features.journeys.pages import pages as journey_pages
from control_plane.features.lines.api import api as lines_api
from control_plane.features.lines.pages import pages as line_pages
from control_plane.features.listening.pages import pages as listening_pages
from control_plane.features.mails.api import api as mails_api
from control_plane.features.mails.pages import pages as mail_pages
from control_plane.features.messages.api import api as messages_api
from control_plane.features.messages.pages import pages as message_pages
from control_plane.features.nodes.api import api as nodes_api
from control_plane.features.nodes.api import reports as node_reports
from control_plane.features.numbers.api import api as numbers_api
from control_plane.features.numbers.pages import pages as number_pages
from control_plane.features.objects.api import APIS as object_apis
from control_plane.features.objects.document_api import api as document_api
from control_plane.features.objects.pages import PAGES as object_pages
from control_plane.features.people.api import APIS as people_apis
from control_plane.features.people.api import resellers as resellers_api
from control_plane.features.people.pages import PAGES as people_pages
from control_plane.features.phones.api import api as phones_api
from control_plane.features.recordings.api import api as recordings_api
from control_plane.features.recordings.pages import pages as recording_pages
from control_plane.features.replays.api import api as replays_api
from control_plane.features.replays.pages import pages as replay_pages
from control_plane.features.reverts.api import api as reverts_api
from control_plane.features.reverts.pages import pages as revert_pages
from control_plane.features.scenarios.api import api as scenarios_api
from control_plane.features.scenarios.pages import pages as scenario_pages
from control_plane.features.simulations.api import api as simulations_api
from control_plane.features.simulations.pages import pages as simulation_pages
from control_plane.features.sounds.api import api as sound_files_api
from control_plane.features.sounds.pages import pages as sound_file_pages
from control_plane.features.tokens.api import api as me_api
from control_plane.features.tokens.pages import pages as token_pages
from control_plane.features.transfers.api import reports as node_files
from control_plane.features.versions.api import api as versions_api
from control_plane.features.versions.api import fleet as waiting_api
from control_plane.features.versions.pages import pages as version_pages
from control_plane.features.visits.api import api as visits_api
from control_plane.features.visits.api import own as own_visits_api
from control_plane.features.visits.pages import pages as visit_pages
from control_plane.features.webhooks.api import api as webhooks_api
from control_plane.features.webhooks.pages import pages as webhook_pages

API: tuple[Blueprint, ...] = (
    me_api,
    own_visits_api,
    companies_api,
    *people_apis,
    resellers_api,
    visits_api,
    own_api,
    employees_api,
    phones_api,
    numbers_api,
    lines_api,
    *object_apis,
    document_api,
    freepbx_imports_api,
    customisations_api,
    debugging_api,
    journeys_api,
    simulations_api,
    scenarios_api,
    coverage_api,
    replays_api,
    sound_files_api,
    recordings_api,
    messages_api,
    faxes_api,
    mails_api,
    versions_api,
    audit_api,
    comparisons_api,
    reverts_api,
    drafts_api,
    draft_objects_api,
    events_api,
    event_topics_api,
    webhooks_api,
    nodes_api,
    waiting_api,
)
NODE_REPORTS: tuple[Blueprint, ...] = (node_reports, node_files)

PAGES: tuple[Blueprint, ...] = (
    access_pages,
    token_pages,
    company_pages,
    *people_pages,
    visit_pages,
    own_pages,
    employee_pages,
    settings_pages,
    number_pages,
    line_pages,
    *object_pages,
    freepbx_pages,
    journey_pages,
    simulation_pages,
    scenario_pages,
    coverage_pages,
    replay_pages,
    message_pages,
    recording_pages,
    mail_pages,
    sound_file_pages,
    listening_pages,
    version_pages,
    revert_pages,
    draft_pages,
    audit_pages,
    webhook_pages,
    apidocs_pages,
)
