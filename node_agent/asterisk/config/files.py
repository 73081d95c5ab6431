"""The text of every file that differs from the image's base. Pure."""

from collections.abc import Mapping

from node_agent.asterisk.config.inputs import Inputs
from node_agent.asterisk.dialplan.carillon import extensions_conf

CEL_EVENTS = (
    "CHAN_START,CHAN_END,ANSWER,HANGUP,BRIDGE_ENTER,BRIDGE_EXIT,LINKEDID_END,"
    "BLINDTRANSFER,ATTENDEDTRANSFER,PICKUP,PARK_START,PARK_END"
)
CEL_FIELDS = (
    "EventType,EventTime,UniqueID,LinkedID,ChanName,AccountCode,Num,Name,Exten,Context,AppName,AppData,Peer,EventExtra"
)
# Nobody here listens to these; each costs a message bus publication per call (13 % of the CPU with AMI on).
UNHEARD = ("ast_channel_varset_type", "agi_exec_start_type", "agi_exec_end_type")
# Optional modules may decline; without these no call is possible, so Asterisk must not pretend to be up.
REQUIRED = frozenset(
    {"res_pjsip", "chan_pjsip", "res_config_sqlite3", "res_sorcery_realtime", "pbx_config", "res_agi", "app_dial"}
)

T1_MILLISECONDS = 100
"""RFC 3261 §17.1.1.1: what says nothing at all is given up after 64 times this, so the next line gets its turn after
6.4 s instead of 32. Asterisk refuses less for the one without less for the other (res_pjsip/config_system.c)."""


def files(given: Inputs) -> Mapping[str, str]:
    """File name → text."""
    return {
        "asterisk.conf": _asterisk(given),
        "modules.conf": _modules(given),
        "pjsip.conf": _pjsip(given),
        "sorcery.conf": SORCERY,
        "extconfig.conf": EXTCONFIG,
        "res_config_sqlite3.conf": SQLITE,
        "extensions.conf": extensions_conf(),
        "globals.conf": f"[globals]\nAGI_PORT={given.fastagi_port}\nAGI_TOKEN={given.agi_token}\n",
        "manager.conf": _manager(given),
        "cel.conf": f"[general]\nenable=yes\napps=\nevents={CEL_EVENTS}\n",
        "cel_custom.conf": f"[/var/log/asterisk/cel/events.jsonl]\nformat=json\nfields={CEL_FIELDS}\n",
        "rtp.conf": f"[general]\nrtpstart={given.rtp_start}\nrtpend={given.rtp_end}\nstrictrtp=yes\n",
        "stasis.conf": "[threadpool]\ninitial_size=2\nmax_size=20\n\n[declined_message_types]\n"
        + "".join(f"decline={name}\n" for name in UNHEARD),
        "logger.conf": LOGGER,
        "features.conf": FEATURES,
        # Who wraps up after a call of one waiting line is left alone by their other lines too.
        "queues.conf": "[general]\nshared_lastcall=yes\n",
        "confbridge.conf": CONFBRIDGE,
        "udptl.conf": f"[general]\nudptlstart={given.rtp_start}\nudptlend={given.rtp_end}\n",
    }


def _asterisk(given: Inputs) -> str:
    return f"""\
[directories]
astetcdir => /etc/asterisk
astmoddir => {given.modules_folder}
astvarlibdir => /var/lib/asterisk
astdbdir => /var/lib/asterisk
astkeydir => /var/lib/asterisk
astdatadir => /usr/share/asterisk
astagidir => /usr/share/asterisk/agi-bin
astspooldir => /var/spool/asterisk
astrundir => /run/asterisk
astlogdir => /var/log/asterisk

[options]
live_dangerously=no
maxcalls={given.max_calls}
hideconnect=yes
nocolor=yes
documentation_language=en_US
"""


def _modules(given: Inputs) -> str:
    lines = [f"{'require' if name in REQUIRED else 'load'}={name}.so" for name in given.modules]
    return "\n".join(["[modules]", "autoload=no", *lines, ""])


