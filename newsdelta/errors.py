"""What can go wrong with the local stack."""


class StackError(RuntimeError):
    """The stack cannot start or go on; the message is one sentence for the person who runs it."""
