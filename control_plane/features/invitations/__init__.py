"""Links in mails: an invitation, and a new password for somebody who has forgotten theirs."""
