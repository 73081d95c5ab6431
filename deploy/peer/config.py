"""The peer's configuration files, written out of a few typed pieces. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from asterisk_images.trial import modules_conf
from deploy.peer.demo import Demo, Line, Phone
from deploy.ports import LOOPBACK, Ports

CALLER_SECONDS = 300
TONE = 1004


@dataclass(frozen=True)
class Section:
    """One [section] of a configuration file."""

    name: str
    options: tuple[tuple[str, object], ...]

    def __str__(self) -> str:
        return "\n".join([f"[{self.name}]", *(f"{name}={value}" for name, value in self.options), ""])


def section(name: str, /, *lines: tuple[str, object], **options: object) -> Section:
    """`lines` come first, then `options` in the order given."""
    return Section(name, (*lines, *options.items()))


def files(demo: Demo, ports: Ports, password: str, realm: str, modules: Iterable[str]) -> dict[str, str]:
    """File name → text, to be laid over the image's base files."""
    return {
        "modules.conf": modules_conf(modules),
        "pjsip.conf": _text(_pjsip(demo, ports, realm)),
        "extensions.conf": EXTENSIONS,
        "manager.conf": _text(_manager(ports, password)),
        "rtp.conf": _text(
            [section("general", rtpstart=ports.peer_rtp_start, rtpend=ports.peer_rtp_end, strictrtp="yes")]
        ),
        "cel_custom.conf": "[mappings]\nevents.csv => ${eventtype}\n",
    }


def _text(sections: Iterable[Section]) -> str:
    return "\n".join(map(str, sections))


def _pjsip(demo: Demo, ports: Ports, realm: str) -> list[Section]:
    node = f"sip:{LOOPBACK}:{ports.sip}"
    return [
        section("global", type="global", user_agent="Carillon test peer", endpoint_identifier_order="auth_username,ip"),
        *(
            section(kind, type="transport", protocol=kind, bind=f"{LOOPBACK}:{ports.peer_sip}")
            for kind in ("udp", "tcp")
        ),
        *_provider(demo.line, node),
        *(piece for phone in demo.ours for piece in _phone(phone, node, realm)),
    ]


def _provider(line: Line, node: str) -> list[Section]:
    """The provider's side of the node's line, and the way to the node.

    A line without an account is known by its address, as many providers do it.
    """
    known_by = {"auth": "line", "identify_by": "auth_username"} if line.username else {"identify_by": "ip"}
    calls = section("line", MEDIA, type="endpoint", context="provider", aors="line", **known_by, **ENDPOINT)
    to_node = [
        section("node", MEDIA, type="endpoint", context="nowhere", aors="node", identify_by="header", **ENDPOINT),
        section("node", type="aor", contact=node),
    ]
    if not line.username:
        return [calls, section("line", type="identify", endpoint="line", match=LOOPBACK), *to_node]
    return [
        calls,
        section("line", type="auth", auth_type="digest", username=line.username, password=line.password),
        section("line", type="aor", max_contacts=1, remove_existing="yes"),
        *to_node,
    ]


def _phone(phone: Phone, node: str, realm: str) -> list[Section]:
    """A phone registered at the node; `line` marks the node's calls to it, which come from one address for all."""
    name = f"phone-{phone.number}"
    return [
        section(
            name,
            MEDIA,
            type="endpoint",
            context="phone",
            aors=name,
            outbound_auth=name,
            from_user=phone.login,
            from_domain=realm,
            identify_by="header",
            **ENDPOINT,
        ),
        section(name, type="aor", contact=node),
        section(name, type="auth", auth_type="digest", username=phone.login, password=phone.password),
        section(
            name,
            type="registration",
            outbound_auth=name,
            server_uri=node,
            client_uri=f"sip:{phone.login}@{node.removeprefix('sip:')}",
            contact_user=name,
            endpoint=name,
            line="yes",
            expiration=300,
            # By default the first one waits for up to ten seconds, at random.
            max_random_initial_delay=0,
            retry_interval=2,
            forbidden_retry_interval=2,
            fatal_retry_interval=5,
            max_retries=1000000,
            auth_rejection_permanent="no",
        ),
    ]


MEDIA = ("disallow", "all")
ENDPOINT: dict[str, object] = {
    "allow": "alaw,ulaw",
    "direct_media": "no",
    "rtp_symmetric": "yes",
    "rewrite_contact": "no",
}


def _manager(ports: Ports, password: str) -> list[Section]:
    return [
        section("general", enabled="yes", webenabled="no", bindaddr=LOOPBACK, port=ports.peer_ami),
        section(
            "deploy",
            ("deny", "0.0.0.0/0.0.0.0"),
            ("permit", f"{LOOPBACK}/255.255.255.255"),
            secret=password,
            read="call,user",
            write="call,originate,reporting,system",
        ),
    ]


# [provider]: any number outside answers. [phone]: a demo phone rings a second, answers and gives back what it hears.
# [talk]: what our own calls do once they are answered: play a tone and wait until it has come back, both ways.
EXTENSIONS = f"""\
[general]
static=yes
writeprotect=yes

[provider]
exten => _[+0-9]!,1,Ringing()
 same => n,Wait(1)
 same => n,Answer()
 same => n,Set(TIMEOUT(absolute)={CALLER_SECONDS})
 same => n,Playback(hello-world)
 same => n,Echo()
 same => n,Hangup()
; A phone's own call, found by its address alone while the node still has the contact of our previous run.
include => phone

[phone]
exten => _[0-9a-z]!,1,Ringing()
 same => n,Wait(1)
 same => n,Answer()
 same => n,Set(TIMEOUT(absolute)={CALLER_SECONDS})
 same => n,Echo()
 same => n,Hangup()

[talk]
exten => tone,1,Answer()
 same => n,Set(TIMEOUT(absolute)=20)
 same => n,PlayTones({TONE}/1000)
 same => n,WaitForTone({TONE},200,8,1)
 same => n,UserEvent(CarillonCall,Key: ${{CALL_KEY}},Heard: ${{WAITFORTONESTATUS}})
 same => n,Hangup()
exten => caller,1,Answer()
 same => n,Set(TIMEOUT(absolute)={CALLER_SECONDS})
 same => n,Playback(hello-world)
 same => n,Echo()
 same => n,Hangup()

[nowhere]
"""