def _pjsip(given: Inputs) -> str:
    # The name comes before the address, since phones and lines may share one (loopback, one NAT).
    transports = "".join(
        f"""
[transport-{protocol}]
type=transport
protocol={protocol}
bind={given.sip_host}:{given.sip_port}
"""
        for protocol in ("udp", "tcp")
    )
    transports += f"""
[transport-tls]
type=transport
protocol=tls
bind={given.sip_host}:{given.sip_tls_port}
cert_file=/etc/asterisk/sip.crt
priv_key_file=/etc/asterisk/sip.key
method=tlsv1_2

; For connections that we open to providers whose certificates must be good. Nobody calls here.
[transport-tls-verified]
type=transport
protocol=tls
bind={given.sip_host}:0
cert_file=/etc/asterisk/sip.crt
priv_key_file=/etc/asterisk/sip.key
ca_list_file=/etc/asterisk/sip-authorities.crt
verify_server=yes
method=tlsv1_2
"""
    return f"""\
[system]
type=system
timer_t1={T1_MILLISECONDS}
timer_b={64 * T1_MILLISECONDS}

[global]
type=global
user_agent=Carillon
default_realm={given.realm}
endpoint_identifier_order=username,ip
contact_expiration_check_interval=30
max_initial_qualify_time=2
unidentified_request_count=5
unidentified_request_period=5
unidentified_request_prune_interval=30
{transports}"""


def _manager(given: Inputs) -> str:
    def user(name: str, write: str, read: str = "none") -> str:
        secret = given.ami_secret_by_user[name]
        return (
            f"\n[{name}]\nsecret={secret}\ndeny=0.0.0.0/0.0.0.0\npermit=127.0.0.1/255.255.255.255\n"
            f"read={read}\nwrite={write}\nwritetimeout=1000\n"
        )

    general = f"[general]\nenabled=yes\nwebenabled=no\nbindaddr=127.0.0.1\nport={given.ami_port}\nauthtimeout=5\n"
    return (
        general
        + "authlimit=20\ndisplayconnects=no\n"
        + user("apply", "call,reporting,system")
        + user("watch", "call,reporting")
        + user("calls", "call,reporting,originate", "call")
        + "eventfilter=Event: DeviceStateChange\neventfilter=Event: Hold\neventfilter=Event: Unhold\n"
    )


SORCERY = """\
[res_pjsip]
endpoint=realtime,ps_endpoints
auth=realtime,ps_auths
aor=realtime,ps_aors

[res_pjsip_endpoint_identifier_ip]
identify=realtime,ps_endpoint_id_ips

[res_pjsip_outbound_registration]
registration=realtime,ps_registrations
"""

EXTCONFIG = """\
[settings]
ps_endpoints => sqlite3,realtime
ps_auths => sqlite3,realtime
ps_aors => sqlite3,realtime
ps_endpoint_id_ips => sqlite3,realtime
ps_registrations => sqlite3,realtime
queues => sqlite3,realtime
queue_members => sqlite3,realtime
musiconhold => sqlite3,realtime
musiconhold_entry => sqlite3,realtime
fallback => sqlite3,realtime
company_entries.conf => sqlite3,realtime,ast_config
"""

SQLITE = """\
[realtime]
dbfile=/srv/realtime.sqlite
debug=no
requirements=warn
batch=0
busy_timeout=2000
"""

LOGGER = """\
[general]
dateformat=%F %T.%3q
use_callids=yes

[logfiles]
messages.log => notice,warning,error
security.log => security
"""

# Short codes during a talk. Who picks up calls dials a short code of the company, hence no `pickupexten`.
FEATURES = """\
[general]
pickupexten = none
transferdigittimeout = 4
featuredigittimeout = 1500
atxfernoanswertimeout = 30
atxferdropcall = no
atxfercallbackretries = 1

[featuremap]
blindxfer = ##
atxfer = *2

[applicationmap]
record-here => *1,self,Gosub,"record,s,1"
record-there => *1,peer,Gosub,"record,s,1"
"""

# What people in a meeting press: 1 mute, 4 and 6 own voice, 7 and 9 the others'.
CONFBRIDGE = """\
[general]

[carillon]
type = menu
1 = toggle_mute
4 = decrease_talking_volume
6 = increase_talking_volume
7 = decrease_listening_volume
9 = increase_listening_volume
"""
