"""`python -m deploy.client` writes the generated part of the client anew."""

from deploy.client.description import description
from deploy.client.write import FOLDER, sources, write

changed = write(FOLDER, sources(description()))
print("\n".join(changed) or "Nothing has changed.")
