"""Imports every model, so that all tables and their foreign keys are known: for migrations, commands, the publisher."""

import control_plane.core.idempotency
import control_plane.features.access.models
import control_plane.features.audit.models
import control_plane.features.companies.models
import control_plane.features.customisations.models
import control_plane.features.drafts.models
import control_plane.features.employees.models
import control_plane.features.events.models
import control_plane.features.faxes.models
import control_plane.features.journeys.models
import control_plane.features.lines.models
import control_plane.features.mails.models
import control_plane.features.messages.models
import control_plane.features.nodes.models
import control_plane.features.numbers.models
import control_plane.features.objects.models
import control_plane.features.phones.models
import control_plane.features.recordings.models
import control_plane.features.scenarios.models
import control_plane.features.sounds.models
import control_plane.features.versions.models
import control_plane.features.visits.models
import control_plane.features.webhooks.models  # noqa: F401
from control_plane.core.db import Base

METADATA = Base.metadata
