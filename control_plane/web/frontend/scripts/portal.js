// All behaviour of the portal. Pages work without it; this only makes them quicker and kinder.
import "htmx.org";
import "./copy.js";
import "./dialogs.js";
import "./forms.js";
import "./menus.js";
import "./passkeys.js";
