"""What gunicorn serves: `gunicorn control_plane.wsgi:app`."""

from control_plane.app import create_app
from control_plane.core.logs import configure_logs
from control_plane.settings import Settings

configure_logs()
app = create_app(Settings.load())
