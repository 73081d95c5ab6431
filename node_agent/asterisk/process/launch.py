"""Starts one Asterisk from the image: its files written, detached from us, its pid on record."""

import json
import logging
import os
import subprocess
from datetime import UTC, datetime

from asterisk_images import bwrap, modules
from node_agent.asterisk.cel.event import boot_line
from node_agent.asterisk.config.certificate import provide_certificate
from node_agent.asterisk.config.inputs import Inputs, Places, modules_folder
from node_agent.asterisk.config.write import write
from node_agent.asterisk.media import RECORDINGS, SOUNDS, VOICE, MediaFolders
from node_agent.asterisk.process.running import Running
from node_agent.asterisk.realtime.database import RealtimeDatabase
from node_agent.settings import Settings

log = logging.getLogger(__name__)
ASTERISK = "/usr/sbin/asterisk"


class LaunchFailed(RuntimeError):
    """Asterisk could not be started; the text holds what bubblewrap said."""

    code = "asterisk-launch-failed"


def launch(settings: Settings) -> Running:
    """Write the files, start, record. Raises LaunchFailed, OSError, FileNotFoundError."""
    places = Places(settings.node_state)
    write(places, inputs_of(settings))
    provide_certificate(places, settings)
    RealtimeDatabase(places.realtime).close()  # Asterisk wants the tables to exist
    with places.cel.open("ab") as events:
        events.write(boot_line(datetime.now(UTC)))
    media = MediaFolders.below(settings.node_state, settings.voice)
    media.make()
    binds = [
        *bwrap.asterisk_binds(settings.node_state),
        bwrap.Bind.rw(places.realtime.parent, "/srv"),
        bwrap.Bind(media.sounds, SOUNDS),
        bwrap.Bind(media.voice, VOICE),
        bwrap.Bind.rw(media.recordings, RECORDINGS),
    ]
    line = bwrap.command(settings.image, binds, [ASTERISK, "-f", "-n"])
    running = Running.of(_detached(line, settings))
    running.write(places.pid)
    log.info("started Asterisk, pid %s", running.pid)
    return running


def inputs_of(settings: Settings) -> Inputs:
    """Raises FileNotFoundError when the image holds no Asterisk."""
    return Inputs(
        modules_folder=modules_folder(settings.image),
        modules=modules(),
        realm=settings.sip_realm,
        sip_host=settings.sip_host,
        sip_port=settings.sip_port,
        sip_tls_port=settings.sip_tls_port,
        ami_port=settings.ami_port,
        fastagi_port=settings.fastagi_port,
        rtp_start=settings.rtp_start,
        rtp_end=settings.rtp_end,
    )


def _detached(line: list[str], settings: Settings) -> int:
    """The pid of the program that bubblewrap runs, in a session of its own: our end is not its end."""
    reading, writing = os.pipe()
    console = settings.node_state / "var" / "log" / "console.log"
    try:
        with console.open("ab") as output:
            process = subprocess.Popen(
                [line[0], "--info-fd", str(writing), *line[1:]],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                pass_fds=[writing],
            )
        os.close(writing)
        writing = -1
        with os.fdopen(reading, "rb") as pipe:
            reading = -1
            answer = pipe.read()
    finally:
        for descriptor in (reading, writing):
            if descriptor >= 0:
                os.close(descriptor)
    try:
        return int(json.loads(answer)["child-pid"])
    except (ValueError, KeyError) as problem:
        process.wait(5)
        raise LaunchFailed(f"bubblewrap did not start Asterisk; see {console}") from problem
