"""Messages in mailboxes, as the portal and mails show them; the node that took them has them, too."""
