"""Events: published in the transaction of what happened, brought to listeners from an outbox."""
